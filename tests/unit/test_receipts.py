"""Receipts: what is written is read back equal, and whatever is not right is refused."""

import base64
import gzip
import json
import re
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from katalog_app.errors import FileFault, FileRefusedError
from katalog_app.exchange import container, parcel, receipt
from katalog_app.exchange.keys import OwnKey
from katalog_app.model import canonical, receipts
from katalog_app.model.receipts import AnsweredFile, Receipt, Standing, Verdict

PAGE = (Path(__file__).parents[2] / "docs" / "exchange-format.md").read_text("utf-8")
KEY = OwnKey(bytes(range(32)))
OTHER = OwnKey(b"\x07" * 32)
HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40).map(
    lambda text: str(canonical.normal(text))
)
VERDICTS = st.builds(
    Verdict, st.sampled_from(Standing), st.sampled_from(("", "not-yet", "a-new-why")), TEXTS
)
RECEIPTS = st.builds(
    Receipt,
    to=HASHES,
    sender=TEXTS,
    edition=TEXTS,
    made_at=st.integers(-(2**53) + 1, 2**53 - 1),
    files=st.lists(
        st.builds(AnsweredFile, HASHES, TEXTS, st.integers(0, 9_999)),
        min_size=1,
        max_size=4,
        unique_by=lambda one: one.sha256,
    ).map(tuple),
    verdicts=st.dictionaries(HASHES, VERDICTS, max_size=12),
)
SMALL = Receipt(
    to=OTHER.public,
    sender="Sara Berg",
    edition="2026:3",
    made_at=1_795_564_800,
    files=(AnsweredFile("a" * 64, "bidrag-anna-ek.katalog", 3),),
    verdicts={
        "1" * 64: Verdict(Standing.TAKEN),
        "2" * 64: Verdict(Standing.CONFLICT),
        "3" * 64: Verdict(Standing.REFUSED, "declined", "Fel projekt."),
    },
)


def opened(path: Path, data: bytes) -> container.Container:
    path.write_bytes(data)
    return container.opened(path)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("receipts") / "kvitto.katalog"


@given(made=RECEIPTS)
def test_any_receipt_is_read_back_equal_and_written_the_same(file: Path, made: Receipt) -> None:
    data = receipt.written(made, KEY)
    found = receipt.read(opened(file, data))
    assert (found.receipt, found.key) == (made, KEY.public)
    assert receipt.written(found.receipt, KEY) == data


def test_every_truncation_and_every_bit_flip_is_refused(file: Path) -> None:
    data = receipt.written(SMALL, KEY)
    broken = [data[:length] for length in range(len(data))]
    for at in range(len(data)):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[at] ^= 1 << bit
            broken.append(bytes(flipped))
    for one in broken:
        with pytest.raises(FileRefusedError):
            receipt.read(opened(file, one))


Lines = list[dict[str, Any]]


def forged(change: Callable[[Lines], object], key: OwnKey = KEY) -> bytes:
    """Change the lines of a receipt and sign it as its sender would; the size is told truly."""
    data = receipt.written(SMALL, KEY)
    lines = [
        json.loads(one)
        for one in zlib.decompress(data[data.index(b"\n") + 1 :], 31).split(b"\n")[:-2]
    ]
    change(lines)
    packed = [canonical.encode(one, 40) + b"\n" for one in lines]
    lines[0]["bytes"] = lines[0].pop("lie", sum(map(len, packed[1:])))
    body = canonical.encode(lines[0], 40) + b"\n" + b"".join(packed[1:])
    last = {"type": "signature", "key": key.public}
    last["signature"] = key.sign(b"katalog file 1\n" + sha256(body).digest())
    return container.sealed(body + canonical.encode(last) + b"\n")


