import json
from pathlib import Path

import pytest

from tests.unit.asked import PROJECT, Ask, Run, listed, mapping


def test_search_answers_with_hits_facets_and_a_total(ask: Ask) -> None:
    answer = ask("search", "vårdinnovatörer")
    assert list(answer) == ["total", "hits", "facets", "corrected", "took_ms"]
    first = listed(answer["hits"])[0]
    assert list(first) == ["id", "slug", "title", "municipality", "snippet", "wider"]
    assert (first["slug"], first["municipality"], first["wider"]) == (
        PROJECT,
        "Helsingborg",
        False,
    )
    assert set(mapping(answer["facets"])) == {
        "municipality", "family", "transformation", "expectation", "goal", "status",
        "organisation", "technology", "year",
    }  # fmt: skip


def test_search_without_words_finds_all_in_pages(ask: Ask) -> None:
    answer = ask("search", "--limit", "3", "--offset", "2", "--no-facets")
    every = listed(ask("search", "--limit", "5")["hits"])
    assert answer["total"] == 304
    assert answer["facets"] == {}
    assert answer["hits"] == every[2:]


def test_a_search_for_no_hits_only_counts(ask: Ask) -> None:
    answer = ask("search", "--limit", "0")
    assert (answer["total"], answer["hits"]) == (304, [])


def test_where_is_any_of_a_facets_values_and_all_of_the_facets(ask: Ask) -> None:
    def total(*where: str) -> object:
        return ask("search", *(word for pair in where for word in ("--where", pair)))["total"]

    bjuv, hoor = total("municipality=Bjuv"), total("municipality=Höör")
    assert isinstance(bjuv, int)
    assert isinstance(hoor, int)
    assert total("municipality=Bjuv", "municipality=Höör") == bjuv + hoor
    assert total("municipality=Bjuv", "municipality=Höör", "status=finns inte") == 0


def test_words_and_options_may_be_mixed(ask: Ask, run: Run) -> None:
    wanted = ask("search", "vård", "program", "--limit", "1")["hits"]
    assert ask("search", "vård", "--limit", "1", "program")["hits"] == wanted
    assert run("search", "vård", "--limit=1", "program")[0] == 0


def test_a_word_that_begins_with_a_dash_comes_after_two_dashes(ask: Ask, run: Run) -> None:
    status, _out, err = run("search", "-vård")
    assert (status, "-vård" in err) == (2, True)
    without = ask("search", "program", "--", "-vård")["total"]
    every = ask("search", "program")["total"]
    assert isinstance(without, int)
    assert isinstance(every, int)
    assert without < every
    assert "total" in ask("search", "--", "--json")
    assert "total" in ask("search", "--", "--where")


def test_search_for_people(run: Run) -> None:
    status, out, err = run("search", "vårdinnovatörer")
    assert (status, err) == (0, "")
    assert out.splitlines()[0].endswith(" projekt")
    assert f"[{PROJECT}]" in out
    assert "  Helsingborg" in out


def test_show_answers_with_fields_heads_and_conflicts(ask: Ask, run: Run) -> None:
    answer = ask("show", PROJECT)
    assert list(answer) == ["id", "kind", "slug", "deleted", "fields", "heads", "conflicts"]
    assert (answer["kind"], answer["slug"], answer["deleted"]) == ("project", PROJECT, False)
    assert mapping(answer["fields"])["municipality"] == "Helsingborg"
    assert set(mapping(answer["fields"])) == set(mapping(answer["heads"]))
    assert ask("show", str(answer["id"])) == answer
    status, out, _err = run("show", PROJECT)
    assert status == 0
    assert "Kommun " in out


def test_show_tells_opening_hours_in_words(run: Run) -> None:
    ids = json.loads(run("list", "municipality", "--json")[1])["entries"]
    wanted = next(town["id"] for town in ids if town["title"] == "Perstorp")
    assert "måndag–fredag 08.00–12.00 och 13.00–15.00" in run("show", wanted)[1]


@pytest.mark.parametrize(
    "kind", ["project", "contact", "person", "municipality", "node", "link", "event"]
)
def test_list_answers_with_every_entry_of_a_kind(ask: Ask, run: Run, kind: str) -> None:
    entries = listed(ask("list", kind)["entries"])
    assert all(list(entry) == ["id", "slug", "title"] for entry in entries)
    status, out, _err = run("list", kind)
    assert (status, len(out.splitlines())) == (0, len(entries))


def test_new_edit_and_history_by_a_named_author(ask: Ask) -> None:
    made = ask("new", "project", "--set", "title=Ny", "--set", "keywords=a;b", "--set",
               "keywords=c", "--set", "global_goals=13", "--as", "Anna Ek")  # fmt: skip
    wanted = str(made["id"])
    fields = mapping(ask("show", wanted)["fields"])
    assert (fields["title"], fields["keywords"], fields["global_goals"]) == (
        "Ny",
        ["a", "b", "c"],
        [13],
    )
    partner = '{"name": "Lunds universitet", "sector": "akademi"}'
    changed = ask("edit", wanted, "--add", f"partners={partner}", "--remove", "keywords=b",
                  "--set", "period=2021/", "--as", "Anna Ek")["change"]  # fmt: skip
    fields = mapping(ask("show", wanted)["fields"])
    assert (fields["partners"], fields["keywords"]) == ([json.loads(partner)], ["a", "c"])
    assert ask("edit", wanted, "--set", "title=Ny") == {"change": None}
    steps = listed(ask("history", wanted)["changes"])
    assert list(steps[0]) == [
        "change", "field", "value", "replaces", "author", "made_at", "state",
    ]  # fmt: skip
    assert {step["change"] for step in steps} == {made["change"], changed}
    assert {step["author"] for step in steps} == {"Anna Ek"}
    assert [person["title"] for person in listed(ask("list", "person")["entries"])] == ["Anna Ek"]


