-- One row: the number of a new run. $1: command; $2: version of the program.
insert into sent_source_data.runs (command, version) values ($1::text, $2::text) returning run_id
