"""Widgets that any place may use; each gets what it needs in its constructor."""
