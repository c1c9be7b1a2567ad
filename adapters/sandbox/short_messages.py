"""A stand-in for a provider of text messages: what it was given is a line in a file, and nothing leaves the machine."""

import json
import os
from pathlib import Path


class SandboxShortMessages:
    """`ShortMessages` into `sms.jsonl`; the same message twice is one line more, as a provider would send it twice."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "sms.jsonl"

    async def send(self, *, to: str, text: str, message_id: str) -> None:
        """Keep one text."""
        with self._file.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"message_id": message_id, "to": to, "text": text}, ensure_ascii=False) + "\n")
            out.flush()
            os.fsync(out.fileno())
