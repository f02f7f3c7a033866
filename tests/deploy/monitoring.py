# SPDX-License-Identifier: Apache-2.0
"""A Prometheus with the rules and the scrape configuration of deploy/prometheus, a Pushgateway, and what stands for a
node_exporter with the textfile. On free loopback ports, stopped by process id."""
import http.server
import json
import re
import socket
import subprocess
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path

import sample_metrics
from repository import ROOT

PATIENCE_S = 60


def documented_configuration():
    """The prometheus.yml that deploy/prometheus/README.md shows."""
    return re.search(r"```yaml\n(.*?)```", (ROOT / "deploy/prometheus/README.md").read_text(encoding="utf-8"), re.S)[1]


class Monitoring:
    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.processes = []
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in self.processes:
            process.terminate()
            process.wait()
        self.node.shutdown()
        self.node.server_close()
        self.folder.cleanup()

    def start(self):
        self.node = node_exporter(sample_metrics.textfile())
        pushgateway, self.port = free_port(), free_port()
        self.run("prometheus-pushgateway", f"--web.listen-address=127.0.0.1:{pushgateway}")
        push(f"http://127.0.0.1:{pushgateway}/metrics/job/sent_source_data")
        configuration = documented_configuration().replace("job-host:9100", f"127.0.0.1:{self.node.server_port}")
        configuration = configuration.replace("pushgateway:9091", f"127.0.0.1:{pushgateway}")
        self.write("prometheus.yml", "global: {scrape_interval: 1s, evaluation_interval: 1s}\n" + configuration)
        self.write("alerts.yaml", (ROOT / "deploy/prometheus/alerts.yaml").read_text(encoding="utf-8"))
        self.run("prometheus", "--config.file=prometheus.yml", f"--web.listen-address=127.0.0.1:{self.port}",
                 "--storage.tsdb.path=data")

    def write(self, name, text):
        Path(self.folder.name, name).write_text(text, encoding="utf-8")

    def run(self, *command):
        with open(Path(self.folder.name, command[0] + ".log"), "wb") as log:
            self.processes.append(subprocess.Popen(command, cwd=self.folder.name, stdin=subprocess.DEVNULL, stdout=log,
                                                   stderr=log))

    def ask(self, path, **parameters):
        url = f"http://127.0.0.1:{self.port}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
        with urllib.request.urlopen(url, timeout=10) as answer:
            return json.load(answer)["data"]

    def query(self, expression):
        """Its samples, once there are any; none when there are none for a minute."""
        return patiently(lambda: self.ask("query", query=expression)["result"])


def push(url):
    send(url, sample_metrics.group_without_command())
    for command in ("run", "backfill", "replay"):
        send(f"{url}/command/{command}", sample_metrics.group_of(command))


def send(url, text):
    request = urllib.request.Request(url, text.encode(), method="PUT")
    assert patiently(lambda: urllib.request.urlopen(request, timeout=10).status) == 200


def patiently(ask):
    """The answer of `ask`, asked again while it has none or nothing listens yet."""
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            answer = ask()
        except OSError:
            answer = None
        if answer or time.monotonic() > end:
            return answer
        time.sleep(0.1)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def node_exporter(text):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; version=0.0.4")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
