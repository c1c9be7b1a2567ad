"""Made-up files of statements: good rows, and a file of 25 lines with a fault on each."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from casework.statement_cells import COLUMNS
from casework.statement_files import EXAMPLES

NAMES = [column.name for column in COLUMNS]
BASE: dict[str, str] = {name: EXAMPLES[0].get(name, "") for name in NAMES}
TRAFFIC: dict[str, str] = {name: EXAMPLES[1].get(name, "") for name in NAMES}
CAMERA = BASE | {"kind": "camera", "service_mode": "registered_mail", "offence_at": "2026-09-01T08:00"}

# The row, what is changed in it, the column at fault, the code.
FAULTY: list[tuple[dict[str, str], dict[str, str], str, str]] = [
    (BASE, {"place": ""}, "place", "required"),
    (BASE, {"served_on": "2026-02-30"}, "served_on", "not-a-date"),
    (BASE, {"offence_at": "2026-03-08T02:30"}, "offence_at", "no-such-time"),
    (BASE, {"offence_at": "2026-11-01T01:30"}, "offence_at", "ambiguous-time"),
    (BASE, {"offence_at": "20 novembre"}, "offence_at", "not-a-time"),
    (
        BASE,
        {"offence_at": "2999-01-01T10:00", "service_mode": "ordinary_mail", "served_on": ""},
        "offence_at",
        "in-the-future",
    ),
    (BASE, {"served_on": "2026-11-19"}, "served_on", "served-before-offence"),
    (CAMERA, {"served_on": "2026-11-03"}, "served_on", "served-too-late"),
    (BASE, {"kind": "bicycle"}, "kind", "not-a-choice"),
    (BASE, {"service_mode": "pigeon"}, "service_mode", "not-a-choice"),
    (BASE, {"fine": "60,5"}, "fine", "not-an-amount"),
    (BASE, {"costs": "-30,00"}, "costs", "negative"),
    (BASE, {"fine": "60"}, "fine", "unclear-amount"),
    (BASE, {"fine": "6000"}, "fine", "mixed-amounts"),
    (BASE, {"number": "7.0E+09"}, "number", "malformed-number"),
    (TRAFFIC, {"name": ""}, "name", "required"),
    (TRAFFIC, {"born_on": "2013-05-04"}, "born_on", "under-age"),
    (BASE, {"party": "company", "born_on": "1990-05-04"}, "born_on", "company-without-birth"),
    (BASE, {"plate": ""}, "plate", "required"),
    (BASE, {"address_1": " "}, "address_1", "required"),
    (BASE, {"place": "rue\0Saint-Denis"}, "place", "invalid-text"),
    (BASE, {"officer": "x" * 101}, "officer", "too-long"),
    (BASE, {"greater_fine": "50,00", "greater_reasons": "Récidive"}, "greater_fine", "greater-fine-too-small"),
    (BASE, {"count": "2"}, "count", "counts-not-from-one"),
    (BASE, {"warned": "peut-être"}, "warned", "not-a-boolean"),
]


def faulty_file(prefix: str) -> bytes:
    """25 statements on the lines 2 to 26, each with its fault; their numbers begin with `prefix`."""
    rows = [row | {"number": f"{prefix}{rank:02d}"} | changes for rank, (row, changes, _, _) in enumerate(FAULTY)]
    return written([BASE | {"number": f"{prefix}99"}, *rows])


def good_rows(prefix: str) -> list[dict[str, str]]:
    """12 statements on 14 rows: four kinds, three counts of one, a company, a minor, ordinary mail, a warning."""
    camera = CAMERA | {"served_on": "2026-10-31", "warned": "oui"}
    bylaw = TRAFFIC | {"kind": "bylaw", "party": "company", "name": "Essai inc.", "born_on": "", "points": ""}
    kinds = [BASE, BASE | {"greater_fine": "90,00", "greater_reasons": "Récidive"}, TRAFFIC,
             TRAFFIC | {"born_on": "2010-05-04", "fine": "300,00"}, bylaw, bylaw | {"language": "en"}, camera,
             camera | {"warned": ""}, BASE | {"service_mode": "ordinary_mail", "served_on": ""},
             BASE | {"email": "camille@example.ca"}, TRAFFIC | {"offence_at": "2026-11-20 10:15:30"}]  # fmt: skip
    rows = [row | {"number": f"{prefix}{rank:02d}"} for rank, row in enumerate(kinds)]
    several = TRAFFIC | {"number": f"{prefix}11"}
    return [*rows, *(several | {"count": str(rank), "provision": f"art. {rank}"} for rank in (2, 1, 3))]


def written(rows: Iterable[Mapping[str, Any]], names: list[str] = NAMES, delimiter: str = ";") -> bytes:
    """A file of these rows."""
    made = io.StringIO()
    writer = csv.DictWriter(made, names, delimiter=delimiter, lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode()
