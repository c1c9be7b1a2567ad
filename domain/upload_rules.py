"""How much people may send, and whether a file that nobody could scan is given to anyone (RELIABILITY §3 C4, C6)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from domain.errors import PayloadTooLarge, UploadQuota

DAY: Final = timedelta(days=1)
RETRY_AFTER: Final = 3600  # seconds; the day is a moving one, room comes back little by little


@dataclass(frozen=True)
class Usage:
    """Files and bytes that are kept already."""

    files: int
    bytes: int


@dataclass(frozen=True)
class UploadRules:
    """Bytes and numbers of files: of one case, draft or shelf, and of one person in 24 hours.

    `hold_unscanned`: a file is held, and given to nobody, until a scanner has said that it is clean.
    """

    hold_unscanned: bool = True
    files_per_case: int = 200
    bytes_per_case: int = 500_000_000
    files_a_day: int = 1000
    bytes_a_day: int = 5_000_000_000

    def check(self, home: Usage, person: Usage, size: int) -> None:
        """Raise PayloadTooLarge where the case has no room for `size` bytes more, UploadQuota where the day is full."""
        if home.files >= self.files_per_case or home.bytes + size > self.bytes_per_case:
            raise PayloadTooLarge(limit=self.bytes_per_case)
        if person.files >= self.files_a_day or person.bytes + size > self.bytes_a_day:
            raise UploadQuota(retry_after=RETRY_AFTER)
