"""Recordings as Janus writes them, made up: the header that its own tool reads, and RTP packets of Opus."""

import json
import struct
from datetime import datetime
from typing import Final

SILENCE: Final = b"\xf8\xff\xfe"  # one frame of 20 ms
RATE: Final = 48_000
FRAME: Final = 960


def audio(frames: int, at: datetime) -> bytes:
    """A recording of so many frames of silence, begun at an instant."""
    us = int(at.timestamp() * 1_000_000)
    header = json.dumps({"t": "a", "c": "opus", "s": us, "u": us}).encode()
    packets = (_packet(rank) for rank in range(frames))
    return b"MJR00002" + struct.pack("!H", len(header)) + header + b"".join(packets)


def name(hearing_id: str, participant: str, at: datetime, kind: str = "audio") -> str:
    """What Janus calls such a file."""
    us = int(at.timestamp() * 1_000_000)
    return f"videoroom-{hearing_id}-user-{participant}.0123456789abcdef-{us}-{kind}-0.mjr"


def _packet(rank: int) -> bytes:
    rtp = struct.pack("!BBHII", 0x80, 111, rank, rank * FRAME, 4_242) + SILENCE
    return b"MEET" + struct.pack("!IH", rank * 20, len(rtp)) + rtp
