"""What hearings' rooms stand on: who carries sound and picture, in the order in which they are asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.room_ports import MediaServer, RoomProvider


def direct(participant: str, until: datetime) -> dict[str, Any]:
    """A browser's settings without any relay."""
    return {"iceServers": [], "iceTransportPolicy": "all"}


@dataclass(frozen=True)
class RoomParts:
    """`ice(participant, until)`: the settings of a browser's peer connections, with credentials good until then."""

    providers: Mapping[str, RoomProvider] = field(default_factory=dict[str, RoomProvider])
    media: Mapping[str, MediaServer] = field(default_factory=dict[str, MediaServer])  # by the provider's name
    ice: Callable[[str, datetime], dict[str, Any]] = direct
