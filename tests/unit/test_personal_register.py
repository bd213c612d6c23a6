import csv
import io
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from katalog_app.db import log
from katalog_app.services import (
    editing,
    erasing,
    personal_register,
    register_files,
)
from katalog_app.services.personal_register import KEPT_YEARS, UNUSED_DAYS, Line, What
from katalog_app.services.recording import Session
from tests.profiles import Profile

ME = "Sara Samordnare"
NOON = 1_795_521_600
"""24 November 2026, 12:00 UTC."""
TODAY = date(2026, 11, 24)
SECRET = "zebrafinken@bjuv.se"


@pytest.fixture
def sara(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "sara", ME)


def made(sara: Profile, kind: str, day: int = 0, author: str | None = ME, **said: object) -> str:
    with log.writing(sara.store) as writer:
        return Session(writer, author, NOON + day * 86_400).create(kind, said).id


def edited(sara: Profile, key: str, kind: str, day: int, **said: object) -> None:
    with log.writing(sara.store) as writer:
        Session(writer, ME, NOON + day * 86_400).edit(key, kind, said, {}, {}, None)


def lines(sara: Profile, key: str) -> dict[tuple[What, str], Line]:
    found = personal_register.register(sara.store)
    return {(line.what, line.value): line for line in found if line.entry == key}


def test_a_person_stands_with_why_since_when_until_when_and_by_whom(sara: Profile) -> None:
    anna = made(sara, "person", name="Anna Ek", email="anna@bjuv.se", phone="042-10 50 00")
    sara.new(title="Lampor", contact_person=anna)
    found = lines(sara, anna)
    assert {what for what, _value in found} == set(What)
    line = found[What.EMAIL, "anna@bjuv.se"]
    assert (line.title, line.field, line.of_person, line.is_now) == ("Anna Ek", "email", True, True)
    assert line.purpose == "Kontakt för 1 projekt"
    assert (line.since, line.until) == (TODAY, date(2026 + KEPT_YEARS, 11, 24))
    assert line.by == ME


def test_confirming_gives_the_value_more_time(sara: Profile) -> None:
    anna = made(sara, "person", name="Anna Ek", reviewed="2028-02-29")
    sara.new(title="Lampor", contact_person=anna)
    assert lines(sara, anna)[What.NAME, "Anna Ek"].until == date(2030, 2, 28)


def test_an_earlier_value_is_there_until_it_is_erased(sara: Profile) -> None:
    sara.publish()
    anna = made(sara, "person", name="Anna Ek", email=SECRET)
    edited(sara, anna, "person", 10, email="anna@bjuv.se")
    edited(sara, anna, "person", 20, phone="042-10 50 00")
    found = lines(sara, anna)
    old, now = found[What.EMAIL, SECRET], found[What.EMAIL, "anna@bjuv.se"]
    assert (old.is_now, now.is_now) == (False, True)
    assert (old.since, old.until) == (TODAY, TODAY + timedelta(days=10))
    assert old.is_overdue(TODAY + timedelta(days=11))
    assert now.since == TODAY + timedelta(days=10)
    erasing.erase(sara.store, anna, ["email"], reason="Begärt", decision="KS 1")
    assert {what for what, _value in lines(sara, anna)} == {What.NAME, What.PHONE}


def test_a_value_that_came_back_stands_once_since_the_first_time(sara: Profile) -> None:
    anna = made(sara, "person", name="Anna Ek", email="a@bjuv.se")
    edited(sara, anna, "person", 1, email="b@bjuv.se")
    edited(sara, anna, "person", 2, email="a@bjuv.se")
    found = lines(sara, anna)
    assert found[What.EMAIL, "a@bjuv.se"].is_now
    assert found[What.EMAIL, "a@bjuv.se"].since == TODAY
    assert not found[What.EMAIL, "b@bjuv.se"].is_now


def test_deleting_is_not_erasing(sara: Profile) -> None:
    anna = made(sara, "person", name="Anna Ek")
    editing.delete(sara.store, anna)
    line = lines(sara, anna)[What.NAME, "Anna Ek"]
    assert not line.is_now
    assert line.is_overdue(TODAY + timedelta(days=1))


