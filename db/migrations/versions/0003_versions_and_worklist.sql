-- One row a publication: what the city offers since, and the boroughs and office closures that go with it.
CREATE TABLE catalogue_publications (
    number bigint PRIMARY KEY CHECK (number > 0),
    published_at timestamptz NOT NULL,
    published_by text NOT NULL,
    territory text NOT NULL,
    offered jsonb NOT NULL
);
-- One row a version of a service, for ever: its canonical JSON, under the SHA-256 of that text.
CREATE TABLE catalogue_versions (
    service text NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    version text NOT NULL CHECK (version = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
    content text NOT NULL,
    published_at timestamptz NOT NULL,
    published_by text NOT NULL,
    PRIMARY KEY (service, number)
);
CREATE INDEX catalogue_versions_hash ON catalogue_versions (service, version);
GRANT SELECT ON catalogue_publications, catalogue_versions TO guichet_app, guichet_worker;

-- What a letter's holder learns names the service as it was when the case was filed.
DROP FUNCTION case_of_letter(text);
CREATE FUNCTION case_of_letter(code text) RETURNS TABLE (reference text, service text, version text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT c.reference, c.service, c.version FROM letters l JOIN cases c ON c.id = l.case_id WHERE l.verify_code = $1
$$;
REVOKE ALL ON FUNCTION case_of_letter(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION case_of_letter(text) TO guichet_app;

-- The worklist reads this table alone: what it shows, filters and sorts by is beside the task. Who took the file stays
-- on it while it goes to the citizen and back; `desk` and `due` are what its indexes are sorted by.
ALTER TABLE tasks
    ADD COLUMN owner text,
    ADD COLUMN service text,
    ADD COLUMN version text,
    ADD COLUMN state text,
    ADD COLUMN reference text,
    ADD COLUMN assigned_to text,
    ADD COLUMN assigned_at timestamptz,
    ADD COLUMN desk boolean NOT NULL GENERATED ALWAYS AS (role <> 'citizen') STORED,
    ADD COLUMN due date NOT NULL GENERATED ALWAYS AS (coalesce(due_on, DATE '9999-12-31')) STORED;
UPDATE tasks t SET owner = c.owner, service = c.service, version = c.version, state = c.state, reference = c.reference
FROM cases c WHERE c.id = t.case_id;
ALTER TABLE tasks
    ALTER COLUMN owner SET NOT NULL, ALTER COLUMN service SET NOT NULL, ALTER COLUMN version SET NOT NULL,
    ALTER COLUMN state SET NOT NULL, ALTER COLUMN reference SET NOT NULL,
    ADD CHECK ((assigned_to IS NULL) = (assigned_at IS NULL));
DROP INDEX tasks_desk;
CREATE INDEX tasks_queue ON tasks (borough, desk, due, case_id) WHERE done_at IS NULL;
CREATE INDEX tasks_by_state ON tasks (borough, state, due, case_id) WHERE done_at IS NULL;
CREATE INDEX tasks_by_service ON tasks (borough, desk, service, due, case_id) WHERE done_at IS NULL;
CREATE INDEX tasks_untaken ON tasks (borough, desk, due, case_id) WHERE done_at IS NULL AND assigned_to IS NULL;
CREATE INDEX tasks_taken ON tasks (assigned_to, due, case_id) WHERE done_at IS NULL AND assigned_to IS NOT NULL;
CREATE INDEX tasks_of_the_city ON tasks (desk, due, case_id) WHERE done_at IS NULL;
CREATE INDEX tasks_owner ON tasks (owner, due, case_id) WHERE done_at IS NULL;
CREATE INDEX tasks_reference ON tasks (reference COLLATE "C") WHERE done_at IS NULL;

-- Rows are judged by settings that are read once a query, not once a row; no other table is asked.
DROP POLICY doors ON tasks;
CREATE POLICY doors ON tasks TO guichet_app USING (
    CASE (SELECT current_setting('guichet.role', true))
        WHEN 'citizen' THEN owner = (SELECT current_setting('guichet.principal', true))
        WHEN 'clerk' THEN borough = ANY ((SELECT string_to_array(current_setting('guichet.boroughs', true), ','))::text[])
        WHEN 'director' THEN borough = ANY ((SELECT string_to_array(current_setting('guichet.boroughs', true), ','))::text[])
        WHEN 'administrator' THEN true
        ELSE false
    END);
GRANT UPDATE (assigned_to, assigned_at) ON tasks TO guichet_app;

CREATE INDEX cases_by_state ON cases (borough, state, filed_at DESC, id);
CREATE INDEX cases_by_service ON cases (borough, service, filed_at DESC, id);
CREATE INDEX cases_reference ON cases (reference COLLATE "C");
CREATE INDEX cases_promised ON cases (promised_on) WHERE NOT ended AND promised_on IS NOT NULL;

-- Who answers for a borough's promises, and the promises that were not kept, each noted once.
CREATE TABLE supervisors (
    borough text PRIMARY KEY,
    principal_id text NOT NULL REFERENCES principals
);
CREATE TABLE promise_breaches (
    case_id text NOT NULL REFERENCES cases ON DELETE CASCADE,
    promised_on date NOT NULL,
    borough text NOT NULL,
    supervisor text,
    noted_at timestamptz NOT NULL,
    told_at timestamptz,
    PRIMARY KEY (case_id, promised_on)
);
CREATE INDEX promise_breaches_untold ON promise_breaches (noted_at) WHERE told_at IS NULL;
GRANT SELECT ON supervisors, promise_breaches TO guichet_app, guichet_worker;
GRANT INSERT, UPDATE ON promise_breaches TO guichet_worker;
ALTER TABLE promise_breaches ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON promise_breaches TO guichet_app USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id));
CREATE POLICY workers ON promise_breaches TO guichet_worker USING (true) WITH CHECK (true);

CREATE INDEX drafts_untouched ON drafts (updated_at) WHERE filed_at IS NULL;