def put(line: int, key: str, value: object) -> Callable[[Lines], object]:
    return lambda lines: lines[line].__setitem__(key, value)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (put(0, "catalogue", "0" * 32), FileFault.OTHER_CATALOGUE),
        (put(0, "min_reader", 3), FileFault.NEWER_FORMAT),
        (put(0, "min_reader", True), FileFault.MALFORMED),
        (put(0, "kind", "contribution"), FileFault.MALFORMED),
        (put(0, "to", "../../etc/passwd"), FileFault.MALFORMED),
        (put(0, "made_at", "nyss"), FileFault.MALFORMED),
        (put(0, "sender", "a" * 1000), FileFault.MALFORMED),
        (put(0, "edition", 3), FileFault.MALFORMED),
        (put(0, "counts", {"files": 1, "verdicts": 2}), FileFault.MALFORMED),
        (put(0, "counts", {"files": True, "verdicts": 3}), FileFault.MALFORMED),
        (put(0, "counts", 3), FileFault.MALFORMED),
        (put(0, "lie", 10**12), FileFault.MALFORMED),
        (put(0, "lie", 3), FileFault.MALFORMED),
        (put(0, "extra", 1), FileFault.MALFORMED),
        (put(1, "sha256", "x"), FileFault.MALFORMED),
        (put(1, "changes", -1), FileFault.MALFORMED),
        (put(1, "name", "a" * 201), FileFault.MALFORMED),
        (put(2, "standing", "lost"), FileFault.MALFORMED),
        (put(2, "standing", ["taken"]), FileFault.MALFORMED),
        (put(2, "why", "Not A Code"), FileFault.MALFORMED),
        (put(2, "note", "a" * 501), FileFault.MALFORMED),
        (put(2, "changes", []), FileFault.MALFORMED),
        (put(2, "changes", ["1" * 64]), FileFault.MALFORMED),
        (put(2, "changes", ["f" * 64, "e" * 64]), FileFault.MALFORMED),
        (put(2, "changes", [True]), FileFault.MALFORMED),
        (lambda lines: lines.insert(1, lines[1]), FileFault.MALFORMED),
        (lambda lines: lines.insert(1, lines.pop()), FileFault.MALFORMED),
        (lambda lines: lines.append({"type": "change"}), FileFault.MALFORMED),
        (lambda lines: lines.reverse(), FileFault.MALFORMED),
        (lambda lines: lines.clear() or lines.append({"type": "x"}), FileFault.MALFORMED),
    ],
)
def test_what_a_trusted_sender_may_not_write_is_refused(
    file: Path, change: Callable[[Lines], object], fault: FileFault
) -> None:
    with pytest.raises(FileRefusedError) as refused:
        receipt.read(opened(file, forged(change)))
    assert refused.value.fault is fault


def test_the_forging_above_is_what_makes_the_difference(file: Path) -> None:
    assert receipt.read(opened(file, forged(lambda lines: None))).receipt == SMALL


def test_a_signature_of_another_is_refused(file: Path) -> None:
    def as_another(lines: Lines) -> None:
        lines[0]["sender"] = "En annan"

    data = forged(as_another, OTHER).replace(OTHER.public.encode(), KEY.public.encode())
    assert receipt.read(opened(file, data)).key == OTHER.public
    plain = zlib.decompress(data[data.index(b"\n") + 1 :], 31)
    swapped = plain.replace(OTHER.public.encode(), KEY.public.encode(), 2)
    with pytest.raises(FileRefusedError) as refused:
        receipt.read(opened(file, container.sealed(swapped)))
    assert refused.value.fault is FileFault.BAD_SIGNATURE


def test_more_files_than_there_is_room_for_are_refused(file: Path) -> None:
    many = [
        {"type": "file", "sha256": f"{at:064x}", "name": "", "changes": 0}
        for at in range(receipts.MOST_FILES + 1)
    ]

    def fill(lines: Lines) -> None:
        lines[1:2] = many
        lines[0]["counts"]["files"] = len(many)

    with pytest.raises(FileRefusedError) as refused:
        receipt.read(opened(file, forged(fill)))
    assert refused.value.fault is FileFault.TOO_LARGE


def test_a_receipt_is_told_from_other_files_and_an_older_reader_calls_it_newer(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = opened(file, receipt.written(SMALL, KEY))
    assert receipt.is_one(found)
    monkeypatch.setattr(parcel, "READER", parcel.PLAIN)  # that of the first version
    with pytest.raises(FileRefusedError) as refused:
        parcel.within(found)
    assert refused.value.fault is FileFault.NEWER_FORMAT
    other = container.opened(Path(__file__).parents[1] / "data" / "contribution-1.katalog")
    assert not receipt.is_one(other)
    assert not receipt.is_one(opened(file, container.sealed(b"[]\n")))
    with pytest.raises(FileRefusedError):
        receipt.read(other)


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def test_a_stranger_can_read_the_documented_receipt(file: Path) -> None:
    data = base64.b64decode(block("receipt-base64"))
    head, stream = data.split(b"\n", 1)
    assert head.decode() == f"katalog 1 {sha256(stream).hexdigest()}"
    plain = gzip.decompress(stream)
    assert plain.decode() == block("receipt-lines")
    *raw, last = plain.splitlines(keepends=True)
    signature = json.loads(last)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature["key"]))
    signed = b"katalog file 1\n" + sha256(b"".join(raw)).digest()
    key.verify(bytes.fromhex(signature["signature"]), signed)
    manifest, *rest = map(json.loads, raw)
    assert manifest["bytes"] == sum(map(len, raw[1:]))
    assert [one["type"] for one in rest] == ["file", "verdict", "verdict", "verdict"]
    assert receipt.read(opened(file, data)).receipt == SMALL
