"""What the letters' process does beside its orders where a media server records hearings."""

from typing import Final

from activities.recordings import Keeper, destroy_due, keep_some
from workers.turns import Turn

KEEP_SECONDS: Final = 5.0
DUE_SECONDS: Final = 3600.0


def recording(keeper: Keeper) -> list[Turn]:
    """Recordings that wait in clear are kept; those whose time is over are destroyed."""

    async def keep() -> int:
        return await keep_some(keeper)

    async def due() -> int:
        return await destroy_due(keeper)

    return [Turn(KEEP_SECONDS, "recordings", keep), Turn(DUE_SECONDS, "old recordings", due)]
