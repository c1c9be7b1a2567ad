-- A room that its provider does not have any more, and that could not be made again yet.
ALTER TABLE rooms ADD lost_at timestamptz;
GRANT UPDATE (lost_at) ON rooms TO guichet_worker;

-- `asked` stands before a provider is first asked for a room: whatever became of it, there may be one until `closed`.
ALTER TABLE room_attempts DROP CONSTRAINT room_attempts_outcome_check;
ALTER TABLE room_attempts ADD CHECK (outcome IN ('asked', 'made', 'failed', 'refused', 'closed'));
CREATE INDEX room_attempts_of ON room_attempts (hearing_id, provider, id);

-- Whether everybody of a hearing has a link that stands: both sides, the judge, the clerk, and who was added.
CREATE FUNCTION hearing_links_lacking(hearing text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM (
            SELECT unnest(ARRAY['defence', 'prosecution', 'judge', 'clerk']) AS participant
            UNION SELECT p.participant FROM hearing_people p WHERE p.hearing_id = $1) who
        WHERE NOT EXISTS (SELECT 1 FROM hearing_links l WHERE l.hearing_id = $1 AND l.participant = who.participant
                          AND l.revoked_at IS NULL))
$$;

-- What only a hearing at a distance needs (DOMAIN §2.6). Links leave seven days before; whether the defence, or its
-- lawyer, has tried its equipment is asked from the day before on, whenever it was that it did.
CREATE FUNCTION hearing_missing_afar(hearing text, at timestamptz) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT array_remove(ARRAY[
        CASE WHEN NOT EXISTS (SELECT 1 FROM rooms r WHERE r.hearing_id = b.id AND r.lost_at IS NULL)
            THEN 'room_unmade' END,
        CASE WHEN lower(b.during) - $2 < interval '6 days 12 hours' AND NOT EXISTS (
            SELECT 1 FROM case_events e WHERE e.case_id = b.case_id AND e.type = 'InstructionsSent'
            AND e.at >= b.made_at) THEN 'instructions' END,
        CASE WHEN lower(b.during) - $2 <= interval '7 days' AND hearing_links_lacking(b.id) THEN 'links' END,
        CASE WHEN lower(b.during) - $2 <= interval '24 hours' AND NOT EXISTS (
            SELECT 1 FROM self_tests s WHERE s.hearing_id = b.id AND s.participant IN ('defence', 'lawyer')
            AND s.camera AND s.microphone AND s.speaker AND s.network) THEN 'self_test' END,
        CASE WHEN b.interpreter IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM hearing_people p WHERE p.hearing_id = b.id AND p.participant LIKE 'interpreter%'
            AND p.confirmed_at IS NOT NULL) THEN 'interpreter' END], NULL)
    FROM bookings b WHERE b.id = $1
$$;

-- What a booked hearing still lacks at an instant. Each thing is this hearing's own, sent or done since it was booked;
-- evidence is disclosed once for the case.
CREATE OR REPLACE FUNCTION hearing_missing(hearing text, at timestamptz) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT array_remove(ARRAY[
        CASE WHEN b.room = '' THEN 'room' END,
        CASE WHEN NOT EXISTS (
            SELECT 1 FROM letters l WHERE l.case_id = b.case_id AND l.code IN ('C08', 'C12', 'C13')
            AND l.dated >= CAST(timezone('America/Toronto', b.made_at) AS date)) THEN 'notice' END], NULL)
        || CASE WHEN t.mode <> 'in_person' THEN hearing_missing_afar(b.id, $2) ELSE '{}' END
        || CASE WHEN NOT EXISTS (
            SELECT 1 FROM case_events e WHERE e.case_id = b.case_id AND e.type = 'EvidenceDisclosed')
            THEN ARRAY['disclosure'] ELSE '{}' END
    FROM bookings b JOIN slots s ON s.id = b.slot_id JOIN sittings t ON t.id = s.sitting_id
    WHERE b.id = $1
$$;
