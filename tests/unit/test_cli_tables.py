"""The commands load and dump with workbooks and csv files."""

import json
from pathlib import Path

import pytest

from tests.unit.asked import Ask, Run
from tests.unit.table_files import lines, sheets, workbook


def test_a_workbook_rebuilds_the_catalogue_in_an_empty_folder(
    ask: Ask, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "allt.xlsx"
    digest = ask("digest")
    assert ask("dump", str(path)) == {"entries": digest["entries"]}
    loaded = ask("load", str(path))
    assert (loaded["created"], loaded["edited"]) == (0, 0)
    assert loaded["unchanged"] == digest["entries"]
    assert ask("digest") == digest
    from katalog_app import __main__

    other = ["--data", str(tmp_path / "other"), "--empty"]
    assert __main__.main([*other, "load", str(path)]) == 0
    capsys.readouterr()
    assert __main__.main([*other, "digest", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["digest"] == digest["digest"]


def test_csv_needs_one_kind_and_says_so(run: Run, ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    status, _out, err = run("dump", str(path))
    assert status == 1
    assert "--kind" in err
    assert not path.exists()
    count = ask("dump", str(path), "--kind", "contact")["entries"]
    assert len(lines(path)) == int(str(count)) + 1
    assert ask("load", str(path))["unchanged"] == count


def test_without_seen_existing_entries_are_only_listed_unless_overwritten(
    ask: Ask, tmp_path: Path
) -> None:
    path = tmp_path / "p.csv"
    path.write_text("slug;title\naha-ii;Bytt namn\n;Nytt", "utf-8-sig")
    loaded = ask("load", str(path), "--kind", "project")
    assert (loaded["created"], loaded["edited"], loaded["existing"]) == (1, 0, 1)
    path.write_text("slug;title\naha-ii;Bytt namn", "utf-8-sig")
    assert ask("load", str(path), "--overwrite")["edited"] == 1


def test_a_refused_table_names_the_cell_and_fails(run: Run, ask: Ask, tmp_path: Path) -> None:
    before = ask("digest")
    path = workbook(tmp_path / "t.xlsx", {"Blad1": [["title", "status"], ["A", "klart"]]})
    status, _out, err = run("load", str(path), "--kind", "project")
    assert status == 1
    assert "Blad Blad1, rad 2, kolumn status (B2): ”klart” finns inte bland valen." in err
    assert ask("digest") == before
    path.write_bytes(b"title\nA")
    status, _out, err = run("load", str(path))
    assert status == 1
    assert "Den är en textfil." in err


def test_a_dump_in_excel_shows_the_fields_by_name_and_is_not_run(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    ask("new", "contact", "--set", "role==1+1", "--set", "phone=0421050000")
    ask("dump", str(path), "--kind", "contact")
    (table,) = sheets(path).values()
    rows = [dict(zip(table[0], line, strict=True)) for line in table[1:]]
    (made,) = (row for row in rows if row["role"] == "=1+1")
    assert made["phone"] == "0421050000"
    assert len(made["seen"]) == 64
