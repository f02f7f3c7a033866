# SPDX-License-Identifier: Apache-2.0
"""The alert rules: taken by promtool, right in its tests, about metrics that there are, and the same for both ways to
publish them."""
import json
import re
import tempfile
import unittest
from pathlib import Path

import yaml

import sample_metrics
from exit_code_table import exit_codes
from metric_names import METRICS
from monitoring import Monitoring, documented_configuration
from promql import metrics_of, promtool, unknown_names
from repository import ROOT

FOLDER = ROOT / "deploy/prometheus"
# Exit codes that are no alert by themselves.
UNNOTICED = {"run": {0, 7, 8}, "backfill": {0, 7, 130}, "replay": {0, 7, 130}}


def rules():
    document = yaml.safe_load((FOLDER / "alerts.yaml").read_text(encoding="utf-8"))
    return [rule for group in document["groups"] for rule in group["rules"]]


def cases():
    """What the unit tests of the rules ask."""
    document = yaml.safe_load((FOLDER / "alerts_test.yaml").read_text(encoding="utf-8"))
    return [case for test in document["tests"] for case in test.get("alert_rule_test", [])]


class Rules(unittest.TestCase):
    def test_are_accepted_by_promtool(self):
        self.assertIn(f"{len(rules())} rules found", promtool("check", "rules", "alerts.yaml", folder=FOLDER))

    def test_fire_when_they_should_and_not_before(self):
        self.assertIn("SUCCESS", promtool("test", "rules", "alerts_test.yaml", folder=FOLDER))

    def test_are_each_tested_firing_and_quiet(self):
        firing = {(case["alertname"], alert["exp_labels"]["severity"])
                  for case in cases() for alert in case.get("exp_alerts", [])}
        self.assertEqual(firing, {(rule["alert"], rule["labels"]["severity"]) for rule in rules()})
        quiet = {case["alertname"] for case in cases() if not case.get("exp_alerts")}
        self.assertEqual(quiet, {rule["alert"] for rule in rules()})

    def test_name_only_published_metrics(self):
        for rule in rules():
            with self.subTest(rule["alert"]):
                self.assertTrue(metrics_of(rule["expr"]))
                self.assertEqual(unknown_names(rule["expr"] + rule["annotations"]["description"]), [])

    def test_are_compared_with_the_declared_metrics(self):
        header = (ROOT / "src/metrics/sample.hpp").read_text(encoding="utf-8")
        declared = re.findall(r'inline constexpr MetricFamily \w+\{\s*"(\w+)"', header)
        self.assertEqual({f"sent_source_data_{name}" for name in declared}, set(METRICS))

    def test_reveal_a_misspelt_name(self):
        self.assertEqual(unknown_names('sent_source_data_run_row{command="run"} > 0'), ["sent_source_data_run_row"])
        self.assertEqual(unknown_names('sent_source_data_run_rows{command="runs",fat="used"}'), ["runs", "fat"])

    def test_have_the_annotations_that_an_operator_reads(self):
        for rule in rules():
            with self.subTest(rule["alert"]):
                self.assertIn(rule["labels"]["severity"], ("warning", "critical"))
                self.assertEqual(rule["annotations"].keys(), {"summary", "description", "runbook_url"})
                self.assertRegex(rule["annotations"]["description"], r"\d|\{\{ \$value", "a number")


class ExitCodes(unittest.TestCase):
    def test_are_each_covered_by_an_alert_or_excluded(self):
        """A command that ended with a code an hour ago fires one alert, unless the code needs none."""
        tests = [{"interval": "1m", "input_series": self.series(command, code),
                  "promql_expr_test": [self.expectation(code not in unnoticed)]}
                 for command, unnoticed in UNNOTICED.items() for code in exit_codes()]
        document = {"rule_files": [str(FOLDER / "alerts.yaml")], "evaluation_interval": "1m", "tests": tests}
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "codes.yaml").write_text(json.dumps(document), encoding="utf-8")
            promtool("test", "rules", "codes.yaml", folder=folder)

    @staticmethod
    def series(command, code):
        values = {f'sent_source_data_run_exit_code{{command="{command}"}}': code,
                  f'sent_source_data_run_end_timestamp_seconds{{command="{command}"}}': 0,
                  "sent_source_data_rejected_events": int(code == 3)}
        return [{"series": series, "values": f"{value}x60"} for series, value in values.items()]

    @staticmethod
    def expectation(noticed):
        firing = [{"labels": "{}", "value": 1}] if noticed else []
        return {"expr": 'count(ALERTS{alertstate="firing"})', "eval_time": "60m", "exp_samples": firing}


class Readme(unittest.TestCase):
    def test_shows_a_configuration_that_prometheus_accepts(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "prometheus.yml").write_text(documented_configuration(), encoding="utf-8")
            Path(folder, "alerts.yaml").write_bytes((FOLDER / "alerts.yaml").read_bytes())
            self.assertIn("1 rule files found", promtool("check", "config", "prometheus.yml", folder=folder))


class BothWays(unittest.TestCase):
    """A real Prometheus, with the README's configuration, scrapes a textfile and a Pushgateway."""

    @classmethod
    def setUpClass(cls):
        cls.monitoring = cls.enterClassContext(Monitoring())

    def test_give_the_same_series(self):
        for metric, labels in METRICS.items():
            own = ", ".join(sorted(labels)) or "nothing"
            for job in ("node", "sent_source_data"):
                with self.subTest(metric, job=job):
                    samples = self.monitoring.query(f'{metric}{{job="{job}"}}')
                    self.assertTrue(samples, "is not scraped")
                    kept = set(samples[0]["metric"]) - {"__name__", "job", "instance"}
                    self.assertEqual(", ".join(sorted(kept)) or "nothing", own)
                    self.assertEqual(len(samples), sample_metrics.textfile().count(f"\n{metric}{{"))

    def test_give_the_same_alerts(self):
        alert = 'ALERTS{alertname="SentSourceDataRejectedEvents",job="%s"}'
        for job in ("node", "sent_source_data"):
            with self.subTest(job=job):
                self.assertEqual(len(self.monitoring.query(alert % job)), 1)


if __name__ == "__main__":
    unittest.main()
