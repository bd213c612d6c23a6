"""The same window as in the journeys."""

from tests.journeys.conftest import desk, folder, no_database_in_the_main_thread, no_leisure

__all__ = ["desk", "folder", "no_database_in_the_main_thread", "no_leisure"]
