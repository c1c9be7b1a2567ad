"""Rows 1 to 14, 65 and 66: what is wrong with a request before it means anything."""

import json

import httpx

from tests.api.bad_input import Bad, Send
from tests.api.town import OWNER, Town, by_hand
from tests.casework import made_files

CHUNKED = (
    "POST /api/v1/cases HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
)


def filing(content: bytes, content_type: str = "application/json", accept: str = "*/*") -> Send:
    async def send(town: Town) -> httpx.Response:
        return await town.raw("/cases", content, content_type=content_type, accept=accept)

    return send


def text(value: str) -> Send:
    """A draft whose description holds a text written with JSON's escapes."""
    body = json.dumps({"service": "demolition", "borough": "VD", "answers": {"description": "@"}}).replace("@", value)

    async def send(town: Town) -> httpx.Response:
        return await town.raw("/drafts", body.encode())

    return send


def written(first_line: str, host: str = "127.0.0.1") -> Send:
    async def send(town: Town) -> httpx.Response:
        return await by_hand(town, f"{first_line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())

    return send


async def without_content_type(town: Town) -> httpx.Response:
    return await town.http.post("/api/v1/cases", content=b"{}", headers=town.as_(OWNER))


async def chunked_without_end(town: Town) -> httpx.Response:
    request = f'{CHUNKED}Authorization: Bearer {town.city.tokens[OWNER]}\r\n\r\n5\r\n{{"ser\r\n'
    return await by_hand(town, request.encode())


async def chunked_beyond_the_cap(town: Town) -> httpx.Response:
    async def parts():
        for _ in range(20):
            yield b" " * 100_000

    headers = town.as_(OWNER) | {"Content-Type": "application/json"}
    return await town.http.post("/api/v1/cases", content=parts(), headers=headers)


async def many_fields(town: Town) -> httpx.Response:
    fields = {f"f{rank}": "x" for rank in range(10_001)}
    files = {"file": ("a.jpg", made_files.jpeg(), "image/jpeg")}
    form = httpx.Request("POST", "http://city.test", data=fields, files=files)
    body = form.read()  # whole: part by part, a busy machine sends it for longer than the door drains
    headers = town.as_(OWNER) | {"Content-Type": form.headers["content-type"]}
    return await town.http.post("/api/v1/documents", content=body, headers=headers)


async def a_method_that_is_not_there(town: Town) -> httpx.Response:
    answer = await town.http.delete("/api/v1/cases", headers=town.as_(OWNER))
    assert answer.headers["allow"] == "GET, POST"
    return answer


def commenting(text: str) -> Send:
    """A comment on a public notice."""

    async def send(town: Town) -> httpx.Response:
        return await town.post(f"/notices/{'0' * 32}/comments", {"text": text})

    return send


ROWS = [
    Bad(1, "cut short", 400, "malformed-json", filing(b'{"service": ')),
    Bad(1, "empty", 400, "malformed-json", filing(b"")),
    Bad(1, "two values", 400, "malformed-json", filing(b"{} {}")),
    Bad(1, "a raw control character", 400, "malformed-json", filing(b'{"service": "a\x01"}')),
    Bad(2, "a byte that is not UTF-8", 400, "malformed-json", filing(b'{"service": "\xff"}')),
    Bad(2, "a surrogate in UTF-8", 400, "malformed-json", filing(b'{"service": "\xed\xa0\x80"}')),
    Bad(2, "UTF-16", 400, "malformed-json", filing("{}".encode("utf-16"))),
    Bad(3, "100,000 deep", 400, "malformed-json", filing(b"[" * 100_000)),
    Bad(3, "500 deep and closed", 400, "malformed-json", filing(b'{"answers":' + b"[" * 500 + b"]" * 500 + b"}")),
    Bad(4, "NaN", 400, "malformed-json", filing(b'{"answers": {"trees": NaN}}')),
    Bad(4, "Infinity", 400, "malformed-json", filing(b'{"answers": {"trees": -Infinity}}')),
    Bad(4, "1e999", 400, "malformed-json", filing(b'{"answers": {"trees": 1e999}}')),
    Bad(5, "a key twice", 400, "duplicate-key", filing(b'{"service": "a", "service": "b"}')),
    Bad(5, "a key twice, inside", 400, "duplicate-key", filing(b'{"answers": {"a": 1, "\\u0061": 2}}')),
    Bad(6, "half a surrogate pair", 422, "invalid-text", text("\\ud800")),
    Bad(6, "the other half", 422, "invalid-text", text("a\\udc00b")),
    Bad(7, "NUL", 422, "invalid-text", text("a\\u0000b")),
    Bad(8, "5,000 digits", 400, "malformed-json", filing(b'{"answers": {"trees": ' + b"9" * 5000 + b"}}")),
    Bad(10, "form", 415, "unsupported-media-type", filing(b"a=b", "application/x-www-form-urlencoded")),
    Bad(10, "another charset", 415, "unsupported-media-type", filing(b"{}", "application/json; charset=latin-1")),
    Bad(10, "none", 415, "unsupported-media-type", without_content_type),
    Bad(11, "a page", 406, "not-acceptable", filing(b"{}", accept="text/html")),
    Bad(11, "anything but JSON", 406, "not-acceptable", filing(b"{}", accept="application/json;q=0, image/*")),
    Bad(12, "2 MB", 413, "payload-too-large", filing(b" " * 2_000_000)),
    Bad(12, "2 MB in chunks", 413, "payload-too-large", chunked_beyond_the_cap),
    Bad(12, "chunks without end", 408, "request-timeout", chunked_without_end),
    Bad(13, "10,001 fields", 413, "too-many-fields", many_fields),
    Bad(14, "DELETE", 405, "method-not-allowed", a_method_that_is_not_there),
    Bad(65, "%2e%2e/", 404, "not-found", written("GET /api/v1/%2e%2e/%2e%2e/etc/passwd")),
    Bad(65, "..", 404, "not-found", written("GET /api/v1/cases/../../secrets.json")),
    Bad(65, "//host", 404, "not-found", written("GET //evil.example/api/v1/cases")),
    Bad(65, "NUL", 404, "not-found", written("GET /api/v1/cases/%00")),
    Bad(65, "backslash", 404, "not-found", written("GET /api/v1/%5c..%5cx")),
    Bad(66, "another site", 400, "bad-host", written("GET /api/v1/services", "evil.example")),
    Bad(66, "another site, our port", 400, "bad-host", written("GET /healthz", "evil.example:8400")),
    Bad(66, "our name within theirs", 400, "bad-host", written("GET /healthz", "127.0.0.1.evil.example")),
    Bad(59, "a comment of 100,000 combining marks", 422, "text-too-long", commenting("a" + "\u0301" * 100_000)),
    Bad(59, "a comment of nearly a megabyte", 422, "text-too-long", commenting("x" * 990_000)),
]  # fmt: skip
