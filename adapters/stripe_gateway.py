"""Stripe behind `PaymentGateway`: one PaymentIntent a payment, paid on our own page, idempotent by the case's keys.

Stripe forgets an idempotency key after a day, and a stand-in may ignore it. So which intent stands for a payment is
kept in `gateway_intents` (the first one written is the only one that anybody can pay: nobody ever sees the secret of
another), and a refund carries its key in its metadata, where it is looked for before it is made.
"""

import contextlib
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final

import stripe
from sqlalchemy import text
from stripe.params import PaymentIntentCreateParams

from adapters.database import Sessions
from domain.acts import PaymentDue
from domain.case_ids import hosted_path
from domain.errors import RefundExceedsCapture
from domain.ports import GatewayPayment

CURRENCY: Final = "cad"
TIMEOUT_SECONDS: Final = 10
RETRIES: Final = 2
OPEN_AT_STRIPE: Final = ("requires_payment_method", "requires_confirmation", "requires_action", "requires_capture")
LIVING_REFUNDS: Final = ("succeeded", "pending", "requires_action")


def stripe_client(secret_key: str, api_url: str) -> stripe.StripeClient:
    """A client of Stripe, or of its stand-in at another address."""
    http = stripe.HTTPXClient(timeout=TIMEOUT_SECONDS)
    return stripe.StripeClient(
        secret_key, http_client=http, base_addresses={"api": api_url.rstrip("/")}, max_network_retries=RETRIES
    )


