-- Inspectors see their boroughs' cases.
CREATE OR REPLACE FUNCTION sees(owner text, borough text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE current_setting('guichet.role', true)
        WHEN 'citizen' THEN owner = current_setting('guichet.principal', true)
        WHEN 'clerk' THEN borough = ANY (string_to_array(current_setting('guichet.boroughs', true), ','))
        WHEN 'director' THEN borough = ANY (string_to_array(current_setting('guichet.boroughs', true), ','))
        WHEN 'inspector' THEN borough = ANY (string_to_array(current_setting('guichet.boroughs', true), ','))
        WHEN 'administrator' THEN true
        ELSE false
    END
$$;

-- What a body outside the city learns from its link: the service, the borough, the version of the case; no name.
CREATE FUNCTION asked_by_link(hash text) RETURNS TABLE (service text, borough text, reference text, seq bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT c.service, c.borough, c.reference, c.seq
    FROM links l JOIN cases c ON c.id = l.case_id WHERE l.token_sha256 = $1 AND l.purpose = 'opinion'
$$;
REVOKE ALL ON FUNCTION asked_by_link(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION asked_by_link(text) TO guichet_app;

-- Comments of the public on a minor exemption, between its notice and the council (LAU 145.6): each encrypted.
CREATE TABLE public_comments (
    id text PRIMARY KEY,
    case_id text NOT NULL REFERENCES cases,
    at timestamptz NOT NULL,
    content bytea NOT NULL
);
CREATE INDEX public_comments_case ON public_comments (case_id, at);
GRANT SELECT, INSERT ON public_comments TO guichet_app;
GRANT SELECT ON public_comments TO guichet_worker;

-- The notice that stands: the last one of a case that the council has not decided yet.
CREATE FUNCTION standing_notice(case_id text) RETURNS TABLE (seq bigint, facts bytea, service text, borough text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT e.seq, e.facts, c.service, c.borough FROM cases c JOIN case_events e ON e.case_id = c.id
    WHERE c.id = $1 AND c.state = 'COUNCIL_PENDING' AND e.type = 'NoticePublished' ORDER BY e.seq DESC LIMIT 1
$$;
REVOKE ALL ON FUNCTION standing_notice(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION standing_notice(text) TO guichet_app;
ALTER TABLE public_comments ENABLE ROW LEVEL SECURITY;
CREATE POLICY readers ON public_comments FOR SELECT TO guichet_app
    USING (current_setting('guichet.role', true) <> 'citizen' AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id));
CREATE POLICY anyone ON public_comments FOR INSERT TO guichet_app
    WITH CHECK (EXISTS (SELECT 1 FROM standing_notice(case_id)));
CREATE POLICY workers ON public_comments TO guichet_worker USING (true);

-- An inspector's worklist.
DROP POLICY doors ON tasks;
CREATE POLICY doors ON tasks TO guichet_app USING (
    CASE (SELECT current_setting('guichet.role', true))
        WHEN 'citizen' THEN owner = (SELECT current_setting('guichet.principal', true))
        WHEN 'clerk' THEN borough = ANY ((SELECT string_to_array(current_setting('guichet.boroughs', true), ','))::text[])
        WHEN 'director' THEN borough = ANY ((SELECT string_to_array(current_setting('guichet.boroughs', true), ','))::text[])
        WHEN 'inspector' THEN role = 'inspector'
            AND borough = ANY ((SELECT string_to_array(current_setting('guichet.boroughs', true), ','))::text[])
        WHEN 'administrator' THEN true
        ELSE false
    END);
