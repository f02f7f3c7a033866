"""The table of exit codes as the program has it, and what a scheduler is to do after each."""
import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

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


def exit_codes():
    """Name → code, of src/model/exit_code.hpp."""
    with open(os.path.join(ROOT, "src/model/exit_code.hpp"), encoding="utf-8") as header:
        body = re.search(r"enum class ExitCode : int \{(.*?)\}", header.read(), re.DOTALL).group(1)
    return {name: int(code) for name, code in re.findall(r"(\w+) = (\d+),", body)}


def codes_to(action):
    return {exit_codes()[name] for name, after in AFTERWARDS.items() if after == action}
