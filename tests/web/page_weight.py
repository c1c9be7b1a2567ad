"""What a page weighs on its way to a browser: itself, its styles and its scripts, as they are sent; no font."""

import re
from typing import Final
from urllib.parse import urljoin

import httpx

HEAVIEST: Final = 60_000  # bytes
LINKED: Final = re.compile(r"""<(?:link[^>]*?\shref|script[^>]*?\ssrc)="(/assets/[^"]+)\"""")
IMPORTED: Final = re.compile(r"""(?:@import url\(|from )"(/assets/[^"]+)\"""")


async def pieces(http: httpx.AsyncClient, path: str) -> dict[str, int]:
    """Every file that the page at a path makes a browser fetch, and how many bytes came."""
    weighed: dict[str, int] = {}
    waiting = [path]
    while waiting:
        one = waiting.pop()
        answer = await http.get(one, headers={"accept-encoding": "gzip"})
        weighed[one] = answer.num_bytes_downloaded
        pattern = LINKED if "html" in answer.headers["content-type"] else IMPORTED
        found = {urljoin(one, other) for other in pattern.findall(answer.text)}
        waiting += sorted(found - weighed.keys() - set(waiting))
    return weighed


def too_heavy(weighed: dict[str, int]) -> list[str]:
    """What makes the page too heavy, the heaviest first; nothing when it is not."""
    if sum(weighed.values()) <= HEAVIEST:
        return []
    return [f"{name}: {size} bytes" for name, size in sorted(weighed.items(), key=lambda one: -one[1])]
