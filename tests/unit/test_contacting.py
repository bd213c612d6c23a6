import json
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import vobject

from katalog_app import paths
from katalog_app.model import opening_hours
from katalog_app.model.entries import Entry, ProjectPage
from katalog_app.model.fields import FAMILY
from katalog_app.services import addresses, contacting
from katalog_app.services.contacting import Chain, ContactStep, Draft, StepKind

Values = dict[str, object]
MONDAY_TEN = datetime(2026, 11, 23, 10, 0)


def entry(kind: str, key: int, values: Values | None, *, deleted: bool = False) -> Entry | None:
    if values is None:
        return None
    kept = {name: value for name, value in values.items() if value is not None}
    title = str(kept.get("title") or kept.get("name") or kept.get("role") or "")
    return Entry(f"{key:032x}", kind, None, title, deleted, kept, {})


def page(
    project: Values | None = None,
    person: Values | None = None,
    contact: Values | None = None,
    municipality: Values | None = None,
    *,
    deleted: bool = False,
) -> ProjectPage:
    made = entry(
        "project", 1, {"title": "Smart belysning", "municipality": "Bjuv"} | (project or {})
    )
    assert made is not None
    return ProjectPage(
        project=made,
        person=entry("person", 2, person, deleted=deleted),
        contact=entry("contact", 3, contact, deleted=deleted),
        municipality=entry("municipality", 4, municipality, deleted=deleted),
        goals=(),
        framework=(),
        reviewed=None,
        source_year=None,
    )


ANNA: Values = {"name": "Anna Ek", "function": "Projektledare", "email": "anna.ek@bjuv.se"}
ROLE: Values = {"role": "Belysning", "unit": "Tekniska", "phone": "042-458 50 01"}
BJUV: Values = {
    "name": "Bjuv",
    "official_name": "Bjuvs kommun",
    "website": "https://bjuv.se",
    "contact_centre": {
        "name": "Kontaktcenter",
        "email": "info@bjuv.se",
        "phone": "042-458 50 00",
        "opening_hours": opening_hours.parse("måndag–fredag 08.00–16.30"),
    },
}


def kinds(chain: Chain) -> list[StepKind]:
    return [step.kind for step in chain.steps]


def test_the_steps_go_from_the_person_to_the_contact_centre() -> None:
    chain = contacting.chain(page(person=ANNA, contact=ROLE, municipality=BJUV))
    assert kinds(chain) == [StepKind.PERSON, StepKind.FUNCTION, StepKind.CENTRE]
    assert [step.name for step in chain.steps] == ["Anna Ek", "Belysning", "Kontaktcenter"]
    assert [step.entry_id for step in chain.steps] == [f"{key:032x}" for key in (2, 3, 4)]
    assert [chain.best_email, chain.best_phone, chain.best_website] == list(chain.steps)
    assert chain.best is chain.steps[0]


def test_deleted_and_empty_contacts_are_no_steps() -> None:
    assert contacting.chain(page(person=ANNA, contact=ROLE, municipality=BJUV, deleted=True)) == (
        Chain(())
    )
    nothing: Values = {"name": "Trosa", "contact_centre": {}}
    assert contacting.chain(page(contact={}, municipality=nothing)) == Chain(())
    assert contacting.chain(page()).best is None


def test_a_function_that_is_the_contact_centre_is_one_step_with_all_that_is_known() -> None:
    role: Values = {
        "role": "Kontaktcenter",
        "unit": "Bjuvs kommun",
        "email": "info@bjuv.se",
        "phone": "042-458 50 00",
    }
    (step,) = contacting.chain(page(contact=role, municipality=BJUV)).steps
    assert (step.kind, step.website, step.entry_id) == (
        StepKind.CENTRE,
        "https://bjuv.se",
        f"{3:032x}",
    )
    assert step.opening_hours is not None


