ALTER TABLE principals DROP CONSTRAINT principals_role_check;
ALTER TABLE principals ADD CONSTRAINT principals_role_check CHECK (role IN
    ('citizen', 'clerk', 'director', 'inspector', 'adjudicator', 'prosecutor', 'collector', 'administrator'));

-- The court's people see the court's cases, as a borough's people see theirs.
CREATE OR REPLACE FUNCTION sees(owner text, borough text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE current_setting('guichet.role', true)
        WHEN 'citizen' THEN owner = current_setting('guichet.principal', true)
        WHEN 'clerk' THEN borough = ANY (string_to_array(current_setting('guichet.boroughs', true), ','))
        WHEN 'director' THEN borough = ANY (string_to_array(current_setting('guichet.boroughs', true), ','))
        WHEN 'inspector' THEN borough = ANY (string_to_array(current_setting('guichet.boroughs', true), ','))
        WHEN 'adjudicator' THEN borough = ANY (string_to_array(current_setting('guichet.boroughs', true), ','))
        WHEN 'prosecutor' THEN borough = ANY (string_to_array(current_setting('guichet.boroughs', true), ','))
        WHEN 'collector' THEN borough = ANY (string_to_array(current_setting('guichet.boroughs', true), ','))
        WHEN 'administrator' THEN true
        ELSE false
    END
$$;

-- Who works in one role only sees that role's tasks: an inspector, a judge, a prosecutor, a collector.
DROP POLICY doors ON tasks;
CREATE POLICY doors ON tasks TO guichet_app USING (
    CASE (SELECT current_setting('guichet.role', true))
        WHEN 'citizen' THEN owner = (SELECT current_setting('guichet.principal', true))
        WHEN 'clerk' THEN borough = ANY ((SELECT string_to_array(current_setting('guichet.boroughs', true), ','))::text[])
        WHEN 'director' THEN borough = ANY ((SELECT string_to_array(current_setting('guichet.boroughs', true), ','))::text[])
        WHEN 'inspector' THEN role = 'inspector'
            AND borough = ANY ((SELECT string_to_array(current_setting('guichet.boroughs', true), ','))::text[])
        WHEN 'adjudicator' THEN role = 'adjudicator'
            AND borough = ANY ((SELECT string_to_array(current_setting('guichet.boroughs', true), ','))::text[])
        WHEN 'prosecutor' THEN role = 'prosecutor'
            AND borough = ANY ((SELECT string_to_array(current_setting('guichet.boroughs', true), ','))::text[])
        WHEN 'collector' THEN role = 'collector'
            AND borough = ANY ((SELECT string_to_array(current_setting('guichet.boroughs', true), ','))::text[])
        WHEN 'administrator' THEN true
        ELSE false
    END);

-- Every ticket once, by a keyed hash of its number; the other hashes are of what the paper also says.
CREATE TABLE statements (
    number_hash text PRIMARY KEY,
    case_id text NOT NULL UNIQUE,
    regime text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('parking', 'traffic', 'bylaw', 'camera')),
    fact_hashes text[] NOT NULL,
    code_hash text NOT NULL,
    content_sha256 text NOT NULL,
    imported_at timestamptz NOT NULL
);
-- Read by hash alone: whoever asks brings a number, and the door compares the rest.
ALTER TABLE statements ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON statements TO guichet_app USING (true) WITH CHECK (true);
CREATE POLICY workers ON statements TO guichet_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON statements TO guichet_app;
GRANT SELECT, UPDATE ON statements TO guichet_worker;

-- A statement is paid in as many payments as people like; of any other fee there is one payment.
ALTER TABLE payments DROP CONSTRAINT payments_case_id_purpose_key;
CREATE UNIQUE INDEX payments_once ON payments (case_id, purpose) WHERE purpose NOT IN ('whole', 'part', 'instalment');
