"""Who takes the money, by the settings: the sandbox gateway with its own page, or Stripe on ours."""

from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp

from adapters.database import Sessions
from adapters.payments import SandboxGateway, SandboxWebhooks
from adapters.settings import CitySettings, StripeSettings
from adapters.stripe_gateway import StripeGateway, stripe_client
from adapters.stripe_page import StripePage
from adapters.stripe_webhooks import StripeWebhooks
from domain.ports import PaymentGateway, PaymentPage, WebhookReader


@dataclass(frozen=True)
class MoneyParts:
    """A gateway, the readers of its messages, and the page where it is paid when it has none itself."""

    gateway: PaymentGateway
    webhooks: Mapping[str, WebhookReader]
    page: PaymentPage | None = None


def money_parts(
    city: CitySettings, stripe: StripeSettings | None, sessions: Sessions, http: aiohttp.ClientSession
) -> MoneyParts:
    """The parts that the settings ask for. Raises ValueError for Stripe in a simulated city: it keeps real time."""
    if stripe is None:
        gateway = SandboxGateway(city.gateway_url, http)
        return MoneyParts(gateway, {gateway.provider: SandboxWebhooks(city.gateway_secret)})
    if city.clock == "simulated":
        raise ValueError("Stripe keeps real time: a simulated city takes the sandbox gateway")
    client = stripe_client(stripe.secret_key, stripe.api_url)
    paid_by = StripeGateway(client, sessions, base_url=city.base_url, secret=city.door_secret)
    page = StripePage(paid_by, client, publishable_key=stripe.publishable_key, script_url=stripe.script_url)
    if stripe.test_cards:
        page.offer_test_cards(stripe.secret_key, city.mode)
    return MoneyParts(paid_by, {paid_by.provider: StripeWebhooks(stripe.webhook_secrets.split(","))}, page)
