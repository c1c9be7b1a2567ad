ALTER TABLE hearing_people ADD language text NOT NULL DEFAULT 'fr' CHECK (language IN ('fr', 'en'));

-- A link to be sent, or sent: `serial` is the link's, made when the mail leaves. The link itself stands nowhere.
CREATE TABLE hearing_mails (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hearing_id text NOT NULL REFERENCES bookings,
    participant text NOT NULL,
    case_id text NOT NULL REFERENCES cases,
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL,
    serial integer,
    sent_at timestamptz,
    outcome text CHECK (outcome IN ('sent', 'no-address', 'refused', 'over'))
);
CREATE INDEX hearing_mails_of ON hearing_mails (hearing_id, participant, id);
CREATE INDEX hearing_mails_case ON hearing_mails (case_id);
CREATE UNIQUE INDEX hearing_mails_waiting ON hearing_mails (hearing_id, participant) WHERE outcome IS NULL;

ALTER TABLE hearing_mails ENABLE ROW LEVEL SECURITY;
CREATE POLICY readers ON hearing_mails FOR SELECT TO guichet_app USING ((SELECT at_court()));
CREATE POLICY court ON hearing_mails FOR INSERT TO guichet_app WITH CHECK ((SELECT at_court()));
CREATE POLICY workers ON hearing_mails TO guichet_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON hearing_mails TO guichet_app, guichet_worker;
GRANT UPDATE (serial, sent_at, outcome) ON hearing_mails TO guichet_worker;
GRANT UPDATE (kept_at) ON rooms TO guichet_app;
CREATE INDEX rooms_to_keep ON rooms (ended_at) WHERE ended_at IS NOT NULL AND kept_at IS NULL;

-- Whether a hearing is held by video, and may be watched by the public; anyone may ask.
CREATE FUNCTION watchable(hearing text)
RETURNS TABLE (case_id text, reference text, starts_at timestamptz, ends_at timestamptz, status text, video boolean,
               closed boolean, watching text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT b.case_id, c.reference, lower(b.during), upper(b.during), b.status,
           t.mode = 'video' OR EXISTS (SELECT 1 FROM rooms r WHERE r.hearing_id = b.id),
           EXISTS (SELECT 1 FROM rooms r WHERE r.hearing_id = b.id AND NOT r.public),
           ARRAY(SELECT p.participant FROM hearing_people p
                 WHERE p.hearing_id = b.id AND p.participant ~ '^observer(-[0-9]+)?$' ORDER BY p.participant)
    FROM bookings b JOIN slots s ON s.id = b.slot_id JOIN sittings t ON t.id = s.sitting_id
    JOIN cases c ON c.id = b.case_id WHERE b.id = $1
$$;

-- Somebody of the public has a place; false where another took it, or all are taken. The mail is asked for with it.
CREATE FUNCTION watch_hearing(hearing text, who text, said_name bytea, said_address bytea, lang text, at timestamptz,
                              most integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE file text;
BEGIN
    SELECT b.case_id INTO file FROM bookings b WHERE b.id = $1 AND b.status = 'booked' FOR UPDATE;
    IF file IS NULL OR who !~ '^observer(-([2-9]|[1-9][0-9]))?$' OR most <= (
        SELECT count(*) FROM hearing_people p WHERE p.hearing_id = $1 AND p.participant ~ '^observer(-[0-9]+)?$'
    ) THEN
        RETURN false;
    END IF;
    INSERT INTO hearing_people (hearing_id, participant, case_id, name, address, language, added_by, added_at)
    VALUES ($1, who, file, said_name, said_address, lang, 'public', at) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO hearing_mails (hearing_id, participant, case_id, asked_by, asked_at)
    VALUES ($1, who, file, 'public', at) ON CONFLICT DO NOTHING;
    RETURN true;
END $$;

DROP FUNCTION public_roll(timestamptz, timestamptz);
CREATE FUNCTION public_roll(since timestamptz, until timestamptz)
RETURNS TABLE (starts_at timestamptz, ends_at timestamptz, room text, reference text, watch text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT lower(b.during), upper(b.during), b.room, c.reference,
           CASE WHEN (t.mode = 'video' OR EXISTS (SELECT 1 FROM rooms r WHERE r.hearing_id = b.id))
                AND NOT EXISTS (SELECT 1 FROM rooms r WHERE r.hearing_id = b.id AND NOT r.public) THEN b.id ELSE '' END
    FROM bookings b JOIN cases c ON c.id = b.case_id JOIN slots s ON s.id = b.slot_id
    JOIN sittings t ON t.id = s.sitting_id
    WHERE b.status = 'booked' AND lower(b.during) >= $1 AND lower(b.during) < $2 ORDER BY 1, 3, 4
$$;
REVOKE ALL ON FUNCTION watchable(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION watch_hearing(text, text, bytea, bytea, text, timestamptz, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION public_roll(timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION watchable(text), public_roll(timestamptz, timestamptz),
    watch_hearing(text, text, bytea, bytea, text, timestamptz, integer) TO guichet_app;
