-- A document of a draft that somebody else signs: the link by its token's hash, then the paper that was signed. It is
-- its draft's owner's, who makes it, and its holder's, who comes with `guichet.link`.
CREATE TABLE signatures (
    token_sha256 text PRIMARY KEY,
    draft_id text NOT NULL,
    owner text NOT NULL REFERENCES principals,
    document text NOT NULL,
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    signed_at timestamptz,
    document_id text,
    gathered_at timestamptz,  -- when the paper joined the draft's documents: taken out after that, it stays out
    CHECK ((signed_at IS NULL) = (document_id IS NULL))
);
CREATE INDEX signatures_of ON signatures (draft_id, made_at);
ALTER TABLE signatures ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON signatures TO guichet_app
    USING (owner = current_setting('guichet.principal', true)
           OR token_sha256 = current_setting('guichet.link', true))
    WITH CHECK (owner = current_setting('guichet.principal', true)
                OR token_sha256 = current_setting('guichet.link', true));
CREATE POLICY workers ON signatures TO guichet_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON signatures TO guichet_app;
GRANT UPDATE (signed_at, document_id, gathered_at) ON signatures TO guichet_app;
GRANT SELECT ON signatures TO guichet_worker;
