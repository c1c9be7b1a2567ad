CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE sittings (
    id text PRIMARY KEY,
    judge text NOT NULL,
    room text NOT NULL,
    mode text NOT NULL CHECK (mode IN ('in_person', 'video', 'phone')),
    language text NOT NULL CHECK (language IN ('fr', 'en', 'both')),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    slot_minutes bigint NOT NULL CHECK (slot_minutes > 0),
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    CHECK (ends_at > starts_at),
    CHECK (timezone('America/Toronto', starts_at)::date = timezone('America/Toronto', ends_at)::date)
);
CREATE TABLE slots (
    id text PRIMARY KEY,
    sitting_id text NOT NULL REFERENCES sittings,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    CHECK (ends_at > starts_at),
    UNIQUE (sitting_id, starts_at)
);
CREATE INDEX slots_by_start ON slots (starts_at, id);
CREATE TABLE bookings (
    id text PRIMARY KEY,
    slot_id text NOT NULL REFERENCES slots,
    case_id text NOT NULL REFERENCES cases,
    judge text NOT NULL,
    room text NOT NULL,
    interpreter text CHECK (interpreter <> ''),
    party text NOT NULL,
    during tstzrange NOT NULL CHECK (NOT isempty(during)),
    status text NOT NULL CHECK (status IN ('held', 'booked', 'released')),
    held_until timestamptz,
    booked_by text NOT NULL,
    made_at timestamptz NOT NULL,
    act_id text,  -- the act that made the hold a hearing: no other act makes it one, or gives it back
    released_why text,
    released_at timestamptz,
    CHECK (status <> 'held' OR held_until IS NOT NULL),
    CHECK ((status = 'released') = (released_at IS NOT NULL))
);

-- The law of the calendar. The unique index comes first: indexes are filled in the order in which they were made, and
-- only it makes a second comer wait before it has written anything, so that two sessions never wait for each other.
CREATE UNIQUE INDEX bookings_slot ON bookings (slot_id) WHERE status <> 'released';
ALTER TABLE bookings
    ADD CONSTRAINT bookings_judge EXCLUDE USING gist (judge WITH =, during WITH &&) WHERE (status <> 'released'),
    ADD CONSTRAINT bookings_room EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (status <> 'released'),
    ADD CONSTRAINT bookings_interpreter EXCLUDE USING gist (interpreter WITH =, during WITH &&)
        WHERE (status <> 'released'),
    ADD CONSTRAINT bookings_party EXCLUDE USING gist (party WITH =, during WITH &&) WHERE (status <> 'released');
CREATE INDEX bookings_lapsing ON bookings (held_until) WHERE status = 'held';
CREATE INDEX bookings_day ON bookings (lower(during)) WHERE status = 'booked';
CREATE INDEX bookings_case ON bookings (case_id);

-- Whether the transaction speaks for somebody of the court (a citizen never does), and whether it sees a case. Not in
-- SQL: a policy of several of these would otherwise be taken apart and planned anew in every statement.
CREATE FUNCTION at_court() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce(current_setting('guichet.role', true), '') <> 'citizen' AND sees('', 'COUR');
END $$;
CREATE FUNCTION sees_case(id text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM cases c WHERE c.id = $1);
END $$;

ALTER TABLE sittings ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON sittings TO guichet_app USING ((SELECT at_court())) WITH CHECK ((SELECT at_court()));
CREATE POLICY workers ON sittings TO guichet_worker USING (true) WITH CHECK (true);
ALTER TABLE slots ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON slots TO guichet_app USING ((SELECT at_court())) WITH CHECK ((SELECT at_court()));
CREATE POLICY workers ON slots TO guichet_worker USING (true) WITH CHECK (true);

-- Read by the court and by the case's owner; written by the court alone, and only as the slot and the case say.
ALTER TABLE bookings ENABLE ROW LEVEL SECURITY;
CREATE POLICY readers ON bookings FOR SELECT TO guichet_app
    USING ((SELECT at_court()) OR sees_case(case_id));
CREATE POLICY court ON bookings FOR UPDATE TO guichet_app USING ((SELECT at_court())) WITH CHECK ((SELECT at_court()));
CREATE POLICY made ON bookings FOR INSERT TO guichet_app WITH CHECK ((SELECT at_court()) AND EXISTS (
    SELECT 1 FROM slots s JOIN sittings t ON t.id = s.sitting_id JOIN cases c ON c.id = bookings.case_id
    WHERE s.id = bookings.slot_id AND t.judge = bookings.judge AND t.room = bookings.room AND c.owner = bookings.party
      AND bookings.during = tstzrange(s.starts_at, s.ends_at)));
CREATE POLICY workers ON bookings TO guichet_worker USING (true) WITH CHECK (true);

GRANT SELECT ON sittings, slots, bookings TO guichet_app, guichet_worker;
GRANT INSERT ON sittings, slots, bookings TO guichet_app;
GRANT UPDATE (status, held_until, act_id, released_why, released_at) ON bookings TO guichet_app, guichet_worker;

-- The roll (rôle d'audience) is public: the hour, the room and the file's number of each hearing that is set.
CREATE FUNCTION public_roll(since timestamptz, until timestamptz)
RETURNS TABLE (starts_at timestamptz, ends_at timestamptz, room text, reference text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT lower(b.during), upper(b.during), b.room, c.reference FROM bookings b JOIN cases c ON c.id = b.case_id
    WHERE b.status = 'booked' AND lower(b.during) >= $1 AND lower(b.during) < $2 ORDER BY 1, 3, 4
$$;
REVOKE ALL ON FUNCTION public_roll(timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_roll(timestamptz, timestamptz) TO guichet_app;
