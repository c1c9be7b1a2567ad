-- A docket of a period, asked for by somebody of the court and made outside the doors. `instance` is what was read, with
-- numbers in place of names; `worker` and `heartbeat_at` are the lease of the process that works on it, in real time.
CREATE TABLE docket_proposals (
    id text PRIMARY KEY,
    first_day date NOT NULL,
    last_day date NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL,
    state text NOT NULL CHECK (
        state IN ('waiting', 'running', 'done', 'failed', 'publishing', 'published', 'overtaken')),
    finished_at timestamptz,
    instance jsonb,
    inputs_sha256 text,
    progress jsonb NOT NULL DEFAULT '[]',
    figures jsonb,
    worker text,
    heartbeat_at timestamptz,
    attempts bigint NOT NULL DEFAULT 0,
    CHECK (last_day >= first_day)
);
CREATE INDEX docket_proposals_latest ON docket_proposals (asked_at DESC, id);
CREATE INDEX docket_proposals_at_work ON docket_proposals (asked_at, id)
    WHERE state IN ('waiting', 'running', 'publishing');

-- Each case that was read, at its sequence number, and the slot that it could have; then what became of its date.
-- `rank` orders the dates by hour.
CREATE TABLE docket_lines (
    proposal_id text NOT NULL REFERENCES docket_proposals,
    case_id text NOT NULL REFERENCES cases,
    seq bigint NOT NULL,
    slot_id text REFERENCES slots,
    rank bigint NOT NULL,
    reason jsonb NOT NULL,
    status text NOT NULL DEFAULT 'proposed' CHECK (status IN ('proposed', 'chosen', 'set', 'refused')),
    chosen_by text,
    chosen_at timestamptz,
    told_at timestamptz,
    refusal jsonb,
    PRIMARY KEY (proposal_id, case_id),
    CHECK (status = 'proposed' OR (slot_id IS NOT NULL AND chosen_by IS NOT NULL AND chosen_at IS NOT NULL))
);
CREATE INDEX docket_lines_of_case ON docket_lines (case_id);
CREATE INDEX docket_lines_chosen ON docket_lines (proposal_id) WHERE status = 'chosen';

ALTER TABLE docket_proposals ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON docket_proposals TO guichet_app USING ((SELECT at_court())) WITH CHECK ((SELECT at_court()));
ALTER TABLE docket_lines ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON docket_lines TO guichet_app USING ((SELECT at_court())) WITH CHECK ((SELECT at_court()));
-- The process of the dockets takes what waits and keeps what comes of it; it reads and sets each case as a person.
CREATE POLICY machinery ON docket_proposals FOR ALL TO guichet_app
    USING (current_setting('guichet.role', true) = 'system');
CREATE POLICY machinery ON docket_lines FOR ALL TO guichet_app USING (current_setting('guichet.role', true) = 'system');

GRANT SELECT, INSERT ON docket_proposals TO guichet_app;
GRANT UPDATE (state, finished_at, instance, inputs_sha256, progress, figures, worker, heartbeat_at, attempts)
    ON docket_proposals TO guichet_app;
GRANT SELECT, INSERT, DELETE ON docket_lines TO guichet_app;
GRANT UPDATE (status, chosen_by, chosen_at, told_at, refusal) ON docket_lines TO guichet_app;
