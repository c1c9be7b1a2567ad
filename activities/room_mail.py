"""The court office is told when a hearing's room went to another provider, or when no provider made it."""

from datetime import datetime, timedelta
from typing import Any, Final

from activities.account_mail import Mail, tell
from activities.post_room import PostRoom
from db import room_alarms
from db.room_alarms import RoomAlarm
from domain.clock import local_date
from domain.hours import hour
from domain.long_dates import long_date

TELL_AGAIN_AFTER: Final = timedelta(days=1)  # of a room that is not made still


async def tell_of_a_room(room: PostRoom, now: datetime) -> int:
    """Tell the court office of one hearing whose room fell over or could not be made; how many were told."""
    async with room.sessions.begin() as session:
        alarm = await room_alarms.take_untold(session, now - TELL_AGAIN_AFTER)
        if alarm is None:
            return 0
        message_id = f"<{alarm.hearing_id}.room.{alarm.last}@guichet>"
        mail = Mail("room_alarm", "fr", _of_room(room, alarm), message_id, alarm.at)
        await tell(room, session, alarm.supervisor, mail)
        await room_alarms.note_told(session, alarm, now)
    return 1


def _of_room(room: PostRoom, alarm: RoomAlarm) -> dict[str, Any]:
    day = local_date(alarm.starts_at)
    return {
        "reference": alarm.reference,
        "day": long_date(day, "fr"),
        "hour": hour(alarm.starts_at, "fr"),
        "provider": alarm.provider,
        "failures": [vars(one) for one in alarm.failures],
        "case_url": f"{room.base_url}/dossier/{alarm.case_id}",
        "day_url": f"{room.base_url}/bureau/audiences?jour={day.isoformat()}",
    }
