"""One socket as a hearing's room knows it, whatever carries it."""

from typing import Any, Final, Protocol

HELLO_WITHIN: Final = 5  # seconds for the first message
SILENT_AFTER: Final = 15  # seconds without a message, after which a device counts as gone
LEFT, NOT_LET_IN, OVER, SILENT, BUSY = 1000, 4401, 4403, 4408, 1013  # the codes that a socket is closed with


class Wire(Protocol):
    """Messages in and out; JSON objects."""

    async def hear(self) -> dict[str, Any] | None:
        """The next message; None once the socket is closed."""
        ...

    async def say(self, message: dict[str, Any]) -> None:
        """Send a message; nothing where the socket is closed."""
        ...

    async def close(self, code: int) -> None:
        """Close it; closed already, it stays so."""
        ...
