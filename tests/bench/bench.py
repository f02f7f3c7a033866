#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the program on the benchmark data, everything in one run on one machine, and prints one table.

Starts a private PostgreSQL and nginx on free loopback ports and loads work.sql. Runs each contender in turn, round
after round, and prints the median of each with its ratio to the floor: the time that one connection needs to COPY the
raw counter rows to /dev/null. Stops and removes what it started. See README.md beside it."""
import argparse
import json
import os
import re
import shutil
import signal
import statistics
import sys
import tempfile

from contenders import contenders, peers
from measure import measure
from servers import Nginx, Postgres, SlowReceiver

DAY = "2026-11-20"
HERE = os.path.dirname(os.path.abspath(__file__))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, help="the sent-source-data to measure")
    parser.add_argument("--scale", type=float, default=1.0, help="1 is the full data of 100,000 sources")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="a pattern of contenders' names; ratios refer to the first that matches")
    parser.add_argument("--peers", action="store_true", help="also the two Node peers, once each; needs node and npm")
    parser.add_argument("--json", help="also write the figures to this file")
    return parser.parse_args()


def load(postgres, program, scale):
    measure([program, "--log-level", "off", "--set", "database.url=" + postgres.url, "migrate", "--with-contract"])
    measure(["psql", "-X", "-q", "-v", f"sources={int(100000 * scale)}", "-v", "day=" + DAY, "-f",
             os.path.join(HERE, "work.sql"), postgres.url], env={"PGOPTIONS": "-c search_path=source_data"})


def run_rounds(todo, rounds, postgres, receiver):
    figures = {}
    for number in range(rounds):
        for one in todo:
            if one.once and number > 0:
                continue
            one.prepare()
            before = postgres.cpu(), receiver.cpu()
            result = measure(one.command, env=one.env, expect=one.expect)
            result.database = postgres.cpu() - before[0]
            result.receiver = receiver.cpu() - before[1]
            result.stages = stages_of(result.err)
            figures.setdefault(one.name, []).append(result)
            print(f"  round {number + 1}: {one.name}: {result.wall:.2f} s", file=sys.stderr)
    return figures


def stages_of(log):
    for line in log.splitlines():
        if line.startswith("{"):
            record = json.loads(line)
            if record.get("message") == "stages":
                return record
    return {}


def median(results, pick):
    return statistics.median(pick(result) for result in results)


def row(name, results, floor):
    wall = median(results, lambda r: r.wall)
    return {"what": name, "seconds": round(wall, 2), "to_floor": round(wall / floor, 2),
            "user": round(median(results, lambda r: r.user), 2), "system": round(median(results, lambda r: r.system), 2),
            "database": round(median(results, lambda r: r.database), 2),
            "receiver": round(median(results, lambda r: r.receiver), 2),
            "peak_mb": round(median(results, lambda r: r.peak_kb) / 1024),
            "stages": {key: statistics.median(r.stages.get(key, 0) for r in results)
                       for key in results[0].stages if key.endswith("_s")}}


def print_table(rows):
    print("| what | s | to the floor | job user s | job system s | database s | receiver s | peak MB |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for r in rows:
        print(f"| {r['what']} | {r['seconds']} | {r['to_floor']} | {r['user']} | {r['system']} | {r['database']} | "
              f"{r['receiver']} | {r['peak_mb']} |")
    staged = [r for r in rows if r["stages"]]
    if not staged:
        return
    names = list(staged[0]["stages"])
    print("\n| where the time goes, s | " + " | ".join(name[:-2].replace("_", " ") for name in names) + " |")
    print("|---" * (len(names) + 1) + "|")
    for r in staged:
        print(f"| {r['what']} | " + " | ".join(f"{r['stages'].get(name, 0):.2f}" for name in names) + " |")


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = tempfile.mkdtemp(prefix="sent-bench-", dir="/tmp")
    os.chmod(folder, 0o755)
    try:
        buffers = int(1800 * max(1, min(options.scale, 9)))
        with (Postgres(folder, buffers) as postgres, Nginx(folder) as nginx, SlowReceiver(delay=0.02) as slow,
              SlowReceiver(rate=100) as limited):
            print("loading", file=sys.stderr)
            load(postgres, options.program, options.scale)
            todo = contenders(options.program, postgres, nginx, slow, limited, DAY)
            todo = [one for one in todo if re.search(options.only, one.name)]
            figures = run_rounds(todo, options.rounds, postgres, nginx)
            if options.peers:
                figures |= run_rounds(peers(folder, postgres, nginx, DAY), 1, postgres, nginx)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if limited.taken:
        print(f"the receiver of {limited.rate} requests a second: {limited.share():.2f} of its rate used after three seconds, "
              f"{limited.refused} refused of {limited.refused + len(limited.taken)}\n")
    floor = median(figures[todo[0].name], lambda r: r.wall)
    rows = [row(name, results, floor) for name, results in figures.items()]
    print_table(rows)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(rows, file, indent=1)


if __name__ == "__main__":
    main()
