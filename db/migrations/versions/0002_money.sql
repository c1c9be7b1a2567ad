-- Refunds: never more than what was captured, whatever a program believes (RELIABILITY E2).
ALTER TABLE payments ADD COLUMN captured_at timestamptz;
ALTER TABLE payments ADD COLUMN refunded_cents bigint NOT NULL DEFAULT 0;
ALTER TABLE payments ADD CONSTRAINT payments_refunds CHECK (refunded_cents BETWEEN 0 AND cents);
CREATE TABLE refunds (
    payment_id text NOT NULL REFERENCES payments,
    key text NOT NULL,
    case_id text NOT NULL,
    cents bigint NOT NULL CHECK (cents > 0),
    ordered_at timestamptz NOT NULL,
    done_at timestamptz,
    PRIMARY KEY (payment_id, key)
);
CREATE INDEX payments_settled ON payments (captured_at) WHERE captured_at IS NOT NULL;

-- The vendor's own name of a payment, written once: the only one that anybody can pay.
CREATE TABLE gateway_intents (
    payment_id text PRIMARY KEY,
    intent_id text NOT NULL UNIQUE
);

-- Accounts of the ledger; `method` is how money came to the account `till`.
ALTER TABLE ledger_entries DROP CONSTRAINT IF EXISTS ledger_entries_debit_check;
ALTER TABLE ledger_entries DROP CONSTRAINT IF EXISTS ledger_entries_credit_check;
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_debit_check
    CHECK (debit IN ('receivable', 'cash', 'till', 'written_off', 'unapplied', 'refunded'));
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_credit_check
    CHECK (credit IN ('fees', 'receivable', 'cash', 'till', 'unapplied', 'refunded'));
ALTER TABLE ledger_entries ADD COLUMN method text;
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_method_check
    CHECK (method IS NULL OR method IN ('online', 'cash', 'cheque', 'terminal', 'transfer'));
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_till_has_method
    CHECK ('till' NOT IN (debit, credit) OR method IN ('cash', 'cheque', 'terminal'));
CREATE INDEX ledger_entries_till ON ledger_entries (case_id, seq) WHERE debit = 'till' OR credit = 'till';

-- Links for people without an account: a hash, one purpose, what may be seen, an end.
CREATE TABLE links (
    token_sha256 text PRIMARY KEY,
    purpose text NOT NULL CHECK (purpose IN ('pay', 'opinion')),
    case_id text NOT NULL REFERENCES cases,
    payment_id text,
    discipline text,
    document_ids text[] NOT NULL DEFAULT '{}',
    made_by text NOT NULL,
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CHECK ((purpose = 'pay') = (payment_id IS NOT NULL)),
    CHECK ((purpose = 'opinion') = (discipline IS NOT NULL))
);
CREATE INDEX links_case ON links (case_id, made_at);

-- A borough's till: opened once a day, counted, signed, closed for ever.
CREATE TABLE till_days (
    borough text NOT NULL,
    day date NOT NULL,
    opened_by text NOT NULL,
    opened_at timestamptz NOT NULL,
    float_cents bigint NOT NULL CHECK (float_cents >= 0),
    expected_cash_cents bigint,
    expected_cheque_cents bigint,
    expected_terminal_cents bigint,
    counted_cash_cents bigint CHECK (counted_cash_cents >= 0),
    counted_cheque_cents bigint CHECK (counted_cheque_cents >= 0),
    counted_terminal_cents bigint CHECK (counted_terminal_cents >= 0),
    difference_cents bigint,
    reason text,
    closed_by text,
    closed_at timestamptz,
    PRIMARY KEY (borough, day),
    CHECK (closed_at IS NULL OR (closed_by IS NOT NULL AND reason IS NOT NULL AND difference_cents =
        counted_cash_cents + counted_cheque_cents + counted_terminal_cents
        - expected_cash_cents - expected_cheque_cents - expected_terminal_cents)),
    CHECK (closed_at IS NULL OR difference_cents IS NOT NULL),
    CHECK (closed_at IS NULL OR reason <> '' OR (counted_cash_cents = expected_cash_cents AND counted_cheque_cents
        = expected_cheque_cents AND counted_terminal_cents = expected_terminal_cents))
);
CREATE FUNCTION till_is_closed_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.closed_at IS NOT NULL THEN
        RAISE EXCEPTION 'the till of % on % is closed for ever', OLD.borough, OLD.day;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER till_is_closed_for_ever BEFORE UPDATE OR DELETE ON till_days
    FOR EACH ROW EXECUTE FUNCTION till_is_closed_for_ever();

