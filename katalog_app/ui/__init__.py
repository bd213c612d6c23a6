"""The window: the only part of the program that knows Qt; one folder a place, as the user sees it."""
