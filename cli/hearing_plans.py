"""What may become of hearings at a distance: held, moved, given up, each in every way that a case knows."""

from typing import Final

from cli.contest_life import Plan
from cli.contest_plans import DENIES

HEARING_PLANS: Final[tuple[Plan, ...]] = (
    Plan("video, convicted", "PAID", DENIES, mode="video"),
    Plan("video, acquitted", "ACQUITTED", DENIES | {"session": ("acquit",)}, mode="video"),
    Plan("video, annulled", "ANNULLED", DENIES | {"session": ("annul",)}, mode="video"),
    Plan("video, interpreter", "ACQUITTED", DENIES | {"session": ("acquit",)}, interpreter="es", mode="video"),
    Plan("video, technical failures", "ACQUITTED",
         DENIES | {"session": ("failure", "failure_without_date", "acquit")}, mode="video"),
    Plan("video, adjourned", "PAID", DENIES | {"session": ("adjourn", "convict")}, mode="video"),
    Plan("video, postponed twice", "PAID", DENIES | {"before": ("ask_postponement", "ask_postponement")},
         mode="video"),
    Plan("video, postponement refused", "ACQUITTED",
         DENIES | {"before": ("ask_postponement",), "postponement": ("refuse_postponement",), "session": ("acquit",)},
         mode="video"),
    Plan("video, judge stood aside", "ACQUITTED", DENIES | {"before": ("recuse",), "session": ("acquit",)},
         mode="video"),
    Plan("video, absent", "PAID", DENIES | {"before": ("open_absent",), "session": ("convict_absent",)}, mode="video"),
    Plan("video, reserved", "ACQUITTED", DENIES | {"session": ("reserve",), "reserved": ("acquit",)}, mode="video"),
    Plan("video, exhibits", "ACQUITTED",
         DENIES | {"before": ("disclose", "file_exhibit"), "session": ("acquit",)}, mode="video"),
    Plan("video, withdrawn", "WITHDRAWN", DENIES | {"before": ("withdraw",)}, mode="video"),
    Plan("video, stayed", "STAYED", DENIES | {"before": ("stay_by_a_judge",)}, mode="video"),
    Plan("video, pays before", "GUILTY_PAID", DENIES | {"before": ("pay",)}, mode="video"),
    Plan("video, plea changed", "PAID", DENIES | {"before": ("guilty",)}, mode="video"),
    Plan("telephone, acquitted", "ACQUITTED", DENIES | {"session": ("acquit",)}, mode="phone"),
    Plan("in person, acquitted", "ACQUITTED", DENIES | {"session": ("acquit",)}),
)  # fmt: skip
