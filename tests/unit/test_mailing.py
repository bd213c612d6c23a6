from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog_app.errors import FileNotWrittenError
from katalog_app.model.entries import EntrySummary
from katalog_app.services import addresses, mailing
from katalog_app.services.contacting import ContactStep, Draft, StepKind
from katalog_app.services.directory import Card, CardKind
from katalog_app.services.mailing import Recipient, Template


def card(name: str, email: str, *titles: str, place: str = "Bjuv") -> Card:
    return Card(
        id=name,
        kind=CardKind.PERSON,
        entry_kind="person",
        title=name,
        municipality=place,
        step=ContactStep(StepKind.PERSON, "Kontaktperson", name=name, email=email),
        projects=tuple(EntrySummary(title, None, title) for title in titles),
        subjects=(),
        confirmed=None,
    )


def test_the_same_address_gets_one_letter_and_none_gets_none() -> None:
    found = mailing.recipients(
        [
            card("Anna", "a@bjuv.se", "Ett"),
            card("Växeln", "A@bjuv.se", "Två", "Ett"),
            card("Bo", ""),
            card("Eva", "a@b.se,c@d.se"),
        ]
    )
    assert found.found == (Recipient("Anna", "a@bjuv.se", "Bjuv", ("Ett", "Två")),)
    assert found.without == ("Bo", "Eva")


def test_places_are_filled_in_once_for_each() -> None:
    template = Template("Om {projekt}", "Hej {Namn}!\nI { kommun } finns {projekt}. {okänd}")
    to = mailing.recipients(
        [card("{projekt}", "a@bjuv.se", "Lampor", "Bad"), card("Bo", "b@bjuv.se", place="")]
    ).found
    first, second = mailing.one_each(template, to)
    assert first == Draft(
        "a@bjuv.se",
        "Om ”Lampor” och 1 till",
        "Hej {projekt}!\nI Bjuv finns ”Lampor” och ”Bad”. {okänd}",
    )
    assert second.body == "Hej Bo!\nI er kommun finns ert arbete. {okänd}"
    assert template.unknown == ("okänd",)


def test_many_projects_are_counted_after_some() -> None:
    (to,) = mailing.recipients([card("Bo", "b@bjuv.se", *"ABCDEFG")]).found
    (draft,) = mailing.one_each(Template("", "{projekt}"), [to])
    assert draft.body == "”A”, ”B”, ”C”, ”D”, ”E” och 2 till"


def test_a_letter_to_all_names_nobody() -> None:
    draft = mailing.for_all(Template("Om {projekt}", "Hej {namn}!\n{projekt} i {kommun}, {x}"))
    assert draft == Draft("", "Om ert arbete", "Hej!\nert arbete i er kommun, {x}")


def test_blind_copies_stand_in_the_address_until_it_is_too_long() -> None:
    to = [Recipient("", f"namn{n}+a@båstad.se", "", ()) for n in range(3)]
    address = mailing.blind_address(Draft("", "Ämne & mer", "Rad ett\nRad två"), to)
    assert address is not None
    assert address.startswith("mailto:?bcc=")
    fields = parse_qs(urlsplit(address).query)
    assert fields["bcc"] == ["namn0+a@båstad.se,namn1+a@båstad.se,namn2+a@båstad.se"]
    assert fields["body"] == ["Rad ett\r\nRad två"]
    assert address.count(",") == 2
    many = [Recipient("", f"namn{n}@bjuv.se", "", ()) for n in range(200)]
    assert mailing.blind_address(Draft("", "", ""), many) is None
    assert mailing.copied_addresses(many[:2]) == "namn0@bjuv.se; namn1@bjuv.se"
    with pytest.raises(ValueError, match="address"):
        mailing.blind_address(Draft("", "", ""), [Recipient("", "a@b.se,c@d.se", "", ())])


HOSTILE = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30) | st.sampled_from(
    ["a\r\nBcc: x@y.se", "a%0ABcc:x@y.se", "a,b", "a@b.se\nX: y", "\u2028Bcc: x", "{namn}"]
)


@given(name=HOSTILE, title=HOSTILE, subject=HOSTILE, body=HOSTILE)
def test_no_text_becomes_a_header_or_another_address(
    name: str, title: str, subject: str, body: str
) -> None:
    to = Recipient(addresses.one_line(name), "a@bjuv.se", "Bjuv", (title,))
    template = Template(subject + "{namn}{projekt}", body + "{namn}{projekt}")
    (draft,) = mailing.one_each(template, [to])
    message = message_from_bytes(mailing.eml(draft), policy=default)
    assert {key.lower() for key in message} <= {
        *("to", "subject", "x-unsent", "mime-version"),
        *("content-type", "content-transfer-encoding"),
    }
    assert message["To"] == "a@bjuv.se"
    assert message["X-Unsent"] == "1"
    address = urlsplit(draft.address)
    assert unquote(address.path) == "a@bjuv.se"
    assert set(parse_qs(address.query, keep_blank_values=True)) <= {"subject", "body"}
    blind = mailing.blind_address(mailing.for_all(template), [to])
    if blind is not None:
        fields = parse_qs(urlsplit(blind).query, keep_blank_values=True)
        assert set(fields) <= {"bcc", "subject", "body"}
        assert fields["bcc"] == ["a@bjuv.se"]


def test_drafts_are_files_in_a_folder_of_their_own_that_is_never_another_s(tmp_path: Path) -> None:
    drafts = [Draft(f"namn{n}@båstad.se", "Ämne", "Text åäö") for n in range(2)]
    first, second = (mailing.save_drafts(tmp_path, drafts) for _ in range(2))
    assert first != second
    names = sorted(path.name for path in first.iterdir())
    assert names == ["001-namn0-båstad-se.eml", "002-namn1-båstad-se.eml"]
    message = message_from_bytes((first / names[0]).read_bytes(), policy=default)
    host = message["To"].partition("@")[2]
    assert host.encode("ascii").decode("idna") == "båstad.se"
    body = message.get_body()
    assert body is not None
    assert body.get_content().strip() == "Text åäö"


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    with pytest.raises(FileNotWrittenError):
        mailing.save_drafts(tmp_path / "fil", [Draft("a@bjuv.se", "", "")])


def test_a_forged_draft_becomes_no_header_and_a_title_no_lines() -> None:
    forged = Draft("a@bjuv.se", "Hej\r\nBcc: x@y.se", "Text")
    message = message_from_bytes(mailing.eml(forged), policy=default)
    assert message["Bcc"] is None
    assert message["Subject"] == "Hej Bcc: x@y.se"
    nobody = message_from_bytes(mailing.eml(Draft("a@b.se, c@d.se", "", "")), policy=default)
    assert nobody["To"] is None
    to = Recipient("Bo", "b@bjuv.se", "", ("Ett\r\n\r\nHej du",))
    (draft,) = mailing.one_each(Template("", "{projekt}"), [to])
    assert draft.body == "”Ett Hej du”"
