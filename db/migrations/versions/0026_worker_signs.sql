-- When each worker process last answered, what it runs, and which of that is overdue: the city's own workings. A row of a
-- process that is gone stays for an hour, so that its silence is seen.
CREATE TABLE worker_signs (
    process text PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('cases', 'letters')),
    started_at timestamptz NOT NULL,
    signed_at timestamptz NOT NULL,
    parts text[] NOT NULL,
    silent text[] NOT NULL
);
ALTER TABLE worker_signs ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON worker_signs FOR SELECT TO guichet_app
    USING (current_setting('guichet.role', true) = 'administrator');
CREATE POLICY workers ON worker_signs TO guichet_worker USING (true) WITH CHECK (true);
GRANT SELECT ON worker_signs TO guichet_app;
GRANT SELECT, INSERT, DELETE ON worker_signs TO guichet_worker;
GRANT UPDATE (signed_at, parts, silent) ON worker_signs TO guichet_worker;
