-- No row. $1: the version that the ledger now has.
-- The relation has one row; no index is needed.
update deployment set version = $1::integer
