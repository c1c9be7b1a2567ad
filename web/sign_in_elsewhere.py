"""Coming in with an account of elsewhere: away to its provider, and back with a code."""

from starlette.responses import RedirectResponse, Response

from casework import oidc
from domain.errors import LinkInvalid, LinkUsed
from web import sign_in
from web.visit import GUEST, Visit

BACK = "/connexion/retour"


async def leave(visit: Visit) -> Response:
    """To the provider. A link leads here: the policy of content lets no form lead to another host."""
    visit.doors.limits.count("sign_in", f"from {visit.address}")
    then = visit.path(sign_in.local(visit.asked("suite")) or "/accueil")
    address = await oidc.begin(visit.doors, visit.guest, then, _back(visit))
    answer = RedirectResponse(address, 303)
    answer.set_cookie(GUEST, visit.guest, httponly=True, samesite="lax", secure=visit.site.secure)
    answer.headers["cache-control"] = "no-store"
    return answer


async def back(visit: Visit) -> Response:
    """Open a session for whoever comes back; the one before is closed."""
    if not visit.asked("code"):
        return _again(visit, LinkInvalid())
    try:
        state, code = visit.asked("state"), visit.asked("code")
        opened, then = await oidc.finish(visit.doors, visit.guest, state, code, _back(visit))
    except (LinkInvalid, LinkUsed) as refusal:
        return _again(visit, refusal)
    return await sign_in.enter(visit, opened, sign_in.local(then) or "/accueil")


def _back(visit: Visit) -> str:
    """The one address that the provider sends people back to."""
    return f"{visit.doors.base_url}{BACK}"


def _again(visit: Visit, refusal: LinkInvalid | LinkUsed) -> Response:
    detail = visit.say(
        "La connexion n’a pas abouti : elle a été abandonnée, elle a duré trop longtemps ou elle a servi déjà. "
        "Recommencez.",
        "The sign-in did not succeed: it was given up, took too long, or was used already. Try again.",
    )
    return sign_in.over(visit, refusal, visit.say("Connexion non terminée", "Sign-in not finished"), detail)
