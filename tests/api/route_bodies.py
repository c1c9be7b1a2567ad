"""A body that each route takes, for the table of routes and roles."""

from typing import Any

from tests.api import contest_routes
from tests.api.town import application

TREE = application({})
DRAFT = {"service": "abattage-arbre", "borough": "VD"}
ITEM = {"name": "plan", "kind": "text", "label": "Plan"}
DAY = "2026-12-01"
BODIES_OF_ACTS: dict[str, dict[str, Any]] = {
    "give-opinion": {"discipline": "arborist", "outcome": "favourable"},
    "refer": {"meeting_on": DAY},
    "record-committee-opinion": {"outcome": "favourable", "given_on": DAY, "motives": "a"},
    "publish-notice": {"published_on": DAY, "council_on": DAY, "council_time": "19 h", "place": "a", "nature": "b",
                       "effects": "c"},
    "record-resolution": {"outcome": "granted", "resolution": "CA26", "resolved_on": DAY},
    "refuse-amendment": {"reasons": "a"},
    "move-promise": {"promised_on": DAY, "reason": "a"},
    "judge-document": {"document": "0" * 32, "outcome": "accepted"},
    "take-payment": {"payment_id": "p", "cents": 1, "method": "cash"},
    "give-notice-of-revocation": {"ground": "non_payment", "grounds": "a"},
    "revoke": {"reasons": "a", "provision": "b", "remedies": ["c"]},
    "keep": {"reason": "a"},
    "order-refund": {"payment_id": "p", "cents": 1, "reason_code": "city_error", "note": "a"},
    "correct-entry": {"entry": 1, "note": "a"},
    "amend": {"answers": {"trees": 2}},
    "replace-document": {"document": "0" * 32, "replacement": "1" * 32},
    "declare-start": {"started_on": DAY},
    "declare-completion": {"completed_on": DAY},
    "comment-on-revocation": {"comments": "a"},
    "inspect": {"kind": "final", "outcome": "conform", "found_on": DAY},
    "opinion-links": {"discipline": "arborist"},
    "letters/{number}/withdraw": {"reason": "content_error"},
    "letters/{number}/correct": {"reason": "content_error", "changes": {"pay_by_explanation": "a"}},
}  # fmt: skip
BODIES: dict[str, dict[str, Any]] = {
    **contest_routes.BODIES,
    "/api/v1/services/{code}/quote": {"borough": "VD", "answers": TREE["answers"]},
    "/api/v1/drafts": DRAFT,
    "/api/v1/drafts/{draft_id}": DRAFT,
    "/api/v1/cases": TREE,
    "/api/v1/cases/claim": {"code": "AAAA-BBBB-CCCC"},
    "/api/v1/tills": {"borough": "VD", "float_cents": 10_000},
    "/api/v1/tills/{borough}/{day}/close": {"cash_cents": 1, "cheque_cents": 0, "terminal_cents": 0},
    "/api/v1/preferences": {"channel": "post"},
    "/api/v1/cases/{case_id}/ask-information": {"items": [ITEM]},
    "/api/v1/cases/{case_id}/answer-information": {"answers": {"plan": "Voici."}},
    "/api/v1/cases/{case_id}/conclude-review": {"opinions": []},
    "/api/v1/cases/{case_id}/holds": {"reason": "Litige."},
    "/api/v1/cases/{case_id}/holds/{hold_id}/lift": {"reason": "Le litige est réglé."},
    "/api/v1/destructions": {"cases": ["0" * 32]},
    "/api/v1/sittings": {
        "judge": "juge-1",
        "room": "1.01",
        "starts_at": "2036-12-01T09:00",
        "ends_at": "2036-12-01T12:00",
        "slot_minutes": 30,
    },
    "/api/v1/hearings/{hearing_id}/people": {"part": "witness", "name": "A", "email": "a@exemple.ca"},
    "/api/v1/hearings/{hearing_id}/people/{participant}/link": {},
    "/api/v1/hearings/{hearing_id}/people/{participant}/presence": {"confirmed": True},
    "/api/v1/hearings/{hearing_id}/apart": {"one": "defence", "other": "witness"},
    "/api/v1/hearings/{hearing_id}/watch": {"name": "A", "email": "a@exemple.ca"},
    "/api/v1/hearings/publications": {"dates": [{"case_id": "0" * 32, "slot_id": "0" * 32, "seq": 1}]},
    "/api/v1/hearings/dockets": {"first": "2036-12-01", "last": "2036-12-31"},
    "/api/v1/slots/{slot_id}/holds": {"case_id": "0" * 32},
    "/api/v1/hearings/dockets/{docket_id}/publish": {"days": ["2036-12-01"]},
    "/api/v1/cases/{case_id}/move-hearing": {"slot": "0" * 32},
    "/api/v1/cases/{case_id}/earlier-date": {"notice_days": 7},
    **{f"/api/v1/cases/{{case_id}}/{act}": body for act, body in BODIES_OF_ACTS.items()},
    "/api/v1/opinions/{token}": {"outcome": "favourable"},
    "/api/v1/notices/{case_id}/comments": {"text": "Un commentaire."},
    "/api/v1/cases/{case_id}/refuse": {"reasons": "a", "provision": "b", "remedies": ["c"]},
}
