"""The city's instant: the machine's, or a row that a driver moves (DESIGN §13)."""

from datetime import UTC, datetime

from sqlalchemy import text

from adapters.database import Sessions
from domain.ports import Clock
from domain.rules import ClockMode


class RealClock:
    """The machine's clock."""

    mode: ClockMode = "real"

    async def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)


class SimulatedClock:
    """The row `city_instant`; refused in production by `clock_of`."""

    mode: ClockMode = "simulated"

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def now(self) -> datetime:
        """The simulated instant, in UTC."""
        async with self._sessions() as session:
            return (await session.execute(text("SELECT instant FROM city_instant WHERE id = 1"))).scalar_one()


def clock_of(mode: str, deployment: str, sessions: Sessions) -> Clock:
    """The clock of a start-up setting. Raises ValueError for a simulated clock in production."""
    if mode == "real":
        return RealClock()
    if deployment == "production":
        raise ValueError("a simulated clock is refused in production")
    return SimulatedClock(sessions)
