"""Fields that a machine filled in: each is confirmed by its box, or written anew, before the form is believed."""

from collections.abc import Mapping
from typing import Final

from domain.errors import Invalid
from web.forms import Form

FIELDS: Final = ("number", "fact")
READ, CONFIRMED = "_read", "_confirmed"  # what was read, hidden beside its field; the box


def filled(given: Mapping[str, str]) -> Form:
    """The form of the search with what was read; it says of each field that it was."""
    read = {name: text for name, text in given.items() if text}
    return Form({name: [text] for name, text in read.items()} | {name + READ: [text] for name, text in read.items()})


def still_read(form: Form) -> dict[str, bool]:
    """The fields that hold what was read and nothing else, and whether their box is ticked."""
    held = [name for name in FIELDS if form.one(name + READ) and form.one(name).strip() == form.one(name + READ)]
    return {name: form.one(name + CONFIRMED) == "yes" for name in held}


def confirmed(form: Form) -> None:
    """Raise Invalid where a field holds what was read, and nobody said that it is right."""
    unsaid = {name + CONFIRMED: "unconfirmed" for name, said in still_read(form).items() if not said}
    if unsaid:
        raise Invalid(unsaid)
