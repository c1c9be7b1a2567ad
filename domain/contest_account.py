"""What is owed on a statement: lines that are assessed, dropped or varied; what was paid counts against their sum."""

from dataclasses import dataclass, field

from domain.events import Posting


@dataclass
class Account:
    """Lines by purpose, in cents: `fine-1`, `costs-1`, `contribution-1`, and costs of events such as `plea_changed`."""

    lines: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def owed(self) -> int:
        """The sum of all lines, whether paid or not."""
        return sum(self.lines.values())

    def assess(self, purpose: str, cents: int) -> tuple[Posting, ...]:
        """A line more, or more of one; nothing for 0."""
        if cents <= 0:
            return ()
        self.lines[purpose] = self.lines.get(purpose, 0) + cents
        return (Posting("receivable", "fees", cents, purpose),)

    def drop(self, purpose: str) -> tuple[Posting, ...]:
        """A line that is owed no more; nothing where there is none."""
        cents = self.lines.pop(purpose, 0)
        return (Posting("written_off", "receivable", cents, purpose),) if cents else ()

    def vary(self, purpose: str, cents: int) -> tuple[Posting, ...]:
        """A line becomes so many cents: more is assessed, less is written off."""
        more = cents - self.lines.get(purpose, 0)
        if more >= 0:
            return self.assess(purpose, more)
        self.lines[purpose] = cents
        if not cents:
            del self.lines[purpose]
        return (Posting("written_off", "receivable", -more, purpose),)

    def drop_all(self) -> tuple[Posting, ...]:
        """Nothing is owed any more."""
        return tuple(posting for purpose in list(self.lines) for posting in self.drop(purpose))

    def parts(self) -> dict[str, int]:
        """Fine, costs and contribution apart, as the statement's three lines (DOMAIN §2.1)."""
        sums = {"fine": 0, "costs": 0, "contribution": 0}
        for purpose, cents in self.lines.items():
            kind = purpose.partition("-")[0]
            sums[kind if kind in sums else "costs"] += cents
        return sums
