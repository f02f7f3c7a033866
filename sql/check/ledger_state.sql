-- One row: whether the ledger's database refuses writes from this session, as a standby does.
-- No relation is read.
select current_setting('transaction_read_only') = 'on'
