"""Exhibits given several at once: each file is kept first and gets a title, its own name unless another is written."""

from dataclasses import dataclass, replace
from typing import Any, Final

from casework.contest_reading import EVIDENCE
from casework.file_names import LONGEST
from domain.errors import Invalid
from web import uploads
from web.uploads import FileRefused
from web.visit import Visit
from web.words import Pair

KINDS: Final = {"disclose": EVIDENCE, "file_exhibit": uploads.OTHER}  # of the files of each act
ACTS: Final = tuple(KINDS)
FIELD: Final = "file"
LEFT_OUT: Final = "left_out"
TITLE: Final[Pair] = ("Titre de la pièce", "Title of the exhibit")


@dataclass(frozen=True)
class Given:
    """A file that was received for the act: its title as written, and whether it is left out after all."""

    document: str
    label: str
    left_out: bool

    @property
    def field(self) -> str:
        """The name of its title's field."""
        return field_of(self.document)


def field_of(document: str) -> str:
    """The name of the field in which the title of a file is written."""
    return f"label.{document}"


async def keep(visit: Visit, case_id: str) -> tuple[Visit, FileRefused | None]:
    """Keep every file that was chosen; one that is refused hinders no other, and the first refusal is told."""
    refused: FileRefused | None = None
    fields = {name: list(values) for name, values in visit.form.fields.items()}
    fields[FIELD] = list(dict.fromkeys(one for one in fields.get(FIELD, ()) if one))
    for upload in visit.form.given(FIELD):
        try:
            document = await uploads.keep_in_case(visit, case_id, KINDS[visit.part("act")], upload, FIELD)
        except FileRefused as one:
            refused = refused or one
            continue
        fields[FIELD].append(document)
        fields[field_of(document)] = [title_of(upload.filename or "")]
    return replace(visit, form=replace(visit.form, fields=fields)), refused


def title_of(name: str) -> str:
    """The title that a file has by its own name: without its folders and its extension."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, _ = last.rpartition(".")
    shown = "".join(char if char.isprintable() else " " for char in (stem if dot and stem else last))
    return " ".join(shown.split())[:LONGEST]


def given(visit: Visit) -> list[Given]:
    """The files that the form carries, in the order in which they were received."""
    out = visit.form.all(LEFT_OUT)
    documents = dict.fromkeys(one for one in visit.form.all(FIELD) if one)
    return [Given(one, visit.form.one(field_of(one)).strip(), one in out) for one in documents]


def content(visit: Visit) -> dict[str, Any]:
    """The exhibits as the act takes them. Raises Invalid, which names the title of each file that has none."""
    chosen = [one for one in given(visit) if not one.left_out]
    if not chosen:
        raise Invalid({FIELD: "required"})
    faults = {one.field: "required" for one in chosen if not one.label}
    faults |= {one.field: "too-long" for one in chosen if len(one.label) > LONGEST}
    if faults:
        raise Invalid(faults)
    return {"exhibits": [{"label": one.label, "document": one.document} for one in chosen]}
