"""What each act's form says, as the act's own fields."""

from dataclasses import dataclass, replace
from typing import Any, Final

from casework.reading import CaseFile
from casework.sentences import Sentence, say
from catalogue.schema import Service
from domain.errors import CaseError, Invalid, NotFound
from domain.letter import Language
from web import uploads
from web.forms import Form
from web.visit import Visit
from web.words import Pair, Words

MISSING: Final[dict[str, Pair]] = {
    "label_1": ("Écrivez ce que vous demandez.", "Write what you are asking for."),
    "answers": ("Répondez à ce point.", "Answer this item."),
    "opinions": ("Choisissez un avis.", "Choose an opinion."),
    "provision": ("Choisissez la disposition.", "Choose the provision."),
    "reasons": ("Écrivez les motifs du refus.", "Write the reasons for the refusal."),
    "remedies": ("Choisissez au moins un recours.", "Choose at least one remedy."),
    "file": ("Choisissez un fichier.", "Choose a file."),
}
FIRST_ROWS: Final = 2
MOST_ROWS: Final = 12


async def nothing(visit: Visit, file: CaseFile) -> dict[str, Any]:
    """An act without content."""
    return {}


@dataclass(frozen=True)
class Ready:
    """A request in words that are ready, in the language of the file's letters."""

    value: str
    kind: str
    label: str


def ready(visit: Visit, file: CaseFile) -> list[Ready]:
    """What may be asked for without typing: the documents of the service, and what clerks often ask for."""
    language: Language = "en" if file.row.language == "en" else "fr"
    documents = file.service.documents_in(file.row.borough) if file.service else ()
    often = visit.doors.catalogue.requests
    return [
        *(Ready(f"document:{one.name}", "document", one.label.say(language)) for one in documents),
        *(Ready(f"request:{one.code}", one.kind, one.text.say(language)) for one in often),
    ]


async def items(visit: Visit, file: CaseFile) -> dict[str, Any]:
    """The chosen and the typed items of a request for information. Raises Invalid."""
    form, chosen = visit.form, set(visit.form.all("ready"))
    offered = [one for one in ready(visit, file) if one.value in chosen]
    asked = [
        {"name": f"ready_{rank}", "kind": one.kind, "label": one.label, "note": ""}
        for rank, one in enumerate(offered, 1)
    ]
    asked += [
        {"name": f"item_{rank}", "kind": _kind(form, rank), "label": form.one(f"label_{rank}").strip(),
         "note": form.one(f"note_{rank}").strip()}
        for rank in range(1, item_rows(form) + 1)
        if form.one(f"label_{rank}").strip()
    ]  # fmt: skip
    if not asked:
        raise Invalid({"label_1": "required"})
    return {"items": asked}


async def answers(visit: Visit, file: CaseFile) -> dict[str, Any]:
    """A text or a document's id for every item. Raises Invalid, FileRefused."""
    given: dict[str, str] = {}
    for item in file.asked:
        name = f"answers.{item['name']}"
        given[item["name"]] = await _document(visit, file, name) if item["kind"] == "document" else visit.form.one(name)
    missing = {f"answers.{name}": "required" for name, answer in given.items() if not answer.strip()}
    if missing:
        raise Invalid(missing)
    return {"answers": given}


async def opinions(visit: Visit, file: CaseFile) -> dict[str, Any]:
    """One opinion for each discipline. Raises Invalid."""
    form = visit.form
    names = [*file.opinions, *(name for name in form.all("extra") if name not in file.opinions)]
    given = [
        {"discipline": name, "outcome": form.one(f"opinions.{name}"), "note": form.one(f"note.{name}").strip()}
        for name in names
    ]
    missing = {f"opinions.{one['discipline']}": "required" for one in given if not one["outcome"]}
    if missing:
        raise Invalid(missing)
    return {"opinions": given}


