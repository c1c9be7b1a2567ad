"""Who somebody is elsewhere, and the port to where they say so."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Attempt:
    """The secrets of one attempt to sign in elsewhere."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Identity:
    """Who somebody is elsewhere. `email` only where the provider says that it was proven; "" otherwise."""

    issuer: str
    subject: str
    email: str = ""
    name: str = ""


class IdentityProvider(Protocol):
    """Where people have an account already."""

    @property
    def label(self) -> str:
        """What the button names."""
        ...

    def attempt(self) -> Attempt:
        """The secrets of one attempt."""
        ...

    async def address(self, attempt: Attempt, back: str) -> str:
        """Where to send the browser. Raises TemporarilyUnavailable."""
        ...

    async def identify(self, code: str, attempt: Attempt, back: str) -> Identity:
        """Who came back with a code. Raises LinkInvalid, TemporarilyUnavailable."""
        ...
