"""Acts whose form is a list of fields: shown from their table, read back as the act's own content."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

from casework import reading
from casework.reading import CaseFile, Money
from catalogue.forms import cents
from domain.errors import Invalid, InvalidAmount
from web.act_fields import FIELDS, Ask
from web.event_words import EVENTS
from web.fields import Field, Option
from web.typography import instant
from web.typography import money as amount
from web.visit import Visit

OPTIONAL: Final = {"note", "conditions", "next_meeting_on", "reason", "findings", "reasons", "provision", "remedies"}
REQUIRED_HERE: Final = {
    ("refuse_amendment", "reasons"), ("keep", "reason"), ("move_promise", "reason"), ("revoke", "reasons"),
    ("revoke", "provision"), ("revoke", "remedies"), ("correct_entry", "note"),
}  # fmt: skip
Read = Callable[[Visit, CaseFile], Awaitable[dict[str, Any]]]


def reader(act: str) -> Read:
    """Reads an act's form into its content. Raises Invalid, which names the fields that are missing."""

    async def read(visit: Visit, file: CaseFile) -> dict[str, Any]:
        asked = FIELDS[act]
        content = {one.name: _value(visit, one) for one in asked}
        missing = {
            one.name: "required"
            for one in asked
            if content[one.name] in ("", None, []) and (one.name not in OPTIONAL or (act, one.name) in REQUIRED_HERE)
        }
        if missing:
            raise Invalid(missing)
        if act == "take_payment":
            content |= await what_is_due(visit, file)
        return {name: value for name, value in content.items() if value is not None}

    return read


async def fields(visit: Visit, file: CaseFile, act: str, faults: Mapping[str, str]) -> list[Field]:
    """The form's fields, with what was typed and what is wrong."""
    choices = await _from_the_case(visit, file, act)
    return [_field(visit, one, choices.get(one.name, ()), faults.get(one.name, "")) for one in FIELDS.get(act, ())]


def fields_of(visit: Visit, asked: Sequence[Ask], faults: Mapping[str, str]) -> list[Field]:
    """Fields that need nothing of a case."""
    return [_field(visit, one, (), faults.get(one.name, "")) for one in asked]


def disciplines(visit: Visit, file: CaseFile) -> tuple[Option, ...]:
    """The disciplines of a case, with their names."""
    service = file.service
    names = {one.code: one.label.say(visit.lang) for one in service.opinions} if service else {}
    return tuple(Option(code, names.get(code, code)) for code in file.opinions)


def _field(visit: Visit, one: Ask, found: tuple[Option, ...], fault: str) -> Field:
    say = visit.say
    fixed = tuple(Option(value, say(*words)) for value, words in one.choices)
    return Field(
        name=one.name,
        kind="longtext" if one.kind == "lines" else one.kind,
        label=say(*one.label),
        hint=say(*one.hint) if one.hint[0] else "",
        value=visit.form.one(one.name),
        error=fault,
        options=fixed or found,
        required=one.name not in OPTIONAL,
        autocomplete="",
        width="govuk-input--width-10" if one.kind in ("date", "money") else "",
    )


def _value(visit: Visit, one: Ask) -> Any:
    text = visit.form.one(one.name).replace("\r\n", "\n").strip()
    if one.kind == "lines":
        return [line.strip() for line in text.splitlines() if line.strip()]
    if one.kind == "money":
        return _cents(one.name, text)
    if one.kind == "date":
        return text or None
    if one.name == "entry":
        return int(text) if text.isdecimal() else ""
    return text


def _cents(name: str, text: str) -> int | None:
    if not text:
        return None
    found = cents(text)
    if not isinstance(found, int) or found <= 0:
        raise InvalidAmount({name: "invalid-amount"})
    return found


async def _from_the_case(visit: Visit, file: CaseFile, act: str) -> dict[str, tuple[Option, ...]]:
    """Choices that only the case knows: its disciplines, its documents, its payments."""
    if act == "give_opinion":
        return {"discipline": disciplines(visit, file)}
    if act in ("judge_document", "replace_document"):
        files = await reading.files(visit.doors, visit.actor, file.row.id)
        options = tuple(Option(one.row.id, one.name) for one in files)
        return {"document": options, "replacement": options}
    if act == "order_refund":
        return {"payment_id": await payments_made(visit, file)}
    if act == "correct_entry":
        return {"entry": await own_entries(visit, file)}
    return {}


async def own_entries(visit: Visit, file: CaseFile) -> tuple[Option, ...]:
    """The reader's own entries, by their places in the chain."""
    found = await reading.own_entries(visit.doors, visit.actor, file.row.id)
    dash = visit.say(" – ", " – ")
    return tuple(
        Option(str(seq), f"{visit.say.of(EVENTS, kind)}{dash}{instant(at, visit.lang)}") for seq, kind, at in found
    )


async def payments_made(visit: Visit, file: CaseFile) -> tuple[Option, ...]:
    """The payments that money can go back from: those made online, and those taken at the counter."""
    paid = [(one.payment_id, one.cents) for one in (await _money(visit, file)).payments if one.status == "captured"]
    moments = await reading.timeline(visit.doors, visit.actor, file.row.id)
    paid += [(str(one.facts["payment_id"]), int(one.facts["cents"])) for one in moments if one.type == "PaymentTaken"]
    return tuple(Option(payment_id, amount(cents, visit.lang)) for payment_id, cents in paid)


async def what_is_due(visit: Visit, file: CaseFile) -> dict[str, Any]:
    """The open payment, whole: a cashier types no amount."""
    found = [one for one in (await _money(visit, file)).payments if one.status == "open"]
    if not found:
        raise Invalid({"method": "nothing-due"})
    return {"payment_id": found[-1].payment_id, "cents": found[-1].cents}


async def _money(visit: Visit, file: CaseFile) -> Money:
    return await reading.money(visit.doors, visit.actor, file.row.id)
