-- Accounts of elsewhere that sign people in here: each identity is one account's. And attempts, which serve once.
CREATE TABLE identities (
    issuer text NOT NULL,
    subject text NOT NULL,
    principal_id text NOT NULL REFERENCES principals,
    linked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (issuer, subject)
);
CREATE TABLE sign_in_attempts (
    state_sha256 text PRIMARY KEY,
    browser_sha256 text NOT NULL,
    sealed bytea NOT NULL,
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX sign_in_attempts_over ON sign_in_attempts (expires_at);
GRANT SELECT, INSERT ON identities, sign_in_attempts TO guichet_app;
GRANT UPDATE (used_at) ON sign_in_attempts TO guichet_app;
GRANT SELECT, DELETE ON sign_in_attempts TO guichet_worker;
-- Somebody whose provider says no proven address has none here.
ALTER TABLE principals DROP CONSTRAINT principals_email_key;
CREATE UNIQUE INDEX principals_email ON principals (email) WHERE email <> '';
