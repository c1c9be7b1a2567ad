"""Where a request comes from: a proxy is believed only where it is trusted, and only for what it added itself."""

import pytest
from starlette.types import Receive, Scope, Send

from api.addresses import ClientAddress, address_of


async def seen(peer: str, forwarded: str, trusted: tuple[str, ...]) -> str:
    """The address that the app behind sees."""
    found: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        found.append(address_of(scope))

    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    nothing: Receive = None  # pyright: ignore[reportAssignmentType]
    scope: Scope = {"type": "http", "client": (peer, 5000), "headers": headers}
    await ClientAddress(app, trusted)(scope, nothing, nothing)  # pyright: ignore[reportArgumentType]
    return found[0]


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "", "10.0.0.1"),
    ],
    ids=["no proxy", "a header that anybody may write", "our proxy", "what came before our proxy", "silent proxy"],
)
async def test_an_address_is_the_peer_s_or_what_a_trusted_proxy_saw(peer: str, forwarded: str, address: str) -> None:
    assert await seen(peer, forwarded, ("10.0.0.1",)) == address
