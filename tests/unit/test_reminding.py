"""Who has not answered, whose a file is, and the reminder to write."""

import email
import email.policy
import time
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog_app.model.fields import FAMILY
from katalog_app.services import attributing, editing, receiving, reminding
from katalog_app.services.contacting import Draft
from katalog_app.services.reminding import Answer, Answers, Due
from tests.profiles import Profile

TODAY = date(2026, 11, 25)
ABOUT = Answers("2026:3", "samordnare@helsingborg.se", ())
BJUV = Answer("Bjuv", None, answered=False, due=(Due("Badvatten", ""),), email="kc@bjuv.se")


@pytest.mark.parametrize(
    ("signer", "entries", "wanted"),
    [
        ("Bjuv", ["Höganäs", "Höganäs"], "Bjuv"),
        ("", ["Höganäs", "Bjuv", "Höganäs", ""], "Höganäs"),
        ("", ["Höganäs", "Bjuv"], "Bjuv"),
        ("", [FAMILY, FAMILY, "Bjuv"], "Bjuv"),
        (FAMILY, ["Bjuv"], "Bjuv"),
        ("  ", [], ""),
        ("", [FAMILY, " "], ""),
    ],
)
def test_a_file_is_its_signers_municipality_or_that_of_most_entries(
    signer: str, entries: list[str], wanted: str
) -> None:
    assert attributing.municipality(signer, entries) == wanted


@given(st.lists(st.sampled_from(["Bjuv", "Höganäs", "Klippan", FAMILY, ""])), st.randoms())
def test_the_order_of_entries_never_matters(entries: list[str], random) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)
    found = attributing.municipality("", entries)
    assert found == attributing.municipality("", shuffled)
    assert found in {*entries, ""} - {FAMILY}


@pytest.fixture
def sara(tmp_path: Path) -> Profile:
    """A coordinator with three municipalities, one of them outside the family."""
    one = Profile(tmp_path / "Sara", "Sara")
    for name, family in (("Bjuv", True), ("Höganäs", True), ("Luleå", False)):
        centre = {"email": f"kc@{name.encode('ascii', 'ignore').decode().lower()}.se"}
        values = {"name": name, "family": family, "contact_centre": centre}
        editing.create(one.store, "municipality", values, "Sara")
    one.new(title="Gammalt", municipality="Bjuv", reviewed="2020-01-01")
    one.new(title="Färskt", municipality="Bjuv", reviewed="2026-11-01")
    one.new(title="Aldrig", municipality="Höganäs")
    return one


def answer(sara: Profile, name: str) -> Answer:
    return next(
        one for one in reminding.answers(sara.store, TODAY).answers if one.municipality == name
    )


def test_each_municipality_of_the_family_is_listed_with_what_is_due(sara: Profile) -> None:
    sara.publish("2026:3")
    found = reminding.answers(sara.store, TODAY)
    assert [one.municipality for one in found.answers] == ["Bjuv", "Höganäs"]
    bjuv, hoganas = found.answers
    assert (bjuv.due, bjuv.last, bjuv.answered) == ((Due("Gammalt", "2020-01-01"),), None, False)
    assert (hoganas.due, hoganas.email) == ((Due("Aldrig", ""),), "kc@hgans.se")
    assert found.edition == "2026:3"


