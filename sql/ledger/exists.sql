-- One row: whether the ledger is there. Asked before deployment.sql, which needs it.
-- A look-up in the catalogue.
select to_regclass('sent_source_data.deployment') is not null
