"""What a photographed statement seems to say: its number and a second fact, to be confirmed by the person who sent it.

A reader takes O for 0, I for 1, S for 5 and B for 8, and the other way round. What is proposed stands beside its label,
or is the only thing of its kind on the paper; of two that could be meant, none is.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

LONGEST: Final = 20_000  # characters of a text; a statement has two thousand
_AS_DIGITS: Final = str.maketrans("OQDIL|!ZSGB", "00011112568")
_AS_LETTERS: Final = str.maketrans("01|!2568", "OIIIZSGB")
_RUN: Final = re.compile(r"[0-9A-Z|!]+")
_NOT_NUMBERS: Final = re.compile(
    r"\b[0-9]{4}[-/. ][0-9]{2}[-/. ][0-9]{2}\b"  # days
    r"|\(?\b[0-9]{3}\)?[ .-]?[0-9]{3}-[0-9]{4}\b"  # telephones
    r"|\b[0-9]{1,3}[.,:H][0-9]{2}\b"  # amounts and hours
)
_STATEMENT: Final = re.compile(r"\b(?:CONSTAT|STATEMENT|TICKET|CONTRAVENTION)\b")
_NUMBER: Final = re.compile(r"\b(?:NO|N|NUM|NUMERO|NUMBER)\b")
_PLATE: Final = re.compile(r"\b(?:PLAQUE|PLATE|IMMATRICULATION|REGISTRATION)\b")
_BIRTH: Final = re.compile(r"\b(?:NAISSANCE|BIRTH|NEE?\sLE|BORN)\b")
_DAY: Final = re.compile(r"(?<![0-9A-Z])([0-9OIL]{4})[-/. ]([0-9OIL]{2})[-/. ]([0-9OIL]{2})(?![0-9A-Z])")
_POSTAL: Final = re.compile(r"(?<![0-9A-Z])([ABCEGHJ-NPRSTVXY][0-9][A-Z]) ?([0-9][A-Z][0-9])(?![0-9A-Z])")
_PLATES: Final = ("LLLDDD", "DDDLLL", "LDDLLL", "LLLLDDD", "LLLDDDD", "DDDLLLL", "LLDDDDD", "LDDDDDD", "LDDDDD")
_MOST_REPAIRED: Final = 2  # signs of a plate; beyond them it is another word
_SHORTEST, _SHORTEST_ALONE, _LONGEST_NUMBER = 6, 8, 12


@dataclass(frozen=True)
class ReadStatement:
    """What was read; empty where nothing was. `fact` is a plate, a date of birth or a postal code, in that order."""

    number: str = ""
    fact: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was read at all."""
        return not self.number and not self.fact


def read_statement(text: str) -> ReadStatement:
    """What the text of a photograph proposes; never a refusal, whatever the text."""
    lines = [line for line in _folded(text[:LONGEST]).splitlines() if line.strip()]
    fact = _plate(lines) or _born_on(lines) or _postal_code(lines)
    return ReadStatement(_number(lines), fact)


def _folded(text: str) -> str:
    """Upper case without accents, as labels are compared."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()


def _after(lines: list[str], label: re.Pattern[str], also: re.Pattern[str] | None = None) -> Iterator[str]:
    """What stands after a label in its line, else in the next line; labels are found whichever sign was confused."""
    for rank, line in enumerate(lines):
        lettered = line.translate(_AS_LETTERS)
        labels = list(label.finditer(lettered))
        if labels and (also is None or also.search(lettered)):
            yield line[max(one.end() for one in (*labels, *(also.finditer(lettered) if also else ()))) :]
            yield from lines[rank + 1 : rank + 2]


def _number(lines: list[str]) -> str:
    for also in (_NUMBER, None):
        for part in _after(lines, _STATEMENT, also):
            for found in _numbers_in(part, _SHORTEST):
                return found
    alone = {found.replace(" ", ""): found for line in lines for found in _numbers_in(line, _SHORTEST_ALONE)}
    return next(iter(alone.values())) if len(alone) == 1 else ""


def _numbers_in(line: str, shortest: int) -> Iterator[str]:
    """The numbers of a line, in order: groups of figures parted by one space or hyphen, each repaired."""
    groups: list[str] = []
    end = 0
    plain = _NOT_NUMBERS.sub(lambda found: "." * len(found[0]), line)
    for run in _RUN.finditer(plain):
        figures = _figures(run[0], first=not groups)
        if groups and (not figures or plain[end : run.start()] not in (" ", "-")):
            yield from _whole(groups, shortest)
            groups, figures = [], _figures(run[0], first=True)
        groups += [figures] if figures else []
        end = run.end()
    yield from _whole(groups, shortest)


def _whole(groups: list[str], shortest: int) -> Iterator[str]:
    if shortest <= sum(len(group) for group in groups) <= _LONGEST_NUMBER:
        yield " ".join(groups)


def _figures(run: str, *, first: bool) -> str:
    """A group in figures, with the letter that a number may begin with; empty for what is a word."""
    repaired = run.translate(_AS_DIGITS)
    figures = sum(sign.isdigit() for sign in run)
    whole = repaired.isdigit() or (first and repaired[:1].isalpha() and repaired[1:].isdigit())
    return repaired if whole and 2 * figures >= len(run) else ""


def _plate(lines: list[str]) -> str:
    for part in _after(lines, _PLATE):
        runs = [run[0] for run in _RUN.finditer(part)][:3]
        fitting = [_fitted("".join(runs[start:end])) for start, end in ((0, 1), (0, 2), (1, 2), (1, 3))]
        found = min((one for one in fitting if one), default=None)
        if found is not None:
            return found[1]
    return ""


def _fitted(run: str) -> tuple[int, str] | None:
    """How many signs had to be repaired to make a plate of this, and the plate; the form that asks for the least."""
    made = [_shaped(run, shape) for shape in _PLATES if len(shape) == len(run)]
    costs = [(sum(one != other for one, other in zip(run, plate, strict=True)), plate) for plate in made if plate]
    cost, plate = min(costs, default=(_MOST_REPAIRED + 1, ""))
    return (cost, plate) if cost <= _MOST_REPAIRED else None


def _shaped(run: str, shape: str) -> str:
    """The run with letters and figures where this form has them; empty where that cannot be."""
    tables = [_AS_LETTERS if place == "L" else _AS_DIGITS for place in shape]
    signs = "".join(sign.translate(table) for sign, table in zip(run, tables, strict=True))
    fits = all(sign.isalpha() if place == "L" else sign.isdigit() for sign, place in zip(signs, shape, strict=True))
    return signs if fits else ""


def _born_on(lines: list[str]) -> str:
    for part in _after(lines, _BIRTH):
        found = _DAY.search(part)
        if found is None:
            continue
        try:
            return date(*(int(one.translate(_AS_DIGITS)) for one in found.groups())).isoformat()
        except ValueError:
            continue
    return ""


def _postal_code(lines: list[str]) -> str:
    """The only postal code of the paper; of two, one is the court's."""
    found = {f"{one[1]} {one[2]}" for line in lines for one in _POSTAL.finditer(line)}
    return found.pop() if len(found) == 1 else ""
