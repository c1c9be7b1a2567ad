"""Paying on our own page, for a gateway that has none: card data goes from the browser to the gateway, never to us."""

import hmac

from casework.doors import Doors
from domain.case_ids import keyed_id
from domain.errors import NotFound
from domain.ports import PaymentForm, PaymentPage


async def payment_form(doors: Doors, payment_id: str, seal: str) -> PaymentForm:
    """What the page shows to whoever holds its address. Raises NotFound for an address that we did not make."""
    form = await _page(doors, payment_id, seal).form(payment_id)
    if form is None:
        raise NotFound
    return form


async def try_test_card(doors: Doors, payment_id: str, seal: str, card: str) -> str:
    """Pay with a test card, where they are offered: paid, declined, unfinished. Raises NotFound."""
    return await _page(doors, payment_id, seal).try_test_card(payment_id, card)


def _page(doors: Doors, payment_id: str, seal: str) -> PaymentPage:
    ours = keyed_id(doors.secret, "hosted", payment_id)
    if doors.payment_page is None or not hmac.compare_digest(ours.encode(), seal.encode()):
        raise NotFound
    return doors.payment_page
