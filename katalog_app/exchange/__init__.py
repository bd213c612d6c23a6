"""The files people send each other; knows no database."""
