"""A published service as a TOML file again, without its comments; what it includes stays in the files that it names."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from typing import Any, Final

from catalogue.load import Shared, inspect_service
from catalogue.published import canonical
from catalogue.schema import Season, Service, Text

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_SPELLED: Final = {(Season, "start"): "from"}

Table = dict[str, Any]


def as_toml(service: Service, shared: Shared, boroughs: set[str]) -> str | None:
    """The file of a service; None where reading it back would not give the service again."""
    text = "\n".join(_lines(_table(_without_included(service, shared)), ())).strip() + "\n"
    read, faults = inspect_service(text, boroughs)
    return text if read is not None and not faults and _meaning(read) == _meaning(service) else None


def _without_included(service: Service, shared: Shared) -> Service:
    """The service as its own file says it; all of it where the included files have changed since."""
    questions = tuple(one for name in service.include for one in shared.questions.get(name, ()))
    remedies = tuple(one for name in service.remedies_from for one in shared.remedies.get(name, ()))
    known = shared.questions.keys() >= set(service.include) and shared.remedies.keys() >= set(service.remedies_from)
    as_then = (service.questions[: len(questions)], service.remedies[: len(remedies)]) == (questions, remedies)
    if not (known and as_then):
        return replace(service, include=(), remedies_from=())
    return replace(
        service, questions=service.questions[len(questions) :], remedies=service.remedies[len(remedies) :]
    )  # fmt: skip


def _meaning(service: Service) -> str:
    """All that a service says, wherever its questions and remedies are written."""
    return canonical(replace(service, include=(), remedies_from=()))


def _table(one: Any) -> Table:
    """The keys of a dataclass that say more than their default."""
    told = ((field, getattr(one, field.name)) for field in fields(one))
    return {
        _SPELLED.get((type(one), field.name), field.name): _plain(value)
        for field, value in told
        if value != _default(field)
    }


def _default(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return _table(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value


def _lines(table: Table, under: tuple[str, ...]) -> Iterator[str]:
    """A table's own values, then its tables, then its lists of tables, as TOML wants them."""
    for key, value in table.items():
        if not _is_table(value) and not _is_list(value):
            yield f"{_key(key)} = {_value(value)}"
        elif _is_text(value):
            yield from (f"{_key(key)}.{lang} = {_value(words)}" for lang, words in value.items())
    for key, value in table.items():
        if _is_table(value) and not _is_text(value):
            inner = list(_lines(value, (*under, key)))
            yield from inner if inner[:1] == [""] else ("", f"[{_path((*under, key))}]", *inner)
    for key, value in table.items():
        for one in value if _is_list(value) else ():
            yield from ("", f"[[{_path((*under, key))}]]")
            yield from _lines(one, (*under, key))


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and tuple(value) == tuple(field.name for field in fields(Text))


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _value(value: Any) -> str:
    """JSON writes TOML's numbers, booleans, lists and strings; of these, all but one sign."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _path(keys: tuple[str, ...]) -> str:
    return ".".join(_key(key) for key in keys)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _value(key)
