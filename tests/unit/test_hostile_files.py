"""Broken, forged and hostile files: each is refused for the right reason, and nothing changes."""

import base64
import io
import json
import os
import random
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from katalog_app.db import log
from katalog_app.errors import FileFault, FileRefusedError
from katalog_app.exchange import container
from katalog_app.exchange.keys import OwnKey
from katalog_app.model import canonical
from katalog_app.model import change as changes
from katalog_app.model.history import Record
from katalog_app.services import merging, reading, safekeeping
from tests.profiles import Profile, contents, refused

MUTATIONS = 10_000
Lines = list[dict[str, Any]]


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Profile, Profile, Path]:
    """Anna, Sara who trusts her, and a file of Anna's with something new."""
    anna, sara = Profile(tmp_path / "anna", "Anna"), Profile(tmp_path / "sara", "Sara")
    sara.trust(anna)
    anna.new(title="Ett", what="Text.", keywords=["sol"])
    return anna, sara, anna.export()


def own_key(profile: Profile) -> OwnKey:
    return OwnKey(bytes.fromhex((profile.folder / "katalog.key").read_text().strip()))


def lines_of(path: Path) -> Lines:
    data = path.read_bytes()
    plain = zlib.decompress(data[data.index(b"\n") + 1 :], 31)
    return [json.loads(line) for line in plain.splitlines()]


def resealed(path: Path, raw_lines: list[bytes], key: OwnKey | None = None) -> Path:
    """Write lines as a file whose outer hash is right; signed anew where a key is given."""
    body = b"".join(line + b"\n" for line in raw_lines)
    if key is not None:
        signature = key.sign(b"katalog file 1\n" + sha256(body).digest())
        last = {"type": "signature", "key": key.public, "signature": signature}
        body += canonical.encode(last) + b"\n"
    path.write_bytes(container.sealed(body))
    return path


def forged(path: Path, key: OwnKey, change: Callable[[Lines], None]) -> Path:
    """Change the lines of a file and sign it as its sender would; the size is told truly."""
    lines = lines_of(path)[:-1]
    change(lines)
    packed = [canonical.encode(line, 40) for line in lines]
    lines[0]["bytes"] = lines[0].get("lie", sum(len(line) + 1 for line in packed[1:]))
    lines[0].pop("lie", None)
    return resealed(path, [canonical.encode(lines[0], 40), *packed[1:]], key)


def set_in(*place: object) -> Callable[[Lines], None]:
    *keys, last, value = place

    def change(lines: Lines) -> None:
        at: Any = lines
        for key in keys:
            at = at[key]
        at[last] = value

    return change


def twice(lines: Lines) -> None:
    lines.insert(2, lines[1])
    lines[0]["counts"]["changes"] += 1


def an_unknown_line(lines: Lines) -> None:
    lines.append({"type": "gift"})


def without_a_value(lines: Lines) -> None:
    leaves = lines[1]["leaves"]
    name = sorted(leaves)[0]
    leaves[name] = leaves[name][:1]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (set_in(0, "catalogue", "0" * 32), FileFault.OTHER_CATALOGUE),
        (set_in(0, "min_reader", 3), FileFault.NEWER_FORMAT),
        (set_in(0, "min_reader", 2), FileFault.MALFORMED),
        (set_in(0, "min_reader", True), FileFault.MALFORMED),
        (set_in(0, "counts", "changes", 7), FileFault.MALFORMED),
        (set_in(0, "counts", "changes", -1), FileFault.MALFORMED),
        (set_in(0, "counts", 3), FileFault.MALFORMED),
        (set_in(0, "lie", 10**12), FileFault.MALFORMED),
        (set_in(0, "lie", 3), FileFault.MALFORMED),
        (set_in(0, "lie", "many"), FileFault.MALFORMED),
        (set_in(0, "kind", "edition"), FileFault.MALFORMED),
        (set_in(0, "kind", "virus"), FileFault.MALFORMED),
        (set_in(0, "base", "../../etc/passwd"), FileFault.MALFORMED),
        (set_in(0, "sender", "a" * 1000), FileFault.MALFORMED),
        (set_in(0, "extra", 1), FileFault.MALFORMED),
        (set_in(1, "record", "made_at", "nyss"), FileFault.MALFORMED),
        (set_in(1, "record", "entry", "../x"), FileFault.MALFORMED),
        (set_in(1, "record", "format", 2), FileFault.MALFORMED),
        (set_in(1, "record", "commitment", "0" * 64), FileFault.MALFORMED),
        (set_in(1, "leaves", {}), FileFault.MALFORMED),
        (set_in(1, "leaves", "title", ["0" * 64, "!!", "x"]), FileFault.MALFORMED),
        (without_a_value, FileFault.MALFORMED),
        (twice, FileFault.MALFORMED),
        (an_unknown_line, FileFault.MALFORMED),
        (lambda lines: lines.reverse(), FileFault.MALFORMED),
        (lambda lines: lines.pop(), FileFault.MALFORMED),
    ],
)
def test_what_a_trusted_sender_may_not_write_is_refused(pair, change, fault: FileFault) -> None:
    anna, sara, path = pair
    forged(path, own_key(anna), change)
    assert refused(sara, path) == fault


