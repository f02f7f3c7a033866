# SPDX-License-Identifier: Apache-2.0
"""Defaults of settings, of docs/settings.md, which is generated from the code; and what their texts mean."""
import datetime
import os
import re
import zoneinfo

from repository import ROOT

SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400}
BYTES = {"Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}


def default_of(name):
    with open(os.path.join(ROOT, "docs/settings.md"), encoding="utf-8") as page:
        return re.search(rf"^\| `{re.escape(name)}` \| `([^`]+)` \|", page.read(), re.MULTILINE).group(1)


def largest_of(name):
    """The upper end of a setting's range of whole numbers."""
    with open(os.path.join(ROOT, "docs/settings.md"), encoding="utf-8") as page:
        row = re.search(rf"^\| `{re.escape(name)}` \|.*$", page.read(), re.MULTILINE).group(0)
    return int(re.search(r"from \d+ to (\d+)", row).group(1))


def seconds(text):
    number, unit = re.fullmatch(r"(\d+)(ms|s|m|h|d)", text).groups()
    return int(number) * SECONDS[unit]


def size(text):
    """Bytes, of our own sizes and of Kubernetes' quantities."""
    number, unit = re.fullmatch(r"(\d+)([KMG]iB?)", text).groups()
    return int(number) * BYTES[unit]


def longest_farewell():
    """Seconds after job.grace: two connections to databases, and a push of metrics."""
    return 2 * seconds(default_of("database.connect_timeout")) + 10


def waits(zone, hour, minute):
    """Seconds from the beginning of each day of 2026 in job.timezone until a daily schedule in the same zone starts."""
    place, utc = zoneinfo.ZoneInfo(zone), datetime.timezone.utc
    for number in range(365):
        midnight = datetime.datetime(2026, 1, 1, tzinfo=place) + datetime.timedelta(number)
        start = midnight.replace(hour=hour, minute=minute)
        first, second = (start.replace(fold=fold).astimezone(utc) for fold in (0, 1))
        if first != second:
            raise AssertionError(f"clocks skip or repeat {start}")
        yield (first - midnight.astimezone(utc)).total_seconds()
