-- The people for whom no event is ever sent. In no order; optional relation, read whole.
select user_id::text
from suppressed_users
