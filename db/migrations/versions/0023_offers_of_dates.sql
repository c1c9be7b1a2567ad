-- Who wants an earlier date, as it was asked for and ended: never changed, so that the order of offers can be replayed.
CREATE TABLE earlier_wishes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id text NOT NULL REFERENCES cases,
    act text NOT NULL CHECK (act IN ('asked', 'ended')),
    notice_days bigint NOT NULL CHECK (notice_days BETWEEN 0 AND 365),
    by text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX earlier_wishes_of_case ON earlier_wishes (case_id, id DESC);
-- What stands now: the place in the line is that of the first asking since the last end.
CREATE VIEW wishes_in_force WITH (security_invoker = true) AS
SELECT case_id, min(at) AS asked_at, (array_agg(notice_days ORDER BY id DESC))[1] AS notice_days FROM (
    SELECT w.*, max(id) FILTER (WHERE act = 'ended') OVER (PARTITION BY case_id) AS last_end FROM earlier_wishes w) every
WHERE act = 'asked' AND id > coalesce(last_end, 0) GROUP BY case_id;

-- Each case that was considered for a slot that came free, in its turn: passed over and why, or offered and what came
-- of it. A slot is on offer to one case at a time.
CREATE TABLE slot_offers (
    id text PRIMARY KEY,
    freed text NOT NULL REFERENCES bookings,  -- the booking that gave the slot back
    slot_id text NOT NULL REFERENCES slots,
    case_id text NOT NULL REFERENCES cases,
    asked_at timestamptz NOT NULL,            -- since when the case waits for an earlier date: what the order goes by
    at timestamptz NOT NULL,
    passed_over text NOT NULL DEFAULT '',     -- why it was not offered; empty when it was
    booking_id text REFERENCES bookings,      -- the slot held in the case's name
    until timestamptz,
    answer text CHECK (answer IN ('taken', 'declined', 'lapsed', 'ended')),
    answered_at timestamptz,
    told_at timestamptz,
    wishes_seen bigint NOT NULL,              -- the last wish that was known: the order replays from it
    UNIQUE (freed, case_id),
    CHECK ((passed_over = '') = (booking_id IS NOT NULL AND until IS NOT NULL)),
    CHECK ((answer IS NULL) = (answered_at IS NULL))
);
CREATE UNIQUE INDEX slot_offers_open ON slot_offers (slot_id) WHERE passed_over = '' AND answer IS NULL;
CREATE INDEX slot_offers_of_case ON slot_offers (case_id, at DESC);
CREATE INDEX slot_offers_by_day ON slot_offers (at);
CREATE INDEX bookings_freed ON bookings (released_at) WHERE status = 'released';

ALTER TABLE earlier_wishes ENABLE ROW LEVEL SECURITY;
CREATE POLICY readers ON earlier_wishes FOR SELECT TO guichet_app USING ((SELECT at_court()) OR sees_case(case_id));
CREATE POLICY made ON earlier_wishes FOR INSERT TO guichet_app WITH CHECK (sees_case(case_id));
CREATE POLICY workers ON earlier_wishes TO guichet_worker USING (true) WITH CHECK (true);
ALTER TABLE slot_offers ENABLE ROW LEVEL SECURITY;
CREATE POLICY readers ON slot_offers FOR SELECT TO guichet_app USING ((SELECT at_court()) OR sees_case(case_id));
CREATE POLICY answered ON slot_offers FOR UPDATE TO guichet_app USING (sees_case(case_id)) WITH CHECK (sees_case(case_id));
CREATE POLICY workers ON slot_offers TO guichet_worker USING (true) WITH CHECK (true);
GRANT SELECT ON earlier_wishes, wishes_in_force, slot_offers TO guichet_app, guichet_worker;
GRANT INSERT ON earlier_wishes TO guichet_app, guichet_worker;
GRANT INSERT ON slot_offers, bookings TO guichet_worker;
GRANT UPDATE (answer, answered_at) ON slot_offers TO guichet_app;
GRANT UPDATE (answer, answered_at, told_at) ON slot_offers TO guichet_worker;

