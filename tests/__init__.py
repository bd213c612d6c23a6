"""Tests: unit, property, journeys, outlines; pictures and bench beside them."""
