"""Our payment page's side of Stripe: what the browser needs, and in test mode the confirming of a test card."""

from http import HTTPStatus
from typing import Final

import stripe

from adapters.stripe_gateway import StripeGateway
from domain.ports import PaymentForm

# Stripe's published test numbers; the last one is accepted by the form and declined when it is charged.
TEST_CARDS: Final = {
    "paid": "4242424242424242",
    "asks-the-bank": "4000002500003155",
    "declined": "4000000000000341",
}
TEST_KEYS: Final = ("sk_test_", "rk_test_")


class StripePage:
    """`PaymentPage` on Stripe. With `test_cards` and a test key the page can be paid without a script."""

    def __init__(
        self, gateway: StripeGateway, client: stripe.StripeClient, *, publishable_key: str, script_url: str
    ) -> None:
        self._gateway = gateway
        self._client = client
        self._publishable_key = publishable_key
        self._script_url = script_url
        self._test_cards: tuple[str, ...] = ()

    def offer_test_cards(self, secret_key: str, deployment: str) -> None:
        """Offer them from now on. Raises ValueError with a live key, and in production."""
        if deployment == "production" or not secret_key.startswith(TEST_KEYS):
            raise ValueError("test cards are refused with a live key and in production")
        self._test_cards = tuple(TEST_CARDS)

    async def form(self, payment_id: str) -> PaymentForm | None:
        """The payment, and what Stripe's script needs to take a card for it."""
        intent = await self._gateway.intent(payment_id)
        payment = await self._gateway.read(payment_id)
        if intent is None or payment is None:
            return None
        return PaymentForm(
            payment, intent.client_secret or "", self._publishable_key, self._script_url, self._test_cards
        )

    async def try_test_card(self, payment_id: str, card: str) -> str:
        """Confirm with a test card: paid, declined, or unfinished (the bank wants to see the person)."""
        intent = await self._gateway.intent(payment_id)
        if card not in self._test_cards or intent is None:
            return "declined"
        number = TEST_CARDS[card]
        method = await self._client.v1.payment_methods.create_async(
            {"type": "card", "card": {"number": number, "exp_month": 12, "exp_year": 2034, "cvc": "123"}}
        )
        try:
            await self._client.v1.payment_intents.update_async(intent.id, {"payment_method": method.id})
            confirmed = await self._client.v1.payment_intents.confirm_async(intent.id)
        except stripe.CardError:
            return "declined"
        except stripe.InvalidRequestError as refusal:
            if refusal.http_status == HTTPStatus.BAD_REQUEST:  # it is paid or closed already
                return "unfinished"
            raise
        return "paid" if confirmed.status == "succeeded" else "unfinished"
