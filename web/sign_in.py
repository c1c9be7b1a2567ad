"""Coming in and going out: the demo's accounts, and a session under a new id each time."""

from starlette.responses import RedirectResponse, Response

from casework import people, preferences
from casework.people import Opened
from casework.sentences import Sentence
from domain.errors import LinkInvalid, LinkUsed, NotFound
from web.refusals import status_of
from web.visit import GUEST, Visit, in_language, private


async def show(visit: Visit) -> Response:
    """The ways to come in: a link by e-mail, and in a demonstration its accounts."""
    return await page(visit, None, 200)


async def page(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    """The ways to come in, with what was wrong."""
    accounts = await people.demo_accounts(visit.doors) if visit.site.demo_accounts else []
    return visit.page("sign_in.html", status, accounts=accounts, form=visit.form, sentence=sentence,
                      suite=local(visit.asked("suite") or visit.form.one("suite")),
                      faults=sentence.fields if sentence else {},
                      labels={"email": visit.say("Adresse courriel", "E-mail address")})  # fmt: skip


async def come_in(visit: Visit) -> Response:
    """Open a session; the one before is closed (RELIABILITY §3 B2)."""
    if not visit.site.demo_accounts:
        raise NotFound
    visit.doors.limits.count("sign_in", f"from {visit.address}")
    visit.doors.limits.count("sign_in", visit.form.one("account")[:100])
    opened = await people.sign_in_as(visit.doors, visit.form.one("account"))
    return await enter(visit, opened, visit.path(local(visit.form.one("suite")) or "/accueil"))


async def enter(visit: Visit, opened: Opened, target: str) -> Response:
    """Begin a session and go on; the one before is closed, and nothing on the way is kept or told."""
    await _close(visit)
    answer = RedirectResponse(target, 303)
    answer.set_cookie(visit.site.cookie, opened.cookie, httponly=True, samesite="lax", secure=visit.site.secure)
    answer.delete_cookie(GUEST)
    return private(answer)


def over(visit: Visit, refusal: LinkInvalid | LinkUsed, title: str, detail: str) -> Response:
    """The page of a sign-in that opened nothing: why, and the way to begin again."""
    return visit.page("sign_in_over.html", status_of(refusal), refused=Sentence(title, detail, {}))


async def desk(visit: Visit) -> Response:
    """Where a person's work begins."""
    if visit.may("worklist"):
        return visit.go("/bureau")
    if not visit.may("own_cases"):
        return visit.go("/")
    chosen = (await preferences.read(visit.doors, visit.actor)).wanted.language
    return visit.go("/dossiers") if chosen == "fr" else RedirectResponse(in_language("/dossiers", chosen), 303)


async def leave(visit: Visit) -> Response:
    """The page that asks whether to leave."""
    return visit.page("sign_out.html") if visit.signed else visit.go("/")


async def gone(visit: Visit) -> Response:
    """Close the session."""
    await _close(visit)
    answer = visit.go("/")
    answer.delete_cookie(visit.site.cookie, httponly=True, samesite="lax", secure=visit.site.secure, path="/")
    answer.headers["clear-site-data"] = '"storage"'  # a bench sheet that was kept for want of a network goes too
    return answer


async def _close(visit: Visit) -> None:
    cookie = visit.request.cookies.get(visit.site.cookie)
    if cookie:
        await people.sign_out(visit.doors, cookie)


def local(path: str) -> str:
    """A path of ours, or nothing: no address leads elsewhere (RELIABILITY §3 J6)."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if plain else ""
