# SPDX-License-Identifier: Apache-2.0
"""deploy/kubernetes schedules, repeats and stops the job as the program's own rules ask for."""
import unittest

from after_exit import AFTERWARDS, DONE, GIVE_UP, codes_to
from exit_code_table import codes_by_name
from rendered import KUSTOMIZATIONS, LAYERS, container, environment, job_spec, only, pod_spec, settings_of
from settings import default_of, longest_farewell, seconds, waits

DAY = 24 * 3600


def action_after(rules, code, container_name, conditions=()):
    """What Kubernetes does with a failed pod: the first rule that matches, or else the failure counts."""
    for rule in rules:
        exits = rule.get("onExitCodes")
        if exits and exits["containerName"] == container_name:
            if (code in exits["values"]) == (exits["operator"] == "In"):
                return rule["action"]
        if any(condition["type"] in conditions for condition in rule.get("onPodConditions", [])):
            return rule["action"]
    return "Count"


class FailedPods(unittest.TestCase):
    def test_are_retried_by_exit_code(self):
        self.assertEqual(set(codes_by_name()), set(AFTERWARDS), "each exit code has a consequence")
        for kustomization in KUSTOMIZATIONS:
            rules, name = job_spec(kustomization)["podFailurePolicy"]["rules"], container(kustomization)["name"]
            for meaning, code in codes_by_name().items():
                if AFTERWARDS[meaning] != DONE:
                    expected = "FailJob" if AFTERWARDS[meaning] == GIVE_UP else "Count"
                    self.assertEqual(action_after(rules, code, name), expected, f"{kustomization}: {meaning}")

    def test_do_not_count_if_their_node_is_drained(self):
        for kustomization in KUSTOMIZATIONS:
            rules, name = job_spec(kustomization)["podFailurePolicy"]["rules"], container(kustomization)["name"]
            for code in (codes_by_name()["terminated"], 137):
                self.assertEqual(action_after(rules, code, name, {"DisruptionTarget"}), "Ignore", kustomization)

    def test_list_their_final_exit_codes_in_order(self):
        for kustomization in KUSTOMIZATIONS:
            values = job_spec(kustomization)["podFailurePolicy"]["rules"][0]["onExitCodes"]["values"]
            self.assertEqual(values, sorted(codes_to(GIVE_UP)), kustomization)


class Times(unittest.TestCase):
    def test_a_run_begins_when_the_day_is_closed_in_the_zone_of_the_business(self):
        for layer in LAYERS:
            cron, job = only(layer + "/daily", "CronJob")["spec"], settings_of(layer)["job"]
            self.assertEqual(cron["timeZone"], job["timezone"], layer)
            minute, hour = (int(field) for field in cron["schedule"].split()[:2])
            self.assertEqual(cron["schedule"].split()[2:], ["*", "*", "*"])
            for waited in waits(cron["timeZone"], hour, minute):
                self.assertGreater(waited, seconds(job["settle"]), layer)
                self.assertLess(waited, seconds(job["settle"]) + 4 * 3600, f"{layer}: on the day after")

    def test_no_run_is_skipped_because_of_an_earlier_one(self):
        cron = only("base/daily", "CronJob")["spec"]
        self.assertEqual(cron["concurrencyPolicy"], "Forbid")
        latest_end = (cron["startingDeadlineSeconds"] + job_spec("base/daily")["activeDeadlineSeconds"]
                      + pod_spec("base/daily")["terminationGracePeriodSeconds"])
        self.assertLess(latest_end, DAY)

    def test_a_job_has_a_deadline_and_is_removed(self):
        for kustomization in KUSTOMIZATIONS:
            self.assertIn("activeDeadlineSeconds", job_spec(kustomization))
            self.assertIn("ttlSecondsAfterFinished", job_spec(kustomization))

    def test_attempts_end_before_the_deadline(self):
        for kustomization in KUSTOMIZATIONS:
            spec = job_spec(kustomization)
            rounds = spec["backoffLimit"] // spec.get("parallelism", 1)  # in which each worker fails
            shortest, longest = (sum(min(10 * 2 ** attempt, most) for attempt in range(rounds)) for most in (360, 600))
            self.assertGreater(shortest, 10 * 60, "for a database to come back")
            self.assertLess(longest, spec["activeDeadlineSeconds"], kustomization)
            if kustomization.endswith("daily"):
                self.assertLess(longest, 3600, "which the alerts leave to the scheduler")

    def test_a_long_run_ends_by_itself_before_its_pod_is_deleted(self):
        for layer in LAYERS:
            budget = seconds(settings_of(layer)["job"]["time_budget"])
            self.assertLess(budget, job_spec(f"{layer}/daily")["activeDeadlineSeconds"])

    def test_failed_jobs_stay_as_long_as_their_logs(self):
        for layer in LAYERS:
            days = job_spec(f"{layer}/daily")["ttlSecondsAfterFinished"] // DAY
            self.assertGreaterEqual(only(layer + "/daily", "CronJob")["spec"]["failedJobsHistoryLimit"], days)

    def test_requests_in_flight_finish_before_the_pod_is_killed(self):
        for layer in LAYERS:
            grace = seconds(settings_of(layer)["job"]["grace"])
            self.assertEqual(grace, seconds(default_of("job.grace")))
            for component in ("daily", "backfill"):
                time = pod_spec(f"{layer}/{component}")["terminationGracePeriodSeconds"]
                self.assertGreater(time, grace + longest_farewell())


class Example(unittest.TestCase):
    def test_of_a_company_in_new_york_sends_to_its_own_region(self):
        settings = settings_of("overlays/example")
        self.assertEqual(settings["job"]["timezone"], "America/New_York")
        self.assertEqual(settings["sink"]["preset"], "segment-us")


class Backfill(unittest.TestCase):
    def test_has_several_workers_until_one_has_seen_the_end(self):
        for layer in LAYERS:
            spec = job_spec(layer + "/backfill")
            self.assertGreater(spec["parallelism"], 1)
            self.assertNotIn("completions", spec, "workers share the days, they do not each do a part")

    def test_workers_share_the_rate_of_one(self):
        for layer in LAYERS:
            variable = environment(f"{layer}/backfill")["SENT_SOURCE_DATA_SINK_MAX_EVENTS_PER_SECOND"]
            together = job_spec(f"{layer}/backfill")["parallelism"] * int(variable["value"])
            self.assertEqual(together, settings_of("overlays/example")["sink"]["max_events_per_second"], layer)


if __name__ == "__main__":
    unittest.main()
