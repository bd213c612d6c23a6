"""The parts of the window by themselves: models, jobs, trail, faults, text that is only text."""

import threading
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from katalog_app.errors import StoreFault, StoreUnavailableError
from katalog_app.model.query import Facet, Hit
from katalog_app.ui import wording
from katalog_app.ui.catalogue.cards import MARK_TINT, TINT
from katalog_app.ui.catalogue.facets import FacetModel, facet_rows
from katalog_app.ui.catalogue.labels import FacetLabels
from katalog_app.ui.catalogue.models import NOWHERE, HitModel
from katalog_app.ui.catalogue.trail import Move, Step, Trail
from katalog_app.ui.faults import CrashWindow, StartErrorWindow
from katalog_app.ui.jobs import Jobs
from katalog_app.ui.leisure import Leisure
from katalog_app.ui.tokens import DARK, LIGHT, Tokens, mixed
from katalog_app.ui.widgets.marked import Marked
from katalog_app.ui.widgets.rows import changed_runs
from katalog_app.ui.widgets.text import Text

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def hits(count: int, start: int = 0) -> tuple[Hit, ...]:
    return tuple(
        Hit(f"{n:032x}", f"p{n}", f"Projekt {n}", "Bjuv", "idé", "2021/", ("grön",), "Text.")
        for n in range(start, start + count)
    )


def test_the_hit_model_keeps_qts_rules(qtbot: QtBot) -> None:
    model = HitModel()
    tester = QAbstractItemModelTester(model, FATAL)
    asked: list[int] = []
    model.more_wanted.connect(asked.append)
    for count, more in ((50, True), (50, False), (3, False), (0, False), (20, True)):
        model.show(hits(count), more=more)
        assert model.rowCount() == count
    asked.clear()
    model.show(hits(20), more=True)
    model.fetchMore(NOWHERE)
    model.fetchMore(NOWHERE)
    assert asked == [20]
    model.append(99, hits(5), more=True)
    assert model.rowCount() == 20
    model.append(20, hits(5, 20), more=False)
    assert model.rowCount() == 25
    assert not model.canFetchMore(NOWHERE)
    assert model.row_of(f"{24:032x}") == 24
    del tester


def test_hits_that_stay_are_not_painted_again(qtbot: QtBot) -> None:
    model = HitModel()
    before, other = hits(4), hits(4, 10)
    model.show(before, more=False)
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    model.show((before[0], other[1], before[2], other[3]), more=False)
    assert changed == [(1, 1), (3, 3)]


