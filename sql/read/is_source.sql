-- One row: whether a source has this id.
-- $1: the id.
-- It is asked for ids that somebody typed, so no index is needed.
select exists (select from sources where source_id::text collate "C" = $1::text) as is_source
