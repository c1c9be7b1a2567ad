-- Who sees every borough lists the city's files in their order, as `tasks_of_the_city` lists its tasks.
CREATE INDEX cases_of_the_city ON cases (filed_at DESC, id);
