# SPDX-License-Identifier: Apache-2.0
"""deploy/systemd: units that systemd takes, that repeat and stop as the program's own rules ask for, confined."""
import datetime
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import zoneinfo

from after_exit import DONE, GIVE_UP, TRY_AGAIN, codes_to
from exit_code_table import codes_by_name
from repository import ROOT
from settings import default_of, largest_of, longest_farewell, seconds, size, waits
from units import BY_HAND, DAILY, FOLDER, TEXTFILE, TIMER, copy_with_a_program, systemd_analyze, unit

SERVICES = (DAILY, BY_HAND)
# Of 100, as systemd-analyze counts exposure.
THRESHOLD = 11
# A worker, and at most one thread that resolves the receiver's name for it.
THREADS_PER_REQUEST = 2
# The main thread, those for signals, leases, progress and the second reader, the push of metrics, and some to spare.
THREADS_OF_THE_PROGRAM = 16


def seconds_of(text):
    return seconds(text.replace("min", "m"))


class Units(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def verify(self, change=lambda text: text):
        copy_with_a_program(self.folder.name, change)
        units = ["./" + name for name in (DAILY, TIMER, "sent-source-data@name.service")]
        return systemd_analyze("verify", "--man=no", *units, folder=self.folder.name)

    def test_are_accepted_by_systemd_without_warnings(self):
        done = self.verify()
        self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    def test_are_not_accepted_with_a_mistake(self):
        for right, wrong in (("ProtectSystem=", "ProtectSytem="), ("=strict", "=strictly"),
                             ("RestartSec=5min", "RestartSec=5mn"), ("02:30:00 UTC", "02:30:00 UCT+1")):
            done = self.verify(lambda text: text.replace(right, wrong))  # pylint: disable=cell-var-from-loop
            self.assertNotEqual(done.stderr, "", wrong)

    def test_have_a_low_exposure_score(self):
        copy_with_a_program(self.folder.name)
        for name in SERVICES:
            done = self.exposure(name, THRESHOLD)
            if "unrecognized option" in done.stderr:
                self.skipTest("systemd-analyze is older than 250, and cannot look at a unit that is not running")
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertEqual(self.exposure(name, THRESHOLD - 2).returncode, 1, "the threshold is the one reached")

    def exposure(self, name, threshold):
        return systemd_analyze("security", "--offline=true", f"--threshold={threshold}", "./" + name,
                               folder=self.folder.name)


class Services(unittest.TestCase):
    def service(self, name):
        return unit(name)["Service"]

    def test_are_restarted_by_exit_code(self):
        for name in SERVICES:
            service = self.service(name)
            given_up = {int(code) for code in service["RestartPreventExitStatus"][0].split()}
            clean = {0} | {int(code) for code in service["SuccessExitStatus"][0].split()}
            self.assertEqual(service["Restart"], ["on-failure"])
            self.assertEqual(given_up, codes_to(GIVE_UP), name)
            self.assertEqual(clean, codes_to(DONE) | {codes_by_name()["terminated"]}, name)

    def test_are_not_restarted_for_ever_or_until_tomorrow(self):
        for name in SERVICES:
            limits, wait = unit(name)["Unit"], seconds_of(self.service(name)["RestartSec"][0])
            interval, attempts = seconds(limits["StartLimitIntervalSec"][0]), int(limits["StartLimitBurst"][0])
            self.assertLess((attempts - 1) * wait, interval, "attempts that fail at once are counted together")
            self.assertLess(interval, 24 * 3600, "tomorrow's run is not counted with today's")

    def test_let_requests_in_flight_finish(self):
        for name in SERVICES:
            self.assertGreater(seconds(self.service(name)["TimeoutStopSec"][0]),
                               seconds(default_of("job.grace")) + longest_farewell())

    def test_end_before_the_next_run(self):
        latest = seconds(self.service(DAILY)["TimeoutStartSec"][0]) + seconds(self.service(DAILY)["TimeoutStopSec"][0])
        self.assertLess(latest, 24 * 3600 - seconds_of(unit(TIMER)["Timer"]["RandomizedDelaySec"][0]))

    def test_have_room_for_the_programs_memory(self):
        for name in SERVICES:
            [memory] = [value.split("=")[1] for value in self.service(name)["Environment"] if "JOB_MEMORY" in value]
            self.assertGreaterEqual(size(self.service(name)["MemoryMax"][0] + "i"), size(memory) * 5 / 4)

    def test_allow_the_threads_of_the_largest_concurrency(self):
        threads = THREADS_OF_THE_PROGRAM + THREADS_PER_REQUEST * largest_of("sink.concurrency")
        for name in SERVICES:
            self.assertGreaterEqual(int(self.service(name)["TasksMax"][0]), threads, name)

    def test_read_secrets_from_credentials(self):
        for name in SERVICES:
            service = self.service(name)
            credentials = {value.split(":")[0] for value in service["LoadCredential"]}
            used = set(re.findall(r"%d/([\w.-]+)", " ".join(service["ExecStart"] + service["Environment"])))
            self.assertEqual(credentials, used, name)

    def test_dump_no_core(self):
        for name in SERVICES:
            self.assertEqual(self.service(name)["LimitCORE"], ["0"], "it would hold the write key")

    def test_have_the_same_restrictions(self):
        own = {"ExecStart", "Environment", "EnvironmentFile", "TimeoutStartSec"}
        daily, by_hand = (set(self.service(name)) - own for name in SERVICES)
        self.assertEqual(daily, by_hand)
        for key in daily:
            self.assertEqual(self.service(DAILY)[key], self.service(BY_HAND)[key])


def page():
    with open(os.path.join(FOLDER, "README.md"), encoding="utf-8") as file:
        return file.read()


class Timer(unittest.TestCase):
    def expect_after_the_day(self, calendar, zone):
        hour, minute, its_zone = re.fullmatch(r"\*-\*-\* (\d\d):(\d\d):00 (\S+)", calendar).groups()
        self.assertEqual(its_zone, zone)
        self.assertEqual(systemd_analyze("calendar", calendar).returncode, 0)
        for waited in waits(zone, int(hour), int(minute)):
            self.assertGreater(waited, seconds(default_of("job.settle")))

    def test_starts_after_the_end_of_the_day(self):
        [calendar] = unit(TIMER)["Timer"]["OnCalendar"]
        self.expect_after_the_day(calendar, default_of("job.timezone"))

    def test_can_start_in_the_zone_of_the_business(self):
        [zone] = re.findall(r'`timezone =\s"(.*)"`', page())
        old, calendar = re.findall(r"^OnCalendar=(.*)$", page(), re.MULTILINE)
        self.assertEqual(old, "", "otherwise the job starts at the old time too")
        self.expect_after_the_day(calendar, zone)

    def test_catches_up_after_the_machine_was_off(self):
        self.assertEqual(unit(TIMER)["Timer"]["Persistent"], ["true"])


class Crontab(unittest.TestCase):
    """The lines of the page, for a cron that knows CRON_TZ and for one that does not."""

    def setUp(self):
        self.known, self.ignored = re.findall(r"```cron\n(.*?)```", page(), re.DOTALL)

    def test_runs_the_units_command(self):
        for crontab in (self.known, self.ignored):
            [command] = re.findall(r"/usr/bin/sent-source-data --config (\S+) --log-level warn run\n", crontab)
            self.assertEqual(command, "/etc/sent-source-data/sent-source-data.toml")

    def test_starts_after_the_end_of_the_day_where_cron_has_a_zone(self):
        zone, minute, hour = re.search(r"CRON_TZ=(\S+)\n(\d+) (\d+) \* \* \* ", self.known).groups()
        for waited in waits(zone, int(hour), int(minute)):
            self.assertGreater(waited, seconds(default_of("job.settle")))

    def test_goes_on_once_a_day_after_its_end_where_cron_has_none(self):
        self.assertNotIn("CRON_TZ", self.ignored)
        minute, condition = re.search(r"^(\d+) \* \* \* \* \w+ (.*) \|\| ", self.ignored, re.MULTILINE).groups()
        zone = re.search(r"TZ=(\S+)", condition).group(1)
        for first in (datetime.datetime(2026, 3, 7), datetime.datetime(2026, 10, 31), datetime.datetime(2026, 7, 1)):
            begin = int(first.replace(tzinfo=zoneinfo.ZoneInfo(zone)).timestamp())
            starts = [time for time in range(begin + int(minute) * 60, begin + 71 * 3600, 3600)
                      if self.goes_on(condition, time)]
            days = [datetime.datetime.fromtimestamp(time, zoneinfo.ZoneInfo(zone)) for time in starts]
            self.assertEqual([day.date() - first.date() for day in days], [datetime.timedelta(n) for n in range(3)])
            self.assertEqual({(day.hour, day.minute) for day in days}, {(4, 30)})

    @staticmethod
    def goes_on(condition, time):
        """What the shell says after cron has made each backslash and percent sign a percent sign."""
        shell = f'date() {{ command date -d @{time} "$@"; }}; ' + condition.replace("\\%", "%")
        return subprocess.run(["sh", "-c", shell], check=False).returncode != 0


class TextfileDropIn(unittest.TestCase):
    def test_opens_the_folder_that_the_metrics_page_names(self):
        folder = unit(TEXTFILE)["Service"]["ReadWritePaths"]
        metrics = (ROOT / "deploy/prometheus/README.md").read_text(encoding="utf-8")
        self.assertEqual(re.findall(r'metrics\.textfile = "(.*)/[^/]+"', metrics), folder)

    def test_is_accepted_by_systemd_and_opens_nothing_else(self):
        with tempfile.TemporaryDirectory() as folder:
            copy_with_a_program(folder)
            for name in SERVICES:
                os.mkdir(os.path.join(folder, name + ".d"))
                shutil.copy(os.path.join(FOLDER, TEXTFILE), os.path.join(folder, name + ".d"))
            done = systemd_analyze("verify", "--man=no", "./" + DAILY, folder=folder)
            self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))
        self.assertEqual(set(unit(TEXTFILE)["Service"]), {"SupplementaryGroups", "PrivateUsers", "ReadWritePaths"})


class Page(unittest.TestCase):
    def test_names_the_files_that_the_units_read(self):
        for value in unit(DAILY)["Service"]["LoadCredential"]:
            self.assertRegex(page(), rf"install -m 600 \S+ {re.escape(value.split(':')[1])}\n")
        sentence = re.search(r"Exit codes ([\d, and]+) leave .*? After ([\d, ]+) and a kill", page(), re.DOTALL)
        given_up, repeated = (set(map(int, re.findall(r"\d+", codes))) for codes in sentence.groups())
        self.assertEqual(given_up, codes_to(GIVE_UP))
        self.assertEqual(repeated, {code for code in codes_to(TRY_AGAIN) if code < 128})


if __name__ == "__main__":
    unittest.main()
