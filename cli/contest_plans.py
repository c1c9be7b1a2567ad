"""What may become of a statement of offence: plans that together reach every end and go down every path."""

from typing import Final

from cli.contest_life import Plan
from cli.statement_mapping import ToServe


def _several(statement: ToServe) -> bool:
    return statement.several


def _greater(statement: ToServe) -> bool:
    return statement.greater


def _not_warned(statement: ToServe) -> bool:
    return not statement.warned


DENIES: Final = {"answer": ("not_guilty",)}

# The first ones reach each of the ends; a demo of a few statements has them all.
PLANS: Final[tuple[Plan, ...]] = (
    Plan("pays at once", "GUILTY_PAID", {"answer": ("pay",)}),
    Plan("silent, convicted, pays", "PAID", {"overdue": ("convict_on_record",)}),
    Plan("withdrawn after review", "WITHDRAWN", DENIES | {"review": ("withdraw",)}),
    Plan("acquitted at trial", "ACQUITTED", DENIES | {"session": ("acquit",)}),
    Plan("annulled at trial", "ANNULLED", DENIES | {"session": ("annul",)}),
    Plan("stayed by the prosecutor", "STAYED", DENIES | {"waiting": ("stay",)}),
    Plan("sentence contested", "PAID", {"answer": ("contest_sentence",), "session": ("lesser_fine",)}, fits=_greater),
    Plan("one count withdrawn", "PAID", DENIES | {"review": ("withdraw_one", "continue")}, fits=_several),
    Plan("pays a part, then silence", "PAID", {"answer": ("pay_part",)}),
    Plan("guilty, pays later", "PAID", {"answer": ("guilty",)}),
    Plan("guilty, enforced", "PAID", {"answer": ("guilty",), "owed": ("wait",)}),
    Plan("pays late", "GUILTY_PAID", {"overdue": ("pay",)}),
    Plan("late plea accepted", "ACQUITTED", {"overdue": ("not_guilty", "accept_late"), "session": ("acquit",)}),
    Plan("late plea refused", "PAID", {"overdue": ("not_guilty", "refuse_late", "convict_on_record")}),
    Plan("annulled on the record", "ANNULLED", {"overdue": ("annul_on_record",)}),
    Plan("acquitted in absence", "ACQUITTED", {"overdue": ("acquit_on_record",)}, fits=_not_warned),
    Plan("convicted, pays", "PAID", DENIES | {"session": ("convict",)}),
    Plan("technical failures", "ACQUITTED",
         DENIES | {"session": ("failure", "failure_without_date", "adjourn", "acquit")}, mode="video"),
    Plan("postponed twice", "PAID", DENIES | {"before": ("ask_postponement", "ask_postponement")}),
    Plan("postponed by each side", "ACQUITTED",
         DENIES | {"before": ("prosecutor_asks_postponement", "ask_postponement"), "session": ("acquit",)}),
    Plan("postponement refused", "PAID",
         DENIES | {"before": ("ask_postponement",), "postponement": ("refuse_postponement",)}),
    Plan("absent, revoked", "ACQUITTED",
         DENIES | {"before": ("open_absent",), "session": ("convict_absent", "acquit"), "owed": ("ask_revocation",),
                   "revocation": ("grant",)}),
    Plan("absent, revocation dismissed", "PAID",
         DENIES | {"before": ("open_absent",), "session": ("convict_absent",), "owed": ("ask_revocation", "pay"),
                   "revocation": ("dismiss",)}),
    Plan("silent, revoked out of time", "PAID",
         {"owed": ("ask_revocation_late", "pay"), "revocation": ("grant",)}),
    Plan("reserved, acquitted", "ACQUITTED", DENIES | {"session": ("reserve",), "reserved": ("acquit",)}),
    Plan("reserved, convicted", "PAID", DENIES | {"session": ("reserve",)}),
    Plan("oral judgment", "PAID", DENIES | {"session": ("oral_conviction",)}),
    Plan("oral acquittal", "ACQUITTED", DENIES | {"session": ("oral_acquittal",)}),
    Plan("exhibits", "ACQUITTED", DENIES | {"before": ("disclose", "file_exhibit"), "session": ("acquit",)}),
    Plan("exhibits, convicted", "PAID", DENIES | {"before": ("disclose", "file_exhibit")}),
    Plan("video granted", "ACQUITTED", DENIES | {"waiting": ("ask_video", "grant_video"), "session": ("acquit",)}),
    Plan("video refused", "PAID", DENIES | {"before": ("ask_video", "refuse_video")}),
    Plan("video imposed", "PAID", DENIES | {"waiting": ("impose_video",)}),
    Plan("interpreter", "ACQUITTED", DENIES | {"session": ("acquit",)}, interpreter="es"),
    Plan("claimed", "PAID", {"answer": ("claim", "not_guilty")}),
    Plan("address changed", "PAID", {"answer": ("change_address", "guilty")}),
    Plan("represented", "PAID", DENIES | {"review": ("represent", "continue")}),
    Plan("time granted", "PAID", {"answer": ("guilty",), "owed": ("grant_time", "pay")}),
    Plan("agreement kept", "PAID", {"answer": ("guilty",), "owed": ("agree",)}),
    Plan("agreement broken", "PAID",
         {"answer": ("guilty",), "owed": ("agree", "wait"), "agreement": ("instalment", "wait")}),
    Plan("agreement in enforcement", "PAID",
         {"answer": ("guilty",), "owed": ("wait",), "enforcement": ("agree",)}),
    Plan("handed back", "PAID", {"owed": ("wait", "pay"), "enforcement": ("hand_back",)}),
    Plan("paid, then art. 257", "WITHDRAWN", {"answer": ("pay",), "over": ("art_257",), "revocation": ("grant",)}),
    Plan("part paid, then art. 257", "WITHDRAWN",
         {"answer": ("guilty",), "owed": ("pay_part", "art_257"), "revocation": ("grant",)}),
    Plan("art. 257 dismissed", "PAID", DENIES | {"owed": ("art_257", "pay")}),
    Plan("acquitted on appeal", "ACQUITTED", DENIES | {"owed": ("appeal",), "appeal": ("acquitted_on_appeal",)}),
    Plan("paid, acquitted on appeal", "ACQUITTED",
         {"answer": ("pay",), "over": ("appeal",), "appeal": ("acquitted_on_appeal",)}),
    Plan("appeal upheld", "PAID", DENIES | {"owed": ("appeal", "pay")}),
    Plan("fine varied on appeal", "PAID", DENIES | {"owed": ("pay_part", "appeal"), "appeal": ("varied",)}),
    Plan("new trial", "ACQUITTED",
         DENIES | {"session": ("convict", "acquit"), "owed": ("appeal",), "appeal": ("new_trial",)}),
    Plan("acquittal appealed", "ACQUITTED", DENIES | {"session": ("acquit",), "over": ("prosecutor_appeals",)}),
    Plan("judgment corrected", "PAID", DENIES | {"owed": ("correct", "pay")}),
    Plan("judge stood aside", "ACQUITTED", DENIES | {"before": ("recuse",), "session": ("acquit",)}),
    Plan("plea changed", "PAID", DENIES | {"before": ("guilty",)}),
    Plan("pays before the trial", "GUILTY_PAID", DENIES | {"before": ("pay",)}),
    Plan("delays suspended", "PAID", {"answer": ("suspend", "resume", "guilty")}),
    Plan("application", "ACQUITTED", DENIES | {"before": ("apply", "decide_application"), "session": ("acquit",)}),
    Plan("stayed by a judge", "STAYED", DENIES | {"before": ("stay_by_a_judge",)}),
    Plan("pays at the counter", "PAID", {"answer": ("guilty",), "owed": ("pay_at_the_counter",)}),
    Plan("withdrawn before the trial", "WITHDRAWN",
         {"answer": ("pay_part", "not_guilty"), "before": ("withdraw",)}),
)  # fmt: skip