def test_a_seen_head_that_was_replaced_makes_a_visible_conflict(ask: Ask, run: Run) -> None:
    seen = listed(mapping(ask("show", PROJECT)["heads"])["title"])[0]
    ask("edit", PROJECT, "--set", "title=Ett", "--as", "Anna Ek")
    ask("edit", PROJECT, "--set", "title=Två", "--seen", str(seen))
    found = listed(mapping(ask("show", PROJECT)["conflicts"])["title"])
    assert list(found[0]) == ["change", "value", "author", "made_at"]
    assert {value["value"] for value in found} == {"Ett", "Två"}
    assert "Krock i Namn:" in run("show", PROJECT)[1]


def test_delete_and_restore(ask: Ask) -> None:
    assert list(ask("delete", PROJECT, "--reason", "Dubblett")) == ["change"]
    wanted = ask("show", PROJECT)
    assert wanted["deleted"] is True
    assert list(ask("restore", PROJECT)) == ["change"]
    assert ask("show", PROJECT)["deleted"] is False
    assert mapping(ask("restore", PROJECT, status=1)["error"])["type"] == "NotDeletedError"


def test_a_value_can_come_from_a_file(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "vad.txt"
    file.write_bytes("\ufeffRad ett\r\nrad två – åäö\r\n".encode())
    ask("edit", PROJECT, "--set", f"what=@{file}")
    assert mapping(ask("show", PROJECT)["fields"])["what"] == "Rad ett\nrad två – åäö"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_is_missing_or_no_text_changes_nothing(
    ask: Ask, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "vad.txt"
    if content is not None:
        file.write_bytes(content)
    before = ask("digest")
    error = mapping(ask("edit", PROJECT, "--set", f"what=@{file}", status=1)["error"])
    assert (error["type"], mapping(error["facts"])["fault"]) == (
        "InvalidValueError",
        "unreadable-file",
    )
    assert ask("digest") == before


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (["show", "finns-inte"], "UnknownEntryError"),
        (["show", "\udcff"], "UnknownEntryError"),
        (["history", "finns-inte"], "UnknownEntryError"),
        (["delete", "finns-inte"], "UnknownEntryError"),
        (["list", "finns-inte"], "UnknownKindError"),
        (["new", "finns-inte", "--set", "a=b"], "UnknownKindError"),
        (["new", "project", "--set", "finns-inte=b"], "UnknownFieldError"),
        (["new", "project"], "InvalidValueError"),
        (["edit", PROJECT, "--set", "status=blå"], "InvalidValueError"),
        (["edit", PROJECT, "--set", "partners={"], "InvalidValueError"),
        (["edit", PROJECT, "--add", "title=x"], "InvalidValueError"),
        (["edit", PROJECT, "--set", "title=x", "--seen", "ff"], "UnknownChangeError"),
        (["search", "--where", "finns-inte=b"], "UnknownFacetError"),
        (["load", "finns-inte.json"], "TableRefusedError"),
    ],
)
def test_what_is_refused_says_so_for_people_and_programs(
    ask: Ask, run: Run, words: list[str], kind: str
) -> None:
    error = mapping(ask(*words, status=1)["error"])
    assert error["type"] == kind
    assert list(error) == ["type", "text", "unchanged", "remedy", "facts"]
    status, out, err = run(*words)
    assert (status, out) == (1, "")
    assert err == f"{error['text']}\n{error['unchanged']}\n{error['remedy']}\n"


def test_check_and_digest(ask: Ask, run: Run) -> None:
    assert ask("check") == {"ok": True, "problems": []}
    assert run("check")[1] == "Katalogen är hel.\n"
    answer = ask("digest")
    assert list(answer) == ["digest", "entries", "changes", "conflicts"]
    assert len(str(answer["digest"])) == 64


def test_a_catalogue_that_is_not_whole_has_status_1_and_its_own_answer(
    ask: Ask, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from katalog_app.services import safekeeping

    monkeypatch.setattr(safekeeping, "check", lambda _store: ["Posten a är fel."])
    assert ask("check", status=1) == {"ok": False, "problems": ["Posten a är fel."]}
    assert run("check")[:2] == (1, "Posten a är fel.\n")


def test_findings(ask: Ask, run: Run) -> None:
    found = listed(ask("findings")["findings"])
    assert all(list(finding) == ["kind", "ids", "text"] for finding in found)
    status, out, _err = run("findings")
    assert (status, out != "") == (0, True)


def test_a_dumped_table_is_loaded_again_without_a_change(ask: Ask, tmp_path: Path) -> None:
    file = str(tmp_path / "tabell.json")
    count = ask("dump", file)["entries"]
    assert isinstance(count, int)
    assert count > 304
    answer = ask("load", file)
    assert answer == {
        "created": 0,
        "edited": 0,
        "unchanged": count,
        "existing": 0,
        "existing_titles": [],
        "ignored_columns": [],
    }


def test_an_old_table_lists_what_exists_unless_told_to_overwrite(
    ask: Ask, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "tabell.json"
    row = {"slug": PROJECT, "title": "Nytt namn", "kind": "project", "okänd kolumn": 1}
    file.write_text(json.dumps([row]), "utf-8")
    answer = ask("load", str(file))
    assert (answer["edited"], answer["existing"]) == (0, 1)
    assert "Kolumner som inte lästes: okänd kolumn" in run("load", str(file))[1]
    assert ask("load", str(file), "--overwrite")["edited"] == 1
    assert mapping(ask("show", PROJECT)["fields"])["title"] == "Nytt namn"
