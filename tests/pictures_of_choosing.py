"""What is done for the pictures of comparing, of settling many, of duplicates and of copies."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from katalog_app import paths, settings
from katalog_app.model.bulk import Rule
from katalog_app.services import authoring, editing, merging, reading, restoring
from katalog_app.ui.exchange.page import Part
from katalog_app.ui.main_window import MainWindow
from katalog_app.ui.places import Place
from katalog_app.ui.settings.window import Part as SettingsPart
from katalog_app.ui.settings.window import SettingsWindow
from tests.pictures_of_exchange import TEXT, rest
from tests.profiles import Profile

BATH = (
    "Kommunen mäter badvattnets temperatur med sensorer som skickar värden över LoRaWAN till en "
    "öppen karta, där simmare och livräddare följer den timme för timme."
)


def to_choose(data: Path) -> None:
    """Let a coordinator have editions, conflicts, duplicates and copies."""
    sara = Profile(data, "Sara Berg", paths.bundled_edition())
    anna = Profile(data.with_name(f"{data.name}-anna"), "Anna Åkesson", paths.bundled_edition())
    said = {"name": anna.name, "municipality": "Bjuv", "function": "Projektledare"}
    authoring.introduce(anna.store, said)
    ids = [one.id for one in reading.entries(sara.store, "project")[:6]]
    sara.edit(ids[0], how=TEXT)
    sara.publish("2026:3")
    sara.edit(ids[0], how=TEXT.replace("innan samråd", "två veckor före samråd"))
    sara.edit(ids[1], status="avslutat", why="Färre fel i handläggningen.")
    editing.delete(sara.store, ids[5])
    sara.new(title="Badtermometrar på nätet", municipality="Höganäs", what=BATH)
    restoring.back_up(sara.store)
    sara.new(
        title="Badtermometrar på nätet",
        municipality="Höganäs",
        what=BATH.replace("timme för timme", "varje dag"),
        why="Färre frågor till kundtjänst.",
        keywords=["bad", "sensorer"],
    )
    sara.publish("2026:4")
    anna.take(sara.export(everything=True))
    merging.approve(anna.store, sara.code)
    sara.trust(anna)
    for number, key in enumerate(ids[:5]):
        anna.edit(key, why=f"Annas skäl nummer {number + 1}: det går fortare för den som söker.")
        sara.edit(key, why=f"Saras skäl nummer {number + 1}: det går fortare för handläggaren.")
    sara.take(anna.export())
    for person in (anna, sara):
        person.store.close()
    settings.write(data, settings.Settings(author=sara.name))


def _shown(window: MainWindow, part: Part) -> None:
    window.go(Place.EXCHANGE)
    rest(window)
    window.exchange.show_part(part)
    rest(window)


def at_comparison(window: MainWindow) -> None:
    """Compare the two latest editions."""
    _shown(window, Part.NEWS)
    window.exchange.news_place.compare.click()
    rest(window)
    pane = window.exchange.news_place.pane
    pane.list.point_at(pane.model.rows[0].key)


def at_bulk(window: MainWindow) -> None:
    """See what a rule would make of the conflicts."""
    _shown(window, Part.CONFLICTS)
    window.exchange.desk.many_wanted.emit()
    rest(window)
    bulk = window.exchange.conflicts.bulk
    bulk.rule.choose(Rule.LATEST_FROM)
    bulk.rule.chosen.emit()
    rest(window)
    bulk.model.toggle(1)


def at_duplicates(window: MainWindow) -> None:
    """See two that may be the same."""
    _shown(window, Part.DUPLICATES)
    rows = window.exchange.duplicates.model.rows
    window.exchange.duplicates.list.point_at(next(r.key for r in rows if "Bad" in r.title))
    rest(window)


def at_joining(window: MainWindow) -> None:
    """Begin to make one of the two."""
    at_duplicates(window)
    sheet = window.exchange.duplicates.sheet
    assert sheet is not None
    sheet.same.click()


def at_backups(window: MainWindow) -> None:
    """Show the copies."""
    window.open_settings()
    rest(window)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, SettingsWindow)
    shown.show_part(SettingsPart.BACKUPS)
    rest(window)


def at_loss(window: MainWindow) -> None:
    """Ask what would go with the oldest copy."""
    at_backups(window)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, SettingsWindow)
    rows = shown.backups.model.rows
    shown.backups.list.point_at(next(r.key for r in rows if r.tag == "gjord för hand"))
    shown.backups.back.click()
    rest(window)


CHOOSING = (
    ("utbyte-compare", at_comparison),
    ("utbyte-bulk", at_bulk),
    ("utbyte-duplicates", at_duplicates),
    ("utbyte-joining", at_joining),
    ("settings-backups", at_backups),
    ("settings-loss", at_loss),
)
"""The pictures, each with what is done in the window."""
