"""Every column of text or bytes that stands beside a case, and what becomes of it when the case is erased.

- `sealed`: ciphertext under the case's key; it is noise once the key is gone;
- `scrubbed`: emptied by `db/erasing.py`, for a person's words or a link to them may stand there;
- `clear`: ids of ours, codes, states, hashes of files and of ciphertext; it stays, so that the chain still verifies.

A column that is not named here fails a test: whoever adds one decides.
"""

from typing import Final, Literal

Treatment = Literal["sealed", "scrubbed", "clear"]


def _each(treatment: Treatment, names: str) -> dict[str, Treatment]:
    return dict.fromkeys(names.split(), treatment)


COLUMNS: Final[dict[str, dict[str, Treatment]]] = {
    "cases": _each("scrubbed", "summary")
    | _each("clear", "id reference procedure service version borough owner language clock state head"),
    "case_events": _each("sealed", "facts")
    | _each("clear", "case_id type act_id act_hash actor role before after key_id prev_hash hash"),
    "case_keys": _each("scrubbed", "wrapped") | _each("clear", "case_id key_id"),
    "drafts": _each("scrubbed", "content") | _each("clear", "id owner service version borough language"),
    "acts_received": _each("scrubbed", "idempotency_key request_sha256 body refusal")
    | _each("clear", "act_id principal case_id action status"),
    "signatures": _each("clear", "token_sha256 draft_id owner document document_id"),
    "tasks": _each("clear", "case_id kind role borough owner service version state reference assigned_to"),
    "task_history": _each("clear", "case_id kind role"),
    "ledger_entries": _each("clear", "case_id debit credit purpose method"),
    "refunds": _each("clear", "case_id key payment_id"),
    "gateway_intents": _each("clear", "intent_id payment_id"),
    "invoices": _each("clear", "borough case_id purpose"),
    "links": _each("clear", "case_id discipline document_ids made_by payment_id purpose token_sha256"),
    "promise_breaches": _each("clear", "borough case_id supervisor"),
    "public_comments": _each("sealed", "content") | _each("clear", "case_id id"),
    "case_addresses": _each("sealed", "address") | _each("clear", "case_id given_by"),
    "letter_deliveries": _each("sealed", "address")
    | _each("clear", "basis batch case_id channel return_reason status"),
    "payments": _each("scrubbed", "hosted_url") | _each("clear", "payment_id case_id purpose status"),
    "inbox": _each("scrubbed", "body") | _each("clear", "provider event_id type status"),
    "outbox": _each("scrubbed", "facts error") | _each("clear", "case_id kind code status"),
    "letters": _each(
        "clear", "case_id code language verify_code unsigned_sha256 sealed_sha256 storage_key status reason"
    ),
    "letter_statuses": _each("clear", "case_id status"),
    "documents": _each("scrubbed", "kind name")
    | _each("sealed", "judgement_reason")
    | _each(
        "clear",
        "id case_id owner media_type sha256 storage_key status flags judgement replaced_by scan scan_note spare_key",
    ),
    "legal_holds": _each("sealed", "reason lift_reason") | _each("clear", "id case_id placed_by lifted_by"),
    "destructions": _each(
        "clear",
        "id reference schedule status proposed_by ordered_by verify_code certificate_key certificate_sha256",
    ),
    "destruction_cases": _each("clear", "destruction_id case_id reference rule outcome"),
    "destruction_approvals": _each("clear", "destruction_id person role"),
    "accesses": _each("clear", "case_id person role what purpose"),
    "bookings": _each("clear", "id slot_id case_id judge room interpreter party status booked_by act_id released_why"),
    "hearing_processes": _each("clear", "hearing_id case_id"),
    "hearing_readiness": _each("clear", "hearing_id case_id at_time missing"),
    "hearing_people": _each("sealed", "name address")
    | _each("clear", "hearing_id participant case_id added_by language"),
    "hearing_mails": _each("clear", "hearing_id participant case_id asked_by outcome"),
    "hearing_apart": _each("clear", "hearing_id one other case_id added_by"),
    "rooms": _each("clear", "hearing_id case_id provider head"),
    "room_events": _each("sealed", "facts") | _each("clear", "hearing_id case_id kind by about prev_hash hash"),
    "room_attempts": _each("clear", "hearing_id case_id provider outcome why"),
    "room_seats": _each("clear", "hearing_id participant case_id device line page"),
    "room_chat": _each("sealed", "content") | _each("clear", "hearing_id case_id sender receiver"),
    "self_tests": _each("clear", "hearing_id case_id participant"),
    "recordings": _each("clear", "id hearing_id case_id participant kind form storage_key sha256"),
    "hearing_links": _each("clear", "hearing_id participant case_id made_by revoked_by"),
    "assignment_moves": _each("clear", "batch_id case_id held_by"),
    "case_notes": _each("sealed", "content") | _each("clear", "id case_id circle made_by role"),
    "paper_codes": _each("clear", "code_hash case_id"),
    "statements": _each("scrubbed", "fact_hashes code_hash content_sha256")
    | _each("clear", "number_hash case_id regime kind"),
    "closed_day_cases": _each("clear", "calendar case_id status"),
    "earlier_wishes": _each("clear", "case_id act by"),
    "slot_offers": _each("clear", "id freed slot_id case_id passed_over booking_id answer"),
    "faults": _each("clear", "kind case_id detail"),
    "docket_proposals": _each("clear", "id asked_by state instance inputs_sha256 progress figures worker"),
    "docket_lines": _each("clear", "proposal_id case_id slot_id reason status chosen_by refusal"),
}

# Tables that are about no case: accounts, the catalogue, the city's own workings.
OF_NO_CASE: Final = frozenset({
    "principals", "api_tokens", "web_sessions", "signed_heads", "reconciler_passes", "city_instant", "borough_limits",
    "worker_signs",
    "alembic_version", "catalogue_publications", "catalogue_versions", "contact_preferences", "supervisors",
    "till_days", "invoice_counters", "bank_statements", "bank_lines", "post_batches", "sittings", "slots",
    "sign_in_links", "sign_in_attempts", "identities", "passkeys", "passkey_challenges",
    "assignment_batches", "absences", "availability_patterns", "availability_exceptions", "calendar_links",
    "account_changes", "administrator_proposals", "incidents", "incident_states", "closed_days",
    "room_signals",  # what browsers say to each other, gone once read
    "paragraph_versions",  # what letters say to everybody
    "rectifications",  # a person's, under the key of their shelf
})  # fmt: skip
