"""What a service asks, requires and costs for one set of answers; the rules that a case then carries (DESIGN §4)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Final

from cel_expr_python import cel

from catalogue.answers import Refused, kept, missing
from catalogue.expressions import ORIGINAL_FEE, Expressions, evaluate
from catalogue.limits import MOST_BYTES
from catalogue.load import Catalogue
from catalogue.schema import LATER, OPEN, DelaysTable, Discipline, FeeSpec, Override, Question, Service
from domain.errors import Invalid, InvalidAmount, InvalidText, NotEligible, ServiceNotOpen, TextTooLong, UnknownField
from domain.rules import ClockMode, Delays, Fee, PermitRules

Answers = Mapping[str, object]

# Where several answers are at fault, the refusal is the gravest of theirs.
_GRAVEST_FIRST: Final = (UnknownField, InvalidText, TextTooLong, InvalidAmount, Invalid)


@dataclass(frozen=True)
class _Compiled:
    """A service's expressions, by their source; those of later fees apart, for they may name one thing more."""

    expressions: Expressions
    conditions: dict[str, cel.Expression]
    amounts: dict[tuple[bool, str], cel.Expression]

    def holds(self, condition: str | None, answers: Answers) -> bool:
        if condition is None:
            return True
        return bool(evaluate(self.conditions[condition], self.expressions.variables(answers)))

    def fees(self, specs: Sequence[FeeSpec], answers: Answers) -> tuple[Fee, ...]:
        """Every fee, in the tariff's order; the later ones may be a share of the first."""
        first = [self._fee(spec, answers, 0) for spec in specs if spec.when not in LATER]
        original = sum(fee.cents for fee in first if fee.when in ("at_submission", "at_issue"))
        return tuple(self._fee(spec, answers, original) for spec in specs)

    def _fee(self, fee: FeeSpec, answers: Answers, original: int) -> Fee:
        variables = self.expressions.variables(answers)
        if fee.when in LATER:
            variables |= {ORIGINAL_FEE: original}
        cents = evaluate(self.amounts[fee.when in LATER, fee.cents], variables)
        return Fee(fee.code, fee.when, int(cents), " ".join(fee.cents.split()))


