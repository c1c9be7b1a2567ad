"""The clerk's post: batches to be sent, mail that came back, letters that wait for an address."""

import re
from typing import Final

from starlette.responses import Response

from casework import post_room
from casework.sentences import Sentence, say
from domain.channels import RETURN_REASONS
from domain.clock import parse_date
from domain.errors import CaseError, NotFound
from web.refusals import status_of
from web.visit import Visit

LETTER: Final = re.compile(r"([A-Z0-9-]{1,40})/([0-9]{1,6})")


async def show(visit: Visit) -> Response:
    """What the post holds for the clerk's boroughs."""
    visit.require(post_room.ACTION)
    return await _page(visit, None, 200)


async def do(visit: Visit) -> Response:
    """Note what happened: posted, returned, or a new address. A refusal is shown above the lists."""
    visit.require(post_room.ACTION)
    try:
        await _noted(visit)
    except CaseError as refusal:
        return await _page(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go("/bureau/poste?fait=1")


async def download(visit: Visit) -> Response:
    """One file of a batch, as an attachment."""
    actor, batch, name = visit.require(post_room.ACTION), visit.part("batch"), visit.part("name")
    content = await post_room.file(visit.doors, actor, batch, name)
    headers = {"content-disposition": f'attachment; filename="{batch}-{name}"'}
    return Response(content, media_type=post_room.FILES[name], headers=headers)


async def _noted(visit: Visit) -> None:
    actor, form = visit.actor, visit.form
    if form.one("do") == "posted":
        on = parse_date(form.one("on"), "on")
        await post_room.mark_posted(visit.doors, actor, form.one("batch"), on)
        return
    reference, number = _letter(form.one("letter"))
    if form.one("do") == "returned":
        await post_room.mark_returned(visit.doors, actor, reference, number, form.one("reason"))
        return
    lines = tuple(line.strip() for line in form.one("lines").splitlines() if line.strip())
    await post_room.give_address(visit.doors, actor, reference, number, form.one("name").strip(), lines)


def _letter(text: str) -> tuple[str, int]:
    found = LETTER.fullmatch(text.strip())
    if found is None:
        raise NotFound
    return found[1], int(found[2])


async def _page(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    overview = await post_room.overview(visit.doors, visit.actor)
    return visit.page(
        "bureau/post.html", status, overview=overview, today=await visit.today(), sentence=sentence,
        faults=sentence.fields if sentence else {}, reasons=RETURN_REASONS, files=tuple(post_room.FILES),
        done=visit.asked("fait") == "1", form=visit.form,
    )  # fmt: skip
