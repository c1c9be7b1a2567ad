"""What a regime's file must respect beyond its shape: nothing left out, intervals in order, what the engine can do."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final, get_args

from catalogue.faults import Fault
from catalogue.lines import KeyPath
from catalogue.reading import Place, spelled
from catalogue.regime_schema import TERMS, KindRules, Regime
from domain.contest_letters import STANDARD
from domain.contest_rules import PleaKind, StatementKind
from domain.delays import parse_delay

EVENTS: Final = tuple(STANDARD)
KINDS: Final[tuple[StatementKind, ...]] = get_args(StatementKind)
NEEDED_PLEAS: Final[tuple[PleaKind, ...]] = ("guilty", "not_guilty")
PERMIT_LETTERS: Final = ("P", "D")  # P01 and on, D01: their templates are written (DOMAIN §7.1)
_LEAST_DAYS: Final = {"days": 1, "months": 28, "business": 1}  # of one unit of a delay


def regime_faults(regime: Regime, place: Place, services: Collection[str] = ()) -> Iterator[Fault]:
    """What is wrong in a regime whose shape is right. `services` are the codes of services of other procedures."""
    yield from _whole(place, "kinds", KINDS, regime.kinds)
    yield from _whole(place, "letters", EVENTS, regime.letters, "no such event")
    yield from _whole(place, "terms", TERMS, regime.terms, "no such term")
    yield from _lists(regime, place)
    yield from _letters(regime, place)
    yield from _kinds(regime, place, services)
    yield from _intervals(regime, place)
    yield from _scale(regime, place)
    if regime.minors.prosecuted_from > regime.minors.adult_from:
        ages = f"{regime.minors.prosecuted_from} is above `minors.adult_from`, {regime.minors.adult_from}"
        yield _fault(place, ("minors", "prosecuted_from"), ages)


def _whole(
    place: Place, table: str, wanted: Sequence[str], found: Collection[str], unknown: str = "unknown"
) -> Iterator[Fault]:
    """Keys that a table must have and has not, and those that nobody will ever read."""
    for key in wanted:
        if key not in found:
            yield place.fault((table,), f"the key `{table}.{key}` is missing")
    for key in found:
        if key not in wanted:
            yield _fault(place, (table, key), unknown)


def _lists(regime: Regime, place: Place) -> Iterator[Fault]:
    """Values that come twice, and those that the engine cannot do without: pleas (art. 160), a hearing in person."""
    yield from _twice(place, ("pleas",), regime.pleas)
    yield from _twice(place, ("modes",), regime.modes)
    yield from _twice(place, ("contribution", "exempt"), regime.contribution.exempt)
    for plea in NEEDED_PLEAS:
        if plea not in regime.pleas:
            yield _fault(place, ("pleas",), f"{plea} is not among them")
    if "in_person" not in regime.modes:
        yield _fault(place, ("modes",), "in_person is not among them, and a judge may always order attendance")


def _twice(place: Place, path: KeyPath, values: Sequence[str]) -> Iterator[Fault]:
    for rank, value in enumerate(values):
        if value in values[:rank]:
            yield _fault(place, (*path, rank), f"{value} is there already")


def _letters(regime: Regime, place: Place) -> Iterator[Fault]:
    """Two events never share a letter: each gives its template facts of its own."""
    owners: dict[str, str] = {}
    for event, code in regime.letters.items():
        if code.startswith(PERMIT_LETTERS):
            yield _fault(place, ("letters", event), f"{code} is a letter of permits")
        elif owners.setdefault(code, event) != event:
            yield _fault(place, ("letters", event), f"{code} is the letter of {owners[code]} already")


def _kinds(regime: Regime, place: Place, services: Collection[str]) -> Iterator[Fault]:
    taken: set[str] = set()
    for kind, one in regime.kinds.items():
        path = ("kinds", kind, "service")
        if one.service in taken:
            yield _fault(place, path, f"{one.service} is already taken")
        elif one.service in services:
            yield _fault(place, path, f"{one.service} is the code of a service of another procedure")
        taken.add(one.service)
        yield from _may_plead(place, kind, one)


def _may_plead(place: Place, kind: StatementKind, one: KindRules) -> Iterator[Fault]:
    """Who pleads: a company by its officer, a parked vehicle's owner and not its driver (C-25.1, r. 1)."""
    path = ("kinds", kind, "may_plead")
    yield from _twice(place, path, one.may_plead)
    if "officer_of_company" not in one.may_plead:
        yield _fault(place, path, "officer_of_company is not among them, and a company could never plead")
    if kind == "parking" and "driver" in one.may_plead:
        yield _fault(place, path, "the owner answers for a parked vehicle, not its driver")


def _intervals(regime: Regime, place: Place) -> Iterator[Fault]:
    """A reminder falls within its delay; what is due before a hearing is not due before its notice."""
    delays = regime.delays
    for reminder, delay in (("plea_reminder", "plea"), ("unpaid_warning", "pay_after_judgment")):
        before, written = getattr(delays, reminder), getattr(delays, delay)
        if before >= _days(written):
            reason = f"{before} days before the end of `delays.{delay}`, {written}, is before its start"
            yield _fault(place, ("delays", reminder), reason)
    for name in ("disclosure", "postponement", "interpreter"):
        if getattr(delays, name) > delays.hearing_notice:
            reason = f"{getattr(delays, name)} is above `delays.hearing_notice`, {delays.hearing_notice}"
            yield _fault(place, ("delays", name), reason)


def _days(delay: str) -> int:
    length = parse_delay(delay)
    return length.count * _LEAST_DAYS[length.unit]


def _scale(regime: Regime, place: Place) -> Iterator[Fault]:
    """The steps go up, and so does what they bring: a larger fine never brings a smaller contribution."""
    steps, share = regime.contribution.brackets, regime.contribution.above_percent
    disorder = list(_disorder(regime, place))
    yield from disorder
    if steps and not disorder and (steps[-1].up_to_cents + 1) * share // 100 < steps[-1].cents:
        reason = f"{share} % of a fine above the last bracket is less than the bracket's {steps[-1].cents}"
        yield _fault(place, ("contribution", "above_percent"), reason)


def _disorder(regime: Regime, place: Place) -> Iterator[Fault]:
    steps = regime.contribution.brackets
    for rank, (lower, upper) in enumerate(pairwise(steps), 1):
        path: KeyPath = ("contribution", "brackets", rank)
        if upper.up_to_cents <= lower.up_to_cents:
            above = f"{upper.up_to_cents} is not above the bracket before it, {lower.up_to_cents}"
            yield _fault(place, (*path, "up_to_cents"), above)
        elif upper.cents < lower.cents:
            yield _fault(place, (*path, "cents"), f"{upper.cents} is less than for a smaller fine, {lower.cents}")


def _fault(place: Place, path: KeyPath, reason: str) -> Fault:
    return place.fault(path, f"`{spelled(path)}`: {reason}")
