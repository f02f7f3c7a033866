#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints when days end that have an odd midnight: "zone day seconds-since-1970", for every zone, from 2010 to 2030.

Midnight is odd if clocks change around it, so that it comes twice or never, or the date goes back after it. A day ends
at the earliest instant from which on the local date is later than the day for good. Reckoned from the moments at which
a zone's offset changes, by Python's zoneinfo, which reads the system's time zone tables as Debian's PostgreSQL does.
"""

import datetime
import hashlib
import pathlib
import zoneinfo

DAY = 86_400
FIRST = int(datetime.datetime(2010, 1, 1, tzinfo=datetime.timezone.utc).timestamp())
LAST = int(datetime.datetime(2031, 1, 1, tzinfo=datetime.timezone.utc).timestamp())
TABLES = pathlib.Path("/usr/share/zoneinfo")


def zones():
    """One name for each set of rules."""
    seen = set()
    for name in sorted(zoneinfo.available_timezones()):
        if name in ("Factory", "localtime") or not (TABLES / name).exists():
            continue
        digest = hashlib.sha256((TABLES / name).read_bytes()).digest()
        if digest not in seen:
            seen.add(digest)
            yield name


def offset(zone, at):
    return int(datetime.datetime.fromtimestamp(at, zone).utcoffset().total_seconds())


def changes(zone):
    """When the offset changes; no zone changes twice within half a day."""
    step = DAY // 2
    before = offset(zone, FIRST)
    for at in range(FIRST + step, LAST, step):
        after = offset(zone, at)
        if after == before:
            continue
        low, high = at - step, at
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
        yield high, before, after
        before = after


def odd_ends(at, before, after):
    """The days around a change whose midnight is odd, and their ends."""
    first = (at + min(before, after)) // DAY - 1
    for day in range(first, (at + max(before, after)) // DAY + 1):
        midnight = (day + 1) * DAY
        sooner, later = midnight - before, midnight - after
        if (sooner < at and later < at) or (sooner > at and later > at):
            continue
        yield day, later if later > at else min(at, sooner)


for name in zones():
    rules = zoneinfo.ZoneInfo(name)
    for at, before, after in changes(rules):
        for day, end in odd_ends(at, before, after):
            print(name, datetime.date.fromordinal(719_163 + day).isoformat(), end)
