"""Files of statements: read strictly, every fault of the whole file with its line, its column and its code."""

import ast
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from casework import statement_cells, statement_checks, statement_files, statement_import, statement_rows
from casework.sentences import FIELDS
from casework.statement_cells import COLUMNS
from casework.statement_checks import Law
from casework.statement_files import StatementFile, read_file, template
from casework.statement_rows import MOST_ROWS
from domain.calendars import calendar
from domain.statement import Count
from tests.casework.made_statements import BASE, CAMERA, FAULTY, NAMES, TRAFFIC, faulty_file, good_rows, written

LAW = Law(datetime(2026, 11, 26, 12, tzinfo=UTC), calendar("qc-judicial"))
MODULES = (statement_cells, statement_rows, statement_checks, statement_files, statement_import)


def read(content: bytes) -> StatementFile:
    return read_file(content, LAW)


def faults(content: bytes) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.field, fault.code) for fault in read(content).faults]


def of_rows(*rows: dict[str, str]) -> list[tuple[int, str, str]]:
    return faults(written(rows))


def test_25_faults_on_25_lines_are_25_lines_named_each_with_its_code() -> None:
    found = faults(faulty_file("70000"))
    assert found == [(line, column, code) for line, (_, _, column, code) in enumerate(FAULTY, 3)]
    assert len(found) == 25
    file = read(faulty_file("70000"))
    assert (file.rows, file.statements, [entry.line for entry in file.entries]) == (26, 26, [2])


def test_a_good_file_is_its_statements() -> None:
    file = read(written(good_rows("80000")))
    assert file.faults == ()
    assert (file.rows, file.statements, len(file.entries)) == (14, 12, 12)
    parking, several = file.entries[0].statement, file.entries[-1].statement
    assert parking.offence_at == datetime(2026, 11, 20, 15, 15, tzinfo=UTC)
    assert parking.party.address == ("12, rue Essai", "Montréal (Québec)  H2X 1Y4")
    assert parking.counts == (Count(1, "C-4.1, art. 12", "Parcomètre expiré", "Expired meter", 6000, 3000),)
    assert [count.provision for count in several.counts] == ["art. 1", "art. 2", "art. 3"]
    assert [entry.language for entry in file.entries].count("en") == 1
    assert {entry.statement.kind for entry in file.entries} == {"parking", "traffic", "bylaw", "camera"}
    assert file.entries[8].statement.served_on is None
    assert (file.entries[6].statement.warned, file.entries[7].statement.warned) == (True, False)


@pytest.mark.parametrize("change", ["comma", "bom", "unix", "cents", "dots", "blank", "order", "few"])
def test_ways_of_writing_the_same_statement(change: str) -> None:
    row = BASE | {"number": "7000000001"}
    plain = written([row])
    ways = {
        "comma": written([row], delimiter=","),
        "bom": b"\xef\xbb\xbf" + plain,
        "unix": plain.replace(b"\r\n", b"\n").rstrip(),
        "cents": written([row | {"fine": "6000", "costs": "3000", "contribution": "0"}]),
        "dots": written([row | {"fine": "60.00", "costs": "30.00"}]),
        "blank": plain + b"\r\n;;;;\r\n   \r\n",
        "order": written([row], NAMES[::-1]),
        "few": written([row], [name for name in NAMES if BASE[name] or name == "plate"]),
    }
    assert [entry.statement for entry in read(ways[change]).entries] == [read(plain).entries[0].statement]
    assert read(ways[change]).faults == ()


def test_the_template_is_a_file_without_faults() -> None:
    assert read(("\ufeff" + template()).encode()).faults == ()
    assert template().splitlines()[0] == ";".join(column.name for column in COLUMNS)


def test_faults_of_the_whole_file() -> None:
    good = written([BASE])
    assert faults(b"") == faults(good.split(b"\n")[0]) == [(1, "", "empty-file")]
    assert faults(good.decode().encode("utf-16")) == [(1, "", "bad-encoding")]
    assert faults(good.decode().encode("cp1252")) == [
        (2, name, "bad-encoding") for name in ("address_2", "description_fr")
    ]
    assert faults(good + b";" * 29 + b"\r\n" + b"x\r\n" + b'"open;' + b";" * 28) == [
        (4, "", "wrong-cell-count"), (5, "", "malformed-line"),
    ]  # fmt: skip
    assert faults(good.replace(b"Civic", b"Ci\rvic")) == [(2, "", "invalid-text")]
    assert faults(written([BASE], [*NAMES, "colour"])) == [(1, "colour", "unknown-column")]
    without = [name for name in NAMES if name not in ("fine", "served_on")]
    assert faults(written([BASE | {"place": ""}], without)) == [
        (1, "served_on", "missing-column"), (1, "fine", "missing-column"), (2, "place", "required"),
    ]  # fmt: skip
    assert (1, "kind", "column-twice") in faults(good.replace(b";offence_at;", b";kind;", 1))
    strange = faults(b"a;b\n1;2\n")
    assert {fault[0] for fault in strange} == {1}
    assert {"unknown-column", "missing-column"} == {fault[2] for fault in strange}


def test_a_file_of_too_many_rows_is_not_read() -> None:
    rows = [BASE | {"number": f"{rank:07d}"} for rank in range(MOST_ROWS + 1)]
    assert faults(written(rows)) == [(MOST_ROWS + 2, "", "too-many-rows")]
    assert len(read(written(rows[:-1])).entries) == MOST_ROWS