class StripeGateway:
    """`PaymentGateway` on Stripe's PaymentIntents. `base_url` and `secret` make the addresses of our payment page."""

    provider = "stripe"

    def __init__(self, client: stripe.StripeClient, sessions: Sessions, *, base_url: str, secret: str) -> None:
        self._client = client
        self._sessions = sessions
        self._base_url = base_url.rstrip("/")
        self._secret = secret

    async def open(self, due: PaymentDue) -> GatewayPayment:
        """Open an intent, or return the one that stands for this payment."""
        return self._told(due.payment_id, await self._intent_for(due.payment_id, due.cents))

    async def read(self, payment_id: str) -> GatewayPayment | None:
        """The payment as Stripe tells it now; None when no intent stands for it."""
        intent = await self.intent(payment_id)
        return None if intent is None else self._told(payment_id, intent)

    async def void(self, payment_id: str, cents: int) -> GatewayPayment:
        """Cancel the intent for ever, one that was never opened too; a captured one is returned as such.

        Raises StripeError while Stripe is still making up its mind (`processing`): the caller asks again.
        """
        intent = await self._intent_for(payment_id, cents)
        if intent.status in OPEN_AT_STRIPE:
            # Refused when somebody paid meanwhile, or it is cancelled already: the read-back says which.
            with contextlib.suppress(stripe.InvalidRequestError):
                await self._client.v1.payment_intents.cancel_async(intent.id)
            intent = await self._retrieve(intent.id)
        told = self._told(payment_id, intent)
        if told.status == "open":
            raise stripe.APIError(f"the payment is {intent.status}: neither paid nor closed yet")
        return told

    async def refund(self, payment_id: str, cents: int, key: str) -> GatewayPayment:
        """Give back, once a key. Raises RefundExceedsCapture."""
        intent = await self.intent(payment_id)
        charge = _charge(intent) if intent else None
        if intent is None or charge is None:
            raise RefundExceedsCapture(cents=cents, left=0)
        given = await self._refunds(intent.id)
        if not any(_key(refund) == key for refund in given):
            left = charge.amount - sum(refund.amount for refund in given)
            if not 0 < cents <= left:
                raise RefundExceedsCapture(cents=cents, left=left)
            await self._give_back(intent.id, payment_id, cents, key)
            given = await self._refunds(intent.id)
        return self._told(payment_id, intent, sum(refund.amount for refund in given))

    async def intent(self, payment_id: str) -> stripe.PaymentIntent | None:
        """The intent that stands for a payment."""
        statement = text("SELECT intent_id FROM gateway_intents WHERE payment_id = :payment_id")
        async with self._sessions() as session:
            intent_id = (await session.execute(statement, {"payment_id": payment_id})).scalar_one_or_none()
        return await self._retrieve(intent_id) if intent_id else None

    async def _intent_for(self, payment_id: str, cents: int) -> stripe.PaymentIntent:
        return await self.intent(payment_id) or await self._create(payment_id, cents)

    async def _create(self, payment_id: str, cents: int) -> stripe.PaymentIntent:
        """Its parameters come from the payment's id and amount alone: the same key never meets other parameters."""
        params: PaymentIntentCreateParams = {
            "amount": cents,
            "currency": CURRENCY,
            "metadata": {"payment_id": payment_id},
        }
        made = await self._client.v1.payment_intents.create_async(params, {"idempotency_key": f"open/{payment_id}"})
        statement = text(
            "WITH kept AS (INSERT INTO gateway_intents (payment_id, intent_id) VALUES (:payment_id, :intent_id) "
            "ON CONFLICT (payment_id) DO NOTHING RETURNING intent_id) "
            "SELECT intent_id FROM kept UNION ALL "
            "SELECT intent_id FROM gateway_intents WHERE payment_id = :payment_id LIMIT 1"
        )
        async with self._sessions.begin() as session:
            values = {"payment_id": payment_id, "intent_id": made.id}
            stands = (await session.execute(statement, values)).scalar_one_or_none()
        if stands is None:  # another worker wrote in the same instant, and its line is not in our snapshot
            return await self._intent_for(payment_id, cents)
        return made if stands == made.id else await self._retrieve(stands)

    async def _retrieve(self, intent_id: str) -> stripe.PaymentIntent:
        return await self._client.v1.payment_intents.retrieve_async(intent_id, {"expand": ["latest_charge"]})

    async def _refunds(self, intent_id: str) -> list[stripe.Refund]:
        listed = await self._client.v1.refunds.list_async({"payment_intent": intent_id, "limit": 100})
        return [refund for refund in listed.data if refund.status in LIVING_REFUNDS]

    async def _give_back(self, intent_id: str, payment_id: str, cents: int, key: str) -> None:
        try:
            await self._client.v1.refunds.create_async(
                {
                    "payment_intent": intent_id,
                    "amount": cents,
                    "metadata": {"payment_id": payment_id, "refund_key": key},
                },
                {"idempotency_key": f"refund/{payment_id}/{key}"},
            )
        except stripe.InvalidRequestError as refusal:
            if refusal.http_status == HTTPStatus.BAD_REQUEST:
                raise RefundExceedsCapture(cents=cents) from refusal
            raise

    def _told(self, payment_id: str, intent: stripe.PaymentIntent, refunded: int | None = None) -> GatewayPayment:
        charge = _charge(intent)
        back = refunded if refunded is not None else (charge.amount_refunded if charge else 0)
        return GatewayPayment(
            payment_id,
            _status(intent, charge, back),
            intent.amount,
            self._base_url + hosted_path(self._secret, payment_id),
            datetime.fromtimestamp(charge.created, UTC) if charge else None,
            back,
        )


def _charge(intent: stripe.PaymentIntent) -> Any:
    """The charge that captured the money, if one did."""
    charge = intent.latest_charge
    if intent.status != "succeeded" or charge is None or isinstance(charge, str):
        return None
    return charge


def _status(intent: stripe.PaymentIntent, charge: Any, refunded: int) -> str:
    if charge is not None:
        return "refunded" if refunded >= charge.amount else "captured"
    return "voided" if intent.status == "canceled" else "open"


def _key(refund: stripe.Refund) -> str:
    return refund.metadata["refund_key"] if refund.metadata and "refund_key" in refund.metadata else ""
