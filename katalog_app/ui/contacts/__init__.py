"""The place Kontakter: everybody one can ask, and the register of personal data."""