-- Invoices, numbered per year and borough. The counter is a row that the writing transaction holds: a number is given
-- with the event that it belongs to, or not at all, so none is skipped and none given twice.
CREATE TABLE invoice_counters (
    year bigint NOT NULL,
    borough text NOT NULL,
    last bigint NOT NULL,
    PRIMARY KEY (year, borough)
);
CREATE TABLE invoices (
    year bigint NOT NULL,
    borough text NOT NULL,
    rank bigint NOT NULL CHECK (rank > 0),
    case_id text NOT NULL REFERENCES cases,
    seq bigint NOT NULL,
    purpose text NOT NULL,
    cents bigint NOT NULL CHECK (cents > 0),
    issued_on date NOT NULL,
    due_on date NOT NULL,
    PRIMARY KEY (year, borough, rank),
    UNIQUE (case_id, purpose)
);

-- The bank's word: each statement once, each line once.
CREATE TABLE bank_statements (
    id text PRIMARY KEY,
    account text NOT NULL,
    from_day date NOT NULL,
    until_day date NOT NULL,
    sha256 text NOT NULL,
    imported_at timestamptz NOT NULL,
    CHECK (from_day <= until_day)
);
CREATE TABLE bank_lines (
    statement_id text NOT NULL REFERENCES bank_statements,
    line bigint NOT NULL,
    day date NOT NULL,
    cents bigint NOT NULL CHECK (cents <> 0),
    reference text NOT NULL,
    PRIMARY KEY (statement_id, line)
);
CREATE INDEX bank_lines_day ON bank_lines (day);

GRANT SELECT ON refunds, gateway_intents, links, till_days, invoices, invoice_counters TO guichet_app, guichet_worker;
GRANT SELECT ON bank_statements, bank_lines TO guichet_worker;
GRANT INSERT, UPDATE ON links, till_days TO guichet_app;
GRANT INSERT ON gateway_intents, invoices TO guichet_worker;
GRANT INSERT, UPDATE ON invoice_counters TO guichet_worker;
GRANT INSERT, UPDATE, DELETE ON refunds TO guichet_worker;

ALTER TABLE refunds ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON refunds TO guichet_app USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id));
CREATE POLICY workers ON refunds TO guichet_worker USING (true) WITH CHECK (true);
ALTER TABLE till_days ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON till_days TO guichet_app
    USING (current_setting('guichet.role', true) <> 'citizen' AND sees('', borough))
    WITH CHECK (current_setting('guichet.role', true) <> 'citizen' AND sees('', borough));
CREATE POLICY workers ON till_days TO guichet_worker USING (true);
ALTER TABLE invoices ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON invoices TO guichet_app USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id));
CREATE POLICY workers ON invoices TO guichet_worker USING (true) WITH CHECK (true);

-- A link is its case's readers', who make it, and its holder's, who comes with `guichet.link`: the hash of the token.
ALTER TABLE links ENABLE ROW LEVEL SECURITY;
CREATE POLICY doors ON links TO guichet_app
    USING (token_sha256 = current_setting('guichet.link', true) OR EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id))
    WITH CHECK (token_sha256 = current_setting('guichet.link', true)
        OR EXISTS (SELECT 1 FROM cases c WHERE c.id = case_id));
CREATE POLICY workers ON links TO guichet_worker USING (true);
CREATE POLICY holders_of_links ON documents FOR SELECT TO guichet_app USING (EXISTS (
    SELECT 1 FROM links l WHERE l.token_sha256 = current_setting('guichet.link', true) AND l.used_at IS NULL
        AND l.case_id = documents.case_id AND documents.id = ANY (l.document_ids)));

-- What the holder of a pay link learns: what is owed, for which service and borough; no name, no file.
CREATE FUNCTION owed_by_link(hash text) RETURNS TABLE
    (service text, borough text, purpose text, cents bigint, status text, hosted_url text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT c.service, c.borough, p.purpose, p.cents, p.status, p.hosted_url
    FROM links l JOIN cases c ON c.id = l.case_id JOIN payments p ON p.payment_id = l.payment_id
    WHERE l.token_sha256 = $1 AND l.purpose = 'pay'
$$;
REVOKE ALL ON FUNCTION owed_by_link(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION owed_by_link(text) TO guichet_app;
