"""What somebody has searched for goes too, where it holds what is erased."""

from pathlib import Path

from katalog_app import settings
from katalog_app.model.query import Sort
from katalog_app.services import erasing, reading, saved_searches
from katalog_app.settings import Settings
from tests.profiles import Profile
from tests.unit.test_erasing import NAME, traces

HOW = {"reason": "begäran", "decision": "KS 2026-12"}


def test_saved_and_recent_searches_with_an_erased_name_are_gone(tmp_path: Path) -> None:
    sara = Profile(tmp_path / "sara", "Sara")
    anna = Profile(tmp_path / "anna", NAME)
    anna.new(title="Projekt")
    sara.publish()
    sara.trust(anna)
    sara.take(anna.export())
    for name, question in ((NAME, "radio"), ("Hon", NAME.lower()), ("Radio", "radio skola")):
        saved_searches.save(sara.store, name, question, Sort.RELEVANCE)
    aside = sara.folder / saved_searches.ASIDE.format(number=1)
    aside.write_text(f'{{"{NAME}', "utf-8")
    settings.write(sara.folder, Settings(recent=("vatten", f"projekt {NAME}")))
    person = next(one.id for one in reading.entries(sara.store, "person") if one.title == NAME)
    erasing.erase(sara.store, person, ["name"], **HOW)
    assert traces(sara.folder) == []
    assert [one.name for one in saved_searches.kept(sara.store)] == ["Radio"]
    assert settings.read(sara.folder).recent == ("vatten",)
    assert not aside.exists()
