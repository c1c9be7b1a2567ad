-- Who is of a hearing beside those that the case knows: each has a link of their own. Names are sealed under the case's
-- key. `apart`: pairs of participants who may not meet, in one order.
CREATE TABLE hearing_people (
    hearing_id text NOT NULL REFERENCES bookings,
    participant text NOT NULL,
    case_id text NOT NULL REFERENCES cases,
    name bytea NOT NULL,
    address bytea,
    added_by text NOT NULL,
    added_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    PRIMARY KEY (hearing_id, participant)
);
CREATE TABLE hearing_apart (
    hearing_id text NOT NULL REFERENCES bookings,
    one text NOT NULL,
    other text NOT NULL,
    case_id text NOT NULL REFERENCES cases,
    added_by text NOT NULL,
    PRIMARY KEY (hearing_id, one, other),
    CHECK (one < other)
);

-- A room is one at a time for a hearing; what happens in it is appended, each line bound to the one before. `public`
-- (observers may be admitted) and `grace_minutes` (before an absence counts) are as the case's own rules say.
CREATE TABLE rooms (
    hearing_id text PRIMARY KEY REFERENCES bookings,
    case_id text NOT NULL REFERENCES cases,
    provider text NOT NULL,
    record boolean NOT NULL,
    public boolean NOT NULL DEFAULT true,
    grace_minutes integer NOT NULL DEFAULT 15 CHECK (grace_minutes >= 0),
    made_at timestamptz NOT NULL,
    seq integer NOT NULL DEFAULT 0,
    head text NOT NULL DEFAULT '',
    ended_at timestamptz,
    kept_at timestamptz
);
CREATE TABLE room_events (
    hearing_id text NOT NULL REFERENCES rooms,
    seq integer NOT NULL,
    case_id text NOT NULL REFERENCES cases,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    by text NOT NULL,
    about text NOT NULL,
    facts bytea NOT NULL,
    prev_hash text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (hearing_id, seq)
);
-- What was tried to make rooms, and with whom: a line each time something failed or a room was moved.
CREATE TABLE room_attempts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hearing_id text NOT NULL REFERENCES bookings,
    case_id text NOT NULL REFERENCES cases,
    provider text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('made', 'failed', 'refused', 'closed')),
    why text NOT NULL DEFAULT '',
    at timestamptz NOT NULL,
    told_at timestamptz
);

-- Whose device is joined: one for each participant. `line` is the socket that speaks for it now, `page` what stays the
-- same while one page comes back by another socket, `seen_at` the last sign of life by the database's own clock.
CREATE TABLE room_seats (
    hearing_id text NOT NULL REFERENCES rooms,
    participant text NOT NULL,
    case_id text NOT NULL REFERENCES cases,
    device text NOT NULL,
    line text NOT NULL,
    page text NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (hearing_id, participant)
);
CREATE TABLE room_chat (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hearing_id text NOT NULL REFERENCES rooms,
    case_id text NOT NULL REFERENCES cases,
    sender text NOT NULL,
    receiver text NOT NULL,
    at timestamptz NOT NULL,
    content bytea NOT NULL
);
-- What browsers say to each other through us, read once and gone: a crash may lose it, they say it again.
CREATE UNLOGGED TABLE room_signals (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hearing_id text NOT NULL,
    sender text NOT NULL,
    receiver text NOT NULL,
    content text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX room_signals_of ON room_signals (hearing_id, receiver, id);
CREATE TABLE self_tests (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hearing_id text NOT NULL REFERENCES bookings,
    case_id text NOT NULL REFERENCES cases,
    participant text NOT NULL,
    at timestamptz NOT NULL,
    camera boolean NOT NULL,
    microphone boolean NOT NULL,
    speaker boolean NOT NULL,
    network boolean NOT NULL
);
CREATE INDEX self_tests_of ON self_tests (hearing_id, participant, at);

-- The court's own recording, sealed under the case's key in the document store.
CREATE TABLE recordings (
    id text PRIMARY KEY,
    hearing_id text NOT NULL REFERENCES rooms,
    case_id text NOT NULL REFERENCES cases,
    participant text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('audio', 'video')),
    storage_key text NOT NULL,
    sha256 text NOT NULL,
    size bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    stored_at timestamptz NOT NULL,
    destroy_after date NOT NULL
);

CREATE INDEX hearing_people_case ON hearing_people (case_id);
CREATE INDEX hearing_apart_case ON hearing_apart (case_id);
CREATE INDEX rooms_case ON rooms (case_id);
CREATE INDEX room_events_case ON room_events (case_id);
CREATE INDEX room_attempts_case ON room_attempts (case_id);
CREATE INDEX room_attempts_untold ON room_attempts (at) WHERE told_at IS NULL AND outcome IN ('failed', 'refused');
CREATE INDEX room_chat_of ON room_chat (hearing_id, id);
CREATE INDEX room_chat_case ON room_chat (case_id);
CREATE INDEX recordings_case ON recordings (case_id);

DO $$
DECLARE named text;
BEGIN
    FOREACH named IN ARRAY ARRAY['hearing_people', 'hearing_apart', 'rooms', 'room_events', 'room_attempts',
        'room_seats', 'room_chat', 'self_tests', 'recordings'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
        EXECUTE format('CREATE POLICY readers ON %I FOR SELECT TO guichet_app USING ((SELECT at_court()))', named);
        EXECUTE format('CREATE POLICY court ON %I FOR INSERT TO guichet_app WITH CHECK ((SELECT at_court()))', named);
        EXECUTE format('CREATE POLICY changed ON %I FOR UPDATE TO guichet_app USING ((SELECT at_court())) '
                       'WITH CHECK ((SELECT at_court()))', named);
        EXECUTE format('CREATE POLICY gone ON %I FOR DELETE TO guichet_app USING ((SELECT at_court()))', named);
        EXECUTE format('CREATE POLICY workers ON %I TO guichet_worker USING (true) WITH CHECK (true)', named);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO guichet_app, guichet_worker', named);
    END LOOP;
END $$;
ALTER TABLE room_signals ENABLE ROW LEVEL SECURITY;
CREATE POLICY court ON room_signals TO guichet_app USING ((SELECT at_court())) WITH CHECK ((SELECT at_court()));
GRANT SELECT, INSERT, DELETE ON room_signals TO guichet_app;
GRANT UPDATE (name, address, confirmed_at) ON hearing_people TO guichet_app;
GRANT DELETE ON hearing_people, hearing_apart TO guichet_app;
GRANT UPDATE (provider, record, seq, head, ended_at) ON rooms TO guichet_app;
GRANT UPDATE (provider, record, kept_at, seq, head, ended_at) ON rooms TO guichet_worker;
GRANT UPDATE (told_at) ON room_attempts TO guichet_worker;
GRANT UPDATE, DELETE ON room_seats TO guichet_app;
