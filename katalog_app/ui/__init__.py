"""The window: the only part that knows Qt; one folder a place, as the user sees it."""