def test_the_forging_above_is_what_makes_the_difference(pair) -> None:
    anna, sara, path = pair
    forged(path, own_key(anna), lambda lines: None)
    assert refused(sara, path) == ""


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b'{"type":"manifest"}',
        b'{"type": "manifest"}',
        b'{"type":"manifest","type":"manifest"}',
        b'{"bytes":NaN,"type":"manifest"}',
        b'{"bytes":1e3,"type":"manifest"}',
        b'{"bytes":1.0,"type":"manifest"}',
        b'{"bytes":' + b"9" * 5_000 + b',"type":"manifest"}',
        b"\xef\xbb\xbf{}",
        '{"type":"manifest"}'.encode("utf-16"),
        b'{"type":"\xff"}',
        b'{"type":"a\\u0000"}',
        b'{"type":"\\ud800"}',
        b"[" * 100_000,
        b'{"a":' * 50_000,
    ],
)
def test_lines_that_are_no_canonical_object_are_refused(pair, line: bytes) -> None:
    anna, sara, path = pair
    assert refused(sara, resealed(path, [line], own_key(anna))) == FileFault.MALFORMED


def test_a_signature_of_another_or_over_something_else_is_refused_before_the_key(pair) -> None:
    anna, sara, path = pair
    lines = lines_of(path)
    lines[-1]["signature"] = "0" * 128
    assert refused(sara, resealed(path, [canonical.encode(one) for one in lines])) == (
        FileFault.BAD_SIGNATURE
    )
    stranger = OwnKey(b"\x07" * 32)
    lines[-1]["key"] = stranger.public
    resealed(path, [canonical.encode(one) for one in lines])
    assert refused(sara, path) == FileFault.BAD_SIGNATURE
    assert anna.code != ""


def test_a_forged_attestation_is_refused(pair) -> None:
    anna, sara, path = pair

    def in_another_name(lines: Lines) -> None:
        (said,) = [line for line in lines if line["type"] == "attestation"]
        said["statement"]["key"] = OwnKey(b"\x07" * 32).public

    assert refused(sara, forged(path, own_key(anna), in_another_name)) == FileFault.BAD_SIGNATURE


def test_every_truncation_is_refused(pair) -> None:
    _anna, sara, path = pair
    data, before = path.read_bytes(), contents(sara.folder)
    for length in range(len(data)):
        path.write_bytes(data[:length])
        with pytest.raises(FileRefusedError):
            merging.verify(path)
    assert contents(sara.folder) == before


def test_every_flipped_bit_is_refused(pair) -> None:
    _anna, _sara, path = pair
    data = bytearray(path.read_bytes())
    for at in range(len(data)):
        for bit in range(8):
            data[at] ^= 1 << bit
            path.write_bytes(data)
            with pytest.raises(FileRefusedError):
                merging.verify(path)
            data[at] ^= 1 << bit
    path.write_bytes(data)
    merging.verify(path)


def test_random_mutations_of_a_large_file_are_refused(pair) -> None:
    anna, sara, _path = pair
    for number in range(40):
        anna.new(title=f"Projekt {number}", what="Ord " * 200)
    path = anna.export()
    data, before = path.read_bytes(), contents(sara.folder)
    rng = random.Random(20261124)
    for _ in range(MUTATIONS):
        broken = bytearray(data)
        for _ in range(rng.randrange(1, 4)):
            at = rng.randrange(len(broken))
            match rng.randrange(3):
                case 0:
                    broken[at] ^= rng.randrange(1, 256)
                case 1:
                    del broken[at : at + rng.randrange(1, 50)]
                case 2:
                    broken[at:at] = rng.randbytes(rng.randrange(1, 50))
        if broken != data:
            path.write_bytes(broken)
            with pytest.raises(FileRefusedError):
                merging.verify(path)
    assert contents(sara.folder) == before


@pytest.mark.parametrize("after", [b"\n", b"x", b"\x1f\x8b", zlib.compress(b"mer", wbits=31)])
def test_bytes_after_the_end_are_refused_even_where_the_hash_holds(pair, after: bytes) -> None:
    _anna, sara, path = pair
    stream = path.read_bytes().partition(b"\n")[2] + after
    path.write_bytes(f"katalog 1 {sha256(stream).hexdigest()}\n".encode() + stream)
    assert refused(sara, path) == FileFault.DAMAGED


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", FileFault.NOT_KATALOG),
        (b"katalog", FileFault.NOT_KATALOG),
        (b"katalog 1 abc\n", FileFault.NOT_KATALOG),
        (b"katalog 2 " + b"0" * 64 + b"\n", FileFault.NEWER_FORMAT),
        (b"katalog 0 " + b"0" * 64 + b"\n", FileFault.NOT_KATALOG),
        (b"PK\x03\x04 ingen zip", FileFault.DAMAGED),
        (b"From: a\n\nHej", FileFault.NOT_KATALOG),
        (b"%PDF-1.7", FileFault.NOT_KATALOG),
    ],
)
def test_another_kind_of_file_is_told_by_its_content(pair, data: bytes, fault: FileFault) -> None:
    _anna, sara, path = pair
    path.write_bytes(data)
    assert refused(sara, path) == fault


