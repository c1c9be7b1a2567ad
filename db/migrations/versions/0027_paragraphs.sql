-- What a city says in the places of its letters: every text that was ever in force, added and never changed. `counter`:
-- a borough's code or the court's, nothing for the whole city. Without texts, a version goes back to what stands behind
-- its counter. A letter is printed with the versions made before the instant of its order (docs/decisions/0023).
CREATE TABLE paragraph_versions (
    place text NOT NULL,
    counter text NOT NULL,
    number int NOT NULL CHECK (number > 0),
    fr text,
    en text,
    reason text NOT NULL,
    restores int CHECK (restores >= 0),  -- the version that came back; 0: what stands behind the counter's own words
    made_by text NOT NULL,
    made_at timestamptz NOT NULL,
    act_id text NOT NULL UNIQUE,
    PRIMARY KEY (place, counter, number),
    CHECK ((fr IS NULL) = (en IS NULL)),
    CHECK (reason <> '' OR restores IS NOT NULL)
);
ALTER TABLE paragraph_versions ENABLE ROW LEVEL SECURITY;
-- What a letter says to whoever receives it is nobody's secret; who may write it is.
CREATE POLICY doors_read ON paragraph_versions FOR SELECT TO guichet_app USING (true);
CREATE POLICY doors_write ON paragraph_versions FOR INSERT TO guichet_app
    WITH CHECK (made_by = current_setting('guichet.principal', true)
                AND (current_setting('guichet.role', true) = 'administrator'
                     OR counter = ANY (string_to_array(current_setting('guichet.boroughs', true), ','))
                        AND (current_setting('guichet.role', true) = 'director'
                             OR current_setting('guichet.role', true) = 'clerk' AND counter = 'COUR')));
CREATE POLICY workers ON paragraph_versions FOR SELECT TO guichet_worker USING (true);
GRANT SELECT, INSERT ON paragraph_versions TO guichet_app;
GRANT SELECT ON paragraph_versions TO guichet_worker;
