"""Coming in by e-mail: the address is asked for, a link is sent, a button uses it (RELIABILITY §3 B3)."""

from starlette.responses import Response

from casework import sign_in_links
from casework.sentences import say
from domain.errors import Invalid, LinkInvalid, LinkUsed
from web import sign_in
from web.refusals import status_of
from web.visit import Visit, private


async def ask(visit: Visit) -> Response:
    """Send a link; whether the address is known is not said."""
    visit.doors.limits.count("sign_in", f"from {visit.address}")
    email, then = visit.form.one("email"), sign_in.local(visit.form.one("suite"))
    try:
        await sign_in_links.ask(visit.doors, email, visit.guest, then, visit.lang)
    except Invalid as refusal:
        return await sign_in.page(visit, say(refusal, visit.lang), status_of(refusal))
    return private(visit.page("sign_in_sent.html", email=email.strip()[:254]))


async def look(visit: Visit) -> Response:
    """The button that signs in: mail programs open links before people do, so that looking uses nothing up."""
    try:
        await sign_in_links.look(visit.doors, visit.part("token"), visit.guest)
    except (LinkInvalid, LinkUsed) as refusal:
        return _again(visit, refusal)
    return private(visit.page("sign_in_link.html"))


async def use(visit: Visit) -> Response:
    """Open a session; the one before is closed."""
    visit.doors.limits.count("sign_in", f"from {visit.address}")
    try:
        opened, then = await sign_in_links.use(visit.doors, visit.part("token"), visit.guest)
    except (LinkInvalid, LinkUsed) as refusal:
        return _again(visit, refusal)
    return await sign_in.enter(visit, opened, visit.path(then or "/accueil"))


def _again(visit: Visit, refusal: LinkInvalid | LinkUsed) -> Response:
    """What to do with a link that opens nothing: ask for another."""
    used = isinstance(refusal, LinkUsed)
    detail = visit.say(
        "Un lien de connexion sert une seule fois, pendant 15 minutes, dans le navigateur où vous l’avez demandé. "
        "Demandez-en un autre.",
        "A sign-in link serves once, for 15 minutes, in the browser in which you asked for it. Ask for another one.",
    )
    words = ("Lien déjà utilisé", "Link already used") if used else ("Lien non valide", "Invalid link")
    return private(sign_in.over(visit, refusal, visit.say(*words), detail))
