# SPDX-License-Identifier: Apache-2.0
"""What CI's command says and returns when a part of it fails: .ci/run and tests/run.sh, with programs that stand in for
cmake, ctest, the lint and the chroot."""
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from repository import ROOT

REAL = (".ci/run", "tests/run.sh", "tests/failed.awk", "tests/skipped.awk", "tests/sanitizer_reports.sh")
PASSED = "100% tests passed, 0 tests failed out of 3\n"
FAILED = """        Start 1: First.Passes
1/3 Test #1: First.Passes ......................   Passed    0.01 sec
2/3 Test #2: Second.Fails ......................***Failed    0.01 sec
the value was 3
        Start 3: Third.IsSkipped
3/3 Test #3: Third.IsSkipped ...................***Skipped   0.01 sec
nothing to run it with

67% tests passed, 1 tests failed out of 3

The following tests did not run:
\t  3 - Third.IsSkipped (Skipped)

The following tests FAILED:
\t  2 - Second.Fails (Failed)
"""


class Ci(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        for path in REAL:
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, self.folder / path)
        self.write("deploy/packages.sh", "install_packages() { :; }\nBUILD_PACKAGES= TEST_PACKAGES= FUZZ_PACKAGES=\n")
        for log in ("test", "fuzz"):
            self.write(f"build/{log}/Testing/Temporary/LastTest.log", "")
        self.write("build/release-strict/sent-source-data", "\0build/release-strict\0")
        for path in ("build/asan/.", "build/tsan/."):
            (self.folder / path).mkdir(parents=True, exist_ok=True)
        self.stand_in("cmake", "")
        self.stand_in("ctest", f"printf '%s' '{PASSED}'")
        self.write("tests/lint.sh", "")
        self.write("tests/platforms/run.sh", "echo 'SKIPPED, and so not tested: debian-13: no chroot'; exit 77")

    def write(self, path, text):
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")

    def stand_in(self, name, script):
        self.write(f"bin/{name}", f"#!/bin/sh\n{script}\n")
        (self.folder / "bin" / name).chmod(0o755)

    def ctest_fails_with(self, preset):
        """With every other preset it passes."""
        self.write("failed.txt", FAILED)
        self.stand_in("ctest", f'case "$*" in "--preset {preset}") cat "{self.folder}/failed.txt"; exit 8 ;; esac\n'
                               f"printf '%s' '{PASSED}'")

    def run_in_folder(self, *command):
        path = f"{self.folder}/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        return subprocess.run(command, cwd=self.folder, env={"PATH": path}, check=False, capture_output=True, text=True)

    def test_passes_if_every_part_passes_and_names_the_part_that_was_skipped(self):
        done = self.run_in_folder("bash", ".ci/run")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("debian-13, SKIPPED: SKIPPED, and so not tested: debian-13: no chroot", done.stdout)
        self.assertEqual(done.stdout.splitlines()[-1], "100% tests passed, 0 tests failed out of 14")

    def test_fails_at_a_failing_test_of_any_preset_and_ends_with_its_output_and_name(self):
        for preset in ("test", "asan-smoke", "tsan-smoke", "fuzz"):
            self.ctest_fails_with(preset)
            done = self.run_in_folder("bash", ".ci/run")
            self.assertEqual(done.returncode, 1, preset)
            self.assertRegex(done.stdout, rf"(?m)^\d+ s {preset}, FAILED$")
            self.assertEqual(done.stdout.splitlines()[-5:], [
                f"== failed in {preset}",
                "2/3 Test #2: Second.Fails ......................***Failed    0.01 sec",
                "the value was 3",
                "failed: Second.Fails (Failed)",
                "92% tests passed, 1 tests failed out of 14"])

    def test_fails_if_a_part_without_tests_fails_and_ends_with_what_it_printed_last(self):
        self.write("tests/lint.sh", "echo 'clang-format: src/a.cpp differs'; exit 1")
        done = self.run_in_folder("bash", ".ci/run")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout.splitlines()[-3:-1], ["== failed in lint", "clang-format: src/a.cpp differs"])

    def test_fails_if_the_released_program_contains_the_name_of_its_folder(self):
        self.write("build/release-strict/sent-source-data", f"\0{self.folder}/build/release-strict\0")
        done = self.run_in_folder("bash", ".ci/run")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"(?m)^\d+ s release, FAILED$")
        self.assertIn("contains the name of its folder", done.stdout.splitlines()[-2])

    def test_fails_if_a_build_fails(self):
        self.stand_in("cmake", 'case "$*" in "--build --preset tsan"*) echo "an error"; exit 2 ;; esac')
        done = self.run_in_folder("bash", ".ci/run")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"(?m)^\d+ s tsan-smoke, FAILED$")

    def test_fails_at_a_sanitizers_report_although_every_test_passed(self):
        self.write("build/asan/sanitizer-report.7", "ERROR: LeakSanitizer")
        done = self.run_in_folder("bash", ".ci/run")
        self.assertEqual(done.returncode, 1)
        self.assertIn("ERROR: LeakSanitizer", done.stdout.split("== failed in asan-smoke")[1])

    def test_commands_return_what_ctest_returned(self):
        for preset in ("test", "asan-smoke", "fuzz"):
            self.assertEqual(self.run_in_folder("sh", "tests/run.sh", preset).returncode, 0)
            self.ctest_fails_with(preset)
            self.assertEqual(self.run_in_folder("sh", "tests/run.sh", preset).returncode, 8, preset)
            self.stand_in("ctest", f"printf '%s' '{PASSED}'")


if __name__ == "__main__":
    unittest.main()
