"""The embedded mail server: each mail is a file and a line in its own log, for `/dev/outbox` and the checks."""

import hashlib
import json
import os
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


class MailSink:
    """An aiosmtpd handler. A mail is acknowledged once its file and its log line are on disk."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep one mail."""
        content: Any = envelope.content
        message = message_from_bytes(content, policy=policy.default)
        message_id = str(message["Message-ID"])
        name = hashlib.sha256(message_id.encode()).hexdigest()[:24]
        (self._folder / f"{name}.eml").write_bytes(content)
        line = {"message_id": message_id, "sha256": hashlib.sha256(content).hexdigest(), "file": f"{name}.eml"}
        with (self._folder / "mail.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
            log.flush()
            os.fsync(log.fileno())
        return "250 kept"
