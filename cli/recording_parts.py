"""Who keeps the court's recordings, by the settings: nobody where no media server writes any."""

from activities.recordings import Keeper
from adapters.rooms.janus_recordings import JanusRecordings
from adapters.settings import JanusSettings
from cli.compose import Parts, Settings
from workers.recordings import recording
from workers.turns import Turn


def keeper_of(of: Settings, made: Parts, janus: JanusSettings) -> Keeper | None:
    """The keeper of a city whose media server records."""
    if janus.recordings is None:
        return None
    doors = made.doors
    return Keeper(
        made.sessions, made.keys, doors.store, JanusRecordings(janus.recordings), lambda: doors.catalogue, doors.clock,
        of.city.door_secret,
    )  # fmt: skip


def keeping_recordings(of: Settings, made: Parts) -> list[Turn]:
    """The turns of a worker."""
    keeper = keeper_of(of, made, JanusSettings())
    return recording(keeper) if keeper else []
