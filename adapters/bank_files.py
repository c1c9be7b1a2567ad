"""Bank statements from files: our own CSV, and camt.053 (ISO 20022) read without any document type.

The CSV is UTF-8 with the header `statement,account,from,until,line,date,amount,reference`: days as YYYY-MM-DD, amounts
in dollars with two decimals, negative where money left. The first four are the same on every line of a statement.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from domain.reconciliation import Line

LARGEST_BYTES: Final = 50_000_000
COLUMNS: Final = ["statement", "account", "from", "until", "line", "date", "amount", "reference"]
_AMOUNT: Final = re.compile(r"(-?)(\d{1,12})(?:\.(\d{1,2}))?", re.ASCII)
LONGEST_REFERENCE: Final = 500


class BadStatement(Exception):
    """A file that is no statement, whole or in part; nothing of it is imported. Says where."""


@dataclass(frozen=True)
class Statement:
    """One statement of one account, from a local day to another, both counted."""

    id: str
    account: str
    from_day: date
    until_day: date
    lines: tuple[Line, ...]


def read_statements(file: Path) -> tuple[Statement, ...]:
    """The statements of a file, `.csv` or `.xml`. Raises BadStatement, OSError."""
    if file.stat().st_size > LARGEST_BYTES:
        raise BadStatement(f"{file.name} is larger than {LARGEST_BYTES // 1_000_000} MB")
    content = file.read_bytes()
    found = _of_xml(content) if file.suffix.lower() == ".xml" else _of_csv(content)
    if not found:
        raise BadStatement(f"{file.name} holds no statement")
    for one in found:
        _refuse_incoherent(one)
    return found


def _refuse_incoherent(of: Statement) -> None:
    if not of.id or not of.account or of.from_day > of.until_day:
        raise BadStatement(f"statement {of.id!r}: an id, an account and two days in order are needed")
    outside = [line.line for line in of.lines if not of.from_day <= line.day <= of.until_day]
    if outside:
        raise BadStatement(f"statement {of.id}: line {outside[0]} is outside its days")
    if len({line.line for line in of.lines}) < len(of.lines):
        raise BadStatement(f"statement {of.id}: a line number comes twice")


def _of_csv(content: bytes) -> tuple[Statement, ...]:
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise BadStatement(f"not CSV in UTF-8: {type(fault).__name__}") from fault
    if not rows or rows[0] != COLUMNS:
        raise BadStatement(f"the first line must be {','.join(COLUMNS)}")
    found: dict[tuple[str, ...], list[Line]] = {}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(COLUMNS):
            raise BadStatement(f"line {number} has {len(row)} columns instead of {len(COLUMNS)}")
        place = f"line {number}"
        line = Line(row[0], _whole(row[4], place), a_day(row[5], place), cents_of(row[6], place), _short(row[7]))
        found.setdefault(tuple(row[:4]), []).append(line)
    if len({head[0] for head in found}) < len(found):
        raise BadStatement("a statement's account or days differ between its lines")
    return tuple(
        Statement(head[0], head[1], a_day(head[2], head[0]), a_day(head[3], head[0]), tuple(lines))
        for head, lines in found.items()
    )


def _of_xml(content: bytes) -> tuple[Statement, ...]:
    return tuple(_statement(one) for one in parse_plainly(content).iter("Stmt"))


def parse_plainly(content: bytes) -> Element:
    """An XML document as a tree without namespaces. Raises BadStatement for a document type, whatever is in it."""
    builder, parser = TreeBuilder(), expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = lambda name, attributes: builder.start(name.rpartition(" ")[2], attributes)
    parser.EndElementHandler = lambda name: builder.end(name.rpartition(" ")[2])
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(content, True)
    except expat.ExpatError as fault:
        raise BadStatement(f"not well-formed XML: {fault}") from fault
    return builder.close()


def _refuse_document_type(*_: object) -> NoReturn:
    raise BadStatement("a document type is refused: no entity can come in")


def _statement(of: Element) -> Statement:
    name = _text(of, "Id")
    account = _text(of, "Acct/Id/IBAN") or _text(of, "Acct/Id/Othr/Id")
    first, last = _text(of, "FrToDt/FrDtTm")[:10], _text(of, "FrToDt/ToDtTm")[:10]
    lines = tuple(_entry(name, rank, entry) for rank, entry in enumerate(of.findall("Ntry"), start=1))
    return Statement(name, account, a_day(first, name), a_day(last, name), lines)


def _entry(statement: str, rank: int, of: Element) -> Line:
    place, amount = f"statement {statement}, entry {rank}", of.find("Amt")
    if amount is None or amount.get("Ccy") != "CAD":
        raise BadStatement(f"{place}: an amount in CAD is needed")
    sign = {"CRDT": 1, "DBIT": -1}.get(_text(of, "CdtDbtInd"))
    if sign is None:
        raise BadStatement(f"{place}: credit or debit is needed")
    day = _text(of, "BookgDt/Dt") or _text(of, "BookgDt/DtTm")[:10]
    told = [_said(one) for one in of.iter() if one.tag in ("EndToEndId", "Ustrd", "AddtlNtryInf", "AcctSvcrRef")]
    reference = _short(" ".join(text for text in told if text))
    return Line(statement, rank, a_day(day, place), sign * cents_of(_said(amount), place), reference)


def _text(of: Element, path: str) -> str:
    found = of.find(path)
    return _said(found) if found is not None else ""


def _said(of: Element) -> str:
    return (of.text or "").strip()


def _short(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()[:LONGEST_REFERENCE]


def _whole(text: str, place: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise BadStatement(f"{place}: {text[:20]!r} is no line number")
    return int(text)


def a_day(text: str, place: str) -> date:
    """A day as YYYY-MM-DD. Raises BadStatement."""
    try:
        return date.fromisoformat(text if len(text) == 10 else "")
    except ValueError as fault:
        raise BadStatement(f"{place}: {text[:20]!r} is no day") from fault


def cents_of(text: str, place: str) -> int:
    """Cents of an amount in dollars, never nought. Raises BadStatement."""
    found = _AMOUNT.fullmatch(text.strip())
    cents = int(found[2]) * 100 + int((found[3] or "").ljust(2, "0")) if found else 0
    if not found or not cents:
        raise BadStatement(f"{place}: {text[:20]!r} is no amount")
    return -cents if found[1] else cents
