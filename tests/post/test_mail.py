"""Mail over real SMTP: signed, stable, refused for good or tried again (a real server on loopback)."""

import base64
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import dkim
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adapters.dkim_key import DkimKey, keep_dkim_key
from adapters.mail import Handover, NotTaken, SmtpMailer
from casework.specimens.permits import facts
from domain.events import Order
from domain.ports import Undeliverable
from tests.post.house import House

AT = datetime(2026, 11, 23, 15, tzinfo=UTC)
MAIL: dict[str, Any] = {
    "to": "zoe@exemple.invalid", "subject": "Votre permis est prêt – dossier P-2026-0000001-42",
    "text": "Bonjour,\n\nUne lettre vous attend : « Permis ».\n.\nFrom ici, tout va bien.\n" + "é" * 300 + "\n",
    "message_id": "<case.2.0@guichet>", "at": AT,
}  # fmt: skip


class Server:
    """An SMTP server that keeps what it accepts; `drops` hangs up after accepting, `answers` refuses recipients."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self.drops = 0
        self.answers: dict[str, str] = {}

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:
        content = envelope.original_content
        assert isinstance(content, bytes)
        self.kept.append(content)
        if self.drops:
            self.drops -= 1
            transport: Any = server.transport
            transport.abort()
        return "250 kept"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture
async def server() -> AsyncIterator[tuple[Server, str]]:
    kept = Server()
    port = free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, f"127.0.0.1:{port}"
    controller.stop()


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> DkimKey:
    return keep_dkim_key(tmp_path_factory.mktemp("dkim"), "guichet", "ville.invalid")


def published(key: DkimKey) -> Callable[..., bytes | None]:
    """The DNS of a receiver: it knows one record."""

    def look_up(name: bytes, timeout: int = 5) -> bytes | None:
        return key.record.encode() if name.decode().rstrip(".") == key.record_name else None

    return look_up


def mailer(address: str, key: DkimKey) -> SmtpMailer:
    return SmtpMailer(address, "Guichet <guichet@ville.invalid>", key)


async def test_the_signature_still_verifies_on_arrival_and_fails_once_a_word_is_changed(
    server: tuple[Server, str], key: DkimKey
) -> None:
    kept, address = server
    await mailer(address, key).send(**MAIL)
    assert dkim.verify(kept.kept[0], dnsfunc=published(key))
    assert not dkim.verify(kept.kept[0].replace(b"tout va", b"rien va"), dnsfunc=published(key))
    assert not dkim.verify(kept.kept[0].replace(b"Subject: ", b"Subject: Re: "), dnsfunc=published(key))
    message: Any = message_from_bytes(kept.kept[0], policy=policy.default)
    assert (message["Subject"], message["Message-ID"]) == (MAIL["subject"], MAIL["message_id"])
    assert message["Date"].datetime == AT
    assert message.get_content() == MAIL["text"].replace("\n", "\r\n") or message.get_content() == MAIL["text"]


async def test_two_hundred_mails_arrive_once_each_and_all_verify(server: tuple[Server, str], key: DkimKey) -> None:
    kept, address = server
    sender = mailer(address, key)
    for number in range(200):
        mail: dict[str, Any] = {"message_id": f"<case.{number}.0@guichet>", "to": f"p{number}@exemple.invalid"}
        await sender.send(**MAIL | mail)
    names = {message_from_bytes(one)["Message-ID"] for one in kept.kept}
    assert len(kept.kept) == len(names) == 200
    assert all(dkim.verify(one, dnsfunc=published(key)) for one in kept.kept)


async def test_a_server_that_hangs_up_after_accepting_gets_the_same_mail_again(
    house: House, server: tuple[Server, str], key: DkimKey
) -> None:
    kept, address = server
    kept.drops = 1
    house.room = replace(house.room, mailer=mailer(address, key))
    await house.file(Order("letter", "P03", facts("P03", "fr")))
    await house.carry_out()
    await house.retry_now()
    await house.carry_out()
    assert len(kept.kept) == 2
    assert kept.kept[0] == kept.kept[1]  # to the byte: the same Message-ID, the same signature
    (row,) = await house.rows("SELECT status, attempts FROM outbox")
    assert row == {"status": "sent", "attempts": 2}


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "552 mailbox full", "554 no"])
async def test_a_refusal_for_good_is_a_bounce(server: tuple[Server, str], key: DkimKey, answer: str) -> None:
    kept, address = server
    kept.answers[MAIL["to"]] = answer
    with pytest.raises(Undeliverable):
        await mailer(address, key).send(**MAIL)


@pytest.mark.parametrize("answer", ["450 try later", "421 closing", "535 credentials needed"])
async def test_what_may_pass_or_is_our_own_fault_is_no_bounce(
    server: tuple[Server, str], key: DkimKey, answer: str
) -> None:
    kept, address = server
    kept.answers[MAIL["to"]] = answer
    with pytest.raises(NotTaken) as told:
        await mailer(address, key).send(**MAIL)
    assert "exemple" not in str(told.value)  # a log shows no address


def certificate(folder: Path) -> Path:
    """A self-signed certificate of localhost and its key, in one PEM file."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, private.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(private, hashes.SHA256())
    )
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "server.pem"
    file.write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.mark.parametrize("password", ["right", "wrong"])
async def test_a_server_beyond_this_machine_gets_mail_under_tls_and_our_name(
    tmp_path: Path, key: DkimKey, password: str
) -> None:
    pem = certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)
    kept, port = Server(), free_port()

    def judge(_: SMTP, __: Session, ___: Envelope, ____: str, login: Any) -> AuthResult:
        return AuthResult(success=(login.login, login.password) == (b"guichet", b"right"), handled=False)

    controller = Controller(kept, hostname="localhost", port=port, tls_context=context, require_starttls=True,
                            authenticator=judge, auth_required=True)  # fmt: skip
    controller.start()
    sender = SmtpMailer(
        f"localhost:{port}", "Guichet <guichet@ville.invalid>", key, Handover("starttls", "guichet", password, str(pem))
    )
    if password == "right":
        await sender.send(**MAIL)
    else:
        with pytest.raises(NotTaken, match="535"):
            await sender.send(**MAIL)
    controller.stop()
    assert len(kept.kept) == (password == "right")


async def test_a_bounced_letter_goes_by_post(house: House, server: tuple[Server, str], key: DkimKey) -> None:
    kept, address = server
    kept.answers["anne-sophie@exemple.invalid"] = "550 5.1.1 no such user"
    house.room = replace(house.room, mailer=mailer(address, key))
    case = await house.file(Order("letter", "P03", facts("P03", "fr")))
    await house.carry_out()
    assert [(row.channel, row.status) for row in await house.deliveries(case)] == [
        ("electronic", "bounced"), ("post", "waiting"),
    ]  # fmt: skip


def test_a_city_has_one_key_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    first = keep_dkim_key(tmp_path, "guichet", "ville.invalid")
    assert keep_dkim_key(tmp_path, "guichet", "ville.invalid") == first
    assert (tmp_path / "guichet.pem").stat().st_mode & 0o077 == 0
    assert len(base64.b64decode(first.record.rpartition("p=")[2])) > 256
    assert "PRIVATE" not in (tmp_path / "guichet.txt").read_text()
