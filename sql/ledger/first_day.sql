-- One row: the first day that this deployment has ever begun, or NULL. By the primary key of days.
select min(day)::text from sent_source_data.days
