"""Refusals of the city's own administration: its accounts, its calendars, its registers."""

from domain.errors import CaseError


class ChangedMeanwhile(CaseError):
    """Somebody changed this since the page was read; nothing was kept."""

    code = "changed-meanwhile"


class OwnAccount(CaseError):
    """Nobody changes their own role or closes their own account."""

    code = "own-account"


class LastAdministrator(CaseError):
    """The city keeps one administrator at least."""

    code = "last-administrator"


class StillSupervises(CaseError):
    """The person answers for a counter's promises: another one is named first."""

    code = "still-supervises"


class SecondAdministrator(CaseError):
    """Whoever proposed an administrator does not confirm it."""

    code = "second-administrator"
