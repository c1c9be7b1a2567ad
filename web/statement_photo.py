"""A statement found by a photograph of it: read here, shown in the form of the search to be confirmed, kept nowhere."""

from dataclasses import replace
from typing import Final

from starlette.datastructures import UploadFile
from starlette.responses import Response

from casework import statement_photo
from casework.sentences import say
from casework.statement_photo import LARGEST_MB
from domain.errors import CaseError, Invalid, PayloadTooLarge
from domain.inspected import MEGABYTE
from domain.statement_text import ReadStatement
from web import read_fields
from web.forms import Form
from web.refusals import status_of
from web.visit import Visit

FIELDS: Final = ("camera", "photo")


async def ask(visit: Visit) -> Response:
    """The form that takes the photograph."""
    return visit.page("contest/photo.html", sentence=None, faults={})


async def read(visit: Visit) -> Response:
    """The search, with what was read: to be confirmed, or typed where nothing could be read."""
    visit.doors.limits.count("read_photo", visit.address)
    field, photo = _sent(visit.form)
    try:
        found = await statement_photo.read(visit.doors, await _taken(photo))
    except CaseError as refusal:
        return _refused(visit, field, refusal)
    return _search(visit, found)


def _sent(form: Form) -> tuple[str, UploadFile | None]:
    """The photograph, and the field that it came in."""
    sent = [(name, one) for name in FIELDS for one in form.given(name)]
    return sent[0] if sent else (FIELDS[-1], None)


async def _taken(photo: UploadFile | None) -> bytes:
    """The bytes, never more than are taken; what held them until now is gone after it."""
    if photo is None:
        raise Invalid({FIELDS[-1]: "required"})
    content = await photo.read(LARGEST_MB * MEGABYTE + 1)
    await photo.close()
    if len(content) > LARGEST_MB * MEGABYTE:
        raise PayloadTooLarge(limit=LARGEST_MB * MEGABYTE)
    return content


def _search(visit: Visit, found: ReadStatement | None) -> Response:
    form = read_fields.filled({"number": found.number, "fact": found.fact} if found else {})
    reading = "unavailable" if found is None else "nothing" if found.empty else "read"
    return visit.page("contest/find.html", form=form, sentence=None, claimed=False, faults={}, over="",
                      reading=reading, read=read_fields.still_read(form))  # fmt: skip


def _refused(visit: Visit, field: str, refusal: CaseError) -> Response:
    """The form again: the refusal's own sentence stands beside the photograph's field."""
    sentence = say(refusal, visit.lang)
    faults = sentence.fields or {field: sentence.detail}
    return visit.page("contest/photo.html", status_of(refusal), sentence=replace(sentence, fields=faults),
                      faults=faults)  # fmt: skip