def test_a_folder_a_missing_file_and_a_pipe_are_refused_at_once(pair, tmp_path: Path) -> None:
    _anna, sara, path = pair
    pipe = tmp_path / "pipe.katalog"
    os.mkfifo(pipe)
    for one in (tmp_path, path.with_name("saknas.katalog"), pipe):
        assert refused(sara, one) == FileFault.UNREADABLE


def zipped(path: Path, *names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, path.read_bytes())
        archive.writestr("läs mig.txt", "Hej")
    return packed.getvalue()


def letter(path: Path) -> bytes:
    text = base64.encodebytes(path.read_bytes()).decode()
    return (
        "From: anna@example.se\nSubject: bidrag\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nHej\n'
        "--x\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n"
        f'Content-Disposition: attachment; filename="a.katalog"\n\n{text}\n--x--\n'
    ).encode()


@pytest.mark.parametrize(
    "wrap",
    [
        lambda path: base64.encodebytes(path.read_bytes()),
        lambda path: zipped(path, "a.katalog"),
        lambda path: zipped(path, "../../../a.katalog"),
        letter,
    ],
)
def test_what_mail_programs_make_of_a_file_is_taken_in(pair, wrap) -> None:
    anna, sara, path = pair
    wrapped = path.with_name("wrapped")
    wrapped.write_bytes(wrap(path))
    around = set(path.parent.parent.iterdir())
    sara.take(wrapped)
    assert sara.digest == anna.digest
    assert set(path.parent.parent.iterdir()) == around


def test_several_files_in_one_are_refused(pair) -> None:
    _anna, sara, path = pair
    path.write_bytes(zipped(path, "a.katalog", "b.katalog"))
    assert refused(sara, path) == FileFault.SEVERAL


MEASURE = """
import resource, sys, time
from pathlib import Path
from katalog_app.errors import FileRefusedError
from katalog_app.services import merging
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.process_time()
try:
    merging.verify(Path(sys.argv[1]))
    print("taken")
except FileRefusedError as error:
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(error.fault.value, time.process_time() - began, grown * 1024)
"""


def bombs(path: Path) -> dict[str, list[bytes]]:
    change = canonical.encode(lines_of(path)[1])
    manifest = lines_of(path)[0] | {"bytes": 500_000_000}
    return {
        "one long line": [b"a" * 300_000_000],
        "long text in a line": [b'{"type":"' + b"a" * 100_000_000 + b'"}'],
        "blank lines": [b"\n" * 100_000_000],
        "the same change for ever": [canonical.encode(manifest), *([change] * 200_000)],
        "deep": [b"[" * 50_000_000],
    }


@pytest.mark.parametrize(
    "which",
    ["one long line", "long text in a line", "blank lines", "the same change for ever", "deep"],
)
def test_a_bomb_is_refused_in_five_seconds_and_little_memory(pair, which: str) -> None:
    anna, _sara, path = pair
    resealed(path, bombs(path)[which], own_key(anna))
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True
    )
    fault, seconds, grown = done.stdout.split()
    assert fault in (FileFault.TOO_LARGE, FileFault.MALFORMED)
    assert float(seconds) <= 5
    assert float(grown) <= 10 * path.stat().st_size + 100_000_000


def test_a_change_that_claims_to_replace_another_field_or_entry_has_no_effect(pair) -> None:
    anna, sara, path = pair
    sara.take(path)
    entry = next(
        one["record"]["entry"]
        for one in lines_of(path)
        if one["type"] == "change" and one["record"]["kind"] == "project"
    )
    other = anna.new(title="Annat")
    sara.take(anna.export())
    victim = reading.entry(anna.store, entry).heads["title"]
    for target, field in ((entry, "what"), (other, "title")):
        made, leaves = changes.make(
            entry=target,
            kind="project",
            values={field: "forged"},
            replaces={field: victim},
            saw=None,
            author=None,
            edition=None,
            made_at=0,
            schema=1,
            salt=lambda _: b"\x01" * 16,
        )
        with log.writing(anna.store) as writer:
            log.append(writer, [Record(made.id, made, leaves)], own=True)
    sara.take(anna.export())
    states = {s.change: s.state for s in reading.history(sara.store, other)}
    assert "invalid" in states.values()
    assert sara.value(entry, "title") == "Ett"
    assert sara.value(other, "title") == "Annat"
    assert safekeeping.check(sara.store) == []
