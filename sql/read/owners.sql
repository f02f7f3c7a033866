-- Every owner with its kind ('workspace' or 'user'). In no order; a full scan of a small relation.
select owner_id::text, kind::text
from owners
