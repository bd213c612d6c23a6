"""Reading commands answer within the time the command line promises."""

from tests.bench import commands


def test_reading_commands_are_within_their_limit() -> None:
    for attempt in range(3):  # another program may take the machine for a while
        found = commands.measured(3)
        limit = commands.TIMES * found.pop("floor") + commands.MARGIN_S
        if max(found.values()) <= limit:
            return
    assert max(found.values()) <= limit, (attempt, found, limit)
