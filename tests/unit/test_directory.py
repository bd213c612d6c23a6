import time
from datetime import date
from pathlib import Path

import pytest

from katalog_app.db import log
from katalog_app.db.store import Store
from katalog_app.services import directory, editing, erasing
from katalog_app.services.directory import Asked, CardKind, Found
from katalog_app.services.recording import Session
from tests.profiles import Profile

ME = "Sara Samordnare"


@pytest.fixture
def sara(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "sara", ME)


def made(store: Store, kind: str, **said: object) -> str:
    return editing.create(store, kind, said).id


def project(store: Store, **said: object) -> str:
    """Make a project in nobody's name, so that no person comes with it."""
    return made(store, "project", **said)


def titles(found: Found) -> list[str]:
    return [card.title for card in found.cards]


def asked(store: Store, words: str = "") -> list[str]:
    return titles(directory.find(store, Asked(words)))


def test_persons_functions_and_centres_are_listed_with_their_projects(sara: Profile) -> None:
    anna = made(sara.store, "person", name="Anna Ek", function="Ingenjör", reviewed="2026-11-02")
    light = made(sara.store, "contact", role="Belysning", unit="Tekniska", municipality="Bjuv")
    bare = made(sara.store, "contact", email="info@bjuv.se")
    made(sara.store, "municipality", name="Borås")  # nobody to reach
    centre = made(sara.store, "municipality", name="Bjuv", website="https://bjuv.se")
    project(sara.store, title="Lampor", municipality="Bjuv", contact=light, contact_person=anna)
    project(sara.store, title="Annat", municipality="Bjuv", contact=light)
    project(sara.store, title="Ingens", municipality="Bjuv", contact="f" * 32)
    cards = {card.id: card for card in directory.find(sara.store, Asked()).cards}
    assert {key: card.kind for key, card in cards.items()} == {
        anna: CardKind.PERSON,
        light: CardKind.FUNCTION,
        bare: CardKind.CONTACT,
        centre: CardKind.CENTRE,
    }
    names = {key: [one.title for one in card.projects] for key, card in cards.items()}
    assert names == {
        anna: ["Lampor"],
        light: ["Annat", "Lampor"],
        bare: [],
        centre: ["Ingens"],  # whom it names is not here, so it names nobody
    }
    assert cards[light].title == "Belysning, Tekniska"
    assert cards[anna].confirmed == date(2026, 11, 2)
    assert cards[light].confirmed is None


def test_a_contact_that_is_the_contact_centre_itself_stands_once(sara: Profile) -> None:
    ways = {"email": "info@bjuv.se", "phone": "042-458 50 00"}
    said = {"name": "Bjuv", "website": "https://bjuv.se"}
    made(sara.store, "municipality", **said, contact_centre={"name": "Växeln", **ways})
    same = made(sara.store, "contact", role="Växeln", municipality="Bjuv", **ways)
    other = made(sara.store, "contact", role="Bibliotek", municipality="Bjuv", **ways)
    cards = {card.id: card for card in directory.find(sara.store, Asked()).cards}
    assert {key: card.kind for key, card in cards.items()} == {
        same: CardKind.CENTRE,
        other: CardKind.FUNCTION,
    }
    assert cards[same].step.website == "https://bjuv.se"


def test_words_are_found_by_stem_beginning_subject_place_and_unit(sara: Profile) -> None:
    light = made(sara.store, "contact", role="Gatubelysning", unit="Tekniska förvaltningen")
    water = made(sara.store, "contact", role="Vatten", municipality="Höganäs")
    project(
        sara.store, title="Mätare", contact=water, keywords=["badvatten"], technologies=["sensorer"]
    )
    project(sara.store, title="Lampor", contact=light)
    for words in ("gatubelysningen ", "gatubel", "tekniska förvaltning", "lampor", "belysning "):
        assert asked(sara.store, words) == ["Gatubelysning, Tekniska förvaltningen"], words
    for words in ("badvattnet ", "sensor ", "hoganas", "vatten höganäs", "kommun:Höganäs"):
        assert asked(sara.store, words) == ["Vatten"], words
    assert asked(sara.store, "belysning -vatten") == ["Gatubelysning, Tekniska förvaltningen"]
    assert asked(sara.store, '"tekniska förvaltningen"') != []
    assert asked(sara.store, '"förvaltningen tekniska"') == []
    assert asked(sara.store, "elefant") == []


