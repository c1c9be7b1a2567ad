CREATE TABLE hearing_processes (
    hearing_id text PRIMARY KEY,
    case_id text NOT NULL REFERENCES cases,
    next_at timestamptz
);
CREATE INDEX hearing_processes_next ON hearing_processes (next_at) WHERE next_at IS NOT NULL;
CREATE TABLE hearing_readiness (
    hearing_id text NOT NULL,
    case_id text NOT NULL REFERENCES cases,
    at_time text NOT NULL CHECK (at_time IN ('7d', '24h', '1h')),
    looked_at timestamptz NOT NULL,
    missing text[] NOT NULL,
    PRIMARY KEY (hearing_id, at_time)
);
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['hearing_processes', 'hearing_readiness'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY doors ON %I TO guichet_app USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id))', t);
        EXECUTE format('CREATE POLICY workers ON %I TO guichet_worker USING (true) WITH CHECK (true)', t);
    END LOOP;
END $$;
GRANT SELECT ON hearing_processes, hearing_readiness TO guichet_app, guichet_worker;
GRANT INSERT, UPDATE ON hearing_processes TO guichet_worker;
GRANT INSERT ON hearing_readiness TO guichet_worker;
