"""Identities: made by the program, never reused, so that project files can be merged."""

import hashlib
import os
import time


def new_id() -> str:
    """Return a new UUIDv7 (RFC 9562, section 5.7) as text: sortable by the time it was made."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return _as_text(value)


def derived_id(*names: str) -> str:
    """Return the id that follows from ``names``, the same on every machine.

    A UUIDv8 (RFC 9562, section 5.8) of their SHA-256: what two copies of a project make of the
    same thing, such as a set begun from the same suggestions, is then the same there as well.
    """
    value = int.from_bytes(hashlib.sha256("\0".join(names).encode()).digest()[:16])
    value = value & ~(0xF << 76) | 0x8 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return _as_text(value)


def _as_text(value: int) -> str:
    """Write 128 bits as a UUID; detecting makes so many that the standard class would be felt."""
    digits = f"{value:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
