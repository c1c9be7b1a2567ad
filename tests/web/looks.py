"""How a page of the portal is looked at: the address, by whom, in which state, with which answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tests.web.people import ANYONE

State = Literal["full", "empty", "wrong"]
Kind = Literal["page", "file", "onward"]
LAST: Final = -1


@dataclass(frozen=True)
class Look:
    """A page as somebody sees it. With `form`, its form of that rank is sent as it stands, and the answer is seen."""

    path: str
    by: str
    state: State = "full"
    form: int | None = None
    status: int = 200

    def __str__(self) -> str:
        return f"{self.path} ({self.state}, {self.by})"


@dataclass(frozen=True)
class Page:
    """A route and the looks at it."""

    route: str
    looks: tuple[Look, ...]
    kind: Kind = "page"


def page(route: str, *looks: Look) -> Page:
    """A page that is read."""
    return Page(route, looks)


def file(route: str, *looks: Look) -> Page:
    """Something that is saved."""
    return Page(route, looks, "file")


def onward(route: str, *looks: Look) -> Page:
    """An address that only leads to another page."""
    return Page(route, looks, "onward")


def full(path: str, *people: str) -> Look:
    """With something to show."""
    return Look(path, _one(people))


def empty(path: str, *people: str) -> Look:
    """With nothing to show."""
    return Look(path, _one(people), "empty")


def leads(path: str, *people: str) -> Look:
    """To another page."""
    return Look(path, _one(people), status=303)


def wrong(path: str, *people: str, status: int = 422) -> Look:
    """An address that the page refuses."""
    return Look(path, _one(people), "wrong", None, status)


def unfilled(path: str, *people: str, form: int = LAST, status: int = 422) -> Look:
    """A form that was sent with nothing more than it had."""
    return Look(path, _one(people), "wrong", form, status)


def _one(people: Sequence[str]) -> str:
    return people[0] if people else ANYONE