def test_rows_of_one_number_are_one_statement() -> None:
    second = TRAFFIC | {"count": "2"}
    assert of_rows(TRAFFIC, second) == []
    assert of_rows(TRAFFIC, second | {"place": "ailleurs"}) == [(3, "place", "differs-between-rows")]
    assert of_rows(TRAFFIC, TRAFFIC) == [(3, "count", "count-twice")]
    assert of_rows(TRAFFIC, TRAFFIC | {"count": "3"}) == [(3, "count", "counts-not-from-one")]
    assert of_rows(TRAFFIC, second | {"number": "70000 00002"}) == [(3, "number", "differs-between-rows")]
    assert of_rows(TRAFFIC | {"served_on": "2026-11-19"}, second | {"served_on": "2026-11-19"}) == [
        (2, "served_on", "served-before-offence")
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"served_on": "2026-10-31"}, None),  # the 60th day, a Saturday
        ({"served_on": "2026-11-02"}, None),  # the Monday after it: art. 17
        ({"served_on": "2026-11-03"}, "served-too-late"),
        ({"offence_at": "2026-09-16T08:00", "served_on": "2026-11-16"}, None),  # the 60th is a Sunday
        ({"offence_at": "2026-09-17T08:00", "served_on": "2026-11-16"}, None),  # the 60th itself, a Monday
        ({"offence_at": "2026-09-17T08:00", "served_on": "2026-11-17"}, "served-too-late"),  # the 61st
        ({"kind": "parking", "served_on": "2026-11-17"}, None),
    ],
)
def test_a_camera_serves_within_60_days(changes: dict[str, str], code: str | None) -> None:
    assert of_rows(CAMERA | changes) == ([(2, "served_on", code)] if code else [])


@pytest.mark.parametrize(
    ("column", "said", "code"),
    [
        ("fine", "0", "too-small"), ("fine", "0,00", "too-small"), ("fine", "1 234,56", "not-an-amount"),
        ("fine", "1e308", "not-an-amount"), ("fine", "1.005", "not-an-amount"), ("fine", "60 $", "not-an-amount"),
        ("fine", "1000000,01", "too-large"), ("points", "3,5", "not-a-number"), ("points", "-1", "negative"),
        ("points", "31", "too-large"), ("count", "0", "too-small"), ("count", "21", "too-large"),
        ("served_on", "", "required"), ("served_on", "2026-11-27", "in-the-future"), ("served_on", "20/11/2026",
        "not-a-date"), ("born_on", "2027-01-01", "in-the-future"), ("born_on", "0000-01-01", "not-a-date"),
        ("number", "--", "malformed-number"), ("number", "1" * 31, "malformed-number"), ("email", "a@b",
        "not-an-email"), ("name", "Camille\u202eelpmexE", "invalid-text"), ("name", "Ren\ufffd", "bad-encoding"),
        ("greater_fine", "60,00", "greater-fine-too-small"), ("language", "es", "not-a-choice"),
        ("offence_at", "10000-01-01T10:00", "not-a-time"), ("address_1", "x" * 101, "too-long"),
    ],
)  # fmt: skip
def test_a_cell_that_its_column_does_not_take(column: str, said: str, code: str) -> None:
    reasons = {"greater_reasons": "Récidive"} if column == "greater_fine" else {}
    assert of_rows(BASE | reasons | {column: said}) == [(2, column, code)]


def test_a_greater_fine_has_reasons() -> None:
    assert of_rows(BASE | {"greater_fine": "90,00"}) == [(2, "greater_reasons", "required")]


def test_who_is_14_on_the_day_of_the_offence_may_be_prosecuted() -> None:
    assert of_rows(TRAFFIC | {"born_on": "2012-11-20"}) == []
    assert of_rows(TRAFFIC | {"born_on": "2012-11-21"}) == [(2, "born_on", "under-age")]


def test_several_faults_of_a_line_are_all_told() -> None:
    assert of_rows(TRAFFIC | {"name": "", "kind": "x", "fine": "-1", "born_on": "2020-01-01"}) == [
        (2, "kind", "not-a-choice"), (2, "name", "required"), (2, "born_on", "under-age"), (2, "fine", "negative"),
    ]  # fmt: skip


def test_today_is_the_local_day() -> None:
    late = Law(datetime(2026, 11, 21, 3, tzinfo=UTC), calendar("qc-judicial"))
    assert late.today == date(2026, 11, 20)


def test_every_code_has_a_sentence_in_both_languages() -> None:
    codes = {code for module in MODULES for code in codes_in(Path(module.__file__ or ""))}
    assert {"registered-otherwise", "under-age", "mixed-amounts", "no-such-time", "malformed-line"} <= codes
    assert codes <= set(FIELDS["fr"])
    assert codes <= set(FIELDS["en"])


def codes_in(source: Path) -> set[str]:
    """The codes that a module gives: to BadCell, last of three to Fault and `add`, last in a `yield`."""
    found: set[object] = set()
    for node in ast.walk(ast.parse(source.read_text())):
        match node:
            case ast.Call(func=ast.Name(id="BadCell"), args=[code]):
                given: ast.AST = code.orelse if isinstance(code, ast.IfExp) else code
                found |= {one.value for one in (given, getattr(code, "body", None)) if isinstance(one, ast.Constant)}
            case ast.Call(func=ast.Name(id="Fault") | ast.Attribute(attr="add"), args=[_, _, ast.Constant(value=code)]):
                found.add(code)
            case ast.Yield(value=ast.Tuple(elts=[*_, ast.Constant(value=code)])):
                found.add(code)
            case ast.Return(value=ast.Constant(value=code)) if source.stem == "statement_rows":
                found.add(code)
            case _:
                pass
    return {code for code in found if isinstance(code, str)}
