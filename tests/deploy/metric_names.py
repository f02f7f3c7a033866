# SPDX-License-Identifier: Apache-2.0
"""The metrics that the program publishes, all of them gauges, and their labels: what rules and dashboard may name."""

RUN = {"command": {"run", "backfill", "replay"}}
ANY = None  # a label whose values are not known beforehand

METRICS = {
    "sent_source_data_build_info": {"version": ANY},
    "sent_source_data_last_success_timestamp_seconds": RUN,
    "sent_source_data_run_end_timestamp_seconds": RUN,
    "sent_source_data_run_duration_seconds": RUN,
    "sent_source_data_run_exit_code": RUN,
    "sent_source_data_run_events": RUN | {"outcome": {"planned", "delivered", "rejected"}},
    "sent_source_data_run_requests": RUN,
    "sent_source_data_run_retries": RUN,
    "sent_source_data_run_request_bytes": RUN,
    "sent_source_data_run_wait_seconds": RUN,
    "sent_source_data_run_rows": RUN | {"fate": {"used", "out_of_scope", "dirty"}},
    "sent_source_data_run_dirty_rows": RUN | {"kind": ANY},
    "sent_source_data_run_stage_seconds": RUN | {"stage": {"reading", "expanding", "encoding", "waiting"}},
    "sent_source_data_delivered_through_timestamp_seconds": {},
    "sent_source_data_undelivered": {},
    "sent_source_data_rejected_events": {},
}
