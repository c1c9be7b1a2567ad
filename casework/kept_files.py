"""Files of a case, draft or shelf as their reader sees them: the name and the reason are the case's, in ciphertext."""

from dataclasses import dataclass

from db.ciphertext import decrypt
from db.documents import DocumentRow
from domain.ports import DataKey


@dataclass(frozen=True)
class Kept:
    """A file, its cleaned name, and why it is to be replaced where the clerk said so."""

    row: DocumentRow
    name: str
    reason: str = ""


def opened(key: DataKey, row: DocumentRow) -> Kept:
    """A file's row with what is encrypted in it under its home's key."""
    name: str = decrypt(key, f"{row.case_id}/document/{row.id}", row.name)
    if row.judgement_reason is None:
        return Kept(row, name)
    reason: str = decrypt(key, f"{row.case_id}/judgement/{row.id}", row.judgement_reason)
    return Kept(row, name, reason)
