"""The words of proposed dockets: their states, the steps of their making, what they cost, why a case is where it is."""

from collections.abc import Mapping
from typing import Any, Final

from web.typography import NBSP
from web.words import Pair, Words

STATES: Final[dict[str, Pair]] = {
    "waiting": ("En attente", "Waiting"),
    "running": ("En calcul", "Being worked out"),
    "done": ("Prête", "Ready"),
    "failed": ("Échec", "Failed"),
    "publishing": ("Publication en cours", "Being published"),
    "published": ("Publiée", "Published"),
    "overtaken": ("Dépassée", "Overtaken"),
}
TONES: Final[dict[str, str]] = {
    "waiting": "grey", "running": "yellow", "done": "blue", "failed": "red", "publishing": "yellow",
    "published": "green", "overtaken": "orange",
}  # fmt: skip
AT_WORK: Final = ("waiting", "running", "publishing")
STEPS: Final[dict[str, Pair]] = {
    "read": (
        "Dossiers lus : {placed}. Plages libres : {cost}.",
        "Files read: {placed}. Free slots: {cost}.",
    ),
    "at-once": ("Première réponse : {placed} dossiers placés.", "First answer: {placed} files placed."),
    "bound": ("Coût minimal de toute répartition : {cost}.", "Least cost of any docket: {cost}."),
    "no-bound": ("Le coût minimal n’est pas connu.", "The least cost is not known."),
    "days": ("Jours choisis : {placed} dossiers placés.", "Days chosen: {placed} files placed."),
    "seats": ("Plages choisies : {placed} dossiers placés.", "Slots chosen: {placed} files placed."),
    "done": ("Terminé : {placed} dossiers placés, coût {cost}.", "Done: {placed} files placed, cost {cost}."),
}
STATUSES: Final[dict[str, Pair]] = {
    "proposed": ("Proposée", "Proposed"),
    "chosen": ("À fixer", "To be set"),
    "set": ("Fixée", "Set"),
    "refused": ("Refusée", "Refused"),
}
FIGURES: Final[dict[str, Pair]] = {
    "placed": ("Dossiers placés", "Files placed"),
    "unplaced": ("Dossiers sans date", "Files without a date"),
    "trips": ("Déplacements de témoins et de policiers", "Trips of witnesses and officers"),
    "median_wait": ("Attente médiane, en jours", "Median wait, in days"),
    "objective": ("Coût total", "Total cost"),
}
COSTS: Final[dict[str, Pair]] = {
    "unplaced": ("dont dossiers sans date", "of which files without a date"),
    "waiting": ("dont attente", "of which waiting"),
    "trips": ("dont déplacements", "of which trips"),
    "interpreters": ("dont interprètes", "of which interpreters"),
    "unfair": ("dont charge inégale des juges", "of which uneven load of judges"),
}
SIDES: Final[dict[str, Pair]] = {
    "own": ("Cette proposition", "This proposal"),
    "first_come": ("Premier arrivé", "First come"),
    "greedy": ("Première réponse", "First answer"),
}
AGAINST: Final[dict[str, Pair]] = {
    "language": ("autre langue", "another language"),
    "mode": ("autre mode", "another mode"),
    "kind": ("autre genre d’affaires", "another kind of matters"),
    "judge": ("juge en conflit d’intérêts", "judge in conflict"),
    "notice": ("trop tôt pour l’avis", "too early for the notice"),
    "duration": ("plages trop courtes", "slots too short"),
    "absent": ("quelqu’un est absent", "somebody is away"),
    "interpreter": ("sans interprète", "no interpreter"),
    "full": ("pleines", "full"),
    "busy": ("quelqu’un est pris à ces heures", "somebody is taken at those hours"),
    "dearer": ("l’ensemble coûterait plus", "the whole would cost more"),
}


def reason(say: Words, why: Mapping[str, Any], *, placed: bool) -> str:
    """Why a case is where it is, or has no place."""
    against = ", ".join(f"{say.of(AGAINST, name)} ({count})" for name, count in sorted(why["against"].items()))
    if not placed:
        none = say("Aucune séance n’a de plage libre dans la période.", "No sitting has a free slot in the period.")
        return say(f"Séances écartées : {against}.", f"Sittings ruled out: {against}.") if against else none
    told: list[str] = []
    if count := why["shared_with"]:
        told.append(say(
            f"Les mêmes personnes viennent ce jour-là pour d’autres dossiers : {count}.",
            f"The same people come that day for other files: {count}.",
        ))  # fmt: skip
    if against:
        told.append(say(f"Séances des jours précédents : {against}.", f"Sittings of earlier days: {against}."))
    return " ".join(told) or say("Le premier jour possible.", "The first possible day.")


def step(say: Words, line: Mapping[str, Any]) -> str:
    """A line of the making."""
    return say.of(STEPS, line["code"]).format(placed=line["placed"], cost=line["cost"])


def figure(say: Words, value: float) -> str:
    """A figure: whole where it is, otherwise with one decimal."""
    text = f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"
    return text if say.lang == "en" else text.replace(".", ",")


def percent(say: Words, part: float) -> str:
    """`1,2 %` or `1.2%`."""
    text = f"{part * 100:.1f}"
    return f"{text}%" if say.lang == "en" else f"{text.replace('.', ',')}{NBSP}%"
