"""Carrying out ordered destructions: keys, then files, then the sealed certificate; taken up again after a fall."""

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from activities import retention
from activities.posting import BATCH_FILES, file_key
from catalogue.load import Catalogue
from db import accesses, destructions, erasing, holds, post
from db.destructions import Listed, ListRow
from db.erasing import Erasure
from domain.case_ids import keyed_id
from domain.clock import local_date
from domain.errors import CaseError
from domain.letter import CERTIFICATE, LetterData
from domain.ports import KEYS_KEPT, CaseKeys, Clock, DocumentStore, LetterPress, Wording
from domain.retention import PERMANENT, before

log = logging.getLogger("guichet.erasing")
# Each holds a folder a case: also files whose row was never written.
FOLDERS: Final = ("letters", "documents", "quarantine", "recordings")
CITY: Final = "Ville de Montréal"


@dataclass(frozen=True)
class Destroyer:
    """What destruction needs from the world. `secret` keys the certificates' public codes."""

    sessions: async_sessionmaker[AsyncSession]
    keys: CaseKeys
    store: DocumentStore
    press: LetterPress
    wording: Wording
    catalogue: Callable[[], Catalogue]  # as last published
    clock: Clock
    secret: str
    base_url: str


async def carry_out_ordered(by: Destroyer) -> int:
    """Carry out every list that was ordered; how many were. A fall in between loses nothing: the next turn goes on."""
    async with by.sessions() as session:
        ordered = await destructions.to_carry_out(session)
    for list_id in ordered:
        await _carry_out(by, list_id)
    return len(ordered)


async def drop_old_accesses(by: Destroyer) -> int:
    """Delete the log of accesses beyond its time; how many rows."""
    keep = by.catalogue().retention.keep_of("access-log")
    if keep == PERMANENT:
        return 0
    now = await by.clock.now()
    oldest = datetime.combine(before(local_date(now), keep), datetime.min.time(), UTC)
    async with by.sessions.begin() as session:
        return await accesses.drop_older(session, oldest)


async def _carry_out(by: Destroyer, list_id: str) -> None:
    for one in (await _read(by, list_id)).listed:
        if one.outcome == "waiting":
            await _erase_or_keep(by, list_id, one.case_id)
    for one in (await _read(by, list_id)).listed:
        if one.outcome == "erased" and one.files is None:
            await _delete_files(by, list_id, one.case_id)
    await _certify(by, await _read(by, list_id))


async def _read(by: Destroyer, list_id: str) -> ListRow:
    async with by.sessions() as session:
        found = await destructions.find(session, list_id)
    assert found is not None
    return found


async def _erase_or_keep(by: Destroyer, list_id: str, case_id: str) -> None:
    """One transaction: judged again under the case's lock, for a hold may have come since, then erased."""
    at, recorded_at = await by.clock.now(), datetime.now(UTC)
    async with by.sessions.begin() as session:
        await holds.one_at_a_time(session, case_id)
        try:
            await retention.judge(session, by.catalogue(), case_id, local_date(at))
        except CaseError as refusal:
            log.warning("destruction refused", extra={"case_id": case_id, "code": refusal.code})
            await destructions.settle_case(session, list_id, case_id, outcome=retention.outcome_of(refusal))
            return
        await erasing.erase(session, Erasure(case_id, at, recorded_at))
        await destructions.settle_case(session, list_id, case_id, outcome="erased", erased_at=at)
    by.keys.forget(case_id)


async def _delete_files(by: Destroyer, list_id: str, case_id: str) -> None:
    async with by.sessions() as session:
        kept = await erasing.files_of(session, case_id)
        batches = await post.batches_of_case(session, case_id)
    kept += [file_key(batch, name) for batch in batches for name in BATCH_FILES]
    deleted = 0
    for key in (*kept, *(f"{folder}/{case_id}" for folder in FOLDERS)):
        deleted += await by.store.delete(key)
    async with by.sessions.begin() as session:
        for batch in batches:
            await post.mark_cleared(session, batch, datetime.now(UTC))
        await destructions.settle_case(session, list_id, case_id, files=deleted)


async def _certify(by: Destroyer, found: ListRow) -> None:
    """Seal the certificate once: the first one stored is the certificate."""
    at, recorded_at = await by.clock.now(), datetime.now(UTC)
    code = keyed_id(by.secret, "certificate", found.id)[:20]
    sealed = await by.press.seal_letter(certificate(by, found, at, code), at)
    key = f"certificates/{found.id}.pdf"
    pdf = sealed.pdf if await by.store.put_once(key, sealed.pdf) else await by.store.get(key)
    async with by.sessions.begin() as session:
        await destructions.settle(
            session, found.id, carried_out_at=at, keys_gone_at=recorded_at + KEYS_KEPT, verify_code=code,
            certificate_key=key, certificate_sha256=hashlib.sha256(pdf).hexdigest(),
        )  # fmt: skip
    log.info("destruction carried out", extra={"destruction": found.id, "cases": found.cases})


def certificate(by: Destroyer, found: ListRow, at: datetime, code: str) -> LetterData:
    """What the certificate says: which files, under which rule, approved by whom; nothing personal."""
    erased = [one for one in found.listed if one.outcome == "erased"]
    facts: Mapping[str, Any] = {
        "carried_out_at": at.isoformat(),
        "schedule": found.schedule,
        "proposed_by": found.proposed_by,
        "proposed_at": found.proposed_at.isoformat(),
        "approvals": [
            {"person": one.person, "title": by.wording.role_title(one.role, "fr"), "at": one.at.isoformat()}
            for one in found.approvals
        ],
        "erased": [_line(by, one) for one in erased],
        "kept": [_line(by, one) for one in found.listed if one.outcome != "erased"],
        "files": sum(one.files or 0 for one in erased),
    }
    return LetterData(
        code=CERTIFICATE, language="fr", number=1, reference=found.reference, service_title="", borough_name=CITY,
        addressee="", address_lines=(), dated=local_date(at), verify_code=code,
        verify_url=f"{by.base_url}/verify/{code}", place="", facts=dict(facts),
    )  # fmt: skip


def _line(by: Destroyer, one: Listed) -> dict[str, str]:
    rule = by.catalogue().retention.rule(one.rule)
    return {
        "reference": one.reference,
        "case_id": one.case_id,
        "closed_on": one.closed_on.isoformat(),
        "due_on": one.due_on.isoformat(),
        "rule": rule.text.fr if rule else one.rule,
        "outcome": one.outcome,
    }
