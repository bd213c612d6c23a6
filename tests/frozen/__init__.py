"""Tests on the program as PyInstaller made it."""
