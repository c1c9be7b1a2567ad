-- A letter stands until an event of its case withdraws or corrects it; both versions stay verifiable.
ALTER TABLE letters
    ADD COLUMN corrects bigint,
    ADD COLUMN changed_seq bigint,
    ADD COLUMN changed_on date,
    ADD COLUMN reason text CHECK (reason IN ('content_error', 'wrong_addressee', 'issued_in_error', 'decision_reviewed')),
    ADD CONSTRAINT letters_changed CHECK (status NOT IN ('corrected', 'withdrawn')
        OR (changed_seq IS NOT NULL AND changed_on IS NOT NULL AND reason IS NOT NULL));
GRANT UPDATE (status, changed_seq, changed_on, reason) ON letters TO guichet_worker;

-- What a person prefers: the addresses are ciphertext under the system's key.
CREATE TABLE contact_preferences (
    principal_id text PRIMARY KEY REFERENCES principals,
    channel text NOT NULL CHECK (channel IN ('electronic', 'post')),
    language text NOT NULL CHECK (language IN ('fr', 'en')),
    language_basis text NOT NULL CHECK (language_basis IN ('default', 'chosen')),
    addresses bytea NOT NULL,
    accepted_at timestamptz,
    texts_since timestamptz,
    revision bigint NOT NULL,
    updated_at timestamptz NOT NULL,
    CHECK (channel <> 'electronic' OR accepted_at IS NOT NULL),
    CHECK (language = 'fr' OR language_basis = 'chosen')
);
ALTER TABLE contact_preferences ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON contact_preferences TO guichet_app
    USING (principal_id = current_setting('guichet.principal', true))
    WITH CHECK (principal_id = current_setting('guichet.principal', true));
CREATE POLICY workers ON contact_preferences TO guichet_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON contact_preferences TO guichet_app;
GRANT SELECT ON contact_preferences TO guichet_worker;

-- A new postal address for a case, given after mail came back; the latest stands. Ciphertext under the case's key.
CREATE TABLE case_addresses (
    case_id text NOT NULL REFERENCES cases,
    rank bigint NOT NULL,
    address bytea NOT NULL,
    given_by text NOT NULL,
    given_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, rank)
);

CREATE SEQUENCE post_batch_numbers;
CREATE TABLE post_batches (
    id text PRIMARY KEY,
    borough text NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'ready', 'posted')),
    made_at timestamptz NOT NULL,
    made_on date NOT NULL,
    duplex boolean NOT NULL,
    letters bigint,
    pages bigint,
    sheets bigint,
    pdf_sha256 text,
    manifest_sha256 text,
    posted_on date,
    cleared_at timestamptz,
    CHECK ((status = 'posted') = (posted_on IS NOT NULL)),
    CHECK (status = 'open' OR (letters IS NOT NULL AND pages IS NOT NULL AND sheets IS NOT NULL
        AND pdf_sha256 IS NOT NULL AND manifest_sha256 IS NOT NULL))
);
CREATE INDEX post_batches_borough ON post_batches (borough, made_at DESC);
CREATE INDEX post_batches_open ON post_batches (id) WHERE status = 'open';
ALTER TABLE post_batches ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON post_batches TO guichet_app USING (sees('', borough)) WITH CHECK (sees('', borough));
CREATE POLICY workers ON post_batches TO guichet_worker USING (true) WITH CHECK (true);

-- One row an attempt to reach the person: bookkeeping, no event of the case (DESIGN §4). `address` is what was used.
CREATE TABLE letter_deliveries (
    case_id text NOT NULL,
    number bigint NOT NULL,
    attempt bigint NOT NULL CHECK (attempt > 0),
    channel text NOT NULL CHECK (channel IN ('electronic', 'post')),
    basis text NOT NULL CHECK (basis IN ('preference', 'application', 'no_address', 'asked', 'unread', 'bounced',
                                         'returned', 'same_as_before')),
    status text NOT NULL CHECK (status IN ('available', 'opened', 'unread', 'bounced',
                                           'addressless', 'waiting', 'batched', 'posted', 'returned', 'stopped')),
    address bytea,
    accepted_at timestamptz,
    available_at timestamptz,
    announced_at timestamptz,
    texted_at timestamptz,
    opened_at timestamptz,
    bounced_at timestamptz,
    batch text REFERENCES post_batches,
    rank bigint,
    posted_on date,
    returned_on date,
    return_reason text CHECK (return_reason IN ('moved', 'unknown', 'unclaimed', 'refused', 'incomplete', 'other')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, number, attempt),
    FOREIGN KEY (case_id, number) REFERENCES letters,
    UNIQUE (batch, rank),
    CHECK (channel <> 'electronic' OR (accepted_at IS NOT NULL AND available_at IS NOT NULL)),
    CHECK ((channel = 'electronic') = (status IN ('available', 'opened', 'unread', 'bounced'))
        OR status = 'stopped'),
    CHECK (status NOT IN ('batched', 'posted', 'returned') OR (batch IS NOT NULL AND rank IS NOT NULL)),
    CHECK (status NOT IN ('posted', 'returned') OR posted_on IS NOT NULL)
);
-- Each letter is on its way once: no two live attempts, hence no two live batches.
CREATE UNIQUE INDEX letter_deliveries_live ON letter_deliveries (case_id, number)
    WHERE status IN ('available', 'opened', 'addressless', 'waiting', 'batched', 'posted');
CREATE INDEX letter_deliveries_unread ON letter_deliveries (available_at) WHERE status = 'available';
CREATE INDEX letter_deliveries_to_post ON letter_deliveries (created_at, case_id, number) WHERE status = 'waiting';
CREATE INDEX letter_deliveries_aside ON letter_deliveries (case_id) WHERE status = 'addressless';

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['letter_deliveries', 'case_addresses'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY doors ON %I TO guichet_app USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id)) '
                       'WITH CHECK (EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id))', t);
        EXECUTE format('CREATE POLICY workers ON %I TO guichet_worker USING (true) WITH CHECK (true)', t);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO guichet_app, guichet_worker', t);
    END LOOP;
END $$;
GRANT UPDATE ON letter_deliveries TO guichet_app, guichet_worker;
GRANT SELECT ON post_batches TO guichet_app;
GRANT UPDATE (status, posted_on) ON post_batches TO guichet_app;
GRANT SELECT, INSERT, UPDATE ON post_batches TO guichet_worker;
GRANT USAGE ON SEQUENCE post_batch_numbers TO guichet_worker;

-- What anyone who holds a letter's code learns of the letter that replaced it: its number and date, nothing else.
CREATE FUNCTION correction_of_letter(code text) RETURNS TABLE (number bigint, dated date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT n.number, n.dated FROM letters l JOIN letters n ON n.case_id = l.case_id AND n.corrects = l.number
    WHERE l.verify_code = $1 ORDER BY n.number DESC LIMIT 1
$$;
REVOKE ALL ON FUNCTION correction_of_letter(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION correction_of_letter(text) TO guichet_app;

INSERT INTO letter_deliveries (case_id, number, attempt, channel, basis, status, accepted_at, available_at, announced_at, created_at)
SELECT l.case_id, l.number, 1, 'electronic', 'application', 'available', c.filed_at, l.sealed_at, l.sealed_at, l.sealed_at
FROM letters l JOIN cases c ON c.id = l.case_id;