def test_the_name_counts_more_than_the_subject(sara: Profile) -> None:
    school = made(sara.store, "contact", role="Alla ärenden")
    project(sara.store, title="Ett", contact=school, keywords=["skola"])
    made(sara.store, "contact", role="Skola")
    assert asked(sara.store, "skola ") == ["Skola", "Alla ärenden"]


def test_filters_count_what_the_other_lets_through(sara: Profile) -> None:
    first = made(sara.store, "contact", role="Ett", municipality="Bjuv")
    second = made(sara.store, "contact", role="Två", municipality="Höganäs")
    made(sara.store, "contact", role="Tre", municipality="Bjuv")
    project(sara.store, title="A", contact=first, keywords=["AI", "bad"])
    project(sara.store, title="B", contact=second, keywords=["ai"])
    found = directory.find(sara.store, Asked(municipality="Bjuv", subject="AI"))
    assert titles(found) == ["Ett"]
    assert (found.total, found.all) == (1, 3)
    assert found.municipalities == {"Bjuv": 1, "Höganäs": 1}  # those with the subject
    assert found.subjects == {"AI": 1, "bad": 1}  # those in the municipality
    assert directory.find(sara.store, Asked(subject="bad")).municipalities == {"Bjuv": 1}
    nobody = directory.find(sara.store, Asked(municipality="Ystad"))
    assert (nobody.total, nobody.municipalities.get("Ystad")) == (0, 0)


def test_hostile_values_are_shown_as_text_or_not_at_all(sara: Profile) -> None:
    with log.writing(sara.store) as writer:
        session = Session(writer, None)
        key = session.create("contact", {"role": "A\u202eB", "unit": "=HYPERLINK()"}).id
        session.create("project", {"title": "P", "contact": key, "keywords": ["<b>x</b>"]})
    editing.edit(sara.store, key, values={"email": "a@b.se, c@d.se", "phone": "javascript:1"})
    editing.edit(sara.store, key, values={"website": "javascript:alert(1)"})
    (card,) = directory.find(sara.store, Asked()).cards
    assert card.title == "A B, =HYPERLINK()"
    assert not card.step.reachable
    assert card.subjects == ("<b>x</b>",)
    for words in ("%", '"', "((", "\u202e", "a" * 5_000, "-", "kommun:"):
        directory.find(sara.store, Asked(words))


def test_what_is_deleted_or_erased_is_gone_at_once(sara: Profile) -> None:
    sara.publish()
    key = made(sara.store, "person", name="Zebrafinken Ek", email="z@bjuv.se")
    other = made(sara.store, "person", name="Bo Al")
    assert asked(sara.store, "zebrafinken") == ["Zebrafinken Ek"]
    erasing.erase(sara.store, key, ["name", "email"], reason="Begärt", decision="KS 1")
    assert asked(sara.store, "zebrafinken") == []
    assert all(not card.step.email for card in directory.find(sara.store, Asked()).cards)
    editing.delete(sara.store, other)
    assert "Bo Al" not in asked(sara.store)


def test_cards_come_in_the_order_asked_for_without_those_that_are_gone(sara: Profile) -> None:
    first, second = (made(sara.store, "person", name=name) for name in ("A", "B"))
    found = directory.cards(sara.store, [second, "0" * 32, first])
    assert [card.id for card in found] == [second, first]


@pytest.mark.bench
def test_ten_thousand_contacts_are_listed_in_seconds_and_searched_at_once(tmp_path: Path) -> None:
    sara = Profile(tmp_path / "many", ME)
    with log.writing(sara.store) as writer:
        session = Session(writer, None)
        for number in range(10_000):
            said = {"name": f"Namn{number} Efternamn{number % 700}", "email": f"n{number}@k.se"}
            session.create("person", said)
    began = time.perf_counter()
    assert directory.find(sara.store, Asked()).total == 10_000
    read = time.perf_counter() - began
    began = time.perf_counter()
    assert directory.find(sara.store, Asked("namn12")).total == 111
    searched = time.perf_counter() - began
    assert read < 10
    assert searched < read / 4
