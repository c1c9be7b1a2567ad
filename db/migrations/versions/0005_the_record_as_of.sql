-- Tasks are replaced in place: here stands what waited right after each event that changed it; an empty kind: nothing.
CREATE TABLE task_history (
    case_id text NOT NULL REFERENCES cases,
    seq bigint NOT NULL,
    line bigint NOT NULL DEFAULT 0,
    kind text,
    role text,
    due_on date,
    opened_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, seq, line)
);
INSERT INTO task_history (case_id, seq, kind, role, due_on, opened_at)
    SELECT case_id, seq, kind, role, due_on, opened_at FROM tasks;
INSERT INTO task_history (case_id, seq, opened_at)
    SELECT t.case_id, c.seq, t.done_at FROM tasks t JOIN cases c ON c.id = t.case_id
    WHERE t.done_at IS NOT NULL AND c.seq > t.seq;

-- A letter's status changes in place as well. `since` is the city's instant, `recorded_at` the machine's.
ALTER TABLE letters ADD COLUMN status_since timestamptz, ADD COLUMN status_recorded_at timestamptz;
UPDATE letters l SET status_since = o.at, status_recorded_at = l.sealed_at
    FROM outbox o WHERE (o.case_id, o.seq, o.line) = (l.case_id, l.seq, l.line);
UPDATE letters SET status_since = sealed_at, status_recorded_at = sealed_at WHERE status_since IS NULL;
ALTER TABLE letters ALTER COLUMN status_since SET NOT NULL, ALTER COLUMN status_recorded_at SET NOT NULL;
CREATE TABLE letter_statuses (
    case_id text NOT NULL,
    number bigint NOT NULL,
    since timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    status text NOT NULL,
    PRIMARY KEY (case_id, number, recorded_at),
    FOREIGN KEY (case_id, number) REFERENCES letters
);
INSERT INTO letter_statuses SELECT case_id, number, status_since, status_recorded_at, status FROM letters;
CREATE FUNCTION date_letter_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.status_since := coalesce(NEW.status_since, NEW.sealed_at);
        NEW.status_recorded_at := coalesce(NEW.status_recorded_at, NEW.sealed_at);
    ELSIF NEW.status <> OLD.status AND NEW.status_recorded_at <= OLD.status_recorded_at THEN
        RAISE EXCEPTION 'a letter changes status at an instant: set status_since and status_recorded_at';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION keep_letter_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.status <> OLD.status THEN
        INSERT INTO letter_statuses VALUES
            (NEW.case_id, NEW.number, NEW.status_since, NEW.status_recorded_at, NEW.status);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER letter_status_dated BEFORE INSERT OR UPDATE OF status ON letters
    FOR EACH ROW EXECUTE FUNCTION date_letter_status();
CREATE TRIGGER letter_status_kept AFTER INSERT OR UPDATE OF status ON letters
    FOR EACH ROW EXECUTE FUNCTION keep_letter_status();

ALTER TABLE cases ADD COLUMN erased_at timestamptz;
ALTER TABLE documents ADD COLUMN erased_at timestamptz;
CREATE INDEX cases_closed ON cases (updated_at, id) WHERE ended AND erased_at IS NULL;

-- Reasons are ciphertext under the case's key: a hold may name a person.
CREATE TABLE legal_holds (
    id text PRIMARY KEY,
    case_id text NOT NULL REFERENCES cases,
    reason bytea NOT NULL,
    placed_by text NOT NULL,
    placed_at timestamptz NOT NULL,
    lifted_by text,
    lifted_at timestamptz,
    lift_reason bytea,
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lift_reason IS NULL))
);
CREATE INDEX legal_holds_case ON legal_holds (case_id, placed_at);

CREATE SEQUENCE destruction_numbers;
CREATE TABLE destructions (
    id text PRIMARY KEY,
    reference text NOT NULL UNIQUE,
    schedule text NOT NULL,
    cases bigint NOT NULL CHECK (cases > 0),
    status text NOT NULL CHECK (status IN ('proposed', 'ordered', 'carried_out')),
    proposed_by text NOT NULL,
    proposed_at timestamptz NOT NULL,
    ordered_by text,
    ordered_at timestamptz,
    carried_out_at timestamptz,
    keys_gone_at timestamptz,
    verify_code text UNIQUE,
    certificate_key text UNIQUE,
    certificate_sha256 text
);
CREATE INDEX destructions_ordered ON destructions (ordered_at) WHERE status = 'ordered';
CREATE TABLE destruction_cases (
    destruction_id text NOT NULL REFERENCES destructions,
    case_id text NOT NULL REFERENCES cases,
    reference text NOT NULL,
    rule text NOT NULL,
    closed_on date NOT NULL,
    due_on date NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('waiting', 'erased', 'not-due', 'legal-hold', 'not-at-rest')),
    erased_at timestamptz,
    files bigint,  -- how many were deleted; unknown until all are
    PRIMARY KEY (destruction_id, case_id)
);
CREATE UNIQUE INDEX destruction_cases_once ON destruction_cases (case_id) WHERE outcome IN ('waiting', 'erased');
CREATE TABLE destruction_approvals (
    destruction_id text NOT NULL REFERENCES destructions,
    person text NOT NULL,
    role text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (destruction_id, person)
);