-- What the defence may do in the calendar: have the slot that it holds become its hearing, or give it back. It holds
-- one by `hold_as_party`, or was offered one; the bookings of the court stay the court's.
CREATE POLICY party ON bookings FOR UPDATE TO guichet_app
    USING (party = current_setting('guichet.principal', true) AND booked_by IN (party, 'offers'))
    WITH CHECK (party = current_setting('guichet.principal', true) AND booked_by IN (party, 'offers'));

-- A booking as its party reads it: the sittings are the court's to read.
CREATE FUNCTION own_booking(booking text)
RETURNS TABLE (id text, starts_at timestamptz, ends_at timestamptz, room text, judge text, mode text, interpreter text,
               case_id text, slot_id text, status text, held_until timestamptz, booked_by text, made_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT b.id, lower(b.during), upper(b.during), b.room, b.judge, t.mode, coalesce(b.interpreter, ''), b.case_id,
           b.slot_id, b.status, b.held_until, b.booked_by, b.made_at
    FROM bookings b JOIN slots s ON s.id = b.slot_id JOIN sittings t ON t.id = s.sitting_id
    WHERE b.id = $1 AND b.party = current_setting('guichet.principal', true)
$$;
-- The slots that a person may move an own hearing to: nobody's, as the case needs them, and no judge's name.
CREATE FUNCTION slots_to_move_to(since timestamptz, until timestamptz, language text, mode text, avoid text[],
                                 now timestamptz, most bigint)
RETURNS TABLE (id text, room text, starts_at timestamptz, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT s.id, t.room, s.starts_at, s.ends_at FROM slots s JOIN sittings t ON t.id = s.sitting_id
    WHERE s.starts_at >= $1 AND s.starts_at < $2 AND t.language IN ($3, 'both') AND t.mode = $4
      AND t.judge <> ALL ($5)
      AND NOT EXISTS (SELECT 1 FROM bookings b WHERE b.during && tstzrange(s.starts_at, s.ends_at)
                      AND (b.slot_id = s.id OR b.judge = t.judge OR b.room = t.room)
                      AND (b.status = 'booked' OR (b.status = 'held' AND b.held_until > $6)))
    ORDER BY s.starts_at, t.room, s.id LIMIT $7
$$;
-- A hold by the party itself, on a case of its own; any constraint that says no leaves nothing behind.
CREATE FUNCTION hold_as_party(booking text, slot text, matter text, interpreter text, held_until timestamptz,
                              now timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    UPDATE bookings SET status = 'released', released_why = 'lapsed', released_at = $6 WHERE id IN (
        SELECT b.id FROM bookings b WHERE b.status = 'held' AND b.held_until <= $6
        AND b.during && (SELECT tstzrange(s.starts_at, s.ends_at) FROM slots s WHERE s.id = $2)
        ORDER BY b.id FOR UPDATE);
    INSERT INTO bookings (id, slot_id, case_id, judge, room, interpreter, party, during, status, held_until, booked_by,
                          made_at)
    SELECT $1, s.id, c.id, t.judge, t.room, NULLIF($4, ''), c.owner, tstzrange(s.starts_at, s.ends_at), 'held', $5,
           c.owner, $6
    FROM slots s JOIN sittings t ON t.id = s.sitting_id JOIN cases c ON c.id = $3
    WHERE s.id = $2 AND c.owner = current_setting('guichet.principal', true) AND c.borough = 'COUR'
    ON CONFLICT DO NOTHING;
END $$;
REVOKE ALL ON FUNCTION own_booking(text), slots_to_move_to(timestamptz, timestamptz, text, text, text[], timestamptz,
    bigint), hold_as_party(text, text, text, text, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_booking(text), slots_to_move_to(timestamptz, timestamptz, text, text, text[], timestamptz,
    bigint), hold_as_party(text, text, text, text, timestamptz, timestamptz) TO guichet_app;
