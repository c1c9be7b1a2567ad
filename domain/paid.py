"""Money that a case has."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paid:
    """Money that came in: cents, the account that holds it, how it came, and what went back or is about to."""

    cents: int
    account: str
    method: str
    given_back: int = 0