def test_what_nothing_uses_has_a_short_time(sara: Profile) -> None:
    anna = made(sara, "person", name="Anna Ek")
    line = lines(sara, anna)[What.NAME, "Anna Ek"]
    assert line.purpose == "Inget projekt använder uppgiften"
    assert line.until == TODAY + timedelta(days=UNUSED_DAYS)


def test_who_writes_is_there_for_that(sara: Profile) -> None:
    made(sara, "project", day=30, title="A")
    found = personal_register.register(sara.store)
    (line,) = [line for line in found if line.value == ME]
    assert line.purpose == "Skriver i katalogen: namnet följer med ändringarna"
    assert line.until == (TODAY + timedelta(days=30)).replace(year=2026 + KEPT_YEARS)


def test_functions_and_contact_centres_are_told_apart_from_persons(sara: Profile) -> None:
    sources = ["https://bjuv.se/kontakt"]
    light = made(sara, "contact", role="Ljus", email="ljus@bjuv.se", sources=sources)
    centre = {"name": "Växeln", "email": "info@bjuv.se", "phone": "042-10 50 00"}
    bjuv = made(sara, "municipality", name="Bjuv", contact_centre=centre)
    line = lines(sara, light)[What.EMAIL, "ljus@bjuv.se"]
    assert (line.of_person, line.source) == (False, sources[0])
    found = lines(sara, bjuv)
    assert {*found} == {(What.EMAIL, "info@bjuv.se"), (What.PHONE, "042-10 50 00")}
    assert {one.purpose for one in found.values()} == {"Kommunens kontaktcenter"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mejla anna.ek@bjuv.se.", {(What.EMAIL, "anna.ek@bjuv.se")}),
        ("Ring 042-10 50 00 eller +46 70 123 45 67!", {"042-10 50 00", "+46 70 123 45 67"}),
        ("Det kostade 2 000 000 kronor 2021-2024.", set()),
        ("Diarienummer 2021/0042-17, 10 000 kvadratmeter", set()),
        ("https://bjuv.se/0421050000/sida", set()),
    ],
)
def test_addresses_and_numbers_in_running_text_are_found(
    sara: Profile, text: str, expected: set[object]
) -> None:
    key = made(sara, "project", title="P", lessons=text)
    found = lines(sara, key)
    assert {*found} == {one if isinstance(one, tuple) else (What.PHONE, one) for one in expected}
    assert all(line.field == "lessons" and line.by == ME for line in found.values())


def test_hostile_times_and_values_are_no_hindrance(sara: Profile) -> None:
    with log.writing(sara.store) as writer:
        key = Session(writer, None, 2**53 - 1).create("person", {"name": "=2+5"}).id
    line = lines(sara, key)[What.NAME, "=2+5"]
    assert (line.since, line.until, line.by) == (None, None, "")
    assert not line.is_overdue(TODAY)


def test_the_table_opens_in_a_spreadsheet_and_computes_nothing(sara: Profile) -> None:
    for name in ("=HYPERLINK(1)", "@SUM(A1)", "+46 1", "-1", 'a";b', "Åsa;Öst"):
        made(sara, "person", author=None, name=name)
    content = register_files.as_csv(personal_register.register(sara.store), lambda k, f: (k, f))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0][0] == "Post"
    assert {len(row) for row in rows} == {len(register_files.HEADINGS)}
    cells = [cell for row in rows[1:] for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert {row[4] for row in rows[1:]} == {
        *("'=HYPERLINK(1)", "'@SUM(A1)", "'+46 1", "'-1", 'a";b', "Åsa;Öst")
    }


def test_the_page_shows_text_as_text(sara: Profile) -> None:
    made(sara, "person", author=None, name="<script>alert(1)</script>")
    found = personal_register.register(sara.store)
    page = register_files.as_html(found, lambda k, f: (k, f), TODAY).decode("utf-8")
    seen: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            seen.append(tag)

    Tags().feed(page)
    assert "script" not in seen
    assert seen.count("tr") == 1 + len(found)
    assert "&lt;script&gt;" in page
