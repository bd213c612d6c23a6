"""Forms, built from the descriptions of the fields."""
