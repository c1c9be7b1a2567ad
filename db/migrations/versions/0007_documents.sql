-- Whether a file was scanned, and what the clerk thinks of it. Files that stood before were served: they stay so.
ALTER TABLE documents
    ADD COLUMN scan text NOT NULL DEFAULT 'not_scanned' CHECK (scan IN ('clean', 'not_scanned', 'held', 'infected')),
    ADD COLUMN scan_note text NOT NULL DEFAULT '',
    ADD COLUMN scanned_at timestamptz,
    ADD COLUMN spare_key text,
    ADD COLUMN judgement text NOT NULL DEFAULT 'RECEIVED' CHECK (judgement IN ('RECEIVED', 'ACCEPTED', 'TO_REPLACE')),
    ADD COLUMN judgement_reason bytea,
    ADD COLUMN judged_seq bigint,
    ADD COLUMN judged_at timestamptz,
    ADD COLUMN replaced_by text REFERENCES documents,
    ADD CONSTRAINT documents_judged CHECK ((judgement = 'RECEIVED') = (judged_seq IS NULL AND judged_at IS NULL)),
    ADD CONSTRAINT documents_reason CHECK ((judgement_reason IS NOT NULL) = (judgement = 'TO_REPLACE'));
UPDATE documents SET scan = 'infected' WHERE status = 'quarantined';
ALTER TABLE documents
    ADD CONSTRAINT documents_quarantine CHECK ((status = 'quarantined') = (scan = 'infected')),
    ALTER COLUMN scan DROP DEFAULT;
CREATE INDEX documents_to_settle ON documents (scanned_at NULLS FIRST) WHERE scan = 'held' OR spare_key IS NOT NULL;
CREATE INDEX documents_owner ON documents (owner, uploaded_at);

-- A door keeps files and moves them to another home; only the worker scans again, and only `record` judges.
REVOKE UPDATE ON documents FROM guichet_app;
GRANT UPDATE (case_id, name) ON documents TO guichet_app;
GRANT UPDATE ON documents TO guichet_worker;
