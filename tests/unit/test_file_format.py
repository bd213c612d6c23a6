"""The documented file, read as the page says; files of older versions are read for ever."""

import base64
import gzip
import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from katalog_app.exchange import keys, parcel
from katalog_app.services import merging
from tests.profiles import Profile

PAGE = (Path(__file__).parents[2] / "docs" / "exchange-format.md").read_text("utf-8")
DATA = Path(__file__).parents[1] / "data"


def block(language: str) -> str:
    found = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def test_a_stranger_can_read_the_documented_file() -> None:
    data = base64.b64decode(block("base64"))
    head, stream = data.split(b"\n", 1)
    assert head.decode() == f"katalog 1 {sha256(stream).hexdigest()}"
    plain = gzip.decompress(stream)
    assert plain.decode() == block("jsonl")
    *raw, last = plain.splitlines(keepends=True)
    signature = json.loads(last)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature["key"]))
    signed = b"katalog file 1\n" + sha256(b"".join(raw)).digest()
    key.verify(bytes.fromhex(signature["signature"]), signed)
    manifest, changed, attested = map(json.loads, raw)
    assert manifest["bytes"] == sum(map(len, raw[1:]))
    said = attested["statement"]
    spelled = canonical(
        {"catalogue": manifest["catalogue"], "changes": said["changes"], "key": said["key"]}
    )
    key.verify(bytes.fromhex(said["signature"]), b"katalog attestation 1\n" + spelled)
    record = canonical(changed["record"])
    assert said["changes"] == [sha256(b"katalog change 1\n" + record).hexdigest()]
    pairs = []
    for field, (digest, salt, value) in sorted(changed["leaves"].items()):
        leaf = base64.b64decode(salt) + field.encode() + b"\0" + canonical(value)
        assert digest == sha256(leaf).hexdigest()
        pairs.append([field, digest])
    assert changed["record"]["commitment"] == sha256(canonical(pairs)).hexdigest()
    assert manifest["catalogue"] == sha256(b"Katalogen, Familjen Helsingborg").hexdigest()[:32]
    code = base64.b32encode(sha256(b"katalog key 1\n" + bytes.fromhex(said["key"])).digest())
    assert keys.code(said["key"]).replace("-", "") == code.decode()[:12]
    assert keys.code(said["key"]) in PAGE


def canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_the_program_reads_the_documented_file_from_its_base64_text(tmp_path: Path) -> None:
    path = tmp_path / "brev.txt"
    path.write_text(block("base64"))
    sara = Profile(tmp_path / "sara", "Sara")
    held = sara.take(path)
    merging.approve(sara.store, held.code)
    assert sara.value("000102030405060708090a0b0c0d0e0f", "title") == "Övärlden"


@pytest.mark.parametrize("name", ["contribution-1.katalog", "edition-1.katalog"])
def test_files_of_the_first_version_are_read_for_ever(tmp_path: Path, name: str) -> None:
    found = parcel.read(DATA / name)
    assert found.manifest.sender == "Anna Ek"
    sara = Profile(tmp_path / "sara", "Sara")
    held = sara.take(DATA / name)
    (outcome,) = merging.approve(sara.store, held.code)
    assert outcome.new == len(found.ids) > 0
    assert outcome.adopted is name.startswith("edition")
    assert sara.digest
