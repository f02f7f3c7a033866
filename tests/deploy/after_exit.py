# SPDX-License-Identifier: Apache-2.0
"""What a scheduler is to do after each exit code."""
from exit_code_table import codes_by_name

DONE, GIVE_UP, TRY_AGAIN = "done", "give up", "try again"

# Given up is what another attempt does not change.
AFTERWARDS = {
    "complete": DONE,
    "unexpected": TRY_AGAIN,
    "usage": GIVE_UP,
    "events_rejected": GIVE_UP,
    "database_unavailable": TRY_AGAIN,
    "receiver_refuses": GIVE_UP,
    "receiver_unavailable": TRY_AGAIN,
    "day_held_elsewhere": TRY_AGAIN,
    "day_not_closed": GIVE_UP,
    "interrupted": TRY_AGAIN,
    "terminated": TRY_AGAIN,
}


def codes_to(action):
    return {codes_by_name()[name] for name, after in AFTERWARDS.items() if after == action}
