# SPDX-License-Identifier: Apache-2.0
"""What is measured against what."""
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Callable

HERE = os.path.dirname(os.path.abspath(__file__))
FLOOR = ["\\copy (select * from source_data.source_calls) to '/dev/null' (format binary)",
         "\\copy (select * from source_data.source_library_calls) to '/dev/null' (format binary)"]

CUT = """insert into sent_source_data.days select d from generate_series('{first}'::date, '{last}'::date, '1 day') d;
with bounds as (select min(source_id) as bound, piece
                from (select source_id, ntile({chunks}) over (order by source_id) as piece from source_data.sources) s group by piece)
insert into sent_source_data.chunks (day, chunk, from_source, until_source)
select day, piece - 1, case when piece > 1 then bound end, lead(bound) over (partition by day order by piece)
from sent_source_data.days, bounds;"""


@dataclass
class Contender:
    name: str
    command: list
    prepare: Callable = lambda: None
    env: dict = field(default_factory=dict)
    expect: int = 0
    once: bool = False  # only in the first round: it takes long, and waits more than it works


def contenders(program, postgres, nginx, slow, limited, day):
    def job(url, *more):
        settings = {"database.url": postgres.url, "sink.preset": "custom", "sink.url": url, "sink.write_key": "bench",
                    "sink.gzip": "false", "sink.max_events_per_second": "0", "sink.max_requests_per_second": "0"}
        command = [program, "--log-format", "json"]
        for name, value in settings.items():
            command += ["--set", f"{name}={value}"]
        return command + list(more)

    def forget(first=None, chunks=0):
        """Empties the ledger. With `chunks`, also cuts the days from `first` on into so many, as less memory would."""
        sql = "delete from sent_source_data.days;"
        if chunks:
            sql += CUT.format(first=first, last=day, chunks=chunks)
        subprocess.run(["psql", "-X", "-q", "-c", sql, postgres.url], check=True)

    def before(days):
        return (date.fromisoformat(day) - timedelta(days=days)).isoformat()

    def forget_all():
        forget()
        limited.forget()

    one_day = ["run", "--date", day]
    dry = ["--dry-run", "--format", "summary"]
    sliced = ["--set", "sink.concurrency=1", "backfill", "--from", before(1), "--to", day]
    return [
        Contender("floor: COPY of the counter rows, one connection, to /dev/null",
                  ["psql", "-X", "-q", "-c", FLOOR[0], "-c", FLOOR[1], postgres.url]),
        Contender("run over HTTP", job(nginx.url, *one_day), forget),
        Contender("run over HTTP, with a tracking plan without requirements",
                  job(nginx.url, "--set", f"plan.directory={HERE}/open_plan", *one_day), forget),
        Contender("run over HTTP, gzip", job(nginx.url, "--set", "sink.gzip=true", *one_day), forget),
        Contender("run over HTTP, in 16 chunks", job(nginx.url, *one_day), lambda: forget(day, 16)),
        Contender("dry run", job(nginx.url, *one_day, *dry), forget),
        Contender("dry run, in 16 chunks", job(nginx.url, *one_day, *dry), lambda: forget(day, 16)),
        Contender("dry run of 30 days", job(nginx.url, "backfill", "--from", before(29), "--to", day, *dry), forget),
    ] + [Contender(f"backfill of 2 days, receiver takes 20 ms, {n} worker{'s'[:n - 1]}", [job(slow.url, *sliced)] * n,
                   lambda: forget(before(1), 16), once=True)
         for n in (1, 2, 4)] + [
        Contender(f"run, receiver takes {limited.rate} requests a second",
                  job(limited.url, "--set", "sink.max_batch_events=300", *one_day), forget_all, once=True)]


def peers(folder, postgres, nginx, day):
    """The two Node peers, or none if npm is missing."""
    if not shutil.which("npm"):
        print("no npm: the Node peers are left out", file=sys.stderr)
        return []
    target = os.path.join(folder, "peers")
    shutil.copytree(os.path.join(HERE, "peers"), target)
    subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent"], cwd=target, check=True)
    env = {"DATABASE_URL": postgres.url}
    return [Contender("peer: Node by hand, 8 requests in flight", ["node", f"{target}/by_hand.mjs", day, nginx.url], env=env),
            Contender("peer: Segment's Node library", ["node", f"{target}/with_library.mjs", day, nginx.url], env=env)]
