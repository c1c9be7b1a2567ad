"""The post room, built out of the settings: mail signed with the city's key, text messages, the printer."""

import httpx

from activities.post_room import PostRoom
from adapters.dkim_key import keep_dkim_key
from adapters.gc_notify import GcNotifyShortMessages
from adapters.letter_pool import LetterPool
from adapters.mail import Handover, SmtpMailer
from adapters.print_shop import PikePrintShop
from adapters.sandbox.short_messages import SandboxShortMessages
from adapters.settings import CitySettings
from cli.compose import ROOT, Parts, Settings
from domain.ports import ShortMessages
from workers.wording import CatalogueWording


def post_room(of: Settings, made: Parts, pool: LetterPool) -> PostRoom:
    """What the letters' process, and the verbs of the post, work with."""
    key = keep_dkim_key(of.city.var / "dkim", of.city.dkim_selector, of.city.dkim_domain)
    handover = Handover(of.city.smtp_tls, of.city.smtp_user, of.city.smtp_password)
    return PostRoom(
        sessions=made.sessions,
        keys=made.keys,
        press=pool,
        store=made.doors.store,
        mailer=SmtpMailer(of.city.smtp, of.city.mail_from, key, handover),
        texts=_texts(of.city),
        shop=PikePrintShop(ROOT),
        wording=CatalogueWording(made.doors.offers, ROOT / "templates", made.doors.regimes, made.sessions),
        clock=made.doors.clock,
        secret=of.city.door_secret,
        base_url=of.city.base_url,
        duplex=of.city.post_duplex,
        unread_days=of.city.unread_days,
    )


def _texts(of: CitySettings) -> ShortMessages:
    if of.sms_url:
        return GcNotifyShortMessages(of.sms_url, of.sms_key, of.sms_template, httpx.AsyncClient(timeout=10))
    return SandboxShortMessages(of.var / "sms")