def test_a_file_since_the_edition_is_an_answer_and_one_before_it_is_none(
    sara: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = Profile(tmp_path / "Anna", "Anna Ek")
    editing.create(
        anna.store,
        "person",
        {"name": "Anna Ek", "municipality": "Luleå", "email": "anna@lulea.se"},
        "Anna Ek",
    )
    anna.new(title="Isbana", municipality="Bjuv")
    sara.trust(anna)
    lulea = answer(sara, "Luleå")
    assert lulea.last is not None
    assert (lulea.last.sender, lulea.answered, lulea.email) == ("Anna Ek", True, "anna@lulea.se")
    assert not answer(sara, "Bjuv").answered
    monkeypatch.setattr(time, "time", lambda: lulea.last.received_at + 5.0)
    sara.publish("2026:4")
    before = answer(sara, "Luleå")
    assert (before.answered, before.last) == (False, lulea.last)


def test_a_file_held_back_is_the_last_one_of_its_senders_municipality(
    sara: Profile, tmp_path: Path
) -> None:
    bo = Profile(tmp_path / "Bo", "Bo")
    bo.new(title="Park", municipality="Höganäs")
    sara.trust(bo)
    bo.new(title="Torg", municipality="Höganäs")
    looked = receiving.look(sara.store, bo.export())
    assert looked.municipality == "Höganäs"
    receiving.let_wait(sara.store, looked)
    last = answer(sara, "Höganäs").last
    assert last is not None
    assert (last.held, last.changes) == (True, 0)


def test_the_letter_names_edition_address_day_and_projects() -> None:
    draft = reminding.letter(BJUV, reminding.TEMPLATE, about=ABOUT, by=TODAY, name="Sara Berg")
    for word in ("Bjuv", "2026:3", "samordnare@helsingborg.se", "2026-11-25", "Sara Berg"):
        assert word in draft.body
    assert "– Badvatten (aldrig bekräftat)" in draft.body
    assert (draft.to, "Bjuv" in draft.subject, "{" in draft.body) == ("kc@bjuv.se", True, False)


def test_places_nobody_knows_are_left_and_nothing_is_looked_up_by_them() -> None:
    template = "{kommun.__class__} {} {0} {okänd} {kommun!r} {{kommun}} {kommun}"
    draft = reminding.letter(BJUV, template, about=ABOUT, by=TODAY, name="")
    assert draft.body == "{kommun.__class__} {} {0} {okänd} {kommun!r} {Bjuv} Bjuv"


HOSTILE = st.text(max_size=60) | st.sampled_from(
    ["Bjuv\nBcc: alla@x.se", "a\r\nX-Elakt: 1\r\n\r\nhej", "\u202eelak", "\ud800", "\x00", "{namn}"]
)


@given(place=HOSTILE, title=HOSTILE, to=HOSTILE, template=HOSTILE, label=HOSTILE, name=HOSTILE)
def test_no_text_adds_a_header_to_a_letter_or_a_part_to_its_address(
    place: str, title: str, to: str, template: str, label: str, name: str
) -> None:
    one = Answer(place, None, answered=False, due=(Due(title, title),), email=to)
    whole = "{kommun}{utgåva}{adress}{projekt}{datum}{namn}" + template
    draft = reminding.letter(one, whole, about=Answers(label, to, ()), by=TODAY, name=name)
    read = email.message_from_bytes(reminding.as_file(draft), policy=email.policy.SMTP)
    allowed = {
        "subject",
        "x-unsent",
        "content-type",
        "content-transfer-encoding",
        "mime-version",
        "to",
    }
    assert {key.lower() for key in read} <= allowed
    assert len(read.keys()) == len(set(read.keys()))
    assert read.get_content_type() == "text/plain"
    assert read["Subject"] == " ".join(draft.subject.split())
    asked = parse_qs(urlsplit(draft.address).query, keep_blank_values=True)
    assert set(asked) == {"subject", "body"}


def test_a_long_letter_is_not_opened_by_its_address() -> None:
    many = Answer("Bjuv", None, answered=False, due=(Due("x" * 100, ""),) * 40, email="")
    short = Draft("kc@bjuv.se", "Hej", "Hej")
    long = reminding.letter(many, reminding.TEMPLATE, about=ABOUT, by=TODAY, name="Sara")
    assert (reminding.opens(short), reminding.opens(long)) == (True, False)


def test_letters_are_written_beside_what_is_there(tmp_path: Path) -> None:
    draft = reminding.letter(BJUV, reminding.TEMPLATE, about=ABOUT, by=TODAY, name="Sara Berg")
    (tmp_path / "paminnelse-bjuv.eml").write_text("kvar", encoding="utf-8")
    (path,) = reminding.write_all({"Bjuv": draft}, tmp_path)
    assert path.name == "paminnelse-bjuv-2.eml"
    assert (tmp_path / "paminnelse-bjuv.eml").read_text(encoding="utf-8") == "kvar"
    read = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert (read["To"], read["X-Unsent"]) == ("kc@bjuv.se", "1")
    assert read.get_content().replace("\r\n", "\n").strip() == draft.body
