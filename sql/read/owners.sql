-- Every owner with its kind ('workspace' or 'user'). In no order.
-- Read whole, so no index is needed.
select owner_id::text, kind::text
from owners
