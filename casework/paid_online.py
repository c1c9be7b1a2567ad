"""Which statements can be paid through the internet: what their regime says of their kind (DOMAIN §2.10)."""

from casework.doors import Doors
from domain.errors import Invalid
from domain.people import Actor, Role


def paid_online(doors: Doors, service: str) -> bool:
    """Whether the cases of a service are paid here; those of no regime are."""
    for regime in doors.regimes.values():
        if (kind := regime.kind_of(service)) is not None:
            return regime.kinds[kind].pay_online
    return True


def look_at_the_payment(doors: Doors, actor: Actor, service: str, action: str) -> None:
    """Refuse a citizen's payment of what is paid by mail or at the counter alone. Raises Invalid."""
    if action == "offer_payment" and actor.role is Role.CITIZEN and not paid_online(doors, service):
        raise Invalid({"cents": "not-paid-online"})
