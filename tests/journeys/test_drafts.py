"""Drafts of forms that follow each other closely, while the disk is slow."""

import threading

import pytest

from katalog_app.services import drafting
from tests.journeys.desk import Desk
from tests.journeys.form_desk import field, write


def names(desk: Desk) -> set[str]:
    folder = desk.window.workspace.store.folder / drafting.FOLDER
    return {file.stem for file in folder.glob("*.json")}


def test_a_form_closed_while_its_draft_is_written_leaves_none_behind(
    known: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, really = threading.Event(), drafting.keep
    begun = threading.Event()

    def keep(store, key, draft) -> None:
        begun.set()
        assert slow.wait(10)
        really(store, key, draft)

    known.click("Redigera")
    monkeypatch.setattr(drafting, "keep", keep)
    write(field(known, "Namn"), "Det första")
    known.qtbot.waitUntil(begun.is_set)
    reading = known.page.reading
    reading.close_form()  # while the first is on its way to the disk
    known.page.editing.new()
    slow.set()
    known.settle()
    write(field(known, "Namn"), "Det andra")
    known.qtbot.waitUntil(lambda: len(names(known)) == 1)
    known.settle()
    (kept,) = names(known)
    assert kept == known.page.editing._drafts.key
    reading.close_form()
    known.qtbot.waitUntil(lambda: names(known) == set())
