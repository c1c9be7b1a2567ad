"""The API's description: FastAPI's, completed with bodies, problems and who must sign in, read from the routes."""

from collections.abc import Iterator
from typing import Any, Final

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import models_json_schema

from api.answers import Problem
from api.csv_bodies import CsvBody
from api.deps import signed_in
from api.json_bodies import JsonBody
from api.problems import MEDIA_TYPE
from api.routing import PURPOSE
from api.uploads import OneFile
from casework.access import PURPOSES

REFERENCES: Final = "#/components/schemas/{model}"
ABOUT: Final = (
    "A city’s online counter. Amounts are in cents of Canadian dollars, instants in UTC. "
    "Problems are in French; `?lang=en` or the header `X-Guichet-Language: en` asks for English."
)
PROBLEMS: Final = {
    "400": "The request cannot be read.",
    "401": "Nobody is signed in.",
    "403": "The person may not do this.",
    "404": "Absent, malformed, or another person’s: one answer for the three.",
    "406": "The Accept header asks for what is not given.",
    "408": "The body did not arrive whole in time.",
    "409": "The state of the case does not allow it, or the same request is being worked on.",
    "410": "The content was destroyed under the retention schedule.",
    "412": "Somebody changed it since it was read.",
    "413": "Too large.",
    "415": "Another type of content is expected.",
    "422": "Well formed and wrong; `errors` names the fields.",
    "428": "If-Match is required.",
    "500": "A fault of ours, known by the request’s number.",
    "503": "A part is down and nothing was accepted; Retry-After says when to come back.",
    "507": "The store is full; nothing was kept.",
}
FASTAPI_ERRORS: Final = ("HTTPValidationError", "ValidationError")
BODY: Final = {"400", "408", "413", "415"}
BY_HEADER: Final = {
    "Idempotency-Key": {"400", "409"},
    "If-Match": {"409", "412", "428"},
    "Gateway-Signature": {"401", *BODY},
}
OPENS_A_CASE: Final = {"case_id", "document_id"}
PURPOSE_HEADER: Final = {
    "name": PURPOSE,
    "in": "header",
    "required": False,
    "description": "Why the case is opened; kept in its log of accesses.",
    "schema": {"type": "string", "enum": list(PURPOSES), "default": ""},
}
CSV_BODY: Final = {"required": True, "content": {"text/csv": {"schema": {"type": "string"}}}}
FILE_FORM: Final = {
    "type": "object",
    "required": ["file"],
    "additionalProperties": False,
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "kind": {"type": "string", "maxLength": 40, "default": "other", "description": "The document that it answers."},
    },
}
FILE_BODY: Final = {"required": True, "content": {"multipart/form-data": {"schema": FILE_FORM}}}


def describe(app: FastAPI) -> dict[str, Any]:
    """The whole OpenAPI document of an app's routes."""
    document = get_openapi(title=app.title, version=app.version, description=ABOUT, routes=app.routes)
    routes = [route for route in app.routes if isinstance(route, APIRoute) and route.include_in_schema]
    components = document.setdefault("components", {})
    kept = {name: schema for name, schema in components.get("schemas", {}).items() if name not in FASTAPI_ERRORS}
    components["schemas"] = {**kept, **_schemas(routes)}
    components["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
    components["responses"] = {f"Problem{status}": _problem(text) for status, text in PROBLEMS.items()}
    for route in routes:
        for method in route.methods or ():
            _complete(document["paths"][route.path_format][method.lower()], list(_dependencies(route.dependant)))
    return document


def _complete(operation: dict[str, Any], dependencies: list[Any]) -> None:
    responses = operation.setdefault("responses", {})
    responses.pop("422", None)
    for status in _statuses(operation, dependencies):
        responses.setdefault(status, {"$ref": f"#/components/responses/Problem{status}"})
    if signed_in in dependencies:
        operation["security"] = [{"bearer": []}]
        if OPENS_A_CASE & {parameter["name"] for parameter in operation.get("parameters", ())}:
            operation["parameters"].append(PURPOSE_HEADER)
    for found in dependencies:
        if isinstance(found, JsonBody):
            operation["requestBody"] = _json_body(found.model)
        elif isinstance(found, OneFile | CsvBody):
            operation["requestBody"] = FILE_BODY if isinstance(found, OneFile) else CSV_BODY
    for parameter in operation.get("parameters", ()):
        parameter["required"] = parameter["required"] or parameter["name"] in ("If-Match", "Idempotency-Key")


def _statuses(operation: dict[str, Any], dependencies: list[Any]) -> list[str]:
    parameters = operation.get("parameters", ())
    wanted = {"406", "422", "500", "503"}.union(*(BY_HEADER.get(parameter["name"], ()) for parameter in parameters))
    if signed_in in dependencies:
        wanted |= {"401", "403", "404", "410"}
    if any(isinstance(found, JsonBody | OneFile | CsvBody) for found in dependencies):
        wanted |= BODY
    if any(isinstance(found, OneFile) for found in dependencies):
        wanted |= {"409", "507"}
    if "keeping" in operation["tags"] and any(isinstance(found, JsonBody) for found in dependencies):
        wanted.add("409")
    if any(parameter["in"] == "path" for parameter in parameters):
        wanted.add("404")
    return sorted(wanted)


def _dependencies(of: Dependant) -> Iterator[Any]:
    for child in of.dependencies:
        yield child.call
        yield from _dependencies(child)


def _json_body(model: type[BaseModel]) -> dict[str, Any]:
    schema = {"$ref": REFERENCES.format(model=model.__name__)}
    return {"required": bool(model.model_fields), "content": {"application/json": {"schema": schema}}}


def _problem(text: str) -> dict[str, Any]:
    return {"description": text, "content": {MEDIA_TYPE: {"schema": {"$ref": REFERENCES.format(model="Problem")}}}}


def _schemas(routes: list[APIRoute]) -> dict[str, Any]:
    made = models_json_schema([(model, "validation") for model in _models(routes)], ref_template=REFERENCES)[1]
    problem = TypeAdapter(Problem).json_schema(ref_template=REFERENCES)
    return {**made.get("$defs", {}), **problem.pop("$defs", {}), "Problem": problem}


def _models(routes: list[APIRoute]) -> list[type[BaseModel]]:
    found = [one for route in routes for one in _dependencies(route.dependant)]
    models: dict[str, type[BaseModel]] = {one.model.__name__: one.model for one in found if isinstance(one, JsonBody)}
    return [models[name] for name in sorted(models)]
