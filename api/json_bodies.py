"""Strict reading of JSON bodies: what Python would let through, JSON or PostgreSQL would not (RELIABILITY §4, 1-12)."""

import json
import math
from typing import Any, Final, Generic, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from api.faults import DuplicateKey, MalformedJson, UnsupportedMediaType
from domain.errors import Invalid, InvalidText, TextTooLong, UnknownField

M = TypeVar("M", bound=BaseModel)

DEEPEST: Final = 32
_CODES: Final = {
    "extra_forbidden": "unknown-field",
    "missing": "required",
    "string_type": "not-a-text",
    "string_too_long": "too-long",
    "string_too_short": "required",
    "int_type": "not-a-number",
    "bool_type": "not-a-boolean",
    "literal_error": "not-a-choice",
    "list_type": "not-a-list",
    "dict_type": "not-an-object",
    "model_type": "not-an-object",
    "model_attributes_type": "not-an-object",
    "value_error": "not-a-date",
    "greater_than": "invalid-amount",
    "too_short": "too-short",
    "too_long": "too-many",
}
# Where several fields are at fault, the refusal is the gravest of theirs.
_GRAVEST_FIRST: Final[dict[str, type[Invalid]]] = {"unknown-field": UnknownField, "too-long": TextTooLong}


class JsonBody(Generic[M]):
    """A dependency: the request's body as one model. A model without fields may come as no body at all."""

    def __init__(self, model: type[M]) -> None:
        self.model = model

    async def __call__(self, request: Request) -> M:
        raw = await request.body()
        if not raw and not self.model.model_fields:
            return self.model()
        require_json(request.headers.get("content-type", ""))
        return read_model(self.model, read_json(raw))


def require_json(content_type: str) -> None:
    """Refuse a body that does not call itself JSON. Raises UnsupportedMediaType."""
    kind, _, parameters = content_type.partition(";")
    charset = parameters.lower().replace(" ", "").replace('"', "")
    if kind.strip().lower() != "application/json" or charset not in ("", "charset=utf-8"):
        raise UnsupportedMediaType


def read_json(raw: bytes) -> Any:
    """The value that a body holds. Raises MalformedJson, DuplicateKey, InvalidText."""
    try:
        value = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_constant, parse_float=_finite
        )
    except (ValueError, RecursionError) as fault:
        raise MalformedJson from fault
    if raw.count(b"[") + raw.count(b"{") > DEEPEST:
        _refuse_depth(value)
    if b"\\u" in raw:
        _refuse_unkeepable(value)
    return value


def read_model(model: type[M], value: Any) -> M:
    """A JSON value as a model. Raises Invalid or one of its kinds, naming every field at fault."""
    try:
        return model.model_validate(value, strict=True)
    except ValidationError as fault:
        faults = {_field(error): _CODES.get(error["type"], "validation") for error in fault.errors(include_url=False)}
        kind = next((kind for code, kind in _GRAVEST_FIRST.items() if code in faults.values()), Invalid)
        raise kind(faults) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DuplicateKey
    return found


def _no_constant(_: str) -> float:
    raise MalformedJson


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise MalformedJson
    return number


def _refuse_depth(value: Any) -> None:
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise MalformedJson
        level = [child for parent in level for child in _children(parent)]


def _children(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _refuse_unkeepable(value: Any, field: str = "") -> None:
    """Only an escape can bring a NUL or half a surrogate pair through UTF-8 and JSON."""
    if isinstance(value, str):
        if "\0" in value or not _encodes(value):
            raise InvalidText({field or "body": "invalid-text"})
    elif isinstance(value, dict):
        for name, child in value.items():
            _refuse_unkeepable(name, field)
            _refuse_unkeepable(child, f"{field}.{name}"[-80:].lstrip("."))
    elif isinstance(value, list):
        for child in value:
            _refuse_unkeepable(child, field)


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _field(error: ErrorDetails) -> str:
    """The field's place, `items.0.label`, cut and printable: its last part may be the sender's own words."""
    place = ".".join(str(part) for part in error["loc"])[:80]
    return "".join(char if char.isprintable() else "�" for char in place) or "body"
