# SPDX-License-Identifier: Apache-2.0
"""Metrics in the form in which the program publishes them, with every family and every value of its labels."""
import itertools
import time

from metric_names import METRICS


def group_of(command):
    """What is pushed with the grouping label `command`."""
    own = {name: labels for name, labels in METRICS.items() if "command" in labels}
    return exposition({name: labels | {"command": {command}} for name, labels in own.items()})


def group_without_command():
    return exposition({name: labels for name, labels in METRICS.items() if "command" not in labels})


def textfile():
    return exposition(METRICS)


def exposition(families):
    lines = []
    for name, labels in families.items():
        lines += [f"# HELP {name} Sample.", f"# TYPE {name} gauge"]
        choices = [[f'{label}="{value}"' for value in sorted(values or {"any"})] for label, values in labels.items()]
        value = int(time.time()) if name.endswith("_timestamp_seconds") else 1
        lines += [f"{name}{{{','.join(pairs)}}} {value}" for pairs in itertools.product(*choices)]
    return "\n".join(lines) + "\n"
