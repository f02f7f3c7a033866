-- No row. Records another deployment as the one that this ledger belongs to. Run under lock_runs.sql.
-- $1: version of the program; $2: the contract's database; $3: the contract's schema; $4: time zone; $5: event; $6:
-- receiver.
-- Served by the primary key of runs.
insert into runs (command, version, ended_at, exit_code, contract_database, contract_schema, time_zone, event_name,
                  receiver)
values ('migrate --accept-change', $1::text, now(), 0, $2::text, $3::text, $4::text, $5::text, $6::text)