-- The database itself refuses what two persons did not approve, and what is held.
CREATE FUNCTION refuse_unapproved_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM destruction_approvals a WHERE a.destruction_id = NEW.id) < 2 THEN
        RAISE EXCEPTION 'a destruction is ordered once two persons approved it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER order_is_approved BEFORE INSERT OR UPDATE ON destructions
    FOR EACH ROW WHEN (NEW.status <> 'proposed') EXECUTE FUNCTION refuse_unapproved_order();
CREATE FUNCTION refuse_key_destruction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user IN ('guichet_app', 'guichet_worker') AND (
        EXISTS (SELECT 1 FROM legal_holds h WHERE h.case_id = OLD.case_id AND h.lifted_at IS NULL)
        OR NOT EXISTS (
            SELECT 1 FROM destruction_cases d JOIN destructions l ON l.id = d.destruction_id
            WHERE d.case_id = OLD.case_id AND d.outcome = 'waiting' AND l.status = 'ordered'))
    THEN
        RAISE EXCEPTION 'a key is destroyed by an ordered destruction alone, and under no legal hold';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER key_destruction_is_ordered BEFORE UPDATE ON case_keys
    FOR EACH ROW WHEN (NEW.wrapped IS DISTINCT FROM OLD.wrapped) EXECUTE FUNCTION refuse_key_destruction();

-- Who opened which case, when, by which route: ids only.
CREATE TABLE accesses (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id text NOT NULL,
    person text NOT NULL,
    role text NOT NULL,
    at timestamptz NOT NULL,
    what text NOT NULL,
    purpose text NOT NULL
);
CREATE INDEX accesses_case ON accesses (case_id, at);
CREATE INDEX accesses_person ON accesses (person, at);
CREATE INDEX accesses_age ON accesses (at);

GRANT SELECT ON task_history, letter_statuses, legal_holds, destructions, destruction_cases, destruction_approvals,
    accesses TO guichet_app, guichet_worker;
GRANT INSERT, UPDATE ON legal_holds, destructions TO guichet_app;
GRANT INSERT ON destruction_cases, destruction_approvals, accesses TO guichet_app;
GRANT USAGE ON SEQUENCE destruction_numbers TO guichet_app;
GRANT INSERT ON task_history, letter_statuses, accesses TO guichet_worker;
GRANT UPDATE ON case_keys, documents, destructions, destruction_cases TO guichet_worker;
GRANT UPDATE (status, status_since, status_recorded_at) ON letters TO guichet_worker;
GRANT DELETE ON accesses TO guichet_worker;

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['task_history', 'letter_statuses', 'legal_holds'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY doors ON %I TO guichet_app USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id))', t);
        EXECUTE format('CREATE POLICY workers ON %I TO guichet_worker USING (true) WITH CHECK (true)', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['destructions', 'destruction_approvals'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY doors ON %I TO guichet_app USING (current_setting(''guichet.role'', true) IN (''administrator'', ''director''))', t);
        EXECUTE format('CREATE POLICY workers ON %I TO guichet_worker USING (true) WITH CHECK (true)', t);
    END LOOP;
END $$;
ALTER TABLE destruction_cases ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON destruction_cases TO guichet_app USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id));
CREATE POLICY workers ON destruction_cases TO guichet_worker USING (true) WITH CHECK (true);
-- A person writes under no name but their own, and reads the log of the cases that they may see.
ALTER TABLE accesses ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors_write ON accesses FOR INSERT TO guichet_app
    WITH CHECK (person = current_setting('guichet.principal', true));
CREATE POLICY doors_read ON accesses FOR SELECT TO guichet_app
    USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id));
CREATE POLICY workers ON accesses TO guichet_worker USING (true) WITH CHECK (true);

CREATE FUNCTION certificate_of_code(code text) RETURNS TABLE (reference text, carried_out_at timestamptz, sha256 text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT d.reference, d.carried_out_at, d.certificate_sha256 FROM destructions d
    WHERE d.verify_code = $1 AND d.status = 'carried_out'
$$;
REVOKE ALL ON FUNCTION certificate_of_code(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION certificate_of_code(text) TO guichet_app;
