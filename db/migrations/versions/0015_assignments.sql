-- Files given out several at a time, so that it can be undone for ten minutes; and who works in whose place.
CREATE TABLE assignment_batches (
    id text PRIMARY KEY,
    made_by text NOT NULL,
    given_to text NOT NULL,
    made_at timestamptz NOT NULL,
    undone_at timestamptz
);
CREATE TABLE assignment_moves (
    batch_id text NOT NULL REFERENCES assignment_batches,
    case_id text NOT NULL,
    held_by text NOT NULL,
    PRIMARY KEY (batch_id, case_id)
);
CREATE TABLE absences (
    id text PRIMARY KEY,
    person text NOT NULL,
    cover text NOT NULL CHECK (cover <> person),
    first_day date NOT NULL,
    last_day date NOT NULL CHECK (last_day >= first_day),
    made_by text NOT NULL,
    made_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX absences_covered ON absences (cover, last_day) WHERE ended_at IS NULL;
ALTER TABLE assignment_moves ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON assignment_moves TO guichet_app
    USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id)) WITH CHECK (true);
CREATE POLICY workers ON assignment_moves TO guichet_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON assignment_batches, assignment_moves, absences TO guichet_app;
GRANT UPDATE (undone_at) ON assignment_batches TO guichet_app;
GRANT UPDATE (ended_at) ON absences TO guichet_app;
GRANT SELECT ON assignment_batches, assignment_moves, absences TO guichet_worker;
