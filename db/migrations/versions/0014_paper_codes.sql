-- The code that a paper letter carries, by its keyed hash: whoever types it in their account holds the file from then on.
CREATE TABLE paper_codes (
    code_hash text PRIMARY KEY,
    case_id text NOT NULL UNIQUE,
    made_at timestamptz NOT NULL
);
ALTER TABLE paper_codes ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON paper_codes TO guichet_app USING (true) WITH CHECK (true);
CREATE POLICY workers ON paper_codes TO guichet_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON paper_codes TO guichet_app;
GRANT SELECT ON paper_codes TO guichet_worker;
