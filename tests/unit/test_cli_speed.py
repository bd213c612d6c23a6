"""Reading commands answer within the time the command line promises."""

from tests.bench import commands


def test_reading_commands_are_within_their_limit() -> None:
    ratios: list[float] = []
    while len(ratios) < 3:
        # Other tests run at the same time, so not by the clock on the wall.
        found = commands.measured(3, commands.of_processor)
        limit = commands.TIMES * found.pop("floor") + commands.MARGIN_S
        ratios.append(max(found.values()) / limit)
        if ratios[-1] <= 1:
            return
    assert min(ratios) <= 1, ratios
