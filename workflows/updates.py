"""One update for each kind of act: its validator refuses in the law's words, its handler does the act."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol, cast

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.acts import Act
    from domain.events import Receipt


class TakesActs(Protocol):
    """A case workflow."""

    async def take(self, act: Act) -> Receipt:
        """Do the act, in its turn."""
        ...

    def check(self, act: Act) -> None:
        """Refuse what the case cannot take now."""
        ...


def takes(kind: type[Act]) -> Any:
    """The update by which a case takes one kind of act, under the act's own name."""

    async def handler(self: TakesActs, act: Act) -> Receipt:
        return await self.take(act)

    def validator(self: TakesActs, act: Act) -> None:
        self.check(act)

    for function in (handler, validator):
        function.__name__ = kind.action
        function.__annotations__ = {"act": kind, "return": Receipt}
    validator.__annotations__["return"] = None
    update = workflow.update(name=kind.action)(handler)
    update.validator(validator)
    return cast(Callable[[Any, Any], Awaitable[Receipt]], update)
