"""Passkeys: coming in with one, and the page where a person adds theirs and takes them away."""

from starlette.responses import Response

from casework import passkeys
from casework.sentences import Sentence
from domain.errors import LinkInvalid, LinkUsed, Unauthenticated
from domain.passkeys import Party, party_of
from web import sign_in
from web.refusals import status_of
from web.visit import Visit

PAGE = "/cles-acces"


async def show(visit: Visit) -> Response:
    """The button that asks the person's device for a key."""
    party = _party(visit)
    asked = await passkeys.to_sign_in(visit.doors, party, visit.token) if party else None
    return visit.page("passkey_sign_in.html", asked=asked, suite=sign_in.local(visit.asked("suite")))


async def come_in(visit: Visit) -> Response:
    """Open a session for whoever proved a key; the one before is closed."""
    party, then = _party(visit), sign_in.local(visit.form.one("suite"))
    visit.doors.limits.count("sign_in", f"from {visit.address}")
    try:
        if party is None:
            raise LinkInvalid
        opened = await passkeys.sign_in(visit.doors, party, visit.token, _answer(visit))
    except (LinkInvalid, LinkUsed) as refusal:
        return _again(visit, refusal)
    return await sign_in.enter(visit, opened, visit.path(then or "/accueil"))


async def index(visit: Visit) -> Response:
    """A person's keys."""
    return await _page(visit, None, 200)


async def change(visit: Visit) -> Response:
    """Add a key, or take one away."""
    if key_id := visit.form.one("remove"):
        await passkeys.remove(visit.doors, visit.actor, key_id)
        return visit.go(f"{PAGE}?fait=retrait")
    actor, party = visit.actor, _party(visit)
    try:
        if party is None:
            raise LinkInvalid
        await passkeys.add(visit.doors, actor, party, visit.token, _answer(visit), visit.lang)
    except (LinkInvalid, LinkUsed) as refusal:
        return await _page(visit, refusal, status_of(refusal))
    return visit.go(f"{PAGE}?fait=ajout")


async def _page(visit: Visit, refusal: LinkInvalid | LinkUsed | None, status: int) -> Response:
    kept, party = await passkeys.own(visit.doors, visit.actor), _party(visit)
    if visit.signed is None:
        raise Unauthenticated
    asked = None
    if party and len(kept) < passkeys.MOST:
        asked = await passkeys.to_add(visit.doors, visit.signed.account, party, visit.token)
    detail = visit.say(
        "La clé d’accès n’a pas été ajoutée. La page était peut-être ouverte depuis trop longtemps : recommencez.",
        "The passkey was not added. The page may have been open for too long: try again.",
    )
    sentence = Sentence(visit.say("Clé non ajoutée", "Passkey not added"), detail, {}) if refusal else None
    return visit.page(
        "passkeys.html", status, kept=kept, asked=asked, party=party, sentence=sentence, done=visit.asked("fait")
    )


def _answer(visit: Visit) -> tuple[str, str]:
    return visit.form.one("challenge"), visit.form.one("credential")


def _party(visit: Visit) -> Party | None:
    """Whom keys are for at the address that this browser shows."""
    url = visit.request.url
    return party_of("https" if visit.site.secure else "http", url.hostname or "", url.netloc)


def _again(visit: Visit, refusal: LinkInvalid | LinkUsed) -> Response:
    detail = visit.say(
        "Aucun compte n’a été ouvert avec cette clé d’accès : elle n’est pas connue ici, elle a été retirée, ou la "
        "page était ouverte depuis trop longtemps. Recommencez, ou demandez un lien par courriel.",
        "No account was opened with this passkey: it is not known here, it was removed, or the page had been open for "
        "too long. Try again, or ask for a link by e-mail.",
    )
    return sign_in.over(visit, refusal, visit.say("Connexion non terminée", "Sign-in not finished"), detail)
