"""Erasing personal data for good: the sheet in which it is chosen, and the work behind it."""
