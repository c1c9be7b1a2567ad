-- An account is closed, never deleted: what its person did keeps its author. `version` counts the changes, so that
-- nobody changes what they have not read.
ALTER TABLE principals ADD COLUMN version bigint NOT NULL DEFAULT 1, ADD COLUMN closed_at timestamptz;
-- A door opens accounts of citizens by itself; the city's people are an administrator's to open and to change, and
-- nobody changes their own.
ALTER TABLE principals ENABLE ROW LEVEL SECURITY;
CREATE POLICY known ON principals FOR SELECT TO guichet_app, guichet_worker USING (true);
CREATE POLICY citizens ON principals FOR INSERT TO guichet_app WITH CHECK (role = 'citizen');
CREATE POLICY opened ON principals FOR INSERT TO guichet_app
    WITH CHECK (current_setting('guichet.role', true) = 'administrator');
CREATE POLICY changed ON principals FOR UPDATE TO guichet_app
    USING (role <> 'citizen' AND current_setting('guichet.role', true) = 'administrator'
           AND id <> current_setting('guichet.principal', true))
    WITH CHECK (role <> 'citizen');
GRANT UPDATE (role, boroughs, version, closed_at) ON principals TO guichet_app;
GRANT UPDATE (revoked_at) ON api_tokens TO guichet_app;
GRANT INSERT ON supervisors TO guichet_app;
GRANT UPDATE (principal_id) ON supervisors TO guichet_app;
CREATE INDEX web_sessions_of ON web_sessions (principal_id);
CREATE INDEX api_tokens_of ON api_tokens (principal_id) WHERE revoked_at IS NULL;

-- What became of the city's accounts. Reasons are encrypted under the system's key. Nothing is changed or taken out.
CREATE TABLE account_changes (
    id text PRIMARY KEY,
    principal_id text NOT NULL REFERENCES principals,
    what text NOT NULL CHECK (what IN
        ('opened', 'changed', 'closed', 'reopened', 'proposed', 'confirmed', 'withdrawn', 'supervises')),
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    reason bytea NOT NULL,
    made_by text NOT NULL,  -- an administrator, or `system`: whoever runs the machine
    made_at timestamptz NOT NULL
);
CREATE INDEX account_changes_of ON account_changes (principal_id, made_at);
-- Administrators who wait for a second administrator's word.
CREATE TABLE administrator_proposals (
    principal_id text PRIMARY KEY REFERENCES principals,
    proposed_by text NOT NULL REFERENCES principals,
    proposed_at timestamptz NOT NULL
);

-- The register of confidentiality incidents (A-2.1 art. 63.8, 63.9). An entry's states are added, never changed:
-- the last one stands. Texts are encrypted under the system's key. `borough` is empty for the whole city.
CREATE TABLE incidents (
    id text PRIMARY KEY,
    number bigint GENERATED ALWAYS AS IDENTITY,
    borough text NOT NULL,
    declared_by text NOT NULL REFERENCES principals,
    declared_at timestamptz NOT NULL
);
CREATE TABLE incident_states (
    incident_id text NOT NULL REFERENCES incidents,
    rank bigint NOT NULL CHECK (rank > 0),
    what text NOT NULL CHECK (what IN ('declared', 'amended', 'closed')),
    known_on date NOT NULL,
    content bytea NOT NULL,
    made_by text NOT NULL REFERENCES principals,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (incident_id, rank)
);
ALTER TABLE incidents ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON incidents TO guichet_app USING (
    current_setting('guichet.role', true) = 'administrator'
    OR (current_setting('guichet.role', true) = 'director'
        AND borough = ANY (string_to_array(current_setting('guichet.boroughs', true), ','))));
ALTER TABLE incident_states ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON incident_states TO guichet_app
    USING (EXISTS (SELECT 1 FROM incidents i WHERE i.id = incident_id));

-- Days that the city closed late, each once; and the open contests whose last day it was. The act that moves it is the
-- same however often it is sent.
CREATE TABLE closed_days (
    calendar text NOT NULL CHECK (calendar IN ('qc-judicial', 'office')),
    day date NOT NULL,
    why text NOT NULL CHECK (why IN ('proclaimed', 'outage')),
    reason text NOT NULL,
    made_by text NOT NULL REFERENCES principals,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (calendar, day)
);
CREATE TABLE closed_day_cases (
    calendar text NOT NULL,
    day date NOT NULL,
    case_id text NOT NULL REFERENCES cases ON DELETE CASCADE,
    status text NOT NULL CHECK (status IN ('waiting', 'done', 'over')),
    noted_at timestamptz NOT NULL,
    settled_at timestamptz,
    PRIMARY KEY (calendar, day, case_id),
    FOREIGN KEY (calendar, day) REFERENCES closed_days
);
CREATE INDEX closed_day_cases_waiting ON closed_day_cases (noted_at) WHERE status = 'waiting';

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['account_changes', 'administrator_proposals', 'closed_day_cases'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY doors ON %I TO guichet_app
            USING (current_setting(''guichet.role'', true) = ''administrator'')', t);
    END LOOP;
END $$;
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['supervisors', 'closed_days'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY known ON %I FOR SELECT TO guichet_app, guichet_worker USING (true)', t);
        EXECUTE format('CREATE POLICY added ON %I FOR INSERT TO guichet_app
            WITH CHECK (current_setting(''guichet.role'', true) = ''administrator'')', t);
    END LOOP;
END $$;
CREATE POLICY changed ON supervisors FOR UPDATE TO guichet_app
    USING (current_setting('guichet.role', true) = 'administrator');
CREATE POLICY workers ON closed_day_cases TO guichet_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON account_changes, administrator_proposals, incidents, incident_states, closed_days TO guichet_app;
GRANT DELETE ON administrator_proposals TO guichet_app;
GRANT SELECT, INSERT ON closed_day_cases TO guichet_app;
GRANT SELECT ON closed_days TO guichet_worker;
GRANT SELECT, INSERT ON closed_day_cases TO guichet_worker;
GRANT UPDATE (status, settled_at) ON closed_day_cases TO guichet_worker;
