"""Fees and conditions in CEL: typed against the questions when published, evaluated on whole numbers only."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from cel_expr_python import cel

from catalogue.schema import Kind, Question

Result = Literal["int", "bool"]

_TYPES: dict[Kind, cel.Type] = {
    "integer": cel.Type.INT,
    "money": cel.Type.INT,
    "boolean": cel.Type.BOOL,
}
_RESULTS: dict[Result, cel.Type] = {"int": cel.Type.INT, "bool": cel.Type.BOOL}
_NEUTRAL: dict[Kind, object] = {"integer": 0, "money": 0, "boolean": False}
_MESSAGE = re.compile(r"ERROR: <input>:(\d+):(\d+): ([^\n]+)")

ORIGINAL_FEE = "original_fee"  # what was due at submission and at issue, in cents
RESERVED = frozenset({
    "as", "bool", "break", "bytes", "ceil_div", "const", "continue", "double", "duration", "dyn", "else", "false",
    "for", "function", "has", "if", "import", "in", "int", "let", "list", "loop", "map", "matches", "max", "min",
    "namespace", "null", "null_type", "original_fee", "package", "return", "size", "string", "timestamp", "true",
    "type", "uint", "var", "void", "while",
})  # fmt: skip


class ExpressionError(Exception):
    """An expression that does not compile. `line` and `column` count from 1 within the expression."""

    def __init__(self, reason: str, line: int = 1, column: int = 1) -> None:
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column


class EvaluationError(Exception):
    """An expression that has no value for these answers: an overflow, a division by zero."""


class Expressions:
    """The expressions that a set of questions allows. An instance may be shared between threads."""

    def __init__(self, questions: Sequence[Question], amounts: Sequence[str] = ()) -> None:
        """`amounts` are further variables, in whole cents."""
        asked = [question for question in questions if question.kind != "point"]
        self._neutral = {question.name: _NEUTRAL.get(question.kind, "") for question in asked}
        self._neutral |= dict.fromkeys(amounts, 0)
        variables = {question.name: _TYPES.get(question.kind, cel.Type.STRING) for question in asked}
        variables |= dict.fromkeys(amounts, cel.Type.INT)
        self._env = cel.NewEnv(variables=variables, functions=_FUNCTIONS)

    def compile(self, source: str, result: Result) -> cel.Expression:
        """Compile an expression that gives whole cents or a condition. Raises ExpressionError."""
        try:
            expression = self._env.compile(source)
        except RuntimeError as error:
            raise _explained(str(error)) from error
        if expression.return_type() != _RESULTS[result]:
            found = expression.return_type().name().lower()
            raise ExpressionError(f"gives {found} where {result} is needed")
        return expression

    def variables(self, answers: Mapping[str, object]) -> dict[str, object]:
        """The answers, with the neutral value of its type (0, "", false) for what is not answered."""
        return {name: answers.get(name, neutral) for name, neutral in self._neutral.items()}


def evaluate(expression: cel.Expression, variables: Mapping[str, object]) -> int | bool:
    """The expression's value. Raises EvaluationError."""
    value = expression.eval(data=variables)
    if value.type() == cel.Type.ERROR:
        raise EvaluationError(str(value.value()))
    return value.value()


def _explained(message: str) -> ExpressionError:
    found = _MESSAGE.search(message)
    if found is None:
        return ExpressionError(message)
    line, column, reason = found.groups()
    return ExpressionError(reason.split(" (in container")[0].split(" [INVALID")[0], int(line), int(column))


def _ceil_div(amount: int, unit: int) -> int:
    return -(-amount // unit)


def _function(name: str, work: Callable[[int, int], int]) -> cel.FunctionDecl:
    overload = cel.Overload(f"{name}_int_int", cel.Type.INT, [cel.Type.INT, cel.Type.INT], impl=work)
    return cel.FunctionDecl(name, [overload])


_FUNCTIONS = [_function("min", min), _function("max", max), _function("ceil_div", _ceil_div)]
