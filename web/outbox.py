"""The demo's mail, read in the browser: what the embedded mail server kept (DESIGN §3)."""

import email
import re
from dataclasses import dataclass
from email import policy
from pathlib import Path
from typing import Final

from starlette.responses import Response

from domain.errors import NotFound
from web.visit import Visit

LATEST: Final = 100
_NAME: Final = re.compile(r"[^./\\\0][^/\\\0]{0,250}\.eml")


@dataclass(frozen=True)
class Mail:
    """One mail as it was sent."""

    name: str
    to: str
    subject: str
    date: str
    text: str


async def index(visit: Visit) -> Response:
    """The latest mails, newest first."""
    folder = _folder(visit)
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True) if folder.is_dir() else []
    return visit.page("outbox.html", mails=[_read(file) for file in files[:LATEST]])


async def show(visit: Visit) -> Response:
    """One mail."""
    name = visit.part("name")
    file = _folder(visit) / name
    if not _NAME.fullmatch(name) or not file.is_file():
        raise NotFound
    return visit.page("mail.html", mail=_read(file))


def _folder(visit: Visit) -> Path:
    """Where the mails lie. Raises NotFound where the city is no demo."""
    if not visit.site.demo_accounts or visit.site.mail_folder is None:
        raise NotFound
    return visit.site.mail_folder


def _read(file: Path) -> Mail:
    message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    text = str(body.get_content()) if body else ""
    return Mail(file.name, str(message["to"] or ""), str(message["subject"] or ""), str(message["date"] or ""), text)
