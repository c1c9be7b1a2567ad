ALTER TABLE hearing_readiness ADD told_at timestamptz;
CREATE INDEX hearing_readiness_untold ON hearing_readiness (looked_at) WHERE told_at IS NULL AND missing <> '{}';
GRANT UPDATE (told_at) ON hearing_readiness TO guichet_worker;

-- A link is signed, not kept: a row stands for each one that was made, so that it can be revoked.
CREATE TABLE hearing_links (
    hearing_id text NOT NULL REFERENCES bookings,
    participant text NOT NULL,
    serial integer NOT NULL,
    case_id text NOT NULL REFERENCES cases,
    made_by text NOT NULL,
    made_at timestamptz NOT NULL,
    revoked_at timestamptz,
    revoked_by text,
    PRIMARY KEY (hearing_id, participant, serial),
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE UNIQUE INDEX hearing_links_standing ON hearing_links (hearing_id, participant) WHERE revoked_at IS NULL;
ALTER TABLE hearing_links ENABLE ROW LEVEL SECURITY;
CREATE POLICY readers ON hearing_links FOR SELECT TO guichet_app USING ((SELECT at_court()) OR sees_case(case_id));
CREATE POLICY made ON hearing_links FOR INSERT TO guichet_app
    WITH CHECK ((SELECT at_court()) OR sees_case(case_id));
CREATE POLICY revoked ON hearing_links FOR UPDATE TO guichet_app
    USING ((SELECT at_court())) WITH CHECK ((SELECT at_court()));
CREATE POLICY workers ON hearing_links TO guichet_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON hearing_links TO guichet_app, guichet_worker;
GRANT UPDATE (revoked_at, revoked_by) ON hearing_links TO guichet_app, guichet_worker;

-- Whoever holds a link has no account: its door asks by hearing, and is told only what the answer needs.
CREATE FUNCTION hearing_door(hearing text, who text, number integer)
RETURNS TABLE (starts_at timestamptz, ends_at timestamptz, room text, reference text, status text, revoked boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT lower(b.during), upper(b.during), b.room, c.reference, b.status, l.revoked_at IS NOT NULL
    FROM hearing_links l JOIN bookings b ON b.id = l.hearing_id JOIN cases c ON c.id = b.case_id
    WHERE l.hearing_id = $1 AND l.participant = $2 AND l.serial = $3
$$;
REVOKE ALL ON FUNCTION hearing_door(text, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hearing_door(text, text, integer) TO guichet_app;

-- What a booked hearing still lacks at an instant. Each thing is this hearing's own, sent or done since it was booked;
-- evidence is disclosed once for the case. Connection instructions leave seven days before.
CREATE FUNCTION hearing_missing(hearing text, at timestamptz) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT array_remove(ARRAY[
        CASE WHEN b.room = '' THEN 'room' END,
        CASE WHEN NOT EXISTS (
            SELECT 1 FROM letters l WHERE l.case_id = b.case_id AND l.code IN ('C08', 'C12', 'C13')
            AND l.dated >= CAST(timezone('America/Toronto', b.made_at) AS date)) THEN 'notice' END,
        CASE WHEN t.mode <> 'in_person' AND lower(b.during) - $2 < interval '6 days 12 hours' AND NOT EXISTS (
            SELECT 1 FROM case_events e WHERE e.case_id = b.case_id AND e.type = 'InstructionsSent'
            AND e.at >= b.made_at) THEN 'instructions' END,
        CASE WHEN NOT EXISTS (
            SELECT 1 FROM case_events e WHERE e.case_id = b.case_id AND e.type = 'EvidenceDisclosed')
            THEN 'disclosure' END], NULL)
    FROM bookings b JOIN slots s ON s.id = b.slot_id JOIN sittings t ON t.id = s.sitting_id
    WHERE b.id = $1
$$;
