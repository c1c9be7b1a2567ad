"""The refusals of the court's calendar, in English."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "availability-changed": (
        "Availability changed",
        "It changed since the page was shown. Read it again.",
    ),
    "availability-changed.used": ("Sittings already open", "Sittings were opened from it: give it a last day instead."),
    "docket-not-ready": (
        "The proposal is not ready",
        "It is still being worked out, or could not be: no date was set. Read it again.",
    ),
    "not-watchable": ("Hearing that cannot be watched online", "This hearing cannot be watched online."),
    "not-watchable.not-by-video": (
        "Hearing in a courtroom",
        "This hearing is not held by video. It is public: come to the place shown on the roll.",
    ),
    "not-watchable.closed-to-the-public": (
        "Hearing closed to the public",
        "This hearing is not open to the public. No link is sent.",
    ),
    "not-watchable.over": ("Hearing over", "This hearing is past, or is not held at that time any more."),
    "not-watchable.full": (
        "No place left online",
        "Twenty people watch this hearing online already, which is the most.",
    ),
    "slot-not-bookable": (
        "Slot that cannot be booked",
        "This slot has passed, or it is so near that the notice of hearing would come too late. Choose a later one.",
    ),
    "slot-taken": ("Slot taken", "Somebody else has this slot. Choose another one."),
    "slot-taken.judge": ("Judge taken", "The judge sits elsewhere at that hour. Choose another slot."),
    "slot-taken.room": ("Room taken", "The room is taken at that hour. Choose another slot."),
    "slot-taken.party": ("Party taken", "The party has another hearing at that hour. Choose another slot."),
    "slot-taken.interpreter": ("Interpreter taken", "The interpreter is taken at that hour. Choose another slot."),
    "slot-taken.lapsed": ("Hold over", "This slot is no longer held for the file. Hold a slot again."),
    "slot-taken.booked": ("Hearing set", "The hearing is set: it is moved or cancelled in its file."),
}
