"""The payment page: shown for a gateway that has no page of its own; its script alone takes the card."""

from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response

from casework import paying
from domain.ports import PaymentForm
from web.visit import Visit

BANK_PAGES = "https://hooks.stripe.com"  # where a bank asks the person to confirm


async def show(visit: Visit) -> Response:
    """What is owed and the gateway's form, or how the payment stands."""
    form = await paying.payment_form(visit.doors, visit.part("payment_id"), visit.part("seal"))
    return _page(visit, form)


async def try_card(visit: Visit) -> Response:
    """In a test city: pay with one of the gateway's test cards, without a script."""
    payment_id, seal = visit.part("payment_id"), visit.part("seal")
    became = await paying.try_test_card(visit.doors, payment_id, seal, visit.form.one("card"))
    if became == "paid" and (back := way_back(visit, visit.form.one("back"))):
        return RedirectResponse(back, 303)
    form = await paying.payment_form(visit.doors, payment_id, seal)
    return _page(visit, form, became, 200 if became == "paid" else 402)


def way_back(visit: Visit, back: str) -> str:
    """The address to come back to, if it is ours; nothing otherwise."""
    home = visit.doors.base_url.rstrip("/")
    return back if back.startswith(f"{home}/") else ""


def _page(visit: Visit, form: PaymentForm, became: str = "", status: int = 200) -> Response:
    back = way_back(visit, visit.form.one("back") or visit.asked("back"))
    purpose = form.payment.payment_id.partition("-")[2]
    answer = visit.page("pay.html", status, form=form, purpose=purpose, back=back, became=became,
                        return_to=back or f"{visit.doors.base_url}{visit.request.url.path}")  # fmt: skip
    answer.headers["content-security-policy"] = policy(form.script_url)
    answer.headers["referrer-policy"] = "no-referrer"
    answer.headers["cache-control"] = "no-store"
    return answer


def policy(script_url: str) -> str:
    """The city's policy, and on this page alone the gateway's script, its frames and its address."""
    parts = urlsplit(script_url)
    theirs = f"{parts.scheme}://{parts.netloc}"
    theirs += f" {parts.scheme}://*.{parts.netloc}" if parts.port is None else ""  # Stripe splits its script's parts
    return (
        f"default-src 'self'; script-src 'self' {theirs}; style-src 'self'; img-src 'self'; font-src 'self'; "
        f"connect-src 'self' {theirs} https://api.stripe.com; frame-src {theirs} {BANK_PAGES}; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
