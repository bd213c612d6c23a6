"""Ed25519 keys: one of one's own per data folder, signatures, and the code people compare."""

import base64
import os
import threading
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from katalog_app.placing import place_first

FILE = "katalog.key"
"""The private key in the data folder: 64 hexadecimal digits, readable by its owner alone."""
CODE_CHARACTERS, GROUP = 12, 4


class OwnKey:
    """The key of one data folder; a copied folder has the same."""

    def __init__(self, private: bytes) -> None:
        """Take the 32 bytes of a private key."""
        self._key = Ed25519PrivateKey.from_private_bytes(private)
        self.public = self._key.public_key().public_bytes_raw().hex()
        """64 hexadecimal digits."""

    def sign(self, message: bytes) -> str:
        """Return a signature, 128 hexadecimal digits."""
        return self._key.sign(message).hex()


def own(folder: Path) -> OwnKey:
    """Return the key of a data folder, made at first use.

    Raises:
        OSError: It can be neither read nor written.
    """
    path = folder / FILE
    if not path.exists():
        _make(path)
    return OwnKey(bytes.fromhex(path.read_text("ascii").strip()))


def _make(path: Path) -> None:
    """Write a fresh key beside its place, complete before anybody can see it; the first one stays.

    Several threads may ask for the key at once before there is one.
    """
    fresh = path.with_name(f"{FILE}.{os.getpid()}.{threading.get_ident()}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(os.urandom(32).hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        place_first(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def holds(key: str, signature: str, message: bytes) -> bool:
    """Return whether a signature (hexadecimal) over a message was made with a public key."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def code(key: str) -> str:
    """Return what two people compare by telephone: 12 base32 characters in groups of four."""
    digest = sha256(b"katalog key 1\n" + bytes.fromhex(key)).digest()
    plain = base64.b32encode(digest).decode("ascii")[:CODE_CHARACTERS]
    return "-".join(plain[at : at + GROUP] for at in range(0, CODE_CHARACTERS, GROUP))


def same_code(one: str, other: str) -> bool:
    """Return whether two codes are the same, however they are spaced and cased."""
    return _plain(one) == _plain(other)


def _plain(written: str) -> str:
    return "".join(c for c in written.upper() if c.isalnum())
