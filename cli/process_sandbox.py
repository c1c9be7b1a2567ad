"""The stand-ins of the embedded city: the sandbox gateway and the mail sink. `python -m cli.process_sandbox`."""

import asyncio

from aiosmtpd.controller import Controller

from adapters import database
from adapters.clock import clock_of
from adapters.sandbox.announcer import Announcer, Manner
from adapters.sandbox.gateway import Gateway
from adapters.sandbox.mail_sink import MailSink
from adapters.sandbox.payment_book import PaymentBook
from cli.compose import Settings
from cli.process_life import live, serve


async def work(of: Settings, stop: asyncio.Event) -> None:
    """Both, until told to stop."""
    host, _, port = of.city.smtp.partition(":")
    mail = Controller(MailSink(of.city.var / "mail"), hostname=host, port=int(port))
    mail.start()
    engine = database.engine(of.database.app_url, pool=2)
    clock = clock_of(of.city.clock, of.city.mode, database.sessions(engine))
    announcer = Announcer(
        f"{of.city.base_url}/api/v1/webhooks/payments", of.city.gateway_secret, Manner(of.city.sandbox_webhooks)
    )
    book = PaymentBook(of.city.var / "gateway" / "payments.jsonl")
    gateway = Gateway(book, announcer, url=of.city.gateway_url, now=clock.now)
    address = of.city.gateway_url.rpartition(":")[2]
    await serve(gateway.app(), of.city.bind, int(address), stop)
    mail.stop()
    await engine.dispose()


def main() -> None:
    """The whole life of the process."""
    live(work)


if __name__ == "__main__":
    main()
