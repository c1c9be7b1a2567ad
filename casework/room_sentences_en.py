"""The refusals of hearings' rooms, in English."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "room-refused": ("Not possible now", "The hearing’s state does not allow it now."),
    "room-refused.ended": ("Hearing over", "The hearing is over: nothing more is done in it."),
    "room-refused.dismissed": ("You have left the hearing", "The court does not need you at this hearing any more."),
    "room-refused.not-here": ("Not in the room", "This person is not online at the moment."),
    "room-refused.not-identified": ("Identity to be checked", "The clerk has to check this person’s identity first."),
    "room-refused.may-not-meet": (
        "They may not meet",
        "These people may not meet. First send out the one who is there.",
    ),
    "room-refused.witness-before-opening": (
        "Witness to be called later",
        "A witness comes in once the hearing is open.",
    ),
    "room-refused.closed-to-the-public": ("Closed hearing", "This hearing is not open to the public."),
    "room-refused.grace": (
        "Period of grace",
        "The defence is not here. Without it, the hearing can be opened from {until} on.",
    ),
    "room-refused.technical-failure": (
        "Technical failure",
        "A technical failure keeps the defence away: that is no absence. Wait for it, or adjourn the hearing.",
    ),
    "room-refused.open-already": ("Hearing open already", "The hearing is open already."),
    "room-refused.not-open": ("Hearing not under way", "The hearing is not under way."),
    "room-refused.not-paused": ("Hearing not paused", "The hearing is not paused."),
    "room-refused.not-apart": ("In no private room", "This person is not in a private room."),
    "room-refused.a-judge": ("Judge", "This is not done to a judge."),
    "room-refused.there-already": ("Current provider", "The hearing goes through this provider already."),
    "room-refused.provider-failed": (
        "The room could not be made",
        "This provider could not make the room: the hearing stays where it is. Try another one.",
    ),
    "device-in-use": (
        "Link in use",
        "This link is in use on another device. Close the hearing’s page there, then try again here.",
    ),
    "no-room": (
        "The room is not ready yet",
        "This hearing’s room is not ready yet. Try again in a moment; if it lasts, call the court office.",
    ),
}
