"""Beginning an application: where the work is, and in which language the city writes."""

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from casework import drafts
from casework.drafts import DraftContent
from casework.sentences import Sentence, say
from catalogue.schema import Service
from domain.errors import Invalid, ServiceNotOpen
from domain.letter import Language
from web import assisted, services, vocabulary
from web.refusals import status_of
from web.visit import Visit


async def choose(visit: Visit) -> Response:
    """Where the work is, and the language of the letters."""
    visit.require("draft")
    service = services.service_of(visit, visit.part("code"))
    typed = {"borough": visit.asked("borough"), "language": visit.lang, "channel": visit.asked("voie")}
    return _start_page(visit, service, typed)


async def start(visit: Visit) -> Response:
    """Begin a draft; where the service is not open, say where to go."""
    actor = visit.require("draft")
    service = services.service_of(visit, visit.part("code"))
    borough = visit.form.one("borough")
    language: Language = "en" if visit.form.one("language") == "en" else "fr"
    channel = assisted.channel(visit)
    content = DraftContent(service.code, borough, _known(visit, service), {}, language, channel or "")
    try:
        if channel is None:
            raise Invalid({"channel": "required"})
        draft = await drafts.start(visit.doors, actor, content)
    except ServiceNotOpen:
        return visit.go(f"/services/{service.code}?borough={borough}#arrondissement")
    except Invalid as refusal:
        typed = {"borough": borough, "language": language, "channel": channel or ""}
        sentence = replace(say(refusal, visit.lang), fields=_faults(visit, refusal))
        return _start_page(visit, service, typed, sentence, status_of(refusal))
    return visit.go(f"/demande/{draft.id}/questions")


async def resume(visit: Visit) -> Response:
    """A draft's first page."""
    return visit.go(f"/demande/{visit.part('draft_id')}/questions")


def _faults(visit: Visit, refusal: Invalid) -> dict[str, str]:
    """What is still to be chosen, by field."""
    words = {
        "borough": visit.say("Choisissez un arrondissement.", "Choose a borough."),
        "channel": visit.say("Dites comment la personne fait sa demande.", "Say how the person makes the request."),
    }
    return {name: words[name] for name in refusal.errors if name in words}


def _start_page(
    visit: Visit, service: Service, typed: dict[str, str], sentence: Sentence | None = None, status: int = 200
) -> Response:
    boroughs, channels = (
        visit.doors.catalogue.boroughs,
        vocabulary.FILING_CHANNELS if assisted.for_somebody(visit) else {},
    )
    if channels:
        boroughs = [one for one in boroughs if one.code in visit.actor.boroughs]
    return visit.page("apply/start.html", status, service=service, boroughs=boroughs, typed=typed, sentence=sentence,
                      channels=channels)  # fmt: skip


def _known(visit: Visit, service: Service) -> dict[str, Any]:
    """What the account already says of the person; nothing where it is a clerk's."""
    assert visit.signed is not None
    if assisted.for_somebody(visit):
        return {}
    known = {"applicant_name": visit.signed.account.name, "applicant_email": visit.signed.account.email}
    asked = {question.name for question in service.questions}
    return {name: value for name, value in known.items() if name in asked and value}
