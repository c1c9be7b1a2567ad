-- The public halves of people's passkeys. `told_at`: the mail that says that one was added has left.
CREATE TABLE passkeys (
    credential_id bytea PRIMARY KEY,
    principal_id text NOT NULL REFERENCES principals,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    synced boolean NOT NULL,
    language text NOT NULL CHECK (language IN ('fr', 'en')),
    added_at timestamptz NOT NULL,
    used_at timestamptz,
    told_at timestamptz
);
CREATE INDEX passkeys_of ON passkeys (principal_id, added_at);
CREATE INDEX passkeys_untold ON passkeys (added_at) WHERE told_at IS NULL;
-- A challenge says itself until when it stands and whose it is; what is kept is that it was answered.
CREATE TABLE passkey_challenges (
    challenge_sha256 text PRIMARY KEY,
    used_at timestamptz NOT NULL
);
CREATE INDEX passkey_challenges_over ON passkey_challenges (used_at);
GRANT SELECT, INSERT, DELETE ON passkeys TO guichet_app;
GRANT UPDATE (sign_count, used_at) ON passkeys TO guichet_app;
GRANT INSERT ON passkey_challenges TO guichet_app;
GRANT SELECT ON passkeys TO guichet_worker;
GRANT UPDATE (told_at) ON passkeys TO guichet_worker;
GRANT SELECT, DELETE ON passkey_challenges TO guichet_worker;
