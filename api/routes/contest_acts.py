"""What people do to a contest: one route per act, made as those of a permit are."""

from typing import Final

from api.contest_bodies import BODIES
from api.routes.acts import Offered, offer
from api.routing import router
from casework.kinds import ACTS

routes = router(tag="contest acts")


def _title(action: str) -> str:
    return action.replace("_", " ").capitalize()


OFFERED: Final = tuple(
    Offered(action, body, _title(action), (ACTS[action].__doc__ or "").strip()) for action, body in BODIES.items()
)

for _one in OFFERED:
    offer(routes, _one)
