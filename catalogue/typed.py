"""Checks every expression of a service on the day it is published: its names, its types, its value at the bounds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalogue.expressions import EvaluationError, ExpressionError, Expressions, Result, evaluate
from catalogue.faults import Fault
from catalogue.limits import bounds
from catalogue.lines import KeyPath
from catalogue.reading import Place, spelled
from catalogue.schema import Document, FeeSpec, Question, Service


def expression_faults(service: Service, place: Place, included: tuple[Question, ...]) -> Iterator[Fault]:
    """What is wrong in the expressions of a service."""
    questions = (*included, *service.questions)
    checks = _Checks(place, Expressions(questions), questions)
    yield from asked_when_faults(service.questions, place, included)
    for rank, opinion in enumerate(service.opinions):
        yield from checks.typed(("opinions", rank, "needed_when"), opinion.needed_when, "bool")
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

    def typed(self, path: KeyPath, text: str, result: Result) -> Iterator[Fault]:
        try:
            self.expressions.compile(text, result)
        except ExpressionError as error:
            reason = f"`{spelled(path)}`: {error.reason} (column {error.column} of the expression)"
            yield self.place.fault_within(path, error.line, reason)

    def documents(self, under: KeyPath, documents: Sequence[Document]) -> Iterator[Fault]:
        for rank, document in enumerate(documents):
            yield from self.typed((*under, "documents", rank, "required_when"), document.required_when, "bool")

    def tariff(self, under: KeyPath, fees: Sequence[FeeSpec]) -> Iterator[Fault]:
        for rank, fee in enumerate(fees):
            path: KeyPath = (*under, "fees", rank, "cents")
            faults = list(self.typed(path, fee.cents, "int"))
            yield from faults or self._payable(path, fee.cents)

    def _payable(self, path: KeyPath, text: str) -> Iterator[Fault]:
        """A fee has a value for the smallest and for the largest numbers, and it is never below zero."""
        expression = self.expressions.compile(text, "int")
        for rank, which in enumerate(("smallest", "largest")):
            numbers = {one.name: bounds(one)[rank] for one in self.questions if one.kind in ("integer", "money")}
            try:
                cents = evaluate(expression, self.expressions.variables(numbers))
            except EvaluationError as error:
                yield self.place.fault(path, f"`{spelled(path)}` has no value for the {which} answers: {error}")
                continue
            if cents < 0:
                yield self.place.fault(path, f"`{spelled(path)}` gives {cents} cents for the {which} answers")
