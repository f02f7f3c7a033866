-- A role that may read the contract and nothing else, and one that owns the ledger. Run by hand, by the owner of
-- the schema; put your own database.schema for source_data and give the roles passwords or certificates.
create role sent_source_data_reader login;
grant usage on schema source_data to sent_source_data_reader;
grant select on all tables in schema source_data to sent_source_data_reader;
alter default privileges in schema source_data grant select on tables to sent_source_data_reader;

-- Of ledger.url. `migrate` creates the schema sent_source_data as this role, once, and needs to be allowed to.
create role sent_source_data_ledger login;
do $$ begin execute format('grant create on database %I to sent_source_data_ledger', current_database()); end $$;
