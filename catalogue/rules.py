"""What a service asks, requires and costs for one set of answers; the rules that a case then carries (DESIGN §4)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Final

from cel_expr_python import cel

from catalogue.answers import Refused, kept, missing
from catalogue.expressions import Expressions, evaluate
from catalogue.load import Catalogue
from catalogue.schema import OPEN, DelaysTable, FeeSpec, Override, Question, Service
from domain.errors import Invalid, InvalidAmount, InvalidText, ServiceNotOpen, TextTooLong, UnknownField
from domain.rules import ClockMode, Delays, Fee, PermitRules

Answers = Mapping[str, object]

MOST_BYTES: Final = 16 * 1024
# Where several answers are at fault, the refusal is the gravest of theirs.
_GRAVEST_FIRST: Final = (UnknownField, InvalidText, TextTooLong, InvalidAmount, Invalid)


@dataclass(frozen=True)
class _Compiled:
    """A service's expressions, by their source."""

    expressions: Expressions
    conditions: dict[str, cel.Expression]
    amounts: dict[str, cel.Expression]

    def holds(self, condition: str | None, answers: Answers) -> bool:
        if condition is None:
            return True
        return bool(evaluate(self.conditions[condition], self.expressions.variables(answers)))

    def fee(self, fee: FeeSpec, answers: Answers) -> Fee:
        cents = evaluate(self.amounts[fee.cents], self.expressions.variables(answers))
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
        compiled = self._of(service)
        return tuple(compiled.fee(fee, answers) for fee in service.fees_in(borough))

    def resolve(self, service: Service, borough: str, answers: Answers, *, clock: ClockMode) -> PermitRules:
        """The rules that a case filed now carries to its end. Raises ServiceNotOpen."""
        self._refuse_where_not_open(service, borough)
        compiled = self._of(service)
        delays: DelaysTable = {**service.delays, **service.overrides.get(borough, Override()).delays}
        rules = PermitRules(
            service=service.code,
            version=service.version,
            borough=borough,
            fees=self.fees(service, borough, answers),
            opinions=tuple(one.code for one in service.opinions if compiled.holds(one.needed_when, answers)),
            letters=dict(service.letters),
            delays=Delays(**delays),
            closed_days=self._catalogue.closed_days(borough),
            clock=clock,
        )
        if len(json.dumps(asdict(rules), default=str)) > MOST_BYTES:
            raise ValueError(f"the rules of {service.code} are larger than {MOST_BYTES} bytes")
        return rules

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


def _compile(service: Service) -> _Compiled:
    expressions = Expressions(service.questions)
    conditions = {source: expressions.compile(source, "bool") for source in _conditions(service)}
    tariffs = (service.fees, *(override.fees for override in service.overrides.values()))
    amounts = {fee.cents: expressions.compile(fee.cents, "int") for fees in tariffs for fee in fees}
    return _Compiled(expressions, conditions, amounts)


def _conditions(service: Service) -> Iterator[str]:
    yield from (question.asked_when for question in service.questions if question.asked_when is not None)
    yield from (opinion.needed_when for opinion in service.opinions)
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
