"""Several projects changed at once; as a person does it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from katalog_app.db.store import Store
from katalog_app.services import altering, editing, reading
from katalog_app.ui.catalogue.alter_preview import AlterPreview
from katalog_app.ui.catalogue.alter_sheet import AlterSheet
from katalog_app.ui.widgets.tick_box import TickBox
from tests.journeys.desk import Desk
from tests.journeys.form_desk import CTRL, ME, find, in_background, write

SHIFT = Qt.KeyboardModifier.ShiftModifier


def top() -> QWidget:
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def choose(combo: QComboBox, text: str) -> None:
    combo.setCurrentIndex(combo.findText(text))
    combo.activated.emit(combo.currentIndex())


def tick_three(desk: Desk) -> list[str]:
    """Tick the first three hits with the keyboard, and return their ids."""
    desk.type("solceller")
    desk.page.hits.setFocus()
    desk.press(Qt.Key.Key_Home)
    desk.press(Qt.Key.Key_Space, CTRL)
    desk.press(Qt.Key.Key_Down, SHIFT)
    desk.press(Qt.Key.Key_Down, SHIFT)
    return [hit.id for hit in desk.page.hit_model.hits[:3]]


def values(desk: Desk, ids: list[str], field: str) -> list[object]:
    store = desk.window.workspace.store
    found = in_background(desk, lambda: [reading.entry(store, k).fields.get(field) for k in ids])
    assert isinstance(found, list)
    return found


def test_three_are_ticked_looked_at_changed_and_undone_as_one(
    known: Desk, elsewhere: Store
) -> None:
    ids = tick_three(known)
    together = known.window.catalogue.together
    assert together.ticking.ids == tuple(ids)
    assert "3 markerade" in known.texts()
    before = [values(known, ids, name) for name in ("status", "keywords")]
    editing.edit(elsewhere, ids[1], values={"status": "idé"}, author="Berit")
    known.click("Ändra flera…")
    sheet = top()
    assert isinstance(sheet, AlterSheet)
    find(sheet, TickBox, "Ändra Status").click()
    choose(find(sheet, QComboBox, "Status"), "Idé")
    find(sheet, TickBox, "Ändra Nyckelord").click()
    known.click("Visa vad som händer", sheet)
    assert "Rätta det som är fel. Inget är ändrat än." in known.texts(sheet)
    write(find(sheet, QLineEdit, "Lägg till i Nyckelord"), "ny solkraft")
    known.click("Visa vad som händer", sheet)
    preview = top()
    assert isinstance(preview, AlterPreview)
    assert "3 projekt ändras." in known.texts(preview)
    rows = [preview.list.model().index(n, 0).data() for n in range(3)]
    assert "→ idé" in rows[0]
    assert "Status" not in rows[1]  # it says so already
    assert "ny solkraft" in rows[1]
    write(preview.reason, "Ny ordlista")
    known.click("Ändra 3 projekt", preview)
    assert QApplication.activeModalWidget() is None
    assert values(known, ids, "status") == ["idé"] * 3
    assert all("ny solkraft" in words for words in values(known, ids, "keywords"))  # type: ignore[operator]  # lists
    assert "3 projekt är ändrade." in known.texts()
    known.window.catalogue.messages.widget.hide()
    known.click("Ångra förra ändringen")
    after = [values(known, ids, name) for name in ("status", "keywords")]
    before[0][1] = "idé"
    assert after == before
    assert "Ändringen är ångrad i 3 projekt." in known.texts()
    store = known.window.workspace.store
    steps = in_background(known, lambda: reading.history(store, ids[0]))
    assert isinstance(steps, list)
    assert "Ny ordlista" in [step.value for step in steps]
    assert ME in [step.author for step in steps]


def test_what_came_between_the_look_and_the_save_is_told(known: Desk, elsewhere: Store) -> None:
    ids = tick_three(known)
    known.click("Ändra flera…")
    sheet = top()
    find(sheet, TickBox, "Ändra Period").click()
    write(find(sheet, QLineEdit, "Period, från"), "1999")
    known.click("Visa vad som händer", sheet)
    preview = top()
    editing.edit(elsewhere, ids[0], values={"period": "2001/"}, author="Berit")
    known.click("Ändra 3 projekt", preview)
    assert "I krock med vad någon annan skrev samtidigt" in known.texts()
    store = known.window.workspace.store
    clash = in_background(known, lambda: set(reading.entry(store, ids[0]).conflicts))
    assert clash == {"period"}


def test_escape_stops_the_saving_and_nothing_is_changed(known: Desk, monkeypatch) -> None:
    ids = tick_three(known)
    before = values(known, ids, "period")
    known.click("Ändra flera…")
    find(top(), TickBox, "Ändra Period").click()
    known.click("Visa vad som händer", top())
    preview = top()
    assert isinstance(preview, AlterPreview)
    carry_out = altering.carry_out

    def slow(store, plan, author, reason, report):
        known.window.catalogue.together._stop.set()
        return carry_out(store, plan, author, reason, report)

    monkeypatch.setattr(altering, "carry_out", slow)
    known.click(preview.does.text(), preview)
    assert "Avbrutet. Inget projekt är ändrat." in known.texts()
    assert values(known, ids, "period") == before
    assert preview.does.isEnabled()
    known.press(Qt.Key.Key_Escape)
    known.press(Qt.Key.Key_Escape)


def test_ticks_stay_while_one_asks_for_others_and_escape_ends(known: Desk) -> None:
    known.type("")
    known.click("Markera flera")
    known.press(Qt.Key.Key_Space)
    first = known.window.catalogue.together.ticking.ids
    known.type("solceller")
    known.click("Markera alla träffar")
    ids = known.window.catalogue.together.ticking.ids
    assert ids[0] == first[0]
    total = known.page._result
    assert total is not None
    strict = [hit for hit in known.page.hit_model.hits if not hit.wider]
    assert {hit.id for hit in strict} <= set(ids)
    known.page.hits.setFocus()
    known.press(Qt.Key.Key_Escape)
    assert not known.window.catalogue.together.ticking.on
    assert "markerade" not in known.texts()
    assert known.page.hits.hasFocus()


def test_a_click_with_ctrl_ticks_and_plain_clicks_go_on_ticking(known: Desk) -> None:
    known.type("solceller")
    hits, model = known.page.hits, known.page.hit_model
    places = [hits.visualRect(model.index(row)).center() for row in range(2)]
    button = Qt.MouseButton.LeftButton
    known.qtbot.mouseClick(hits.viewport(), button, CTRL, places[0])
    known.qtbot.mouseClick(hits.viewport(), button, pos=places[1])
    ticking = known.window.catalogue.together.ticking
    assert ticking.ids == (model.hits[0].id, model.hits[1].id)
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("markerad, ")
    known.qtbot.mouseClick(hits.viewport(), button, pos=places[1])
    assert [*ticking.ids] == [model.hits[0].id]
    known.settle()
