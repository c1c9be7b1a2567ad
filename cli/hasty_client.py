"""A client in a hurry, for `./guichet crash`: it sends twice, gives up at once, and has rivals."""

import asyncio
import random
from dataclasses import replace
from typing import Any

from cli.city_client import GONE, Acknowledgements, CityClient, GaveUp, Refused, Sent
from cli.pass_client import PassClient
from cli.simulated_city import SimulatedCity

SENT_TWICE, NEVER_RETRIED, RIVALLED = 0.7, 0.2, 0.3
PATIENCE_SECONDS, IN_VAIN_SECONDS = 120.0, 20.0  # with every guard, a case answers; without one, some never do


class HastyClient(CityClient):
    """Sends most requests twice, leaves one in five at its first failure; some acts have a rival at the same moment."""

    def __init__(self, city: SimulatedCity, notes: Acknowledgements, seed: int, without_guard: str = "") -> None:
        super().__init__(city.stack.base_url, city.stack.tokens, notes)
        self.from_drafts = without_guard != "unique-key"  # a draft's id would be a guard of its own
        self._patience = IN_VAIN_SECONDS if without_guard else PATIENCE_SECONDS
        self._rng = random.Random(seed)  # noqa: S311

    async def until_answered(self, sent: Sent, seconds: float = PATIENCE_SECONDS) -> dict[str, Any]:
        """The receipt. Raises GaveUp when this person does not try again."""
        seconds = min(seconds, self._patience)
        if sent.expects is not None and self._rng.random() < RIVALLED:
            rival = asyncio.create_task(self._echo(replace(sent, key=f"{sent.key}-rival")))
            try:
                return await self._hastily(sent, seconds)
            finally:
                await rival
        return await self._hastily(sent, seconds)

    async def _hastily(self, sent: Sent, seconds: float) -> dict[str, Any]:
        if self._rng.random() < NEVER_RETRIED:
            return await self._once_and_never_again(sent)
        if self._rng.random() < SENT_TWICE:
            twin = asyncio.create_task(self._echo(sent))
            answer = await super().until_answered(sent, seconds)
            await twin
            return answer
        return await super().until_answered(sent, seconds)

    async def _once_and_never_again(self, sent: Sent) -> dict[str, Any]:
        try:
            answer = await self.once(sent)
        except (*GONE, ValueError) as lost:
            raise GaveUp from lost
        except Refused as refusal:
            if refusal.status >= 500:
                raise GaveUp from refusal
            raise
        if "seq" not in answer:
            raise GaveUp
        return answer

    async def _echo(self, sent: Sent) -> None:
        """A request more, a moment later, whatever comes of it."""
        await asyncio.sleep(self._rng.random() * 0.05)
        try:
            await self.once(sent)
        except (*GONE, Refused, ValueError):
            return


class HastyPassClient(HastyClient, PassClient):
    """The same for people who have no account but the number of a statement."""
