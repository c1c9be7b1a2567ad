-- What a person asks to have rectified, and the City's answer (A-2.1 art. 89, 98). Texts are encrypted under the key of
-- the person's own shelf. `to_tell`: a mail that is still to leave.
CREATE TABLE rectifications (
    id text PRIMARY KEY,
    owner text NOT NULL REFERENCES principals,
    reference text NOT NULL,
    language text NOT NULL CHECK (language IN ('fr', 'en')),
    content bytea NOT NULL,
    asked_at timestamptz NOT NULL,
    due_on date NOT NULL,
    extended_at timestamptz,
    outcome text CHECK (outcome IN ('granted', 'in_part', 'refused')),
    answer bytea,
    answered_by text REFERENCES principals,
    answered_at timestamptz,
    to_tell text CHECK (to_tell IN ('answered', 'extended')),
    CHECK ((outcome IS NULL) = (answered_at IS NULL))
);
CREATE INDEX rectifications_open ON rectifications (due_on) WHERE answered_at IS NULL;
CREATE INDEX rectifications_untold ON rectifications (due_on) WHERE to_tell IS NOT NULL;
CREATE INDEX rectifications_of ON rectifications (owner, asked_at);
ALTER TABLE rectifications ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON rectifications TO guichet_app
    USING (owner = current_setting('guichet.principal', true) OR current_setting('guichet.role', true) = 'administrator')
    WITH CHECK (owner = current_setting('guichet.principal', true)
                OR current_setting('guichet.role', true) = 'administrator');
CREATE POLICY workers ON rectifications TO guichet_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON rectifications TO guichet_app;
GRANT UPDATE (due_on, extended_at, outcome, answer, answered_by, answered_at, to_tell) ON rectifications TO guichet_app;
GRANT SELECT ON rectifications TO guichet_worker;
GRANT UPDATE (to_tell) ON rectifications TO guichet_worker;
