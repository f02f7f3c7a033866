-- One row: whether the ledger's database takes no writes from here, as a standby, and whether this role may create a schema in it.
-- No relation is read.
select current_setting('transaction_read_only') = 'on', has_database_privilege(current_database(), 'create')
