-- Row-level security reads a task's owner and role: with them in the index, a queue is counted without its rows.
DROP INDEX tasks_queue;
CREATE INDEX tasks_queue ON tasks (borough, desk, due, case_id) INCLUDE (owner, role) WHERE done_at IS NULL;
DROP INDEX tasks_untaken;
CREATE INDEX tasks_untaken ON tasks (borough, desk, due, case_id) INCLUDE (owner, role)
    WHERE done_at IS NULL AND assigned_to IS NULL;
