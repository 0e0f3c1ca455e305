"""Identities: made by the program, never reused, so that project files can be merged."""

import os
import time
import uuid


def new_id() -> str:
    """Return a new UUIDv7 (RFC 9562, section 5.7) as text: sortable by the time it was made."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))
