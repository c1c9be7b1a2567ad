"""What the supervisor asks a worker process: whether it still works."""

from collections.abc import Awaitable, Callable

import httpx


def lives(port: int) -> Callable[[], Awaitable[bool]]:
    """What `/livez` says: silence counts as death; a refused connection does not, for the process is starting."""

    async def live() -> bool:
        try:
            async with httpx.AsyncClient(timeout=2) as client:
                return (await client.get(f"http://127.0.0.1:{port}/livez")).is_success
        except httpx.ConnectError:
            return True
        except httpx.HTTPError:
            return False

    return live
