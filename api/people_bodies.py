"""What requests about the people of a hearing bring."""

from typing import Annotated, Literal

from pydantic import Field

from api.bodies import Body, Code

Name = Annotated[str, Field(max_length=200)]
Address = Annotated[str, Field(max_length=254)]
Tongue = Literal["fr", "en"]


class PersonAdded(Body):
    """Somebody whom the case does not know; `language` is that of the mails to them."""

    part: Literal["lawyer", "interpreter", "witness", "observer"]
    name: Name
    email: Address
    language: Tongue = "fr"


class NothingMore(Body):
    """Nothing more to say."""


class LinkSent(Body):
    """`renew` takes back the link that stands."""

    renew: bool = False


class PresenceSaid(Body):
    """Whether the interpreter will be there."""

    confirmed: bool


class PairNamed(Body):
    """Two participants, by their keys."""

    one: Code
    other: Code


class WatcherAsked(Body):
    """Somebody of the public; the court office and the judge see the name."""

    name: Name
    email: Address
    language: Tongue = "fr"
