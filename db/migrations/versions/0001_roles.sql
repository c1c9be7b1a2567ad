DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'guichet_app') THEN
        CREATE ROLE guichet_app LOGIN NOSUPERUSER NOBYPASSRLS;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'guichet_worker') THEN
        CREATE ROLE guichet_worker LOGIN NOSUPERUSER NOBYPASSRLS;
    END IF;
END $$;

GRANT SELECT ON ALL TABLES IN SCHEMA public TO guichet_app, guichet_worker;
GRANT INSERT, UPDATE, DELETE ON drafts, web_sessions TO guichet_app;
GRANT INSERT, UPDATE ON acts_received, documents, city_instant TO guichet_app;
GRANT INSERT ON case_keys, inbox TO guichet_app;
GRANT INSERT ON case_events, ledger_entries, letters, inbox, reconciler_passes, signed_heads TO guichet_worker;
GRANT INSERT, UPDATE ON cases, tasks, outbox, payments, faults TO guichet_worker;
GRANT UPDATE ON acts_received, inbox, drafts TO guichet_worker;
GRANT DELETE ON drafts TO guichet_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO guichet_worker;

-- Who asks: set by the doors with SET LOCAL in every transaction; empty sees nothing (DESIGN §9).
CREATE FUNCTION sees(owner text, borough text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE current_setting('guichet.role', true)
        WHEN 'citizen' THEN owner = current_setting('guichet.principal', true)
        WHEN 'clerk' THEN borough = ANY (string_to_array(current_setting('guichet.boroughs', true), ','))
        WHEN 'director' THEN borough = ANY (string_to_array(current_setting('guichet.boroughs', true), ','))
        WHEN 'administrator' THEN true
        ELSE false
    END
$$;

ALTER TABLE cases ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON cases TO guichet_app USING (sees(owner, borough));
CREATE POLICY workers ON cases TO guichet_worker USING (true) WITH CHECK (true);
ALTER TABLE drafts ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON drafts TO guichet_app
    USING (owner = current_setting('guichet.principal', true)) WITH CHECK (owner = current_setting('guichet.principal', true));
CREATE POLICY workers ON drafts TO guichet_worker USING (true) WITH CHECK (true);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['case_events', 'tasks', 'ledger_entries', 'payments', 'outbox'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY doors ON %I TO guichet_app USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id))', t);
        EXECUTE format('CREATE POLICY workers ON %I TO guichet_worker USING (true) WITH CHECK (true)', t);
    END LOOP;
END $$;

-- Anyone who holds a letter's code may verify it; nobody else sees letters of other people's cases.
ALTER TABLE letters ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON letters TO guichet_app USING (
    verify_code = current_setting('guichet.verify_code', true)
    OR EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id));
CREATE POLICY workers ON letters TO guichet_worker USING (true) WITH CHECK (true);

-- A file is its owner's while it waits for a case, then the case's readers' too.
ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON documents TO guichet_app
    USING (owner = current_setting('guichet.principal', true) OR EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id))
    WITH CHECK (owner = current_setting('guichet.principal', true));
CREATE POLICY workers ON documents TO guichet_worker USING (true) WITH CHECK (true);

-- By number: within the function, the name `code` would be the letter's own column.
CREATE FUNCTION case_of_letter(code text) RETURNS TABLE (reference text, service text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT c.reference, c.service FROM letters l JOIN cases c ON c.id = l.case_id WHERE l.verify_code = $1
$$;
REVOKE ALL ON FUNCTION case_of_letter(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION case_of_letter(text) TO guichet_app;
