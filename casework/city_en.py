"""The refusals of the city's own administration, and of its fields, in English."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "publication-overtaken": (
        "Somebody published in the meantime",
        "The services have changed since you read them, and nothing of yours was published. Read again what your "
        "publication would change now, then confirm it.",
    ),
    "changed-meanwhile": (
        "Changed meanwhile",
        "Somebody made a change since you opened this page. Read it again, then retry. Nothing was recorded.",
    ),
    "own-account": (
        "Your own account",
        "Nobody changes their own role or closes their own account. Ask another administrator to do it.",
    ),
    "last-administrator": (
        "Last administrator’s account",
        "This is the only open administrator’s account: it cannot be closed or given another role.",
    ),
    "still-supervises": (
        "This person answers for a counter",
        "Name somebody else who answers for the counter first, then retry.",
    ),
    "second-administrator": (
        "Somebody else must confirm",
        "Whoever proposed an administrator’s account cannot confirm it themselves.",
    ),
}
FIELDS: Final[dict[str, str]] = {
    "no-counter": "Administrators see every counter: choose none.",
    "court-alone": "This role is the court’s: choose the court alone.",
    "borough-alone": "This role is a borough’s: do not choose the court.",
    "address-taken": "Another account has this address already.",
    "not-of-this-counter": "This person does not work at this counter under the role that it needs.",
    "before-the-incident": "This date comes before the incident.",
    "before-it-was-known": "This date comes before the one on which the incident became known.",
    "closed-already": "This day is not an open day of this calendar anyway.",
    "too-long-ago": "This day was more than 30 days ago.",
    "too-far": "This day is more than two years ahead.",
}
