-- In which form a recording is kept, and when its files were destroyed; the row stays.
ALTER TABLE recordings
    ADD COLUMN form text NOT NULL CHECK (form IN ('opus', 'webm', 'mjr')),
    ADD COLUMN destroyed_at timestamptz;
CREATE INDEX recordings_hearing ON recordings (hearing_id);
CREATE INDEX recordings_due ON recordings (destroy_after) WHERE destroyed_at IS NULL;
-- A worker alone writes them; of the doors, the court's clerks and the hearing's judge know that they are there.
DROP POLICY readers ON recordings;
DROP POLICY court ON recordings;
DROP POLICY changed ON recordings;
DROP POLICY gone ON recordings;
REVOKE INSERT ON recordings FROM guichet_app;
GRANT UPDATE (destroyed_at) ON recordings TO guichet_worker;
CREATE POLICY listeners ON recordings FOR SELECT TO guichet_app USING (
    (SELECT at_court()) AND (
        current_setting('guichet.role', true) = 'clerk'
        OR (current_setting('guichet.role', true) = 'adjudicator' AND EXISTS (
            SELECT 1 FROM bookings b
            WHERE b.id = hearing_id AND b.judge = current_setting('guichet.principal', true)))));
