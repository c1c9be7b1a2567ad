"""How a person wants to be reached: the page where they say it, and change their mind."""

from dataclasses import replace

from starlette.responses import Response

from casework import preferences
from casework.preferences import Preferences, Wanted
from casework.sentences import Sentence, say
from domain.errors import CaseError
from web.refusals import status_of
from web.visit import Visit


async def show(visit: Visit) -> Response:
    """What the city keeps."""
    actor = visit.require(preferences.ACTION)
    return _page(visit, await preferences.read(visit.doors, actor), None, 200)


async def keep(visit: Visit) -> Response:
    """Keep what was chosen; a refusal loses nothing typed."""
    actor, form = visit.require(preferences.ACTION), visit.form
    wanted = Wanted(
        channel=form.one("channel"),
        email=form.one("email"),
        accepted=form.one("accepted") == "yes",
        mobile=form.one("mobile"),
        texts=form.one("texts") == "yes",
        language="en" if form.one("language") == "en" else "fr",
    )
    revision = form.number("revision") or 0
    try:
        await preferences.save(visit.doors, actor, wanted, revision)
    except CaseError as refusal:
        kept = await preferences.read(visit.doors, actor)
        return _page(visit, replace(kept, wanted=wanted), say(refusal, visit.lang), status_of(refusal))
    return visit.go("/preferences?fait=1")


def _page(visit: Visit, kept: Preferences, sentence: Sentence | None, status: int) -> Response:
    faults = sentence.fields if sentence else {}
    return visit.page(
        "preferences.html", status, kept=kept, wanted=kept.wanted, sentence=sentence, faults=faults,
        done=visit.asked("fait") == "1",
    )  # fmt: skip
