CREATE TABLE principals (
    id text PRIMARY KEY,
    role text NOT NULL CHECK (role IN ('citizen', 'clerk', 'director', 'inspector', 'adjudicator', 'prosecutor', 'administrator')),
    boroughs text[] NOT NULL DEFAULT '{}',
    name text NOT NULL,
    email text NOT NULL UNIQUE
);
CREATE TABLE api_tokens (
    token_sha256 text PRIMARY KEY,
    principal_id text NOT NULL REFERENCES principals,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE TABLE web_sessions (
    session_sha256 text PRIMARY KEY,
    principal_id text NOT NULL REFERENCES principals,
    csrf text NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE TABLE service_versions (
    code text NOT NULL,
    version text NOT NULL,
    content jsonb NOT NULL,
    published_at timestamptz NOT NULL,
    PRIMARY KEY (code, version)
);
CREATE TABLE case_keys (
    case_id text PRIMARY KEY,
    key_id text NOT NULL UNIQUE,
    wrapped bytea,
    destroyed_at timestamptz,
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
CREATE TABLE drafts (
    id text PRIMARY KEY,
    owner text NOT NULL,
    service text NOT NULL,
    version text NOT NULL,
    borough text NOT NULL,
    language text NOT NULL CHECK (language IN ('fr', 'en')),
    revision bigint NOT NULL DEFAULT 1,
    content bytea NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    reminded_at timestamptz,
    filed_at timestamptz
);
CREATE INDEX drafts_owner ON drafts (owner, updated_at DESC) WHERE filed_at IS NULL;
CREATE TABLE acts_received (
    act_id text PRIMARY KEY,
    principal text NOT NULL,
    idempotency_key text NOT NULL,
    request_sha256 text NOT NULL,
    case_id text NOT NULL,
    action text NOT NULL,
    body bytea NOT NULL,
    received_at timestamptz NOT NULL,
    lease_until timestamptz NOT NULL,
    status text NOT NULL CHECK (status IN ('received', 'applied', 'refused')),
    refusal jsonb,
    UNIQUE (principal, idempotency_key)
);
CREATE INDEX acts_waiting ON acts_received (case_id, received_at) WHERE status = 'received';
CREATE INDEX acts_to_relay ON acts_received (lease_until) WHERE status = 'received';
CREATE SEQUENCE case_references;
-- The public reference: year, seven digits, and a check digit against a mistyped one (ISO 7064, modulo 97).
CREATE FUNCTION case_reference(year integer, number bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT format('P-%s-%s-%s', year, lpad(number::text, 7, '0'),
                  lpad((98 - (year::bigint * 1000000000 + number * 100) % 97)::text, 2, '0'))
$$;
CREATE TABLE cases (
    id text PRIMARY KEY,
    reference text NOT NULL UNIQUE,
    procedure text NOT NULL,
    service text NOT NULL,
    version text NOT NULL,
    borough text NOT NULL,
    owner text NOT NULL,
    language text NOT NULL,
    clock text NOT NULL,
    state text NOT NULL,
    seq bigint NOT NULL,
    head text NOT NULL,
    ended boolean NOT NULL,
    summary bytea NOT NULL,
    promised_on date,
    next_alarm_at timestamptz,
    filed_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX cases_owner ON cases (owner, filed_at DESC, id);
CREATE INDEX cases_worklist ON cases (borough, filed_at DESC, id);
CREATE INDEX cases_due ON cases (next_alarm_at) WHERE NOT ended;
CREATE INDEX cases_open ON cases (id) WHERE NOT ended;
CREATE TABLE case_events (
    case_id text NOT NULL REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    seq bigint NOT NULL CHECK (seq > 0),
    type text NOT NULL,
    act_id text NOT NULL,
    act_hash text NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    at timestamptz NOT NULL,
    before text NOT NULL,
    after text NOT NULL,
    promised_on date,
    key_id text NOT NULL,
    facts bytea NOT NULL,
    prev_hash text NOT NULL,
    hash text NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, seq),
    UNIQUE (case_id, act_id)
);
CREATE TABLE tasks (
    case_id text NOT NULL REFERENCES cases,
    seq bigint NOT NULL,
    kind text NOT NULL,
    role text NOT NULL,
    borough text NOT NULL,
    due_on date,
    opened_at timestamptz NOT NULL,
    done_at timestamptz,
    PRIMARY KEY (case_id)
);
CREATE INDEX tasks_desk ON tasks (borough, role, due_on) WHERE done_at IS NULL;
CREATE TABLE ledger_entries (
    case_id text NOT NULL REFERENCES cases,
    seq bigint NOT NULL,
    line bigint NOT NULL,
    debit text NOT NULL CHECK (debit IN ('receivable', 'cash', 'written_off', 'unapplied')),
    credit text NOT NULL CHECK (credit IN ('fees', 'receivable', 'cash', 'unapplied')),
    cents bigint NOT NULL CHECK (cents > 0),
    purpose text NOT NULL,
    PRIMARY KEY (case_id, seq, line),
    CHECK (debit <> credit)
);
CREATE TABLE payments (
    payment_id text PRIMARY KEY,
    case_id text NOT NULL,
    purpose text NOT NULL,
    cents bigint NOT NULL CHECK (cents > 0),
    hosted_url text NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'captured', 'voided', 'refunded')),
    opened_at timestamptz NOT NULL,
    polled_at timestamptz,
    UNIQUE (case_id, purpose)
);
CREATE INDEX payments_to_poll ON payments (polled_at NULLS FIRST) WHERE status = 'open';
CREATE TABLE inbox (
    provider text NOT NULL,
    event_id text NOT NULL,
    type text NOT NULL,
    body jsonb NOT NULL,
    received_at timestamptz NOT NULL,
    status text NOT NULL CHECK (status IN ('received', 'done', 'ignored', 'unmatched')),
    attempts bigint NOT NULL DEFAULT 0,
    next_try_at timestamptz NOT NULL,
    PRIMARY KEY (provider, event_id)
);
CREATE INDEX inbox_to_do ON inbox (next_try_at) WHERE status = 'received';
CREATE TABLE outbox (
    case_id text NOT NULL REFERENCES cases,
    seq bigint NOT NULL,
    line bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('letter', 'mail')),
    code text NOT NULL,
    facts bytea NOT NULL,
    at timestamptz NOT NULL,
    status text NOT NULL CHECK (status IN ('pending', 'sent')),
    attempts bigint NOT NULL DEFAULT 0,
    next_try_at timestamptz NOT NULL,
    error text,
    PRIMARY KEY (case_id, seq, line)
);
CREATE INDEX outbox_pending ON outbox (next_try_at) WHERE status = 'pending';
CREATE TABLE letters (
    case_id text NOT NULL REFERENCES cases,
    number bigint NOT NULL,
    seq bigint NOT NULL,
    line bigint NOT NULL,
    code text NOT NULL,
    language text NOT NULL,
    verify_code text NOT NULL UNIQUE,
    unsigned_sha256 text NOT NULL,
    sealed_sha256 text NOT NULL,
    storage_key text NOT NULL UNIQUE,
    dated date NOT NULL,
    sealed_at timestamptz NOT NULL,
    status text NOT NULL CHECK (status IN ('valid', 'corrected', 'withdrawn', 'erased')),
    PRIMARY KEY (case_id, number),
    UNIQUE (case_id, seq, line)
);
CREATE TABLE documents (
    id text PRIMARY KEY,
    case_id text NOT NULL,
    owner text NOT NULL,
    kind text NOT NULL,
    name bytea NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    storage_key text NOT NULL,
    status text NOT NULL CHECK (status IN ('received', 'quarantined')),
    flags text[] NOT NULL DEFAULT '{}',
    uploaded_at timestamptz NOT NULL
);
CREATE INDEX documents_case ON documents (case_id, uploaded_at);
CREATE TABLE signed_heads (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    signed_at timestamptz NOT NULL,
    cases bigint NOT NULL,
    events bigint NOT NULL,
    root text NOT NULL,
    signature bytea NOT NULL
);
CREATE TABLE faults (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    case_id text,
    detail text NOT NULL,
    seen_at timestamptz NOT NULL,
    looks bigint NOT NULL DEFAULT 1,
    closed_at timestamptz
);
CREATE UNIQUE INDEX faults_open ON faults (kind, coalesce(case_id, '')) WHERE closed_at IS NULL;
CREATE TABLE reconciler_passes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    started_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    cases bigint NOT NULL,
    differences bigint NOT NULL
);
CREATE TABLE city_instant (
    id bigint PRIMARY KEY CHECK (id = 1),
    instant timestamptz NOT NULL
);
CREATE TABLE borough_limits (
    code text PRIMARY KEY,
    name text NOT NULL,
    linked_city boolean NOT NULL,
    geometry jsonb NOT NULL
);
