"""The routes of contests for the table of routes and roles: a body for each act, what each role gets on a permit."""

from typing import Any

DAY = "2026-12-01"
VERDICTS = {"verdicts": [{"count": 1, "verdict": "acquitted"}], "reasons": "a"}
STATEMENT: dict[str, Any] = {
    "number": "700000001", "kind": "parking", "offence_at": "2026-11-20T10:15", "place": "a",
    "counts": [{"number": 1, "provision": "a", "description_fr": "a", "description_en": "a", "fine": 6000,
                "costs": 3000}],
    "party": {"kind": "owner", "plate": "ABC 123"}, "service_mode": "on_vehicle", "served_on": "2026-11-20",
}  # fmt: skip
HOLDER: dict[str, dict[str, Any]] = {
    "plead": {"pleas": [{"count": 1, "plea": "guilty"}], "name": "a"},
    "change-address": {"address": ["1, rue Essai"]},
    "represent": {"lawyer": "a"},
    "file-exhibit": {"exhibits": []},
    "apply-to-court": {"subject": "other", "text": "a"},
    "ask-mode": {"mode": "video", "reasons": "a"},
    "ask-postponement": {"reasons": "a"},
    "ask-revocation": {"known_on": DAY, "grounds": "a", "merits": "a"},
    "offer-payment": {"cents": 100},
}
OFFICE: dict[str, dict[str, Any]] = {
    "decide-late-plea": {"accepted": True},
    "suspend-delays": {"reasons": "a"},
    "resume-delays": {},
    "schedule": {"hold": "0" * 32},
    "decide-mode": {"outcome": "granted", "mode": "video", "reasons": "a"},
    "decide-postponement": {"granted": False, "reasons": "a"},
    "open-session": {"present": []},
    "note-incident": {"technical": True, "text": "a"},
    "record-oral-judgment": VERDICTS,
    "record-appeal": {"side": "defence", "filed_on": DAY, "court_number": "a"},
    "decide-appeal": {"outcome": "upheld", "decided_on": DAY},
}
BENCH: dict[str, dict[str, Any]] = {
    "record-service": {"mode": "bailiff", "served_on": DAY},
    "withdraw-charges": {"reason_code": "error"},
    "continue-proceedings": {},
    "stay-proceedings": {"reasons": "a"},
    "disclose": {"exhibits": []},
    "rule-on-exhibit": {"number": 1, "ruling": "admitted"},
    "decide-application": {"number": 1, "granted": True, "reasons": "a"},
    "adjourn": {"reasons": "a", "charged_to": "court"},
    "reserve": {},
    "recuse": {"reasons": "a"},
    "judge": VERDICTS,
    "confirm-judgment": {},
    "judge-on-record": VERDICTS,
    "correct-judgment": {"error": "a", "correction": "b"},
    "apply-for-revocation": {"grounds": "a"},
    "decide-revocation": {"granted": True, "reasons": "a"},
    "grant-time": {"until": DAY, "reasons": "a"},
    "agree": {"deposit": 1, "instalments": []},
    "hand-back": {"until": DAY, "reasons": "a"},
}
# On a permit, whoever the role would allow is told that the case takes no such act; nobody else learns even that.
HOLDERS, OFFICES = (401, 409, 404, 409, 404, 403, 403, 403), (401, 403, 404, 409, 404, 403, 403, 403)
LINKS = (401, 404, 404, 404, 404, 403, 403, 403)  # a permit has no hearing
NOBODY = (401, 403, 404, 403, 404, 403, 403, 403)


def _path(act: str) -> str:
    return f"/api/v1/cases/{{case_id}}/{act}"


EXPECTED: dict[tuple[str, str], tuple[int, ...]] = {
    **{("POST", _path(act)): HOLDERS for act in HOLDER},
    **{("POST", _path(act)): OFFICES for act in OFFICE},
    **{("POST", _path(act)): NOBODY for act in BENCH},
    ("POST", "/api/v1/statements"): (401, *(403,) * 7),
    ("POST", "/api/v1/statements/find"): (404,) * 8,
    ("POST", "/api/v1/cases/{case_id}/hearing-links"): LINKS,
    ("DELETE", "/api/v1/cases/{case_id}/hearing-links"): LINKS,
    ("POST", "/api/v1/hearings/{hearing_id}/door"): (401,) * 8,  # the link is signed, whoever shows it
    **{("POST", f"/api/v1/hearings/{{hearing_id}}/{name}"): (401,) * 8 for name in ("tickets", "rtc", "self-tests")},
    ("GET", "/api/v1/hearings/{hearing_id}/exhibits/{number}"): (401,) * 8,  # neither a ticket nor a joined device
    ("POST", "/api/v1/statements/claim"): (401, 404, 404, 403, 403, 403, 403, 403),
}
BODIES: dict[str, dict[str, Any]] = {
    **{_path(act): body for act, body in (HOLDER | OFFICE | BENCH).items()},
    "/api/v1/cases/{case_id}/hearing-links": {"participant": "defence"},
    "/api/v1/hearings/{hearing_id}/door": {"token": "join.nothing"},
    "/api/v1/hearings/{hearing_id}/tickets": {"token": "join.nothing"},
    "/api/v1/hearings/{hearing_id}/rtc": {"token": "join.nothing"},
    "/api/v1/hearings/{hearing_id}/self-tests": {
        "token": "join.nothing",
        "camera": True,
        "microphone": True,
        "speaker": True,
        "network": True,
    },
    "/api/v1/statements": STATEMENT,
    "/api/v1/statements/find": {"number": "700000001", "fact": "ABC 123"},
    "/api/v1/statements/claim": {"number": "700000001", "code": "ABC 123"},
}