def test_a_joint_project_without_contacts_ends_in_its_first_safe_source() -> None:
    sources = ["javascript:alert(1)", "Rapport 2020", "https://familjenhelsingborg.se/x"]
    project: Values = {"municipality": FAMILY, "sources": sources}
    (step,) = contacting.chain(page(project)).steps
    assert (step.kind, step.name) == (StepKind.SOURCE, "familjenhelsingborg.se")
    assert step.website == sources[2]


def test_a_function_without_address_is_kept_and_the_source_is_the_way_in() -> None:
    project: Values = {"sources": ["https://bjuv.se/x"]}
    chain = contacting.chain(page(project, contact={"role": "Trygghetssamordnare"}))
    assert kinds(chain) == [StepKind.FUNCTION, StepKind.SOURCE]
    assert chain.best is chain.steps[1]


@pytest.mark.parametrize(
    "address",
    [
        "a@b.se\nBcc: c@d.se",
        "a@b.se\r\n",
        "a@b.se?cc=c@d.se",
        "a@b.se&cc=c@d.se",
        "a@b.se,c@d.se",
        "a@b.se;c@d.se",
        "a%0d@b.se",
        "Anna <a@b.se>",
        '"a b"@b.se',
        "a@b",
        "@b.se",
        "a@.se",
        "a@b..se",
        "a@-b.se",
        ".a@b.se",
        "a..b@c.se",
        "mailto:a@b.se",
        "a@b.se\u202e",
        "а@b.se",  # the first letter is Cyrillic
        "x" * 250 + "@b.se",
        "",
    ],
)
def test_an_email_address_with_anything_odd_never_passes(address: str) -> None:
    assert addresses.email_address(address) is None
    assert addresses.mailto(address, "S", "B") == "mailto:?subject=S&body=B"


@pytest.mark.parametrize(
    "address", ["kontaktcenter@helsingborg.se", "o'neil+x_y.z@sub.domän.se", "a@b-c.museum"]
)
def test_plain_email_addresses_pass(address: str) -> None:
    assert addresses.email_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://bjuv.se",
        "data:text/html,x",
        "//bjuv.se",
        "bjuv.se",
        "https://",
        "https://bjuv",
        "https://bjuv.se@ond.se/",
        "https://user:pass@bjuv.se",
        "https://bjuv.se\\@ond.se",
        "https://bjuv.se/a b",
        "https://bjuv.se/\n",
        "\thttps://bjuv.se",
        "https://bjuv.se:99999/",
        "https://bjuv.se:0/",
        "https://[::1",
        "https://bjuv.se/\u202ees.vujb",
        "https://bjuv.se/" + "x" * 2_000,
        "",
    ],
)
def test_a_web_address_with_anything_odd_never_passes(address: str) -> None:
    assert addresses.web_address(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://bjuv.se",
        "HTTP://www.Bjuv.se:8080/x?y=å#z",
        "https://xn--bstad-gra.se/",
        "https://båstad.se/a_(b)",
    ],
)
def test_plain_web_addresses_pass_unchanged(address: str) -> None:
    assert addresses.web_address(address) == address


@pytest.mark.parametrize(
    ("shown", "tel"),
    [
        ("042-10 50 00", "tel:+4642105000"),
        ("+46 (0)42 10 50 00", "tel:+4642105000"),
        ("0046 42 10 50 00", "tel:+4642105000"),
        ("+45 33 92 00 00", "tel:+4533920000"),
        ("042–10 50 00", "tel:+4642105000"),
        ("1", None),
        ("042-10 50 00;phone-context=x", None),
        ("042-10 50 00,,1234", None),
        ("*21*0900#", None),
        ("tel:042105000", None),
        ("042-10\n50 00", None),
        ("٠٤٢١٠٥٠٠٠", None),
        ("0" * 61, None),
        ("", None),
    ],
)
def test_a_telephone_number_is_dialled_in_one_form_or_not_at_all(
    shown: str, tel: str | None
) -> None:
    assert addresses.tel(shown) == tel


