-- No row. Deletes the recorded sources and workspaces of a day. $1: the day.
-- Served by the primary key of fan_outs.
delete from fan_outs where day = $1::date
