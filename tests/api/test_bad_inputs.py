"""RELIABILITY §4: each bad input gets exactly its answer, and learns nothing from it."""

import json
import re
import uuid

import httpx
import pytest

from tests.api import bad_acts, bad_bodies, bad_contests, bad_files, broken_parts
from tests.api.bad_input import Bad
from tests.api.town import CLERK_ELSEWHERE, OTHER, OWNER, Town, application

EXPECTED: dict[int, set[tuple[int, str]]] = {
    1: {(400, "malformed-json")},
    2: {(400, "malformed-json")},
    3: {(400, "malformed-json")},
    4: {(400, "malformed-json")},
    5: {(400, "duplicate-key")},
    6: {(422, "invalid-text")},
    7: {(422, "invalid-text")},
    8: {(400, "malformed-json")},
    9: {(422, "unknown-field")},
    10: {(415, "unsupported-media-type")},
    11: {(406, "not-acceptable")},
    12: {(413, "payload-too-large"), (408, "request-timeout")},
    13: {(413, "too-many-fields")},
    14: {(405, "method-not-allowed")},
    15: {(404, "not-found")},
    16: {(403, "forbidden")},
    17: {(404, "not-found")},
    18: {(403, "conflict-of-interest")},
    19: {(401, "unauthenticated")},
    23: {(409, "illegal-transition")},
    24: {(412, "precondition-failed")},
    25: {(428, "precondition-required")},
    26: {(200, ""), (201, "")},
    27: {(422, "idempotency-key-reused")},
    28: {(409, "request-in-progress")},
    29: {(409, "duplicate-case")},
    30: {(202, ""), (409, "already-judged")},
    31: {(409, "slot-taken")},
    32: {(422, "slot-not-bookable")},
    33: {(422, "ambiguous-time")},
    34: {(422, "validation")},
    35: {(422, "invalid-amount")},
    36: {(409, "refund-exceeds-capture")},
    37: {(401, "invalid-signature")},
    38: {(401, "stale-signature")},
    39: {(200, "")},
    40: {(200, "")},
    41: {(413, "payload-too-large")},
    42: {(415, "file-type")},
    43: {(422, "image-too-large")},
    44: {(422, "image-unreadable")},
    45: {(422, "file-unprocessable")},
    46: {(422, "malware")},
    47: {(201, "")},
    48: {(201, "")},
    52: {(422, "validation")},
    53: {(422, "unknown-filter")},
    55: {(404, "not-found")},
    56: {(429, "rate-limited")},
    57: {(200, "")},
    58: {(201, "")},
    59: {(422, "text-too-long")},
    60: {(403, "hearing-not-open"), (403, "token-expired"), (403, "not-found"), (403, "token-revoked")},
    61: {(503, "temporarily-unavailable")},
    62: {(503, "temporarily-unavailable")},
    63: {(507, "insufficient-storage")},
    64: {(202, "")},
    65: {(404, "not-found")},
    66: {(400, "bad-host")},
    68: {(500, "internal")},
}
CASES: list[Bad] = [*bad_bodies.ROWS, *bad_acts.ROWS, *bad_files.ROWS, *broken_parts.ROWS, *bad_contests.ROWS]
LEAKS = re.compile(
    r"traceback|file \"|\.py\b|/work|/usr|/var/|/etc/|site-packages|select |insert |psycopg|sqlalchemy|postgres|sqlite"
    r"|uvicorn|starlette|fastapi|pydantic|pillow|pikepdf|temporalio|grpc|python|exception|\d+\.\d+\.\d+",
    re.IGNORECASE,
)
ALWAYS = ("content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy")


def test_every_row_has_its_cases_and_every_case_its_row() -> None:
    assert {bad.row for bad in CASES} == set(EXPECTED)
    for bad in CASES:
        assert (bad.status, bad.code) in EXPECTED[bad.row], bad
    for row, answers in EXPECTED.items():
        assert answers == {(bad.status, bad.code) for bad in CASES if bad.row == row}


def test_no_two_cases_are_named_alike() -> None:
    names = [str(bad) for bad in CASES]
    assert len(names) == len(set(names))


@pytest.mark.stack
@pytest.mark.parametrize("bad", CASES, ids=str)
async def test_a_bad_input_gets_exactly_its_answer(town: Town, bad: Bad) -> None:
    answer = await bad.send(town)
    assert answer.status_code == bad.status, answer.text
    for name in ALWAYS:
        assert name in answer.headers
    assert "server" not in answer.headers
    if bad.code:
        look_at_the_problem(answer, bad)
    else:
        assert answer.headers["content-type"].partition(";")[0] in ("application/json", "text/csv")


def look_at_the_problem(answer: httpx.Response, bad: Bad) -> None:
    assert answer.headers["content-type"] == "application/problem+json"
    problem = json.loads(answer.content)
    assert set(problem) <= {"type", "title", "status", "detail", "instance", "errors"}
    assert problem["type"] == f"/problems/{bad.code}"
    assert problem["status"] == bad.status
    assert problem["title"]
    assert problem["detail"].endswith(".")
    assert uuid.UUID(problem["instance"].removeprefix("urn:uuid:"))
    assert answer.headers["content-language"] == "fr"
    told = " ".join([problem["title"], problem["detail"], *map(str, problem.get("errors", ()))])
    assert not LEAKS.search(told), told
    assert not LEAKS.search(str({name: value for name, value in answer.headers.items() if name != "x-request-id"}))


@pytest.mark.stack
async def test_not_yours_and_not_there_are_one_answer(town: Town) -> None:
    case_id = (await town.filed())["case_id"]
    seen: set[bytes] = set()
    for path in (case_id, "0" * 32, "not-an-id", "%C3%A9", f"{case_id}/timeline", f"{'0' * 32}/timeline"):
        for account in (OTHER, CLERK_ELSEWHERE):
            answer = await town.get(f"/cases/{path}", account)
            seen.add(re.sub(rb"urn:uuid:[0-9a-f-]{36}", b"", answer.content))
    assert len(seen) == 1


@pytest.mark.stack
async def test_a_problem_speaks_english_when_asked_to_and_never_by_guessing(town: Town) -> None:
    guessed = await town.get("/cases/nothing", accept_language="en-CA")
    asked = [
        await town.get("/cases/nothing?lang=en"),
        await town.get("/cases/nothing", x_guichet_language="en"),
        await town.get("/cases/nothing", content_language="en-CA"),
    ]
    assert guessed.json()["title"] == "Introuvable"
    assert {answer.json()["title"] for answer in asked} == {"Not found"}


@pytest.mark.stack
@pytest.mark.parametrize("key", [{}, {"Idempotency-Key": "short"}], ids=["none", "too short"])
async def test_a_write_without_a_key_is_refused(town: Town, key: dict[str, str]) -> None:
    answer = await town.http.post("/api/v1/cases", json=application({}), headers=town.as_(OWNER) | key)
    assert answer.status_code == 400
    assert answer.json()["type"] == "/problems/idempotency-key-missing"
