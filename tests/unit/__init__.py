"""Tests without a window, milliseconds each."""
