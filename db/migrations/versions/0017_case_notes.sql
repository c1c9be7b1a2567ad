-- What the city's people note for each other on a file; the person never reads it. `circle`: whose notes they are, so
-- that what the prosecution notes is not before the judge.
CREATE TABLE case_notes (
    id text PRIMARY KEY,
    case_id text NOT NULL REFERENCES cases,
    circle text NOT NULL CHECK (circle IN ('desk', 'prosecution', 'bench', 'collection')),
    content bytea NOT NULL,
    made_by text NOT NULL,
    role text NOT NULL,
    made_at timestamptz NOT NULL
);
CREATE INDEX case_notes_of ON case_notes (case_id, made_at);
ALTER TABLE case_notes ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION circle_of(role text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE role WHEN 'clerk' THEN 'desk' WHEN 'director' THEN 'desk' WHEN 'inspector' THEN 'desk'
        WHEN 'prosecutor' THEN 'prosecution' WHEN 'adjudicator' THEN 'bench' WHEN 'collector' THEN 'collection' END
$$;
CREATE POLICY doors ON case_notes TO guichet_app
    USING (circle = circle_of(current_setting('guichet.role', true))
           AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id))
    WITH CHECK (circle = circle_of(current_setting('guichet.role', true))
           AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id));
CREATE POLICY workers ON case_notes TO guichet_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON case_notes TO guichet_app;
GRANT SELECT ON case_notes TO guichet_worker;
