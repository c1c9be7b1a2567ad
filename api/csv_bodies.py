"""A body of CSV, read while it arrives and no further than its limit (RELIABILITY §3 J5)."""

from dataclasses import dataclass

from fastapi import Request

from api.faults import UnsupportedMediaType
from domain.errors import PayloadTooLarge


@dataclass(frozen=True)
class CsvStream:
    """A body that was not read yet: a route asks first whether the person may send one."""

    request: Request
    most: int

    async def read(self) -> bytes:
        """The whole body. Raises UnsupportedMediaType, PayloadTooLarge."""
        require_csv(self.request.headers.get("content-type", ""))
        content = bytearray()
        async for chunk in self.request.stream():
            content += chunk
            if len(content) > self.most:
                raise PayloadTooLarge(limit=self.most)
        return bytes(content)


@dataclass(frozen=True)
class CsvBody:
    """A dependency: the body that a request brings, of so many bytes at most."""

    most: int

    async def __call__(self, request: Request) -> CsvStream:
        return CsvStream(request, self.most)


def require_csv(content_type: str) -> None:
    """Refuse a body that does not call itself CSV in UTF-8. Raises UnsupportedMediaType."""
    kind, _, parameters = content_type.lower().partition(";")
    said = [part.strip().replace('"', "") for part in parameters.split(";") if part.strip()]
    other = [part for part in said if part not in ("charset=utf-8", "header=present")]
    if kind.strip() != "text/csv" or other:
        raise UnsupportedMediaType
