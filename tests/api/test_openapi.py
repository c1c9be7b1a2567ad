"""The API's description is complete, and the answers are what it says."""

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import TypeAdapter

from api import answers, money_answers, offers
from api.app import create_api
from api.openapi import describe
from api.routes.acts import OFFERED
from tests.api.town import CLERK, OWNER, Town, application

METHODS = {"get", "post", "put", "delete", "patch"}
PUBLIC = {
    "/api/v1/services",
    "/api/v1/services/{code}",
    "/api/v1/services/{code}/quote",
    "/api/v1/verify/{code}",
    "/api/v1/links/{token}",
    "/api/v1/opinions/{token}",
    "/api/v1/opinions/{token}/documents/{document_id}",
    "/api/v1/notices/{case_id}",
    "/api/v1/notices/{case_id}/comments",
    "/api/v1/roll",
    "/api/v1/hearings/{hearing_id}/door",
    "/api/v1/hearings/{hearing_id}/watch",
    "/api/v1/hearings/{hearing_id}/tickets",
    "/api/v1/hearings/{hearing_id}/rtc",
    "/api/v1/hearings/{hearing_id}/self-tests",
    "/api/v1/hearings/{hearing_id}/exhibits/{number}",
    "/api/v1/statements/find",
    "/api/v1/webhooks/payments",
    "/api/v1/webhooks/stripe",
    "/healthz",
    "/readyz",
    "/metrics",
}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    doors: Any = SimpleNamespace(webhooks={})
    return describe(create_api(doors, {}))


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert method in METHODS
            yield path, method, operation


def test_every_operation_says_what_it_does_and_answers(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        place = f"{method} {path}"
        assert operation["summary"], place
        assert operation["description"], place
        assert operation["tags"], place
        good = [status for status in operation["responses"] if status.startswith("2")]
        assert good, place
        for status in good:
            for media_type, content in operation["responses"][status]["content"].items():
                assert media_type != "application/json" or "$ref" in content["schema"], place


def test_every_operation_names_its_problems(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        assert {"406", "422", "500", "503"} <= set(operation["responses"]), path
        if method != "get" and path not in PUBLIC:
            assert {"400", "401", "403", "404", "413", "415"} <= set(operation["responses"]), path
    for response in document["components"]["responses"].values():
        assert set(response["content"]) == {"application/problem+json"}


def test_every_operation_but_the_public_ones_asks_for_a_token(document: dict[str, Any]) -> None:
    open_to_all = {path for path, _, operation in operations(document) if "security" not in operation}
    assert open_to_all == PUBLIC


def test_every_act_requires_a_key_and_the_version_read(document: dict[str, Any]) -> None:
    acts = [operation for path, _, operation in operations(document) if "acts" in operation["tags"] and "{case" in path]
    assert len(acts) == len(OFFERED) == 31
    for operation in acts:
        required = {one["name"] for one in operation["parameters"] if one["required"]}
        assert {"Idempotency-Key", "If-Match", "case_id"} <= required


def test_every_body_is_closed(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        if "requestBody" not in operation:
            assert method == "get" or "/webhooks/" in path, path
            continue
        for content in operation["requestBody"]["content"].values():
            schema = resolved(document, content["schema"])
            assert schema["type"] == "string" or schema["additionalProperties"] is False, path


def test_every_reference_resolves(document: dict[str, Any]) -> None:
    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if "$ref" in node:
                assert resolved(document, node)
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(document)
    assert json.loads(json.dumps(document)) == document


def resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    found: Any = document
    for part in schema["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return found


def check(shape: Any, body: Any) -> None:
    """Refuse what a shape does not declare, all the way down."""
    TypeAdapter(shape).validate_python(body, strict=True, extra="forbid")


@pytest.mark.stack
async def test_answers_are_what_the_description_says(town: Town) -> None:
    receipt = await town.filed()
    case = f"/cases/{receipt['case_id']}"
    draft = await town.post("/drafts", {"service": "demolition", "borough": "VD"})
    letters = await town.until(f"{case}/letters", "letters")
    check(answers.ReceiptAnswer, receipt)
    check(answers.DraftAnswer, draft.json())
    for path, account, shape in (
        ("/services", OWNER, offers.ServiceList),
        ("/services/abattage-arbre?borough=OM", OWNER, offers.ServiceAnswer),
        ("/drafts", OWNER, answers.DraftList),
        ("/cases", CLERK, answers.CasePage),
        (case, OWNER, answers.CaseAnswer),
        (f"{case}/timeline", OWNER, answers.Timeline),
        (f"{case}/letters", OWNER, answers.LetterList),
        (f"{case}/documents", CLERK, answers.DocumentList),
        (f"{case}/payments", OWNER, money_answers.MoneyAnswer),
        ("/tasks", OWNER, answers.TaskList),
        (f"/verify/{letters[0]['verify_code']}", OWNER, answers.VerifiedAnswer),
        ("/cases/nothing", OWNER, answers.Problem),
    ):
        answer = await town.get(path, account)
        body = answer.json() | ({"errors": []} if shape is answers.Problem else {})
        check(shape, body)


@pytest.mark.stack
async def test_a_quote_is_what_filing_would_cost(town: Town) -> None:
    answer = await town.post(
        "/services/abattage-arbre/quote", {"borough": "VD", "answers": application({}, trees=5)["answers"]}
    )
    quoted = answer.json()
    check(offers.QuoteAnswer, quoted)
    assert quoted["total_cents"] == 8000
    assert set(quoted["documents"]) == {"photos", "location_plan", "arborist_report"}


@pytest.mark.stack
async def test_the_description_is_served_and_fastapis_pages_are_not(town: Town, document: dict[str, Any]) -> None:
    assert (await town.http.get("/api/v1/openapi.json")).json() == document
    for path in ("/api/v1/docs", "/api/docs", "/api/openapi.json"):
        assert (await town.http.get(path)).status_code == 404
