"""A workbook that LibreOffice has opened, edited and saved comes back as exactly those edits."""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from katalog_app.db.store import Store
from katalog_app.exchange.grids import letter
from katalog_app.services import editing, reading, safekeeping, tabulating
from tests.unit.table_files import sheets

OFFICE = shutil.which("soffice")
OPENED_S = 180
"""How long LibreOffice may take to open and save a file; the first time it makes a profile."""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{code}</script:module>"""
MACRO = """
Sub Edit
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
  {edits}
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName"
  saved(0).Value = "Calc MS Excel 2007 XML"
  document.storeToURL("{target}", saved())
  document.close(True)
End Sub
"""
Cells = Mapping[tuple[str, str], str]
Edit = Callable[[Path, Cells], Path]

pytestmark = pytest.mark.skipif(OFFICE is None, reason="libreoffice-calc-nogui is not installed")


@pytest.fixture(scope="module")
def edit(tmp_path_factory: pytest.TempPathFactory) -> Edit:
    """Type in cells, named by the slug of their row and their heading; return the saved file."""
    profile = tmp_path_factory.mktemp("profile")
    _run(profile, "--terminate_after_init")  # makes the profile, with an empty module for macros
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"

    def edited(path: Path, cells: Cells) -> Path:
        target = path.with_name(f"saved-{path.name}")
        edits = "\n".join(
            f'document.Sheets.getByName("{sheet}").getCellRangeByName("{place}").setString("{text}")'
            for sheet, place, text in _places(path, cells)
        )
        code = MACRO.format(source=path.as_uri(), target=target.as_uri(), edits=edits)
        module.write_text(MODULE.format(code=escape(code)), "utf-8")
        _run(profile, "macro:///Standard.Module1.Edit")
        return target

    return edited


def _run(profile: Path, what: str) -> None:
    words = [str(OFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", what]
    subprocess.run(words, check=True, capture_output=True, timeout=OPENED_S)


def _places(path: Path, cells: Cells) -> list[tuple[str, str, str]]:
    """Return sheet, address and new text of each cell."""
    found = []
    for sheet, table in sheets(path).items():
        headings = [str(one) for one in table[0]]
        for row, line in enumerate(table, 1):
            named = dict(zip(headings, line, strict=True))
            for (slug, heading), text in cells.items():
                if named.get("slug") == slug:
                    found.append((sheet, f"{letter(headings.index(heading))}{row}", text))
    assert len(found) == len(cells)
    return found


def test_what_is_edited_in_libreoffice_comes_back_and_nothing_else(
    store: Store, tmp_path: Path, edit: Edit
) -> None:
    contact = editing.create(store, "contact", {"role": "=1+1", "phone": "0421050000"}).id
    editing.create(store, "contact", {"role": "Växel", "phone": "+46421050000"})
    before = safekeeping.digest(store)
    path = tmp_path / "allt.xlsx"
    tabulating.dump(store, path)
    cells = {
        ("aha-ii", "what"): "Skrivet i LibreOffice, =1+1",
        ("aha-ii", "keywords"): "resor; =buller; 0046",
        ("bjuv", "code"): "0012",
    }
    returned = edit(path, cells)
    untouched = {
        name: value
        for name, value in reading.entry(store, "aha-ii").fields.items()
        if name not in ("what", "keywords")
    }
    loaded = tabulating.load(store, returned, author="Anna")
    assert (loaded.created, loaded.edited, loaded.existing) == (0, 2, [])
    assert loaded.unchanged == before.entries - 2
    assert loaded.ignored_columns == ()
    edited = reading.entry(store, "aha-ii")
    now = edited.fields
    assert now["what"] == "Skrivet i LibreOffice, =1+1"
    assert sorted(edited.texts("keywords")) == ["0046", "=buller", "resor"]
    assert untouched.items() <= now.items()
    assert reading.entry(store, "bjuv").fields["code"] == "0012"
    assert reading.entry(store, contact).fields["phone"] == "0421050000"
    again = tabulating.load(store, returned)
    assert (again.created, again.edited) == (0, 0)


def test_a_sheet_saved_unedited_changes_nothing_and_an_old_one_conflicts(
    store: Store, tmp_path: Path, edit: Edit
) -> None:
    path = tmp_path / "p.xlsx"
    tabulating.dump(store, path, "project")
    before = safekeeping.digest(store)
    loaded = tabulating.load(store, edit(path, {}))
    assert (loaded.created, loaded.edited, loaded.unchanged) == (0, 0, 304)
    assert safekeeping.digest(store) == before
    editing.edit(store, "aha-ii", values={"what": "Nyare"})
    tabulating.load(store, edit(path, {("aha-ii", "what"): "Gammalt blad"}))
    found = reading.entry(store, "aha-ii").conflicts
    assert {one.value for one in found["what"]} == {"Nyare", "Gammalt blad"}
    assert set(found) == {"what"}
