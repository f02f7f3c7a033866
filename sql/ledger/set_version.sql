-- No row. $1: the version that the ledger now has.
update sent_source_data.deployment set version = $1::integer
