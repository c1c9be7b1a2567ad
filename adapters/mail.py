"""Mail by SMTP: to the embedded sink, or to the city's own server."""

from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY

import aiosmtplib


class SmtpMailer:
    """`Mailer` over SMTP. `server` is host:port."""

    def __init__(self, server: str, sender: str = "Guichet <guichet@localhost>") -> None:
        self._host, _, port = server.partition(":")
        self._port = int(port or 25)
        self._sender = sender

    async def send(self, *, to: str, subject: str, text: str, message_id: str) -> None:
        """Hand one mail to the server; the Message-ID is stable, so a second copy is recognised."""
        message = EmailMessage(policy=SMTP_POLICY)
        message["From"], message["To"], message["Subject"] = self._sender, to, subject
        message["Message-ID"] = message_id
        message.set_content(text)
        await aiosmtplib.send(message, hostname=self._host, port=self._port, timeout=10, start_tls=False)
