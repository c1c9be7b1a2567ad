"""What the rules of a case never allow, so that no page offers it: said once, when the case is filed."""

from domain.rules import PermitRules


def never(rules: PermitRules) -> tuple[str, ...]:
    """Acts that this case will never take, whatever its state."""
    council = ("refer", "record_committee_opinion", "record_resolution")
    without: dict[str, bool] = {
        **{act: not rules.council for act in council},
        "conclude_review": bool(rules.council),
        "publish_notice": rules.council != "minor_exemption",
        "give_opinion": not rules.opinions,
        "declare_start": not rules.delays.start_within,
        "declare_completion": not rules.delays.start_within,
        "extend": not rules.delays.extension,
        "renew": not (rules.renewable or rules.annual),
        "second": rules.second_person_above_cents is None or rules.cents <= rules.second_person_above_cents,
    }
    return tuple(sorted(act for act, excluded in without.items() if excluded))
