"""A mail server that takes a mail and drops the line before it says so (F12)."""

import socket
from collections import Counter
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from adapters.sandbox.mail_sink import MailSink
from checks.journals import mails_of
from cli.scene import scene

POSTED_INSTEAD = """
SELECT '<' || l.case_id || '.' || l.seq || '.' || l.line || '@guichet>'
FROM letters l JOIN letter_deliveries told USING (case_id, number) JOIN letter_deliveries posted USING (case_id, number)
WHERE told.attempt = 1 AND told.announced_at IS NULL AND posted.attempt = 2 AND posted.basis = 'unread'
"""


class ForgetfulSink(MailSink):
    """Keeps every mail; at the first copy of each it drops the line instead of answering."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.seen: Counter[str] = Counter()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep one mail, and say so from the second copy on."""
        answer = await super().handle_DATA(server, session, envelope)
        content: Any = envelope.content
        header = next(line for line in content.splitlines() if line.lower().startswith(b"message-id:")).decode()
        message_id = header.partition(":")[2].strip()
        self.seen[message_id] += 1
        if self.seen[message_id] == 1 and server.transport is not None:
            server.transport.abort()  # pyright: ignore[reportAttributeAccessIssue]
        return answer


async def mail_dropped(cases: int, seed: int) -> dict[str, Any]:
    """Every mail's first copy is taken and never acknowledged; a second copy has the same Message-ID and content.

    A letter that the city's clock counts as unread before the second copy goes by post instead.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    only = {"letters": {"GUICHET_SMTP": f"127.0.0.1:{port}"}}
    async with scene(cases, seed, only=only) as made:
        sink = ForgetfulSink(made.city.stack.var / "mail")
        server = Controller(sink, hostname="127.0.0.1", port=port)
        server.start()

        async def nothing() -> None:
            return None

        await made.play(nothing)
        judged = await made.judged()
        posted = {*await made.city.column(POSTED_INSTEAD)}
        contents = mails_of(made.city.stack.var / "mail" / "mail.jsonl")
        server.stop()
    return {
        "mails": len(contents),
        "dropped_after_accepting": sum(1 for copies in sink.seen.values() if copies > 1),
        "posted_instead": len(posted),
        "never_sent_again": sum(1 for mail, copies in sink.seen.items() if copies == 1 and mail not in posted),
        "two_contents_under_one_id": sum(1 for copies in contents.values() if len(copies) > 1),
        **judged,
    }
