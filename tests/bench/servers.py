# SPDX-License-Identifier: Apache-2.0
"""The servers of one benchmark, private and on free loopback ports, stopped by process id."""
import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from measure import children_of, cpu_of

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = subprocess.run(["sh", "-c", ". deploy/packages.sh && echo $POSTGRESQL_PROGRAMS"], cwd=ROOT, check=True,
                          stdout=subprocess.PIPE, text=True).stdout.strip()
# A user's PATH often lacks the second.
NGINX = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
SETTINGS = ["fsync=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=8GB",
            "listen_addresses=127.0.0.1", "autovacuum=off"]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def unprivileged(command):
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] + command


def quietly(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True)
    if done.returncode != 0:
        sys.exit(f"{command}: {done.stdout}")


class Postgres:
    """Its shared buffers hold the data, so that the disk has no part in what is measured."""

    def __init__(self, folder, buffers_mb):
        self.buffers_mb = buffers_mb
        self.folder = os.path.join(folder, "postgres")
        self.port = free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def __enter__(self):
        os.mkdir(self.folder)
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        data = os.path.join(self.folder, "data")
        quietly(unprivileged([f"{PROGRAMS}/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                              "--no-locale", "--no-sync"]))
        options = f"-p {self.port} -c unix_socket_directories= -c shared_buffers={self.buffers_mb}MB " + " ".join("-c " + setting for setting in SETTINGS)
        quietly(unprivileged([f"{PROGRAMS}/pg_ctl", "-D", data, "-w", "-l", os.path.join(self.folder, "log"), "-o", options,
                              "start"]))
        with open(os.path.join(data, "postmaster.pid"), encoding="utf-8") as file:
            self.pid = int(file.readline())
        return self

    def __exit__(self, *_):
        os.kill(self.pid, signal.SIGINT)
        while os.path.exists(os.path.join(self.folder, "data", "postmaster.pid")):
            time.sleep(0.05)

    def cpu(self):
        return cpu_of([self.pid] + children_of(self.pid))


class Nginx:
    """Answers 200 to everything, after it has read the whole body."""

    def __init__(self, folder):
        self.folder = os.path.join(folder, "nginx")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/v1/batch"

    def __enter__(self):
        os.mkdir(self.folder)
        configuration = os.path.join(self.folder, "nginx.conf")
        with open(configuration, "w", encoding="utf-8") as file:
            file.write(f"""daemon off; worker_processes 1; pid {self.folder}/pid; error_log {self.folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off; client_max_body_size 2m; client_body_buffer_size 1m; keepalive_requests 1000000;
  client_body_temp_path {self.folder}; proxy_temp_path {self.folder}; fastcgi_temp_path {self.folder};
  uwsgi_temp_path {self.folder}; scgi_temp_path {self.folder};
  # An answer without reading would leave the body on the connection: a request to itself makes nginx read it.
  server {{ listen 127.0.0.1:{self.port}; location / {{ proxy_pass http://unix:{self.folder}/sink; proxy_pass_request_body off;
    proxy_set_header Content-Length ""; proxy_http_version 1.1; proxy_set_header Connection ""; }} }}
  server {{ listen unix:{self.folder}/sink; location / {{ return 200 '{{"success": true}}'; }} }}
}}""")
        self.process = subprocess.Popen([NGINX, "-e", f"{self.folder}/error.log", "-c", configuration],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for_port(self.port)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def cpu(self):
        return cpu_of([self.process.pid] + children_of(self.process.pid))


class SlowReceiver:
    """Accepts any number of requests at a time and answers each after `delay` seconds. With `rate`, it accepts that
    many a second, and answers 429 to the others."""

    def __init__(self, delay=0.0, rate=None):
        self.delay = delay
        self.rate = rate
        self.forget()
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/v1/batch"

    def __enter__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()
        wait_for_port(self.port)
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def serve(self):
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(asyncio.start_server(self.talk, "127.0.0.1", self.port, limit=1 << 20))
        self.loop.run_forever()

    def forget(self):
        self.taken, self.refused = [], 0  # when each was accepted
        self.room, self.filled = 5.0, time.monotonic()

    def takes(self):
        now = time.monotonic()
        if self.rate is not None:
            self.room, self.filled = min(5.0, self.room + self.rate * (now - self.filled)), now
            if self.room < 1:
                self.refused += 1
                return False
            self.room -= 1
        self.taken.append(now)
        return True

    def share(self):
        """Which share of its rate was used from the third second on; by then the job should have found the rate."""
        later = [at for at in self.taken if at > self.taken[0] + 3]
        return len(later) / (later[-1] - later[0]) / self.rate if len(later) > 1 else 0.0

    async def talk(self, reader, writer):
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = next(int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
                await reader.readexactly(length)
                await asyncio.sleep(self.delay)
                status = b"200 OK" if self.takes() else b"429 Too Many Requests"
                writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


def wait_for_port(port):
    for _ in range(400):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.025)
    sys.exit(f"nothing listens on port {port}")
