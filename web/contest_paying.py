"""How much to pay: everything, which before judgment is pleading guilty and is said to be, or a part."""

from typing import Any

from casework.reading import CaseFile
from domain import contest_states as states
from domain.errors import Invalid
from web.amounts import cents_of
from web.visit import Visit


def owed(file: CaseFile) -> int:
    """What would settle the whole today, in cents."""
    return int((file.standing or {})["money"]["owed_today_cents"])


def before_judgment(file: CaseFile) -> bool:
    """Whether paying everything is pleading guilty."""
    return file.row.state not in states.OWED


def in_parts(file: CaseFile) -> bool:
    """Whether a part can be paid."""
    return file.row.state not in states.PENDING


def next_instalment(file: CaseFile) -> dict[str, Any] | None:
    """The agreement's next instalment."""
    agreed: list[dict[str, Any]] = (file.standing or {}).get("agreement", [])
    return agreed[0] if agreed and file.row.state == states.AGREEMENT else None


def content(visit: Visit, file: CaseFile) -> dict[str, Any]:
    """The amount, and the choice that goes with all of it. Raises Invalid."""
    form, how_much = visit.form, visit.form.one("how_much")
    instalment = next_instalment(file)
    if how_much == "whole":
        guilty = form.one("pleads_guilty") == "yes"
        if before_judgment(file) and not guilty:
            raise Invalid({"pleads_guilty": "paying-is-pleading-guilty"})
        return {"cents": owed(file), "pleads_guilty": guilty}
    if how_much == "instalment" and instalment:
        return {"cents": int(instalment["cents"])}
    if how_much != "part" or not in_parts(file):
        raise Invalid({"how_much": "required"})
    cents = cents_of(form.one("amount").strip())
    if not cents:
        raise Invalid({"amount": "invalid-amount"})
    if cents == owed(file) and before_judgment(file):
        raise Invalid({"how_much": "paying-is-pleading-guilty"})
    return {"cents": cents}
