"""Checks every expression of a service on the day it is published: its names, its types, its value at the bounds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalogue.expressions import ORIGINAL_FEE, EvaluationError, ExpressionError, Expressions, Result, evaluate
from catalogue.faults import Fault
from catalogue.limits import bounds
from catalogue.lines import KeyPath
from catalogue.reading import Place, spelled
from catalogue.schema import LATER, Document, FeeSpec, Question, Service


def expression_faults(service: Service, place: Place, included: tuple[Question, ...]) -> Iterator[Fault]:
    """What is wrong in the expressions of a service."""
    questions = (*included, *service.questions)
    checks = _Checks(place, Expressions(questions), questions)
    yield from asked_when_faults(service.questions, place, included)
    for rank, opinion in enumerate(service.opinions):
        yield from checks.typed(("opinions", rank, "needed_when"), opinion.needed_when, "bool")
    for rank, excluded in enumerate(service.ineligible):
        yield from checks.typed(("ineligible", rank, "when"), excluded.when, "bool")
    if service.council is not None:
        yield from checks.typed(("council", "needed_when"), service.council.needed_when, "bool")
    yield from checks.tariff((), service.fees)
    yield from checks.documents((), service.documents)
    for borough, override in service.overrides.items():
        yield from checks.tariff(("overrides", borough), override.fees)
        yield from checks.documents(("overrides", borough), override.documents)


def asked_when_faults(
    questions: Sequence[Question], place: Place, included: tuple[Question, ...] = ()
) -> Iterator[Fault]:
    """What is wrong in the conditions of questions: each may name the questions above it only."""
    for rank, question in enumerate(questions):
        if question.asked_when is not None:
            above = (*included, *questions[:rank])
            checks = _Checks(place, Expressions(above), above)
            yield from checks.typed(("questions", rank, "asked_when"), question.asked_when, "bool")


@dataclass(frozen=True)
class _Checks:
    place: Place
    expressions: Expressions
    questions: tuple[Question, ...]

    def typed(
        self, path: KeyPath, text: str, result: Result, expressions: Expressions | None = None
    ) -> Iterator[Fault]:
        try:
            (expressions or self.expressions).compile(text, result)
        except ExpressionError as error:
            reason = f"`{spelled(path)}`: {error.reason} (column {error.column} of the expression)"
            yield self.place.fault_within(path, error.line, reason)

    def documents(self, under: KeyPath, documents: Sequence[Document]) -> Iterator[Fault]:
        for rank, document in enumerate(documents):
            yield from self.typed((*under, "documents", rank, "required_when"), document.required_when, "bool")

    def tariff(self, under: KeyPath, fees: Sequence[FeeSpec]) -> Iterator[Fault]:
        for rank, fee in enumerate(fees):
            path: KeyPath = (*under, "fees", rank, "cents")
            expressions = self._naming(fee)
            faults = list(self.typed(path, fee.cents, "int", expressions))
            yield from faults or self._payable(path, fee.cents, expressions)

    def _naming(self, fee: FeeSpec) -> Expressions:
        """What the fee's expression may name: a later fee, what was paid first too."""
        return Expressions(self.questions, (ORIGINAL_FEE,)) if fee.when in LATER else self.expressions

    def _payable(self, path: KeyPath, text: str, expressions: Expressions) -> Iterator[Fault]:
        """A fee has a value for the smallest and for the largest numbers, and it is never below zero."""
        expression = expressions.compile(text, "int")
        for rank, which in enumerate(("smallest", "largest")):
            numbers = {one.name: bounds(one)[rank] for one in self.questions if one.kind in ("integer", "money")}
            try:
                cents = evaluate(expression, expressions.variables(numbers))
            except EvaluationError as error:
                yield self.place.fault(path, f"`{spelled(path)}` has no value for the {which} answers: {error}")
                continue
            if cents < 0:
                yield self.place.fault(path, f"`{spelled(path)}` gives {cents} cents for the {which} answers")
