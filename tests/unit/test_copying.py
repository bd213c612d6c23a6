"""A project as a start for another: general things are taken over, particular ones are not."""

from pathlib import Path

from katalog_app.model.fields import PROJECT
from katalog_app.services import copying, editing, reading
from tests.profiles import Profile

PARTICULAR = {
    "slug",
    "organisation",
    "period",
    "effects",
    "lessons",
    "contact",
    "sources",
    "classified_by",
    "reviewed",
    "images",
}
REPLACED = {"title", "status", "municipality", "contact_person"}


def test_every_field_of_a_project_has_been_thought_of() -> None:
    names = {field.name for field in PROJECT} | {"images"}
    assert names == {*copying.GENERAL} | PARTICULAR | REPLACED
    assert not PARTICULAR & {*copying.GENERAL}


def test_what_is_general_is_taken_over_and_the_contact_is_me(tmp_path: Path) -> None:
    anna = Profile(tmp_path / "anna", "Anna Ek")
    person = {"name": "Anna Ek", "municipality": "Bjuv"}
    me = editing.create(anna.store, "person", person, "Anna Ek").id
    key = anna.new(
        title="Solceller på skolan",
        municipality="Lund",
        organisation="Lunds kommun",
        status="avslutat",
        period="2020/2022",
        what="Vi satte upp solceller.",
        effects="Mycket el",
        lessons="Mycket sol",
        keywords=["sol"],
        sources=["https://lund.se/sol"],
        partners=[{"name": "Kraftringen"}],
        reviewed="2026-01-01",
    )
    source = reading.entry(anna.store, key)
    values = copying.start_from(anna.store, source, "Anna Ek")
    assert values == {
        "title": "Kopia av Solceller på skolan",
        "municipality": "Bjuv",
        "status": "idé",
        "what": "Vi satte upp solceller.",
        "keywords": ["sol"],
        "partners": [{"name": "Kraftringen"}],
        "contact_person": me,
    }
    made = copying.create(anna.store, values, key, "Anna Ek")
    copy = reading.entry(anna.store, made.id)
    assert copy.text("what") == "Vi satte upp solceller."
    assert copy.slug not in (None, source.slug)
    (link,) = (reading.entry(anna.store, one.id) for one in reading.entries(anna.store, "link"))
    assert (link.fields["from"], link.fields["to"]) == (made.id, key)
    assert reading.entry(anna.store, key).fields == source.fields


def test_somebody_unknown_may_begin_too_and_a_long_title_fits(tmp_path: Path) -> None:
    anna = Profile(tmp_path / "anna", "Anna Ek")
    key = anna.new(title="å" * 500)
    values = copying.start_from(anna.store, reading.entry(anna.store, key), "")
    assert "contact_person" not in values
    assert "municipality" not in values
    made = copying.create(anna.store, values, key, "Ny Person")
    assert reading.entry(anna.store, made.id).title.startswith("Kopia av å")
