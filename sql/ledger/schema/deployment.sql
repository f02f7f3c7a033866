-- One row: the ledger's version and the namespace of this deployment's event ids.
-- The relation has one row; no index is needed.
select version, namespace::text from deployment
