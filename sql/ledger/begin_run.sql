-- One row: the number of a new run. $1: command; $2: version of the program.
-- By the primary key of runs.
insert into sent_source_data.runs (command, version) values ($1::text, $2::text) returning run_id
