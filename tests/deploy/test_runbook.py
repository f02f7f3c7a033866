# SPDX-License-Identifier: Apache-2.0
"""The runbook: a section for each exit code and each alert, where the alerts point to, with commands that there are."""
import os
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

import yaml

from exit_code_table import exit_codes
from rendered import KUBECTL, LAYERS, container, job_spec
from repository import ROOT

sys.path.append(str(ROOT / "tests/bench"))
from servers import Postgres  # noqa: E402

TEXT = (ROOT / "deploy/runbook.md").read_text(encoding="utf-8")
PARTS = ["Meaning", "Check", "Action"]
DAY = r"\d{4}-\d\d-\d\d"

# Command → option → what its value must look like; None: it has none. As in the program's --help.
DELIVERY = {"--dry-run": None, "--format": "ndjson|pretty|batch|summary", "--limit": r"\d+", "--source": ".+",
            "--user": ".+", "--no-wait": None}
COMMANDS = {
    "run": DELIVERY | {"--date": DAY},
    "backfill": DELIVERY | {"--from": DAY, "--to": DAY, "--resend": None},
    "status": {"--from": DAY, "--to": DAY, "--json": None, "--html": ".+"},
    "check": {"--send-test-event": None, "--json": None},
    "replay": {"--day": DAY},
    "migrate": {"--with-contract": None},
    "--version": {},
    "--help": {},
}


def sections():
    """Heading of the third level → its text."""
    parts = re.split(r"^(?:###|##) (.+)$", TEXT, flags=re.M)
    return {heading: text for heading, text in zip(parts[1::2], parts[2::2]) if f"\n### {heading}\n" in TEXT}


def anchor(heading):
    """As GitHub and GitLab make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors():
    return [anchor(heading) for heading in re.findall(r"^#+ (.+)$", TEXT, re.M)]


def alert_rules():
    document = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yaml").read_text(encoding="utf-8"))
    return [rule for group in document["groups"] for rule in group["rules"]]


def commands_of(program):
    """Every command line of `program` in blocks and spans of code, several lines of one as one."""
    blocks = re.findall(r"```sh\n(.*?)```", TEXT, re.S)
    lines = [line for block in blocks for line in re.split(r"\n(?! )", block)]
    spans = re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", TEXT, flags=re.S))
    return [code.strip() for code in lines + spans if code.startswith(program + " ")]


def complaint(line):
    """Why the program would not take it; None when it would."""
    words = shlex.split(line)[1:]
    options = COMMANDS.get(words.pop(0))
    if options is None:
        return "there is no such command"
    while words:
        option = words.pop(0)
        if option not in options:
            return f"has no {option}"
        if options[option] is not None and (not words or not re.fullmatch(options[option], words.pop(0))):
            return f"{option} has no such value"
    return None


class Sections(unittest.TestCase):
    def test_exist_for_each_exit_code_and_each_alert(self):
        codes = [f"Exit code {code}: {meaning}" for code, meaning in exit_codes().items()]
        alerts = list(dict.fromkeys(rule["alert"] for rule in alert_rules()))
        self.assertEqual(list(sections()), codes + alerts)

    def test_say_meaning_check_and_action(self):
        for heading, text in sections().items():
            with self.subTest(heading):
                self.assertEqual(re.findall(r"^\*\*(\w+):\*\* \S", text, re.M), PARTS)

    def test_are_the_targets_of_the_alerts_links(self):
        for rule in alert_rules():
            with self.subTest(rule["alert"]):
                self.assertEqual(rule["annotations"]["runbook_url"].partition("/runbook.md#")[2], anchor(rule["alert"]))
                self.assertIn(anchor(rule["alert"]), anchors())

    def test_have_no_dead_links(self):
        for target in re.findall(r"\]\(([^)]+)\)", TEXT):
            with self.subTest(target):
                is_there = target[1:] in anchors() if target.startswith("#") else (ROOT / "deploy" / target).exists()
                self.assertTrue(is_there)
        self.assertEqual(len(anchors()), len(set(anchors())), "two headings of one name")

    def test_name_only_existing_settings(self):
        settings = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
        for setting in set(re.findall(r"`((?:database|ledger|job|windows|event|sink|metrics)\.\w+)`", TEXT)):
            with self.subTest(setting):
                self.assertIn(f"| `{setting}` |", settings)

    def test_name_only_existing_panels(self):
        dashboard = (ROOT / "deploy/grafana/dashboard.json").read_text(encoding="utf-8")
        named = re.findall(r'dashboard\'s "([^"]+)"', TEXT)
        self.assertEqual(len(named), 2)
        for panel in named:
            self.assertIn(f'"title": "{panel}"', dashboard)


class Commands(unittest.TestCase):
    def test_exist_in_the_program(self):
        lines = commands_of("sent-source-data")
        self.assertGreater(len(lines), 20)
        for line in lines:
            with self.subTest(line):
                self.assertIsNone(complaint(line))

    def test_unknown_to_the_program_are_detected(self):
        for line in ("stat", "status --day 2026-01-31", "replay --day yesterday", "backfill --from", "run --resend"):
            self.assertIsNotNone(complaint(f"sent-source-data {line}"), line)

    def test_of_psql_work_on_the_ledger_and_the_contract(self):
        lines = commands_of("psql")
        self.assertGreater(len(lines), 5)
        with tempfile.TemporaryDirectory(dir="/tmp") as folder:
            os.chmod(folder, 0o755)  # PostgreSQL may run as another user, who cannot enter every TMPDIR
            with Postgres(folder, 16) as server:
                environment = os.environ | {"LEDGER_URL": server.url, "DATABASE_URL": server.url, "PSQLRC": "/dev/null"}
                for schema, folder_of_it, files in SCHEMAS:
                    for file in sorted((ROOT / folder_of_it).glob(files)):
                        run(f"psql {server.url} -v ON_ERROR_STOP=1 -c 'create schema if not exists {schema}'"
                            f" -f {shlex.quote(str(file))}", environment | {"PGOPTIONS": f"-c search_path={schema}"})
                for line in lines:
                    with self.subTest(line):
                        run(line, environment)

    @unittest.skipUnless(KUBECTL, "kubectl is not installed")
    def test_of_kubectl_create_a_job_with_new_arguments_and_the_same_settings(self):
        patch = re.search(r"(kubectl patch --local.*?) \|\n", TEXT, re.S)[1]
        for layer in LAYERS:
            job = {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "look"}, "spec": job_spec(f"{layer}/daily")}
            patched = yaml.safe_load(run(patch, os.environ, yaml.safe_dump(job)))["spec"]
            self.assertEqual(patched["backoffLimit"], 0)
            arguments = patched["template"]["spec"]["containers"][0]["args"]
            original = container(f"{layer}/daily")["args"]
            self.assertEqual(arguments, original[:original.index("--config") + 2] + ["status"])
            # All else is as it was.
            patched["backoffLimit"] = job["spec"]["backoffLimit"]
            patched["template"]["spec"]["containers"][0]["args"] = original
            self.assertEqual(patched, job["spec"])


SCHEMAS = (("sent_source_data", "sql/ledger/migrations", "*.sql"), ("source_data", "sql/contract", "000*.sql"))


def run(line, environment, text=None):
    done = subprocess.run(["sh", "-c", line], env=environment, input=text or "", capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, f"{line}: {done.stderr}"
    return done.stdout


if __name__ == "__main__":
    unittest.main()
