"""Swedish for search; pure."""
