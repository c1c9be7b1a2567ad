-- Publications from the desk: the administrator's session adds them, in its own name; nobody changes or removes any.
ALTER TABLE catalogue_publications ENABLE ROW LEVEL SECURITY;
ALTER TABLE catalogue_versions ENABLE ROW LEVEL SECURITY;
CREATE POLICY readers ON catalogue_publications FOR SELECT TO guichet_app, guichet_worker USING (true);
CREATE POLICY readers ON catalogue_versions FOR SELECT TO guichet_app, guichet_worker USING (true);
CREATE POLICY administrators ON catalogue_publications FOR INSERT TO guichet_app
    WITH CHECK (current_setting('guichet.role', true) = 'administrator'
                AND published_by = current_setting('guichet.principal', true));
CREATE POLICY administrators ON catalogue_versions FOR INSERT TO guichet_app
    WITH CHECK (current_setting('guichet.role', true) = 'administrator'
                AND published_by = current_setting('guichet.principal', true));
GRANT INSERT ON catalogue_publications, catalogue_versions TO guichet_app;