def test_the_facet_model_keeps_qts_rules(qtbot: QtBot) -> None:
    model = FacetModel()
    tester = QAbstractItemModelTester(model, FATAL)
    label = FacetLabels()
    found = {Facet.MUNICIPALITY: {f"Ort {n}": n + 1 for n in range(12)}, Facet.YEAR: {"2021": 3}}
    for counts, where, opened in (
        (found, {}, set()),
        (found, {}, {Facet.MUNICIPALITY}),
        (found, {Facet.MUNICIPALITY: frozenset({"Ort 0"})}, set()),
        ({}, {}, set()),
    ):
        model.show(facet_rows(counts, where, opened, label))
    toggled: list[tuple[Facet, str]] = []
    model.toggled.connect(lambda facet, value: toggled.append((facet, value)))
    assert model.setData(model.index(1), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert toggled == [(Facet.TRANSFORMATION, "grön")]
    del tester


def test_a_ticked_value_is_shown_even_where_it_is_rare() -> None:
    counts = {Facet.MUNICIPALITY: {f"Ort {n:02}": 30 - n for n in range(20)}}
    where = {Facet.MUNICIPALITY: frozenset({"Ort 19", "Borta"})}
    shown = [row.value for row in facet_rows(counts, where, (), FacetLabels()) if row.ticked]
    assert sorted(shown) == ["Borta", "Ort 19"]


def test_years_come_newest_first() -> None:
    rows = facet_rows({Facet.YEAR: {"2019": 9, "2024": 1, "2021": 4}}, {}, (), FacetLabels())
    assert [r.value for r in rows if r.facet is Facet.YEAR and r.value] == ["2024", "2021", "2019"]


def test_of_one_name_only_the_last_question_is_answered(qtbot: QtBot) -> None:
    jobs, owner, answers = Jobs(), QObject(), list[int]()
    gate = threading.Event()

    def slow(number: int) -> int:
        gate.wait(5)
        return number

    for number in range(20):
        jobs.run(partial(slow, number), answers.append, owner=owner, newest="search")
    gate.set()
    qtbot.waitUntil(lambda: jobs.idle)
    assert answers == [19]
    jobs.finish()


def test_nobody_is_answered_who_has_gone(qtbot: QtBot) -> None:
    jobs, owner, answers = Jobs(), QObject(), list[int]()
    gate = threading.Event()
    jobs.run(lambda: gate.wait(5), lambda _ok: answers.append(1), owner=owner)
    del owner
    gate.set()
    qtbot.waitUntil(lambda: jobs.idle)
    jobs.finish()


def test_a_fault_in_a_job_is_told_and_a_bug_is_raised(qtbot: QtBot) -> None:
    jobs, owner, told = Jobs(), QObject(), list[object]()
    jobs.failed.connect(told.append)
    error = StoreUnavailableError(StoreFault.DAMAGED, Path("x"))

    def fail(what: Exception) -> None:
        raise what

    jobs.run(partial(fail, error), told.append, owner=owner)
    qtbot.waitUntil(lambda: jobs.idle)
    assert told == [error]
    with qtbot.captureExceptions() as raised:
        jobs.run(partial(fail, ZeroDivisionError()), told.append, owner=owner)
        qtbot.waitUntil(lambda: jobs.idle)
    assert [kind for kind, _error, _trace in raised] == [ZeroDivisionError]
    jobs.finish()


def test_letters_in_a_row_are_one_step_back() -> None:
    trail = Trail(Step())
    for words in ("s", "so", "sol"):
        trail.go(Step(words), Move.TYPED)
    trail.go(Step("sol", {Facet.STATUS: frozenset({"idé"})}), Move.CHOSEN)
    assert trail.back() == Step("sol")
    assert trail.back() == Step()
    assert trail.back() is None
    assert trail.forward() == Step("sol")
    trail.go(Step("vind"), Move.TYPED)
    assert trail.forward() is None


def test_the_catalogues_text_is_never_markup(qtbot: QtBot) -> None:
    label = Text("<b>fet</b> <img src=x>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert isinstance(label, QLabel)


def test_marks_count_as_python_does_also_after_an_emoji(qtbot: QtBot) -> None:
    from PySide6.QtGui import QFont, QTextCharFormat

    text = "😀 digital tvilling"
    marked = Marked(text, ((2, 7),), QFont(), 600, 1)
    (range_,) = marked.formats(QTextCharFormat)
    assert (range_.start, range_.length) == (3, 7)
    short = Marked("digital tvilling " * 40, ((0, 7), (660, 7)), QFont(), 120, 2)
    assert short.layout.lineCount() == 2
    assert len(short.formats(QTextCharFormat)) == 1


def test_only_rows_that_differ_are_painted_anew() -> None:
    assert list(changed_runs("abcdef", "aXXdeY")) == [(1, 2), (5, 5)]
    assert list(changed_runs("", "abc")) == []


def test_periods_and_hosts_are_read_as_people_write_them() -> None:
    assert wording.period("2021/2024") == "2021–2024"
    assert wording.period("2021-05-01/") == "2021–"
    assert wording.period("2021/2021") == "2021"
    assert wording.period("") == ""
    assert wording.host("https://www.hoganas.se/x") == "hoganas.se"
    assert wording.host("http://[") == ""


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_pair_of_colours_can_be_read(tokens: Tokens) -> None:
    for ink in ("ink", "mute", "accent"):
        for paper in ("bg", "panel", "hover"):
            assert contrast(getattr(tokens, ink), getattr(tokens, paper)) >= 4.5, (ink, paper)
    for ink in ("gron", "social", "tek", "warn", "mute", "accent"):
        for paper in ("panel", "soft", "hover"):
            colour = getattr(tokens, ink)
            for tint in (TINT[tokens.dark], MARK_TINT):
                surface = mixed(getattr(tokens, paper), colour, tint)
                assert contrast(tokens.readable(colour), surface) >= 4.5, (ink, paper)
    assert contrast(tokens.warn, tokens.warnbg) >= 4.5
    assert contrast(tokens.accent, tokens.soft) >= 4.5
    assert contrast(tokens.ink, tokens.soft) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    for paper in ("bg", "panel"):
        assert contrast(tokens.edge, getattr(tokens, paper)) >= 3.0


def contrast(one: str, other: str) -> float:
    """Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_two_windows_of_the_worst_days(qtbot: QtBot) -> None:
    start = StartErrorWindow("Katalogfilen är skadad.", "Hämta en säkerhetskopia.")
    crash = CrashWindow("Traceback …")
    for window in (start, crash):
        qtbot.addWidget(window)
        window.show()
        assert all(x.textFormat() is Qt.TextFormat.PlainText for x in window.findChildren(Text))
        assert window.windowTitle()
        window.close()


def test_what_can_wait_is_begun_one_by_one_while_nobody_types(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("katalog_app.ui.leisure.REST_MS", 60)
    jobs = Jobs()
    leisure = Leisure(jobs, jobs)
    done: list[int] = []
    for number in (1, 2):
        leisure.add(partial(int, number), done.append, owner=jobs)
    for _key in range(6):
        qtbot.wait(20)
        leisure.disturb()
    assert done == []
    qtbot.waitUntil(lambda: done == [1, 2])
    leisure.add(partial(int, 3), done.append, owner=jobs)
    leisure.end()
    qtbot.wait(120)
    assert done == [1, 2]
    jobs.finish()
