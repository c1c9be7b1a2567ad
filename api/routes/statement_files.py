"""A file of statements of offence: tried, then served whole or not at all."""

from typing import Annotated, Any, Final

from fastapi import Depends, Request
from fastapi.responses import JSONResponse
from typing_extensions import TypedDict

from api.csv_bodies import CsvBody, CsvStream
from api.deps import Key, Me
from api.problems import language_of
from api.routing import router
from casework import statement_import
from casework.statement_import import LARGEST_BYTES, Report
from casework.statement_rows import Fault
from domain.errors import Invalid
from domain.letter import Language

routes = router("/statements", "statements")

MOST_TOLD: Final = 5_000  # faults in one answer; `fault_count` counts them all


class FaultTold(TypedDict):
    """What is wrong: the line of the file, the column ("" for the whole line), a code and its sentence."""

    line: int
    field: str
    code: str
    detail: str


class StatementSent(TypedDict):
    """A statement and its case; `waiting` while the case has not answered yet."""

    number: str
    case_id: str
    reference: str
    waiting: bool


class ImportAnswer(TypedDict):
    """What a file holds and what became of it. `already`: registered before, with the same content."""

    dry_run: bool
    rows: int
    statements: int
    served: int
    already: int
    waiting: int
    fault_count: int
    faults: list[FaultTold]
    receipts: list[StatementSent]


ANSWERS: Final[dict[int | str, dict[str, Any]]] = {200: {"model": ImportAnswer}, 201: {"model": ImportAnswer}}


@routes.post("/import", status_code=201, summary="Import a file of statements", responses=ANSWERS)
async def import_file(
    me: Me,
    request: Request,
    body: Annotated[CsvStream, Depends(CsvBody(LARGEST_BYTES))],
    dry_run: bool = False,
    idempotency_key: Key = "",
) -> JSONResponse:
    """Serve a file's statements (201) or, with any fault in it, none (422): `errors` names each as `line.column`.

    With `dry_run=true`, every fault and nothing written (200). The same file again ends in the same cases.
    """
    statement_import.allow(me.actor)
    content = await body.read()
    if dry_run:
        report = await statement_import.dry_run(me.doors, me.actor, content)
        return JSONResponse(_answer(report, language_of(request.scope), dry_run=True))
    report = await statement_import.import_all(me.doors, me.actor, content, idempotency_key)
    if report.faults:
        raise Invalid({_place(fault): fault.code for fault in report.faults[:MOST_TOLD]})
    return JSONResponse(_answer(report, language_of(request.scope), dry_run=False), 201)


def _place(fault: Fault) -> str:
    return f"{fault.line}.{fault.field}" if fault.field else str(fault.line)


def _answer(report: Report, lang: Language, *, dry_run: bool) -> ImportAnswer:
    return {
        "dry_run": dry_run,
        "rows": report.rows,
        "statements": report.statements,
        "served": report.served,
        "already": report.already,
        "waiting": report.waiting,
        "fault_count": len(report.faults),
        "faults": [_fault(fault, lang) for fault in report.faults[:MOST_TOLD]],
        "receipts": [_sent(one) for one in report.receipts],
    }


def _fault(fault: Fault, lang: Language) -> FaultTold:
    detail = statement_import.sentence(fault, lang)
    return {"line": fault.line, "field": fault.field, "code": fault.code, "detail": detail}


def _sent(one: statement_import.Sent) -> StatementSent:
    return {"number": one.number, "case_id": one.case_id, "reference": one.reference, "waiting": one.waiting}
