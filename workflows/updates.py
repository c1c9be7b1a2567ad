"""One update for each kind of act: its validator refuses in the law's words, its handler does the act. And previews."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol, cast

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.acts import Act
    from domain.events import Receipt
    from domain.letter import Language
    from domain.preview import Preview


class TakesActs(Protocol):
    """A case workflow."""

    async def take(self, act: Act) -> Receipt:
        """Do the act, in its turn."""
        ...

    def check(self, act: Act) -> None:
        """Refuse what the case cannot take now."""
        ...

    def preview(self, act: Act, language: Language) -> Preview:
        """What the act would order, or why it would be refused."""
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


def previews(kind: type[Act]) -> Any:
    """The query by which a case tells what one kind of act would send: it changes nothing and is in no history."""

    def handler(self: TakesActs, act: Act, language: Language) -> Preview:
        return self.preview(act, language)

    handler.__name__ = query_of(kind.action)
    handler.__annotations__ = {"act": kind, "language": Language, "return": Preview}
    return workflow.query(name=query_of(kind.action))(handler)


def query_of(action: str) -> str:
    """The name of the query that previews an action."""
    return f"preview_{action}"
