"""How long, how small and how large an answer may be where its question does not say."""

from typing import Final

from catalogue.schema import Kind, Question

# The product of the largest sum and the largest whole number stays within CEL's 64 bits.
HIGHEST: Final[dict[Kind, int]] = {"integer": 1_000_000, "money": 1_000_000_000_000}
LENGTHS: Final[dict[Kind, int]] = {"text": 200, "longtext": 5000, "address": 300, "email": 254, "phone": 40}
MARKS_IN_A_ROW: Final = 64
CHARACTERS: Final = 100_000
MOST_BYTES: Final = 16 * 1024  # of the rules that a case carries, as JSON


def bounds(question: Question) -> tuple[int, int]:
    """The smallest and the largest number, both accepted; cents for a sum of money."""
    lowest = 0 if question.min is None else question.min
    highest = HIGHEST.get(question.kind, 0) if question.max is None else question.max
    return lowest, highest


def length(question: Question) -> int:
    """The greatest number of characters."""
    return question.max_length or LENGTHS.get(question.kind, LENGTHS["text"])
