-- The token is kept as a hash. What the mail needs is sealed under the city's own key, and the token leaves it as soon as
-- the mail has left. `browser_sha256`: the browser that asked, the only one that the link opens.
CREATE TABLE sign_in_links (
    token_sha256 text PRIMARY KEY,
    browser_sha256 text NOT NULL,
    sealed bytea NOT NULL,
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    sent_at timestamptz,
    used_at timestamptz
);
CREATE INDEX sign_in_links_unsent ON sign_in_links (made_at) WHERE sent_at IS NULL;
CREATE INDEX sign_in_links_over ON sign_in_links (expires_at);
GRANT SELECT, INSERT ON sign_in_links TO guichet_app;
GRANT UPDATE (used_at) ON sign_in_links TO guichet_app;
GRANT SELECT, DELETE ON sign_in_links TO guichet_worker;
GRANT UPDATE (sent_at, sealed) ON sign_in_links TO guichet_worker;
GRANT INSERT ON principals TO guichet_app;
