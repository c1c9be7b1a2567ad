-- When judges can sit, in local hours: every week, or on one day. `used_at`: sittings were opened from it, and then it
-- is ended, not taken back. Nothing is deleted; a form that was read at another `revision` changes nothing.
CREATE TABLE availability_patterns (
    id text PRIMARY KEY,
    judge text NOT NULL REFERENCES principals,
    weekday smallint NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    starts time NOT NULL,
    ends time NOT NULL,
    mode text NOT NULL CHECK (mode IN ('in_person', 'video', 'phone')),
    room text NOT NULL,
    language text NOT NULL CHECK (language IN ('fr', 'en', 'both')),
    slot_minutes bigint NOT NULL CHECK (slot_minutes > 0),
    every smallint NOT NULL CHECK (every IN (1, 2)),
    in_recess boolean NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    made_by text NOT NULL,
    made_at timestamptz NOT NULL,
    revision bigint NOT NULL DEFAULT 1,
    changed_by text,
    changed_at timestamptz,
    used_at timestamptz,
    removed_at timestamptz,
    CHECK (ends > starts)
);
CREATE INDEX availability_patterns_of ON availability_patterns (judge) WHERE removed_at IS NULL;
CREATE TABLE availability_exceptions (
    id text PRIMARY KEY,
    judge text NOT NULL REFERENCES principals,
    kind text NOT NULL CHECK (kind IN ('away', 'extra')),
    first_day date NOT NULL,
    last_day date NOT NULL CHECK (last_day >= first_day),
    starts time,
    ends time,
    mode text CHECK (mode IN ('in_person', 'video', 'phone')),
    room text,
    language text CHECK (language IN ('fr', 'en', 'both')),
    slot_minutes bigint CHECK (slot_minutes > 0),
    made_by text NOT NULL,
    made_at timestamptz NOT NULL,
    revision bigint NOT NULL DEFAULT 1,
    changed_by text,
    changed_at timestamptz,
    used_at timestamptz,
    removed_at timestamptz,
    CHECK ((starts IS NULL) = (ends IS NULL) AND (starts IS NULL OR ends > starts)),
    CHECK (kind = 'away' OR (first_day = last_day AND starts IS NOT NULL AND mode IS NOT NULL AND room IS NOT NULL
                             AND language IS NOT NULL AND slot_minutes IS NOT NULL))
);
CREATE INDEX availability_exceptions_of ON availability_exceptions (judge, last_day) WHERE removed_at IS NULL;
ALTER TABLE availability_patterns ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON availability_patterns TO guichet_app
    USING ((SELECT at_court())) WITH CHECK ((SELECT at_court()));
ALTER TABLE availability_exceptions ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON availability_exceptions TO guichet_app
    USING ((SELECT at_court())) WITH CHECK ((SELECT at_court()));
GRANT SELECT, INSERT ON availability_patterns, availability_exceptions TO guichet_app;
GRANT UPDATE (valid_until, revision, changed_by, changed_at, used_at, removed_at) ON availability_patterns
    TO guichet_app;
GRANT UPDATE (revision, changed_by, changed_at, used_at, removed_at) ON availability_exceptions TO guichet_app;

-- The secret address of a person's calendar, by its token's hash: the person's, who makes and revokes it, and its
-- holder's, who comes with `guichet.link`. One stands at a time.
CREATE TABLE calendar_links (
    token_sha256 text PRIMARY KEY,
    person text NOT NULL REFERENCES principals,
    made_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE UNIQUE INDEX calendar_links_standing ON calendar_links (person) WHERE revoked_at IS NULL;
ALTER TABLE calendar_links ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON calendar_links TO guichet_app
    USING (person = current_setting('guichet.principal', true)
           OR token_sha256 = current_setting('guichet.link', true))
    WITH CHECK (person = current_setting('guichet.principal', true));
GRANT SELECT, INSERT ON calendar_links TO guichet_app;
GRANT UPDATE (revoked_at) ON calendar_links TO guichet_app;
