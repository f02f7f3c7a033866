# SPDX-License-Identifier: Apache-2.0
"""The version stands in CMakeLists.txt; the changelog agrees, and no other file repeats it."""
import re
import unittest

from repository import ROOT

# A deployment names the image that it runs; test_kubernetes_pods.py compares these with the version.
EXEMPT = ("CMakeLists.txt", "CHANGELOG.md", "deploy/kubernetes/")


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def version():
    return re.search(r"^project\(sent-source-data VERSION (\S+) ", text_of("CMakeLists.txt"), re.M)[1]


def releases():
    """(version, date) of each section but the unreleased one, in the order of the page."""
    return re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)$", text_of("CHANGELOG.md"), re.M)


class Changelog(unittest.TestCase):
    def test_begins_with_unreleased_and_dates_everything_else(self):
        headings = re.findall(r"^## (.*)$", text_of("CHANGELOG.md"), re.M)
        self.assertEqual(headings[0], "[Unreleased]")
        self.assertEqual(headings[1:], [f"[{number}] - {date}" for number, date in releases()])

    def test_has_the_program_version_as_its_newest_release(self):
        self.assertEqual(releases()[0][0], version())

    def test_lists_releases_newest_first(self):
        dates = [date for _, date in releases()]
        self.assertEqual(dates, sorted(dates, reverse=True))


class Version(unittest.TestCase):
    def test_appears_in_no_other_file(self):
        repeated = re.compile(rf"(?<![\d.]){re.escape(version())}(?![\d.])")
        files = [ROOT / "Dockerfile", *ROOT.glob("*.md"), *ROOT.glob("CMake*")]
        for folder in ("cmake", "config", "deploy", "docs", "sql", "src"):
            files += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
        self.assertGreater(len(files), 100)
        for path in files:
            name = str(path.relative_to(ROOT))
            if not name.startswith(EXEMPT):
                self.assertNotRegex(path.read_text(encoding="utf-8"), repeated, name)


if __name__ == "__main__":
    unittest.main()
