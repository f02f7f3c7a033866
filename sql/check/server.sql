-- One row: the server's version, its time in microseconds since 1970, whether it is a standby, the commit time of the
-- last transaction it has replayed (NULL: none since it started, or not a standby), and whether it has replayed
-- everything it received.
-- No relation is read.
select split_part(current_setting('server_version'), ' ', 1) as version,
       (extract(epoch from now()) * 1000000)::bigint as now,
       pg_is_in_recovery() as is_standby,
       (extract(epoch from pg_last_xact_replay_timestamp()) * 1000000)::bigint as replayed_through,
       coalesce(pg_last_wal_receive_lsn() <= pg_last_wal_replay_lsn(), false) as has_replayed_all
