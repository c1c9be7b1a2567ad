"""A form under way: what the row says, and what chance supplies where the row is silent."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from domain.letter import Language


@dataclass
class Filling:
    """The answers so far. `assumed` names those that the row does not give."""

    chance: Random
    language: Language
    answers: dict[str, object] = field(default_factory=dict)
    assumed: list[str] = field(default_factory=list)

    def say(self, name: str, value: object) -> None:
        """An answer that the row gives."""
        self.answers[name] = value

    def assume(self, name: str, value: object) -> None:
        """An answer that the row does not give."""
        self.answers[name] = value
        self.assumed.append(name)

    def either(self, name: str, said: object, otherwise: Callable[[], object]) -> None:
        """What the row says or, where it says nothing, something else."""
        if said is None:
            self.assume(name, otherwise())
        else:
            self.say(name, said)

    def likely(self, share: float) -> bool:
        """True in a share of cases, 0 to 1."""
        return self.chance.random() < share

    def whole(self, name: str) -> int:
        """A number that was answered before; 0 where it was not."""
        value = self.answers.get(name)
        return value if isinstance(value, int) else 0
