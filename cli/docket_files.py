"""Instances and dockets as JSON: one file holds the court as it was and where each matter was placed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from domain.docket import Instance, Placed
from domain.errors import Invalid

INSTANCES: TypeAdapter[Instance] = TypeAdapter(Instance)


@dataclass(frozen=True)
class Docket:
    """An instance and where its matters were placed; what is said of each, for people."""

    instance: Instance
    placed: Mapping[str, Placed]
    reasons: Mapping[str, Any] = field(default_factory=dict[str, Any])


DOCKETS: TypeAdapter[Docket] = TypeAdapter(Docket)


def read_instance(file: Path) -> Instance:
    """The instance of a file, which may be a docket's. Raises Invalid."""
    content = _json(file)
    try:
        return INSTANCES.validate_python(content.get("instance", content))
    except ValidationError as fault:
        raise _invalid(fault) from fault


def read_docket(file: Path) -> Docket:
    """A docket. Raises Invalid."""
    try:
        return DOCKETS.validate_python(_json(file))
    except ValidationError as fault:
        raise _invalid(fault) from fault


def write(file: Path, docket: Docket) -> None:
    """Write a docket, whole or not at all."""
    half = file.with_name(file.name + ".part")
    half.write_bytes(DOCKETS.dump_json(docket, indent=1))
    half.replace(file)


def _json(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise Invalid({"file": "unreadable"}) from fault
    if not isinstance(content, dict):
        raise Invalid({"file": "not-an-object"})
    return content


def _invalid(fault: ValidationError) -> Invalid:
    return Invalid({".".join(map(str, one["loc"])) or "file": one["type"] for one in fault.errors()[:20]})