async def conditions(visit: Visit, file: CaseFile) -> dict[str, Any]:
    """The catalogue's conditions that were kept, and the clerk's own, one a line, in the letters' language."""
    service = _service(visit, file)
    chosen = visit.form.all("conditions")
    offered = [one.text.say(_language(file)) for one in service.conditions if one.code in chosen]
    return {"conditions": offered + _lines(visit.form, "other_conditions")}


async def refusal(visit: Visit, file: CaseFile) -> dict[str, Any]:
    """Reasons, the provision with its article, and the remedies, in the letters' language."""
    service, form, language = _service(visit, file), visit.form, _language(file)
    citations = {one.code: one.citation.say(language) for one in service.provisions}
    provision = citations.get(form.one("provision"), "")
    article = form.one("article").strip()
    remedies = [one.text.say(language) for one in service.remedies if one.code in form.all("remedies")]
    return {
        "reasons": form.one("reasons").replace("\r\n", "\n").strip(),
        "provision": f"{provision}, {article}" if provision and article else provision,
        "remedies": remedies + _lines(form, "other_remedies"),
    }


async def attach(visit: Visit, case_id: str) -> None:
    """Keep the files chosen. Raises Invalid, FileRefused."""
    chosen = visit.form.given("file")
    if not chosen:
        raise Invalid({"file": "required"})
    for upload in chosen:
        await uploads.keep_in_case(visit, case_id, visit.form.one("kind") or uploads.OTHER, upload, "file")


async def reason(visit: Visit, file: CaseFile) -> dict[str, Any]:
    """Why the application is withdrawn; it may stay unsaid."""
    return {"reason": visit.form.one("reason").strip()}


def worded(refusal: CaseError, lang: Language) -> Sentence:
    """A refusal, where a missing field is named in the terms of its form."""
    sentence = say(refusal, lang)
    faults = refusal.errors if isinstance(refusal, Invalid) else {}
    missing = [name for name, code in faults.items() if code == "required" and name.split(".")[0] in MISSING]
    terms = {name: Words(lang)(*MISSING[name.split(".")[0]]) for name in missing}
    told = sentence.fields | terms
    return replace(sentence, fields={name: told[name] for name in sorted(told, key=_rank)})


def labels(file: CaseFile, service: Service | None, lang: Language) -> dict[str, str]:
    """What the fields of an act are called in the list of what is wrong."""
    asked = {f"answers.{item['name']}": str(item["label"]) for item in file.asked}
    return asked | {f"opinions.{name}": label.say(lang) for name, label in disciplines(service, file, {}) if label}


def item_rows(form: Form) -> int:
    """How many items the request's form shows."""
    rows = form.number("rows") or FIRST_ROWS
    return min(MOST_ROWS, rows + (form.one("action") == "more"))


def disciplines(service: Service | None, file: CaseFile, faults: dict[str, str]) -> list[tuple[str, Any]]:
    """The disciplines to hear, with their names; one that the refusal names is asked for too."""
    names = [*file.opinions]
    names += [name for fault in faults if fault.startswith("opinions.") and (name := fault[9:]) not in names]
    labels = {one.code: one.label for one in service.opinions} if service else {}
    return [(name, labels.get(name)) for name in names]


async def _document(visit: Visit, file: CaseFile, name: str) -> str:
    """The file sent now, or the one sent before a refusal."""
    for upload in visit.form.given(name):
        return await uploads.keep_in_case(visit, file.row.id, uploads.OTHER, upload, name)
    return visit.form.one(name)


def _rank(field: str) -> int:
    """Where a field stands on its page."""
    order, name = [*MISSING], field.split(".")[0]
    return order.index(name) if name in order else len(order)


def _kind(form: Form, rank: int) -> str:
    return "document" if form.one(f"kind_{rank}") == "document" else "text"


def _lines(form: Form, name: str) -> list[str]:
    return [line.strip() for line in form.one(name).splitlines() if line.strip()]


def _language(file: CaseFile) -> Language:
    return "en" if file.row.language == "en" else "fr"


def _service(visit: Visit, file: CaseFile) -> Service:
    service = file.service
    if service is None:
        raise NotFound
    return service
