"""What is done before and in the window for the pictures of the coordinator's day."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from katalog_app import paths, settings
from katalog_app.services import acknowledging, contributing, merging, publishing, receiving
from katalog_app.services.opening import open_catalogue
from katalog_app.ui.exchange.page import Part
from katalog_app.ui.main_window import MainWindow
from katalog_app.ui.places import Place
from tests.pictures_of_exchange import rest
from tests.profiles import Profile
from tests.thirty import thirty


def sent(data: Path) -> None:
    """Let thirty people have sent the coordinator a file, after an edition."""
    made = thirty(data.with_name(f"{data.name}-folk"), data)
    store = open_catalogue(data)
    publishing.set_address(store, "samordnare@helsingborg.se")
    publishing.publish(store, data.with_name("utgava.katalog"), "2026:4", "Sara Berg")
    store.close()
    for sender in made.senders:
        sender.store.close()
    settings.write(data, settings.Settings(author="Sara Berg"))


def files(window: MainWindow) -> list[Path]:
    """Return the files that have come."""
    folder = window.workspace.store.folder
    outbox = folder.with_name(f"{folder.name}-folk") / "brev"
    return sorted(outbox.iterdir(), reverse=True)


def dropped_all(window: MainWindow) -> None:
    """Drop all files, and stand on one whose sender is not known."""
    window.receive(files(window))
    rest(window)
    summary = window.exchange.inbox.summary
    summary.table.setCurrentIndex(summary.model.index(3, 0))


def taken_all(window: MainWindow) -> None:
    """Take in what can be, and write the receipts."""
    dropped_all(window)
    rest(window)
    summary = window.exchange.inbox.summary
    summary.take_wanted.emit()
    rest(window)
    summary.table.setCurrentIndex(summary.model.index(26, 0))


def refusing(window: MainWindow) -> None:
    """Begin to refuse a file."""
    dropped_all(window)
    rest(window)
    summary = window.exchange.inbox.summary
    summary.table.setCurrentIndex(summary.model.index(25, 0))
    summary._refuse.click()
    summary.why.setText("Fel katalog, ring mig.")


def answered(window: MainWindow) -> None:
    """See who has answered."""
    dropped_all(window)
    rest(window)
    window.exchange.inbox.summary.take_wanted.emit()
    rest(window)
    window.exchange.messages.widget.hide()
    window.exchange.show_part(Part.ANSWERS)
    rest(window)
    window.exchange.answers.list.point_at("Helsingborg")


def reminded(window: MainWindow) -> None:
    """Write a reminder."""
    answered(window)
    rest(window)
    window.exchange.answers.write_current()


def template(window: MainWindow) -> None:
    """Look at the letter of all reminders."""
    answered(window)
    rest(window)
    window.exchange.answers._show_template()


def watching(window: MainWindow) -> None:
    """Watch a folder."""
    window.go(Place.EXCHANGE)
    rest(window)
    folder = Path(tempfile.mkdtemp()) / "E-postbilagor"
    folder.mkdir()
    window.exchange.inbox.watched.watch(folder)


def with_a_receipt(data: Path) -> None:
    """Let a lead have sent a file, of which one change is refused, and got receipts back."""
    lead = Profile(data, "Anna Ek", paths.bundled_edition())
    sara = Profile(data.with_name(f"{data.name}-sara"), "Sara Berg", paths.bundled_edition())
    lead.take(sara.publish("2026:4"))
    merging.approve(lead.store, sara.code)
    sara.trust(lead)
    lead.new(title="Badvatten i realtid", municipality="Bjuv")
    folder = data.with_name(f"{data.name}-kvitton")
    folder.mkdir()
    taken = receiving.take(sara.store, receiving.look(sara.store, lead.export()))
    acknowledging.write(sara.store, [taken], folder, "Sara Berg", date(2026, 11, 24))
    lead.new(title="Fel projekt", municipality="Bjuv")
    strange = receiving.look(sara.store, lead.export())
    refused = receiving.decline(sara.store, strange, "Det hör till en annan katalog.")
    acknowledging.write(sara.store, [refused], folder, "Sara Berg", date(2026, 11, 25))
    lead.new(title="Inte skickat än", municipality="Bjuv")
    assert contributing.own_key(lead.store).public
    for person in (lead, sara):
        person.store.close()
    settings.write(data, settings.Settings(author="Anna Ek"))


def receipt_taken(window: MainWindow) -> None:
    """Take in the receipts, and look at the last."""
    folder = window.workspace.store.folder
    window.receive(sorted(folder.with_name(f"{folder.name}-kvitton").iterdir()))
    rest(window)
    inbox = window.exchange.inbox
    inbox.list.point_at(inbox.model.rows[-1].key)


def marks(window: MainWindow) -> None:
    """Look at one's own changes with what the receipts say."""
    receipt_taken(window)
    rest(window)
    window.exchange.show_part(Part.MINE)


_SMALL: dict[str, Any] = {"size": (1024, 640)}
_LARGE: dict[str, Any] = {**_SMALL, "scale": 200}
_DARK: dict[str, Any] = {"theme": "dark"}
_ANSWERED: dict[str, Any] = {"before": with_a_receipt}
_SENT: dict[str, Any] = {"before": sent}
DRAWN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("many-light", {**_SENT, "act": dropped_all}),
    ("many-dark", {**_SENT, **_DARK, "act": dropped_all}),
    ("many-small", {**_SENT, **_SMALL, "act": dropped_all}),
    ("many-small-text-200", {**_SENT, **_LARGE, "act": dropped_all}),
    ("many-refusing", {**_SENT, "act": refusing}),
    ("many-taken", {**_SENT, "act": taken_all}),
    ("answers-light", {**_SENT, "act": answered}),
    ("answers-reminder", {**_SENT, "act": reminded}),
    ("answers-reminder-dark", {**_SENT, **_DARK, "act": reminded}),
    ("answers-small-text-200", {**_SENT, **_LARGE, "act": answered}),
    ("answers-template", {**_SENT, "act": template}),
    ("watched-light", {"act": watching}),
    ("receipt-light", {**_ANSWERED, "act": receipt_taken}),
    ("receipt-marks", {**_ANSWERED, "act": marks}),
    ("receipt-marks-dark", {**_ANSWERED, **_DARK, "act": marks}),
)
"""Each picture's name, and what `tests.picture_list` is to be told of it."""
