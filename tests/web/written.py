"""A place in which every text that somebody could write was written by a mischievous person."""

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from cli.city_client import CityClient
from tests.conftest import City
from tests.web.payloads import ALL, fitting
from tests.web.people import PEOPLE
from tests.web.place import drafts
from tests.web.place_builder import EXEMPTION, FELLING, Builder, builder_of
from tests.web.test_contest_pages import PLATE, served

NOTE, LABEL, NAME = fitting(4000), fitting(290), fitting(110, 8)
FILE: Final = fitting(120, 8).replace("/", "")  # the name of a file has no folder
OWNER, CLERK = PEOPLE["owner"], PEOPLE["clerk"]
OFFICE, PROSECUTOR, JUDGE = PEOPLE["office"], PEOPLE["prosecutor"], PEOPLE["judge"]
APPLICANT: Final[dict[str, Any]] = {
    "work_address": LABEL, "applicant_name": NAME, "mailing_address": fitting(290, 8), "description": NOTE,
}  # fmt: skip
PLEA: Final[dict[str, Any]] = {
    "pleas": [{"count": 1, "plea": "not_guilty"}], "name": LABEL, "capacity": "owner", "explanations": ALL,
    "application": ALL, "entered_by": fitting(200, 12),
}  # fmt: skip
# Where what was written is read again, and by whom.
READ: Final = (
    ("/dossier/{asked}", "owner"), ("/dossier/{asked}", "clerk"),
    ("/dossier/{asked}/actes/declare_complete", "clerk"), ("/dossier/{again}/actes/answer_information", "owner"),
    ("/dossier/{reviewed}", "owner"), ("/dossier/{reviewed}", "director"),
    ("/dossier/{reviewed}/notes", "clerk"), ("/dossier/{noticed}", "owner"),
    ("/dossier/{noticed}/actes/record_resolution", "clerk"),
    ("/avis-publics/{noticed}", "anyone"), ("/dossier/{tried}", "owner"), ("/dossier/{tried}", "prosecutor"),
    ("/dossier/{tried}", "office"), ("/dossier/{tried}", "judge"), ("/dossier/{pleaded}", "prosecutor"),
    ("/dossier/{pleaded}/actes/continue_proceedings", "prosecutor"),
    ("/dossier/{tried}/actes/decide_postponement", "office"), ("/dossier/{tried}/actes/decide_application", "judge"),
    ("/dossiers", "owner"), ("/fil", "owner"), ("/mes-donnees", "owner"), ("/bureau", "clerk"),
    ("/bureau/dossiers", "clerk"), ("/bureau", "prosecutor"), ("/bureau/seances?des={sat}", "office"),
    ("/bureau/poursuite", "prosecutor"), ("/bureau/poursuite/{pleaded}", "prosecutor"),
    ("/bureau/poursuite/preuve", "prosecutor"), ("/bureau/audiences?jour={sat}", "office"),
    ("/role?jour={sat}", "anyone"),
)  # fmt: skip


async def write(city: City) -> dict[str, str]:
    """Write everywhere; the names of what was written."""
    client = CityClient(city.base_url, city.tokens)
    to = replace(builder_of(city, client, APPLICANT), files_begin=FILE)
    try:
        return await _permits(to) | await _statements(to) | await drafts(to)
    finally:
        await client.close()


async def _permits(to: Builder) -> dict[str, str]:
    """An application, what is asked of it and answered, what the desk notes, a notice and what a neighbour says."""
    asked, again = [await _asked(to) for _ in range(2)]
    await to.act(OWNER, asked, "answer-information", {"answers": {"plan": ALL}})
    exemption = EXEMPTION | {name: fitting(190, 3) for name in ("provision", "required", "asked")}
    exemption |= {"prejudice": NOTE, "neighbours": NOTE}
    reviewed = await to.in_review(exemption)
    opinion = {"discipline": "zoning", "outcome": "favourable", "note": NOTE}
    await to.act(CLERK, reviewed, "give-opinion", opinion)
    await to.note(reviewed, NOTE)
    document = (await to.client.get(CLERK, f"/cases/{reviewed}/documents"))["documents"][0]["id"]
    judged = {"document": document, "outcome": "to_replace", "reason": NOTE}
    await to.act(CLERK, reviewed, "judge-document", judged)
    moved = {"promised_on": (to.today + timedelta(days=200)).isoformat(), "reason": NOTE}
    await to.act(CLERK, reviewed, "move-promise", moved)
    notice = {"council_time": fitting(90), "place": LABEL, "nature": NOTE, "effects": NOTE}
    noticed = await to.noticed(notice)
    said = {"text": NOTE, "name": LABEL}
    await to.client.say_publicly(f"/notices/{noticed}/comments", said, secrets.token_hex(8))
    return {"asked": asked, "again": again, "reviewed": reviewed, "noticed": noticed}


async def _asked(to: Builder) -> str:
    """An application of which a text is asked."""
    case_id = await to.paid(await to.filed("abattage-arbre", FELLING | {"species": LABEL[:190]}, *TREE_DOCUMENTS))
    item = {"name": "plan", "kind": "text", "label": LABEL, "note": NOTE}
    await to.act(CLERK, case_id, "ask-information", {"items": [item]})
    return case_id


TREE_DOCUMENTS: Final = ("photos", "location_plan")


async def _statements(to: Builder) -> dict[str, str]:
    """Two statements served and pleaded; one goes to its hearing with what each side writes on the way."""
    count = {"number": 1, "provision": LABEL, "description_fr": NOTE, "description_en": NOTE, "fine": 6000,
             "costs": 3000}  # fmt: skip
    party = {"kind": "owner", "name": LABEL, "address": [LABEL, NAME], "plate": PLATE, "vehicle": fitting(95)}
    pleaded, tried = [await served(to.city, counts=[count], party=party, place=LABEL) for _ in range(2)]
    for one, interpreter in ((pleaded, fitting(90, 4)), (tried, "")):  # with one, the slot is held with them
        await to.post(OWNER, "/statements/claim", {"number": one.number, "code": PLATE})
        await to.act(OWNER, one.case_id, "plead", PLEA | {"interpreter": interpreter})
    await to.act(PROSECUTOR, tried.case_id, "continue-proceedings", {"note": NOTE})
    sat = await to.hearing_of(tried.case_id, fitting(60))
    await to.act(OWNER, tried.case_id, "change-address", {"address": [LABEL, NAME]})
    await to.act(OWNER, tried.case_id, "represent", {"lawyer": NAME, "bar_number": fitting(50)})
    await to.act(OWNER, tried.case_id, "apply-to-court", {"subject": "other", "text": ALL})
    await to.act(OWNER, tried.case_id, "ask-mode", {"mode": "video", "reasons": ALL})
    await to.act(OFFICE, tried.case_id, "decide-mode", {"outcome": "granted", "mode": "video", "reasons": ALL})
    await to.act(OWNER, tried.case_id, "ask-postponement", {"reasons": ALL})
    return {"pleaded": pleaded.case_id, "tried": tried.case_id, "sat": sat}
