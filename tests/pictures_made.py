"""Small picture files, made by hand: nothing here decodes or draws."""

import struct
import zlib


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int = 2, height: int = 2, *, said: tuple[int, int] | None = None) -> bytes:
    """Return a grey PNG; `said`: the size its header tells, true or not."""
    head = struct.pack(">IIBBBBB", *(said or (width, height)), 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)), 9)
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def with_text(data: bytes, text: bytes) -> bytes:
    """Return a PNG with a text in it, as programs write who took the picture and where."""
    return data[:33] + chunk(b"tEXt", b"Comment\0" + text) + data[33:]


def jpeg_head(width: int, height: int) -> bytes:
    """Return the beginning of a JPEG, with segments before the one that tells its size."""
    comment = b"\xff\xfe" + struct.pack(">H", 7) + b"hello"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\0"
    return b"\xff\xd8" + comment + b"\xff\xff" + frame[1:]


def webp_heads(width: int, height: int) -> list[bytes]:
    """Return the beginnings of the three kinds of WebP."""
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    extended = b"VP8X" + struct.pack("<I", 10) + b"\0" * 4 + sides
    bits = (width - 1) | (height - 1) << 14
    lossless = b"VP8L" + struct.pack("<IBI", 9, 0x2F, bits) + b"\0" * 8
    lossy = b"VP8 " + struct.pack("<I", 20) + b"\0" * 3 + b"\x9d\x01\x2a"
    lossy += struct.pack("<HH", width, height) + b"\0" * 8
    return [b"RIFF" + struct.pack("<I", 99) + b"WEBP" + b for b in (extended, lossless, lossy)]
