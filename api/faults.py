"""Faults of the wire: what is wrong with a request before it can mean anything to a case."""

from http import HTTPStatus
from typing import ClassVar

from domain.errors import Fact


class WireFault(Exception):
    """A request that is not understood. `code` names it, as a CaseError's does."""

    code: ClassVar[str] = "bad-request"
    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST

    def __init__(self, **facts: Fact) -> None:
        super().__init__(self.code)
        self.facts = facts


class MalformedJson(WireFault):
    """Not JSON, not UTF-8, too deep, or a number that JSON does not have."""

    code = "malformed-json"


class DuplicateKey(WireFault):
    """The same key twice in one object."""

    code = "duplicate-key"


class UnsupportedMediaType(WireFault):
    """A body of another content type than the route takes."""

    code = "unsupported-media-type"
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class NotAcceptable(WireFault):
    """The Accept header asks for what the route does not give."""

    code = "not-acceptable"
    status = HTTPStatus.NOT_ACCEPTABLE


class RequestTimeout(WireFault):
    """The body did not arrive whole in time."""

    code = "request-timeout"
    status = HTTPStatus.REQUEST_TIMEOUT


class TooManyFields(WireFault):
    """A form with more fields than any form has."""

    code = "too-many-fields"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class BadHost(WireFault):
    """A Host header that names another site."""

    code = "bad-host"
