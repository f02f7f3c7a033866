-- The roles that the job needs, each with as few grants as possible. Run it with psql in the job's database, as a
-- superuser, or as an owner of the database and the views who may create roles. Safe to repeat; repeat it after you
-- recreate a view, which loses its grants.
--
--   psql -d product -f sql/roles.sql
--   psql -d product -v schema=usage -v reader=usage_reader -v ledger=usage_ledger -f sql/roles.sql
--   psql -d product -v ledger_schema=usage_ledger -f sql/roles.sql   # as ledger.schema
--
-- The roles have no passwords; set them with: \password sent_source_data_reader. If the ledger has its own database,
-- run the reader's part in one database and the ledger's part in the other.
\set ON_ERROR_STOP on
\if :{?schema}
\else
  \set schema source_data
\endif
\if :{?reader}
\else
  \set reader sent_source_data_reader
\endif
\if :{?ledger}
\else
  \set ledger sent_source_data_ledger
\endif
\if :{?ledger_schema}
\else
  \set ledger_schema sent_source_data
\endif
set client_min_messages = warning;
begin;

-- The reader, for database.url: `select` on each relation that the job reads.
select format('create role %I login', :'reader') where to_regrole(quote_ident(:'reader')) is null \gexec
select format('grant connect on database %I to %I', current_database(), :'reader') \gexec
grant usage on schema :"schema" to :"reader";
grant select on :"schema".sources to :"reader";
grant select on :"schema".owners to :"reader";
grant select on :"schema".owner_members to :"reader";
grant select on :"schema".source_collaborators to :"reader";
grant select on :"schema".source_calls to :"reader";
grant select on :"schema".source_library_calls to :"reader";
grant select on :"schema".source_destinations to :"reader";
-- These two are optional.
select format('grant select on %s to %I', relation, :'reader')
from (values (to_regclass(quote_ident(:'schema') || '.usage_complete')),
             (to_regclass(quote_ident(:'schema') || '.suppressed_users'))) as optional (relation)
where relation is not null \gexec

-- The ledger's role, for ledger.url. The schema is created here, so that the role needs no `create` on the database. It
-- needs `create` in the schema for `migrate`: the first time and after an upgrade.
select format('create role %I login', :'ledger') where to_regrole(quote_ident(:'ledger')) is null \gexec
select format('grant connect on database %I to %I', current_database(), :'ledger') \gexec
create schema if not exists :"ledger_schema";
grant usage on schema :"ledger_schema" to :"ledger";
grant create on schema :"ledger_schema" to :"ledger";

-- With -v worker=NAME, after `migrate`: a role for the ledger.url of daily runs that can neither change nor drop the
-- ledger's tables, so that only `migrate` needs the role above. Run it again after an upgrade.
\if :{?worker}
  select format('create role %I login', :'worker') where to_regrole(quote_ident(:'worker')) is null \gexec
  select format('grant connect on database %I to %I', current_database(), :'worker') \gexec
  grant usage on schema :"ledger_schema" to :"worker";
  grant select on :"ledger_schema".deployment to :"worker";
  grant select, insert, update on :"ledger_schema".runs, :"ledger_schema".days, :"ledger_schema".chunks
    to :"worker";
  grant select, insert, update, delete on :"ledger_schema".rejected_events to :"worker";
  grant select, insert, delete on :"ledger_schema".fan_outs to :"worker";
\endif
commit;
