-- One row: whether the ledger's database takes no writes from here, as a standby.
-- No relation is read.
select current_setting('transaction_read_only') = 'on'
