# SPDX-License-Identifier: Apache-2.0
"""What a PromQL expression names, and whether it is one, by promtool."""
import json
import re
import subprocess
import tempfile
from pathlib import Path

from metric_names import METRICS

SELECTOR = re.compile(r"\b(sent_source_data_\w+)(?:\{([^}]*)\})?")
MATCHER = re.compile(r"""(\w+)\s*(=~|!~|!=|=)\s*(["'])(.*?)\3""")
VARIABLE = re.compile(r"\$\{?\w+\}?")


def promtool(*arguments, folder=None):
    """What it says, or an AssertionError with that."""
    done = subprocess.run(["promtool", *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, text=True, check=False)
    assert done.returncode == 0, done.stdout
    return done.stdout


def require_promql(expressions):
    """Each of them, wrapped in a rule, is taken by promtool."""
    rules = [{"record": f"expression:{number}", "expr": expression} for number, expression in enumerate(expressions)]
    with tempfile.TemporaryDirectory() as folder:
        document = {"groups": [{"name": "all", "rules": rules}]}
        Path(folder, "rules.yaml").write_text(json.dumps(document), encoding="utf-8")
        promtool("check", "rules", "rules.yaml", folder=folder)


def unknown_names(expression):
    """Of metrics, labels and values of labels that the program does not publish."""
    unknown = []
    for metric, matchers in SELECTOR.findall(expression):
        if metric not in METRICS:
            unknown.append(metric)
            continue
        for label, operator, _, value in MATCHER.findall(matchers):
            unknown += unknown_values(METRICS[metric], label, value.split("|") if "~" in operator else [value])
    return unknown


def unknown_values(labels, label, values):
    if label in ("job", "instance"):
        return []
    if label not in labels:
        return [label]
    known = labels[label]
    return [value for value in values if known is not None and value not in known and not VARIABLE.fullmatch(value)]


def metrics_of(expression):
    return {metric for metric, _ in SELECTOR.findall(expression)}
