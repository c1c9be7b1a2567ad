"""Mail by SMTP, signed with the city's DKIM key: to the embedded sink, or to the city's own server."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from typing import Literal

import aiosmtplib

from adapters.dkim_key import DkimKey, sign
from domain.ports import Undeliverable

OF_THE_ADDRESS = frozenset({501, 521, 550, 551, 552, 553, 554, 555, 556})  # RFC 5321: 5xx about where it goes


class NotTaken(Exception):
    """The server did not take the mail this time, or for a fault of ours. Its codes, and nothing personal."""


@dataclass(frozen=True)
class Handover:
    """How mail is handed to the server: in the clear on loopback, else under TLS; with a name where it asks for one.

    `roots` is a PEM file of authorities to trust instead of the system's.
    """

    tls: Literal["none", "starttls", "tls"] = "none"
    user: str = ""
    password: str = ""
    roots: str = ""


class SmtpMailer:
    """`Mailer` over SMTP. `server` is host:port; without a key, mail leaves unsigned."""

    def __init__(
        self,
        server: str,
        sender: str = "Guichet <guichet@localhost>",
        key: DkimKey | None = None,
        handover: Handover | None = None,
    ) -> None:
        self._host, _, port = server.partition(":")
        self._port = int(port or 25)
        self._sender = sender
        self._key = key
        self._handover = handover or Handover()

    async def send(self, *, to: str, subject: str, text: str, message_id: str, at: datetime) -> None:
        """Hand one mail to the server; sent twice it is the same to the byte. Raises Undeliverable, NotTaken."""
        content = self.compose(to=to, subject=subject, text=text, message_id=message_id, at=at)
        _, sender = parseaddr(self._sender)
        try:
            await aiosmtplib.send(
                content,
                sender=sender,
                recipients=[to],
                hostname=self._host,
                port=self._port,
                timeout=10,
                use_tls=self._handover.tls == "tls",
                start_tls=self._handover.tls == "starttls",
                tls_context=self._trusted(),
                username=self._handover.user or None,
                password=self._handover.password or None,
            )
        except aiosmtplib.SMTPRecipientsRefused as refused:
            raise _told([one.code for one in refused.recipients]) from None
        except aiosmtplib.SMTPResponseException as refused:
            raise _told([refused.code]) from None
        except aiosmtplib.SMTPException as fault:  # it hung up, or was not there
            raise NotTaken(type(fault).__name__) from None

    def _trusted(self) -> ssl.SSLContext | None:
        if self._handover.tls == "none":
            return None
        return ssl.create_default_context(cafile=self._handover.roots or None)

    def compose(self, *, to: str, subject: str, text: str, message_id: str, at: datetime) -> bytes:
        """The mail as it leaves: dated by the city, signed when there is a key."""
        message = EmailMessage(policy=SMTP_POLICY)
        message["From"], message["To"], message["Subject"] = self._sender, to, subject
        message["Date"] = format_datetime(at.astimezone(UTC))
        message["Message-ID"] = message_id
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text, cte="quoted-printable")
        content = message.as_bytes()
        return sign(self._key, content, at) if self._key else content


def _told(codes: list[int]) -> Exception:
    """What the server's codes mean. Its own words name the address, and would stand in a log."""
    for_good = all(code in OF_THE_ADDRESS for code in codes)
    said = ", ".join(str(code) for code in codes)
    return Undeliverable(said) if for_good else NotTaken(said)
