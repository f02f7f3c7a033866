-- The people for whom no event is ever sent. In no order. The relation is optional.
-- Read whole, so no index is needed.
select user_id::text
from suppressed_users
