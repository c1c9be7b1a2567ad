"""What the events of a contest send (DOMAIN §7.2, §7.5): letters C01 to C23, mails, and the notice to the authority."""

from typing import Final

LETTERS: Final[dict[str, int]] = dict.fromkeys(
    (
        "StatementServed", "StatementServedAgain", "PleaEntered", "LatePleaAccepted", "AddressChanged",
        "ChargesWithdrawn", "ProceedingsContinued", "ProceedingsStayed", "EvidenceDisclosed", "HearingScheduled",
        "HearingMoved", "ModeDecided", "InstructionsSent", "PostponementRefused", "HearingPostponed",
        "HearingAdjourned",
        "JudgmentReserved", "JudgmentRendered", "JudgmentCorrected", "RevocationAsked", "RevocationApplied",
        "RevocationDismissed", "JudgmentRevoked", "AppealRecorded", "AppealDecided", "AgreementMade",
        "AgreementDefaulted", "HandedToEnforcement",
    ),
    1,
)  # fmt: skip
MAILS: Final[dict[str, int]] = dict.fromkeys(
    (
        "LatePleaReceived", "LatePleaRefused", "DelaysSuspended", "DelaysResumed", "ApplicationMade",
        "ApplicationDecided", "JudgeStoodAside", "TimeGranted", "EnforcementEnded",
    ),
    1,
)  # fmt: skip
WITHDRAWN_TOO: Final = ("JudgmentRevoked", "WITHDRAWN")  # art. 257: a judgment on revocation, and a withdrawal

POINTS: Final = "C15"  # only where the statement has points: those of a conviction, or their end
MAY_TELL_OF_POINTS: Final = frozenset({
    "PleaEntered", "LatePleaAccepted", "PaymentReceived", "PaymentTaken", "JudgmentRendered", "JudgmentRevoked",
    "AppealDecided",
})  # fmt: skip
MAY_BE_TOLD: Final = frozenset({
    "DayClosed",  # where it moved a deadline
    "AmountPayable",  # where the notice of judgment comes once all costs are known
})  # fmt: skip