def test_unsafe_values_of_the_catalogue_are_not_in_the_steps() -> None:
    role: Values = {
        "role": "Chef\nBcc: x@y.se\x1b[31m",
        "email": "a@b.se?bcc=c@d.se",
        "phone": "ring mig",
        "website": "javascript:alert(1)",
        "opening_hours": "8–17",
    }
    (step,) = contacting.chain(page(contact=role)).steps
    assert step.name == "Chef Bcc: x@y.se [31m"
    assert (step.email, step.phone, step.website, step.opening_hours) == ("", "", "", None)


def test_a_mail_names_the_project_asks_and_is_signed() -> None:
    wanted = page(person=ANNA, municipality=BJUV)
    draft = contacting.mail(wanted, contacting.chain(wanted).steps[0], "Bo Ek")
    assert draft.to == "anna.ek@bjuv.se"
    assert draft.subject == "Fråga om projektet ”Smart belysning”"
    assert draft.body == (
        "Hej!\n\n"
        "Jag har läst om projektet ”Smart belysning” i Bjuv och vill gärna veta mer.\n\n"
        "Vad har ni lärt er av arbetet? Vad skulle ni göra annorlunda i dag?\n\n"
        "Får jag ringa? Föreslå gärna en tid och ett nummer som passar.\n\n"
        "Vänliga hälsningar\nBo Ek"
    )
    assert draft.as_text.startswith("Till: anna.ek@bjuv.se\nÄmne: Fråga om projektet")


def test_others_than_the_person_are_asked_to_pass_the_question_on() -> None:
    wanted = page({"municipality": FAMILY}, municipality=BJUV)
    draft = contacting.mail(wanted, contacting.chain(wanted).steps[0])
    assert "skicka frågan vidare" in draft.body
    assert FAMILY not in draft.body
    assert draft.body.endswith("Vänliga hälsningar")


def test_a_mailto_address_opens_as_the_same_mail() -> None:
    draft = Draft("a+b@bjuv.se", "Fråga & svar? 100 %", "Hej!\n\nÅsa = ”du”\nSlut")
    parts = urlsplit(draft.address)
    told = parse_qs(parts.query, strict_parsing=True)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "a+b@bjuv.se")
    assert told == {
        "subject": ["Fråga & svar? 100 %"],
        "body": ["Hej!\r\n\r\nÅsa = ”du”\r\nSlut"],
    }
    assert "%0D%0A" in draft.address
    assert draft.address.isascii()
    assert "+" not in parts.query


def test_no_header_can_be_slipped_in() -> None:
    hostile = "Titel\r\nBcc: x@y.se\u2028&cc=x@y.se\x00"
    wanted = page({"title": hostile, "municipality": "Bjuv\nBcc: x@y.se"}, person=ANNA)
    draft = contacting.mail(wanted, contacting.chain(wanted).steps[0], "Bo\r\nBcc: x@y.se")
    assert len(draft.subject.splitlines()) == 1
    EmailMessage()["Subject"] = draft.subject  # raises where a line break is left
    assert set(parse_qs(urlsplit(draft.address).query)) == {"subject", "body"}
    assert "\n" not in Draft("", "a\r\nb\u2028c", "").address
    assert "%0A" not in Draft("", "a\r\nb", "").address


def test_a_long_title_keeps_the_address_short_enough_for_windows() -> None:
    wanted = page({"title": "Å" * 5_000}, person=ANNA)
    draft = contacting.mail(wanted, contacting.chain(wanted).steps[0])
    assert len(draft.subject) < 200
    assert draft.subject.endswith("…”")


