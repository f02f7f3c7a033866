# SPDX-License-Identifier: Apache-2.0
"""The dashboard: one that Grafana can import anywhere, laid out without overlap, about metrics that there are."""
import json
import re
import unittest
from itertools import combinations

from exit_code_table import exit_codes
from metric_names import METRICS
from monitoring import Monitoring
from promql import metrics_of, require_promql, unknown_names
from repository import ROOT

TEXT = (ROOT / "deploy/grafana/dashboard.json").read_text(encoding="utf-8")
DASHBOARD = json.loads(TEXT)
PANELS = DASHBOARD["panels"]
VARIABLES = {variable["name"]: variable for variable in DASHBOARD["templating"]["list"]}
COLUMNS = 24


def targets():
    return [target for panel in PANELS for target in panel["targets"]]


def expressions():
    return [target["expr"] for target in targets()]


def defaults_of(text):
    """Of the panels whose first query has this text."""
    return [panel["fieldConfig"]["defaults"] for panel in PANELS if text in panel["targets"][0]["expr"]]


def without_variables(expression):
    return expression.replace("$command", ".*")


def overlap(one, other):
    return (one["x"] < other["x"] + other["w"] and other["x"] < one["x"] + one["w"]
            and one["y"] < other["y"] + other["h"] and other["y"] < one["y"] + one["h"])


class Import(unittest.TestCase):
    def test_does_not_depend_on_an_installation(self):
        self.assertIsNone(DASHBOARD["id"])
        for asking in [*PANELS, *targets(), VARIABLES["command"]]:
            self.assertEqual(asking["datasource"], {"type": "prometheus", "uid": "${datasource}"})

    def test_declares_the_variables_it_uses(self):
        self.assertEqual(set(re.findall(r"\$\{?([a-z]\w*)", TEXT)), set(VARIABLES))
        self.assertEqual(VARIABLES["datasource"]["type"], "datasource")
        self.assertEqual(unknown_names(VARIABLES["command"]["definition"]), [])

    def test_has_a_description_for_each_panel(self):
        self.assertEqual([panel["id"] for panel in PANELS], list(range(1, len(PANELS) + 1)))
        for panel in PANELS:
            with self.subTest(panel["title"]):
                self.assertTrue(panel["description"].endswith("."))
                self.assertTrue(panel["fieldConfig"]["defaults"]["unit"])
                self.assertEqual([target["refId"] for target in panel["targets"]], ["A", "B"][:len(panel["targets"])])


class Looks(unittest.TestCase):
    def test_have_no_overlapping_or_cut_panels(self):
        for panel in PANELS:
            self.assertLessEqual(panel["gridPos"]["x"] + panel["gridPos"]["w"], COLUMNS, panel["title"])
        for one, other in combinations(PANELS, 2):
            self.assertFalse(overlap(one["gridPos"], other["gridPos"]), f"{one['title']} and {other['title']}")

    def test_have_no_gaps(self):
        places = [panel["gridPos"] for panel in PANELS]
        height = max(place["y"] + place["h"] for place in places)
        self.assertEqual(sum(place["w"] * place["h"] for place in places), COLUMNS * height)

    def test_leave_colours_to_the_theme(self):
        self.assertIsNone(re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", TEXT))
        self.assertNotIn("style", DASHBOARD)


class Numbers(unittest.TestCase):
    def test_are_queried_in_valid_promql(self):
        require_promql([without_variables(expression) for expression in expressions()])

    def test_cover_exactly_the_published_metrics(self):
        for expression in expressions():
            with self.subTest(expression):
                self.assertEqual(unknown_names(expression), [])
        self.assertEqual(set().union(*map(metrics_of, expressions())), set(METRICS))

    def test_are_answered_by_a_prometheus(self):
        with Monitoring() as monitoring:
            for expression in expressions():
                with self.subTest(expression):
                    self.assertTrue(monitoring.query(without_variables(expression)))

    def test_explain_each_exit_code(self):
        panels = defaults_of("run_exit_code")
        self.assertEqual(len(panels), 2)
        for defaults in panels:
            texts = {int(code): value["text"] for code, value in defaults["mappings"][0]["options"].items()}
            self.assertEqual(texts, {code: f"{code} {meaning}" for code, meaning in exit_codes().items()})

    def test_change_colour_where_the_alert_fires(self):
        alerts = (ROOT / "deploy/prometheus/alerts.yaml").read_text(encoding="utf-8")
        hours = re.findall(r"delivered_through_timestamp_seconds > (\d+) \* 3600", alerts)
        panels = defaults_of("time() - sent_source_data_delivered_through")
        self.assertEqual(len(panels), 2)
        for defaults in panels:
            turns = [step["value"] for step in defaults["thresholds"]["steps"]]
            self.assertEqual(turns, [None] + [int(hour) * 3600 for hour in hours])


if __name__ == "__main__":
    unittest.main()
