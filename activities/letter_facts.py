"""Everything that one letter says: the facts that the case ordered it with, and what a case does not carry."""

from dataclasses import replace
from typing import Any, Protocol

from activities.contacts import Used
from db.outbox import Due
from domain.case_ids import holder_of, keyed_id, paper_code
from domain.clock import local_date
from domain.letter import LetterData
from domain.ports import Wording

NOTICE = "P10"  # the public notice of a minor exemption
STATEMENT = "C01"


class Letterhead(Protocol):
    """What letters are completed with. `secret` keys their public codes."""

    @property
    def wording(self) -> Wording:
        """The texts, by code."""
        ...

    @property
    def secret(self) -> str:
        """What keys the codes."""
        ...

    @property
    def base_url(self) -> str:
        """Where the city is reached."""
        ...


def letter_data(head: Letterhead, due: Due, facts: dict[str, Any], summary: dict[str, Any], used: Used) -> LetterData:
    """Everything that one letter says, from the order's facts, the application and the service's texts."""
    code = verify_code(head.secret, due.case_id, due.number)
    return LetterData(
        code=due.code,
        language="en" if due.language == "en" else "fr",
        number=due.number,
        reference=due.reference,
        service_title=head.wording.service_title(due.service, due.version, due.language),
        borough_name=head.wording.borough_name(due.borough, due.language),
        addressee=used.name,
        address_lines=used.lines,
        dated=local_date(due.at),
        verify_code=code,
        verify_url=f"{head.base_url}/verify/{code}",
        place=str(summary.get("work_address") or summary.get("place") or ""),
        facts=_completed(head, due, facts, summary),
        corrects=int(facts.get("corrects") or 0),
        corrects_dated=str(facts.get("corrects_dated") or ""),
    )


async def with_paragraphs(head: Letterhead, due: Due, data: LetterData) -> LetterData:
    """The letter with what its counter says in its places: the versions that stood at the instant of the order."""
    words = await head.wording.paragraphs(due.code, due.borough, due.language, due.at)
    return replace(data, paragraphs=words)


def verify_code(secret: str, case_id: str, number: int) -> str:
    """A letter's public code: 80 keyed bits, the same at every attempt to render it."""
    return keyed_id(secret, "letter", case_id, str(number))[:20]


def status_url(head: Letterhead, due: Due) -> str:
    """The page of the case, in its language."""
    prefix = "/en" if due.language == "en" else ""
    return f"{head.base_url}{prefix}/dossier/{due.case_id}"


def comment_url(head: Letterhead, due: Due) -> str:
    """Where comments are given: on a public notice by anyone, elsewhere on the case's page by its holder."""
    if due.code != NOTICE:
        return status_url(head, due)
    prefix = "/en" if due.language == "en" else ""
    return f"{head.base_url}{prefix}/avis-publics/{due.case_id}"


def _on_paper(due: Due) -> bool:
    """Whether the letter says what opens the file to an account: no account holds it, or it is a statement."""
    return due.code == STATEMENT or due.owner == holder_of(due.case_id)


def _completed(head: Letterhead, due: Due, facts: dict[str, Any], summary: dict[str, Any]) -> dict[str, Any]:
    """The facts that the case recorded, with the texts and addresses that it does not carry."""
    url, words, language = status_url(head, due), head.wording, due.language
    place = (due.service, due.version, due.borough)
    fees = [{**fee, "label": words.fee_label(place, fee["code"], language)} for fee in facts.get("fees", [])]
    return {
        **facts,
        "fees": fees,
        "tariff_version": words.tariff(due.service, due.version, language),
        "status_url": url,
        "pay_url": url,
        "answer_url": url,
        "renew_url": url,
        "comment_url": comment_url(head, due),
        "work": str(summary.get("description", "")),
        "start_note": "",
        "claim_code": paper_code(head.secret, due.case_id) if _on_paper(due) else "",
        "concerns_title": words.letter_title(facts["concerns_code"], language) if "concerns_code" in facts else "",
        "decided_by_title": words.role_title(str(facts.get("decided_by", "clerk")), language),
    }