@pytest.mark.parametrize(
    ("hours", "now", "text"),
    [
        ("måndag–fredag 08.00–17.00", "2026-11-23T10:00", "öppet nu till 17.00"),
        ("måndag–fredag 08.00–17.00", "2026-11-21T10:00", "öppnar måndag 08.00"),
        ("måndag 8–12 och 13–15", "2026-11-23T12:30", "öppnar i dag 13.00"),
        ("måndag 20–24, tisdag 0–2", "2026-11-23T21:00", "öppet nu till tisdag 02.00"),
        ("alla dagar 0–24", "2026-11-23T21:00", "öppet dygnet runt"),
        ("efter överenskommelse", "2026-11-23T21:00", "öppettider okända"),
        (None, "2026-11-23T21:00", "öppettider okända"),
        ("vardagar 8–17", "2026-05-14T10:00", "röd dag i dag, så det kan vara stängt"),
        (
            "vardagar 8–17",
            "2026-05-13T18:00",
            "öppnar torsdag 08.00 (röd dag, så det kan vara stängt)",
        ),
    ],
)
def test_opening_hours_in_words(hours: str | None, now: str, text: str) -> None:
    record = None if hours is None else opening_hours.parse(hours)
    assert contacting.opening_text(record, datetime.fromisoformat(now)) == text


def test_a_step_for_the_clipboard() -> None:
    (step,) = contacting.chain(page(municipality=BJUV)).steps
    assert contacting.as_text(step).splitlines() == [
        "Kontaktcenter",
        "Bjuvs kommun",
        "info@bjuv.se",
        "042-458 50 00",
        "https://bjuv.se",
        "måndag–fredag 08.00–16.30",
    ]


def test_a_card_is_read_back_by_another_reader_of_vcards() -> None:
    (step,) = contacting.chain(page(municipality=BJUV)).steps
    text = contacting.vcard(step)
    assert text.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\n")
    card = vobject.readOne(text)
    assert card.fn.value == card.title.value == "Kontaktcenter"
    assert card.org.value == ["Bjuvs kommun"]
    assert (card.email.value, card.tel.value) == ("info@bjuv.se", "042-458 50 00")
    assert card.url.value == "https://bjuv.se"
    assert card.note.value == "måndag–fredag 08.00–16.30"


def test_a_persons_card_has_given_and_family_name_and_no_slipped_in_lines() -> None:
    person: Values = ANNA | {"name": "Åsa Maria Ek", "function": "Chef\r\nTEL:112;,\\"}
    (step,) = contacting.chain(page(person=person)).steps
    card = vobject.readOne(contacting.vcard(step))
    assert (card.n.value.given, card.n.value.family) == ("Åsa Maria", "Ek")
    assert card.org.value == ["Chef TEL:112;,\\"]
    assert "tel" not in card.contents


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Åsa Ek", "Åsa-Ek.vcf"),
        ("../../etc/passwd", "etc-passwd.vcf"),
        ("con", "con-kontakt.vcf"),
        ("LPT1", "LPT1-kontakt.vcf"),
        ("a\\b:c*?\x00", "a-b-c.vcf"),
        ("...", "kontakt.vcf"),
        ("x" * 300, "x" * 80 + ".vcf"),
    ],
)
def test_a_cards_file_has_a_name_every_system_takes(name: str, file: str) -> None:
    assert contacting.file_name(ContactStep(StepKind.PERSON, "Kontaktperson", name)) == file


def bundled() -> list[ProjectPage]:
    folder = paths.resource("edition")
    towns = json.loads((folder / "municipalities.json").read_text("utf-8"))
    for town in towns:
        centre = town["contact_centre"] or {}
        hours = centre.get("opening_hours")
        if hours:
            centre["opening_hours"] = opening_hours.parse(hours)
    named = {town["name"]: town for town in towns}
    return [
        page(project, contact=project["contact"], municipality=named.get(project["municipality"]))
        for part in ("helsingborg", "region", "sweden")
        for project in json.loads((folder / f"projects-{part}.json").read_text("utf-8"))
    ]


def test_every_bundled_project_ends_in_an_address_to_use() -> None:
    pages = bundled()
    assert len(pages) == 304
    for wanted in pages:
        chain = contacting.chain(wanted)
        assert chain.best is not None, wanted.project.title
        for step in chain.steps:
            assert step.reachable or step.name
            assert not step.phone or step.tel, step.phone
            assert contacting.vcard(step)
        assert len(contacting.mail(wanted, chain.best, "Anna Andersson").address) < 2_000
