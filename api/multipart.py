"""Reading a multipart form while it arrives: so many parts, so many bytes, and no more (RELIABILITY §3 J5)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from api.faults import TooManyFields, WireFault
from domain.errors import PayloadTooLarge

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

HEADER_BYTES = 32_768  # a name of 5,000 characters is to be cleaned, not refused
FIELD_BYTES = 4096


@dataclass
class Part:
    """One part: a field, or a file when it has a file name."""

    name: str = ""
    file_name: str | None = None
    content: bytearray = field(default_factory=bytearray)
    disposition: bytes = b""


class Form:
    """The parts of one form. Raises TooManyFields, PayloadTooLarge, and WireFault for a form that cannot be read."""

    def __init__(self, content_type: str, *, most_parts: int, file_bytes: int) -> None:
        _, options = parse_options_header(content_type)
        boundary = options.get(b"boundary")
        if not boundary:
            raise WireFault
        self.parts: list[Part] = []
        self._most_parts, self._file_bytes = most_parts, file_bytes
        self._header, self._value, self._ended = bytearray(), bytearray(), False
        callbacks: MultipartCallbacks = {
            "on_part_begin": self._begin,
            "on_part_data": self._data,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_end": self._end,
        }
        self._parser = MultipartParser(boundary, callbacks, max_header_size=HEADER_BYTES)

    async def read(self, stream: AsyncIterator[bytes]) -> list[Part]:
        """Every part, when the form has come whole."""
        try:
            async for chunk in stream:
                self._parser.write(chunk)
            self._parser.finalize()
        except FormParserError as fault:
            raise WireFault from fault
        if not self._ended:
            raise WireFault
        return self.parts

    def _begin(self) -> None:
        if len(self.parts) == self._most_parts:
            raise TooManyFields
        self.parts.append(Part())

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if bytes(self._header).lower() == b"content-disposition":
            self.parts[-1].disposition = bytes(self._value)
        self._header, self._value = bytearray(), bytearray()

    def _headers_finished(self) -> None:
        part = self.parts[-1]
        _, options = parse_options_header(part.disposition)
        part.name = options.get(b"name", b"").decode("utf-8", "replace")
        named = options.get(b"filename")
        part.file_name = None if named is None else named.decode("utf-8", "replace")

    def _data(self, data: bytes, start: int, end: int) -> None:
        part = self.parts[-1]
        most = FIELD_BYTES if part.file_name is None else self._file_bytes
        if len(part.content) + end - start > most:
            raise PayloadTooLarge(limit=most)
        part.content += data[start:end]

    def _end(self) -> None:
        self._ended = True
