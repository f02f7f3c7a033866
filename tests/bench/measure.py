# SPDX-License-Identifier: Apache-2.0
"""Runs one command, and reads its time and memory from the operating system."""
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field


@dataclass
class Figures:
    wall: float
    user: float
    system: float
    peak_kb: int
    err: str
    database: float = 0.0
    receiver: float = 0.0
    stages: dict = field(default_factory=dict)


def measure(command, env=None, expect=0):
    """`command` is one argument list, or several that are started at once. For several, CPU times are added up and the
    peak is the largest. Ends the whole benchmark if an exit code is not `expect`."""
    commands = command if isinstance(command[0], list) else [command]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        began = time.monotonic()
        children = [subprocess.Popen(one, env=os.environ | (env or {}), stdin=subprocess.DEVNULL,
                                     stdout=subprocess.DEVNULL, stderr=err) for one in commands]
        usages = [reap(child) for child in children]
        wall = time.monotonic() - began
        err.seek(0)
        text = err.read()
    for child in children:
        if child.returncode != expect:
            sys.exit(f"{child.args[0]} ended with {child.returncode}, not {expect}:\n{text}")
    return Figures(wall, sum(u.ru_utime for u in usages), sum(u.ru_stime for u in usages),
                   max(u.ru_maxrss for u in usages), text)


def reap(child):
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return usage


def cpu_of(pids):
    """User and system seconds of processes, and of their children that have ended."""
    ticks = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
                fields = file.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        ticks += sum(int(value) for value in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def children_of(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="utf-8") as file:
        return [int(child) for child in file.read().split()]
