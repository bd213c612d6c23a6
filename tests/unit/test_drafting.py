"""What is kept of a form that was not saved."""

from pathlib import Path

import pytest

from katalog_app.db.store import Store
from katalog_app.services import drafting
from katalog_app.services.drafting import FILE, Draft

DRAFT = Draft("0" * 32, ("1" * 64,), {"title": "Åkermyntan", "period": None, "keywords": ["sol"]})


def test_a_draft_is_kept_until_it_is_let_go(empty_store: Store) -> None:
    assert drafting.kept(empty_store) is None
    drafting.keep(empty_store, DRAFT)
    assert drafting.kept(empty_store) == DRAFT
    drafting.keep(empty_store, Draft(None, (), {}))
    assert drafting.kept(empty_store) == Draft(None, (), {})
    drafting.keep(empty_store, None)
    assert drafting.kept(empty_store) is None
    drafting.keep(empty_store, None)
    assert not list(empty_store.folder.glob(f"{FILE}*"))


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"entry": 1, "seen": [], "values": {}}', b"\xff", b"[" * 9_000]
)
def test_a_file_that_cannot_be_understood_is_no_draft(empty_store: Store, content: bytes) -> None:
    (empty_store.folder / FILE).write_bytes(content)
    assert drafting.kept(empty_store) is None


def test_a_write_that_fails_keeps_the_draft_before(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafting.keep(empty_store, DRAFT)

    def full(_self: Path, _target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", full)
    drafting.keep(empty_store, Draft(None, (), {"title": "Nytt"}))
    assert drafting.kept(empty_store) == DRAFT
    assert [file.name for file in empty_store.folder.glob(f"{FILE}*")] == [FILE]