class RuleEngine:
    """Evaluates the catalogue's rules. One instance serves every thread; each service version is compiled once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._compiled: dict[str, _Compiled] = {}
        self._lock = Lock()

    def validate_answers(self, service: Service, answers: Answers, *, partial: bool = False) -> dict[str, object]:
        """The answers as they are kept, those to questions that are not asked left out. Raises Invalid and its kinds.

        A partial set (a draft) may leave required questions unanswered.
        """
        compiled = self._of(service)
        refusals = {
            _printable(name): Refused("unknown-field", UnknownField)
            for name in answers.keys() - {question.name for question in service.questions}
        }
        normal: dict[str, object] = {}
        for question in service.questions:
            if not compiled.holds(question.asked_when, normal):
                continue
            try:
                normal |= _answered(question, answers.get(question.name), partial)
            except Refused as refusal:
                refusals[question.name] = refusal
        _raise_gravest(refusals)
        return normal

    def asked(self, service: Service, answers: Answers) -> tuple[Question, ...]:
        """The questions that these kept answers leave to ask, in the order of the form."""
        compiled = self._of(service)
        return tuple(question for question in service.questions if compiled.holds(question.asked_when, answers))

    def required_documents(self, service: Service, answers: Answers, borough: str = "") -> tuple[str, ...]:
        """The names of the documents that these kept answers call for, under a borough's by-law."""
        compiled = self._of(service)
        documents = service.documents_in(borough)
        return tuple(document.name for document in documents if compiled.holds(document.required_when, answers))

    def fees(self, service: Service, borough: str, answers: Answers) -> tuple[Fee, ...]:
        """The fees under a borough's tariff, in whole cents."""
        return self._of(service).fees(service.fees_in(borough), answers)

    def resolve(self, service: Service, borough: str, answers: Answers, *, clock: ClockMode) -> PermitRules:
        """The rules that a case filed now carries to its end. Raises ServiceNotOpen."""
        self._refuse_where_not_open(service, borough)
        compiled = self._of(service)
        delays: DelaysTable = {**service.delays, **service.overrides.get(borough, Override()).delays}
        heard = [one for one in service.opinions if compiled.holds(one.needed_when, answers)]
        council = service.council
        rules = PermitRules(
            service=service.code,
            version=service.version,
            borough=borough,
            fees=self.fees(service, borough, answers),
            opinions=tuple(one.code for one in heard),
            steps=_steps(heard),
            outside=tuple(one.code for one in heard if one.outside),
            council=council.kind if council and compiled.holds(council.needed_when, answers) else "",
            second_person_above_cents=service.second_person_above_cents,
            annual=service.annual,
            watches_promises=True,
            season_until=service.season.until if service.season else "",
            letters=service.letter_codes(),
            delays=Delays(**delays),
            closed_days=self._catalogue.closed_days(borough),
            clock=clock,
        )
        if len(json.dumps(asdict(rules), default=str)) > MOST_BYTES:
            raise ValueError(f"the rules of {service.code} are larger than {MOST_BYTES} bytes")
        return rules

    def refuse_ineligible(self, service: Service, answers: Answers) -> None:
        """Refuse what the by-law excludes from the start. Raises NotEligible with the catalogue's own words."""
        compiled = self._of(service)
        for one in service.ineligible:
            if compiled.holds(one.when, answers):
                raise NotEligible(rule=one.code, fr=one.text.fr, en=one.text.en)

    def _refuse_where_not_open(self, service: Service, borough: str) -> None:
        if borough not in {one.code for one in self._catalogue.boroughs}:
            raise Invalid({"borough": "not-a-choice"})
        status = service.status(borough)
        if status not in OPEN:
            raise ServiceNotOpen(service=service.code, borough=borough, status=status)

    def _of(self, service: Service) -> _Compiled:
        with self._lock:
            if service.version not in self._compiled:
                self._compiled[service.version] = _compile(service)
            return self._compiled[service.version]


def _steps(heard: Sequence[Discipline]) -> tuple[tuple[str, ...], ...]:
    ranks = sorted({one.step for one in heard})
    return tuple(tuple(one.code for one in heard if one.step == rank) for rank in ranks)


def _compile(service: Service) -> _Compiled:
    expressions = Expressions(service.questions)
    conditions = {source: expressions.compile(source, "bool") for source in _conditions(service)}
    tariffs = (service.fees, *(override.fees for override in service.overrides.values()))
    later = Expressions(service.questions, (ORIGINAL_FEE,))
    amounts = {
        (fee.when in LATER, fee.cents): (later if fee.when in LATER else expressions).compile(fee.cents, "int")
        for fees in tariffs
        for fee in fees
    }
    return _Compiled(expressions, conditions, amounts)


def _conditions(service: Service) -> Iterator[str]:
    yield from (question.asked_when for question in service.questions if question.asked_when is not None)
    yield from (opinion.needed_when for opinion in service.opinions)
    yield from (excluded.when for excluded in service.ineligible)
    if service.council is not None:
        yield service.council.needed_when
    yield from (document.required_when for document in service.documents)
    for override in service.overrides.values():
        yield from (document.required_when for document in override.documents)


def _answered(question: Question, value: object, partial: bool) -> dict[str, object]:
    if not missing(value):
        return {question.name: kept(question, value)}
    if question.required and not partial:
        raise Refused("required")
    return {}


def _raise_gravest(refusals: Mapping[str, Refused]) -> None:
    if not refusals:
        return
    families = {refusal.family for refusal in refusals.values()}
    gravest = next(family for family in _GRAVEST_FIRST if family in families)
    raise gravest({name: refusal.code for name, refusal in refusals.items()})


def _printable(name: str) -> str:
    return name[:80].encode("utf-8", "replace").decode().replace("\0", "")
