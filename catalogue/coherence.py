"""What a service's file must respect beyond its shape: names declared once, codes that exist, the right folder."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from catalogue.expressions import RESERVED
from catalogue.faults import Fault
from catalogue.limits import HIGHEST, bounds
from catalogue.lines import KeyPath
from catalogue.reading import Place, spelled
from catalogue.schema import LETTERS, DelaysTable, Kind, Question, Service

LEAST_NOTICE = 15
_BOUNDED: tuple[Kind, ...] = ("integer", "money")
_WRITTEN: tuple[Kind, ...] = ("text", "longtext", "address")


@dataclass(frozen=True)
class Surroundings:
    """What a service's file may refer to."""

    boroughs: Collection[str]  # empty where boroughs.toml itself is at fault
    questions: tuple[Question, ...]  # of the included files
    remedies: Collection[str]  # codes of the included files


def service_faults(service: Service, place: Place, around: Surroundings) -> Iterator[Fault]:
    """What is wrong in a service whose shape is right, its expressions apart."""
    yield from _filed_rightly(service, place)
    yield from _boroughs(service, place, around.boroughs)
    yield from _letters(service, place)
    yield from _notices(service, place)
    yield from repeated(place, ("remedies",), "code", [one.code for one in service.remedies], around.remedies)
    yield from repeated(place, ("documents",), "name", [one.name for one in service.documents])
    for table in ("fees", "opinions", "provisions", "conditions", "ineligible"):
        yield from repeated(place, (table,), "code", [one.code for one in getattr(service, table)])
    yield from question_faults(service.questions, place, around.questions)


def question_faults(questions: Sequence[Question], place: Place, included: Sequence[Question] = ()) -> Iterator[Fault]:
    """What is wrong in questions, their expressions apart."""
    yield from repeated(place, ("questions",), "name", [one.name for one in questions], [one.name for one in included])
    for rank, question in enumerate(questions):
        path: KeyPath = ("questions", rank)
        for key, reason in _misfits(question):
            yield place.fault((*path, key), f"`{spelled((*path, key))}`: {reason}")
        yield from repeated(place, (*path, "choices"), "value", [one.value for one in question.choices])


def repeated(
    place: Place, under: KeyPath, key: str, codes: Sequence[str], taken: Collection[str] = ()
) -> Iterator[Fault]:
    """Codes that come twice in a list of tables, or that an included file has taken."""
    seen = Counter(taken)
    for rank, code in enumerate(codes):
        if seen[code]:
            path = (*under, rank, key)
            yield place.fault(path, f"`{spelled(path)}`: {code} is already taken")
        seen[code] += 1


def _filed_rightly(service: Service, place: Place) -> Iterator[Fault]:
    family, name = place.file.removesuffix(".toml").split("/")[-2:]
    if service.code != name:
        yield place.fault(("code",), f"`code` is {service.code}, the file is named {name}.toml")
    if service.family.lower() != family:
        yield place.fault(("family",), f"`family` is {service.family}, the file is in {family}/")


def _boroughs(service: Service, place: Place, known: Collection[str]) -> Iterator[Fault]:
    if "default" not in service.boroughs:
        yield place.fault(("boroughs",), "the key `boroughs.default` is missing")
    allowed = {*known, "default"}
    tables = {"boroughs": service.boroughs, "notices": service.notices, "overrides": service.overrides}
    for table, codes in tables.items():
        for code in codes:
            if (known and code not in allowed) or (table, code) == ("overrides", "default"):
                yield place.fault((table, code), f"`{table}.{code}`: no such borough")
    for code in service.boroughs:
        yield from _not_open(service, place, code)


def _not_open(service: Service, place: Place, code: str) -> Iterator[Fault]:
    """Where a service is known and not open, a person needs something to read (DOMAIN §1.3)."""
    status, notice = service.boroughs[code], service.notice(code)
    if status in ("hidden", "pilot", "live"):
        return
    if notice is None:
        yield place.fault(("boroughs", code), f"`boroughs.{code}` is {status} and `notices` has nothing to read")
    elif status == "redirect" and notice.url is None:
        yield place.fault(("boroughs", code), f"`boroughs.{code}` is redirect and its notice has no `url`")


def _letters(service: Service, place: Place) -> Iterator[Fault]:
    for event in service.letters:
        if event not in LETTERS:
            yield place.fault(("letters", event), f"`letters.{event}`: no such event")


def _notices(service: Service, place: Place) -> Iterator[Fault]:
    """No by-law may shorten the public notice of a minor exemption (DOMAIN §7.1, LAU art. 145.6)."""
    tables: dict[KeyPath, DelaysTable] = {("delays",): service.delays}
    tables |= {("overrides", code, "delays"): override.delays for code, override in service.overrides.items()}
    for under, delays in tables.items():
        path = (*under, "notice")
        written = delays.get("notice", f"P{LEAST_NOTICE}D")
        if written.startswith("B") or (written.endswith("D") and int(written[1:-1]) < LEAST_NOTICE):
            reason = f"`{spelled(path)}` is {written}, and the law asks for {LEAST_NOTICE} whole days at least"
            yield place.fault(path, reason)


def _misfits(question: Question) -> Iterator[tuple[str, str]]:
    """Keys that do not suit the question's kind, and why."""
    kind = question.kind
    if question.name in RESERVED:
        yield "name", f"{question.name} is a word of the expression language"
    if (kind == "choice") != bool(question.choices):
        yield "choices", f"a question of kind {kind} {'needs' if kind == 'choice' else 'has no'} choices"
    if kind not in _WRITTEN and question.max_length is not None:
        yield "max_length", f"a question of kind {kind} has no length"
    if kind not in _BOUNDED:
        bounded = {"min": question.min, "max": question.max}
        yield from (
            (key, f"a question of kind {kind} has no bounds") for key, bound in bounded.items() if bound is not None
        )
        return
    lowest, highest = bounds(question)
    if not lowest <= highest <= HIGHEST[kind]:
        yield "max", f"{highest} is not between `min`, {lowest}, and {HIGHEST[kind]}"
