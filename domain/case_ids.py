"""Ids of cases and of their workflows: random or keyed, never personal."""

import hashlib
import hmac

SYSTEM_KEY = "system"
PERMIT = "permit"
CONTEST = "contest"
PROCEDURES = (PERMIT, CONTEST)
WORKFLOW_TYPES = ("PermitCase", "ContestCase")


def workflow_of(procedure: str, case_id: str) -> str:
    """The workflow id of a case."""
    return f"{procedure}-{case_id}"


def permit_workflow(case_id: str) -> str:
    """The workflow id of a permit case."""
    return workflow_of(PERMIT, case_id)


def is_case(workflow_id: str) -> bool:
    """Whether a workflow id names a case."""
    procedure, _, case_id = workflow_id.partition("-")
    return procedure in PROCEDURES and bool(case_id)


def case_of_workflow(workflow_id: str) -> str:
    """The case that a workflow id names; the system's key for schedules and everything else."""
    return workflow_id.partition("-")[2] if is_case(workflow_id) else SYSTEM_KEY


def keyed_id(secret: str, *parts: str) -> str:
    """128 bits of HMAC-SHA-256, in hexadecimal: the case id of a filing without a draft (DESIGN §4)."""
    message = "\x1f".join(parts).encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()[:32]


def paper_code(secret: str, case_id: str) -> str:
    """The code that the paper letter of a case without an account carries: it claims the case online."""
    digits = keyed_id(secret, "paper", case_id)[:12].upper()
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"


def holder_of(case_id: str) -> str:
    """Who holds a case that no account has claimed: whoever shows what its paper letter says."""
    return f"holder-{case_id}"


def well_formed(case_id: str) -> bool:
    """Whether a text has the form of a case id: 32 lower-case hexadecimal digits."""
    return len(case_id) == 32 and all(letter in "0123456789abcdef" for letter in case_id)


def hosted_path(secret: str, payment_id: str) -> str:
    """The path of our own payment page: whoever holds it may pay that payment, and learns its amount and purpose."""
    return f"/payer/{payment_id}/{keyed_id(secret, 'hosted', payment_id)}"
