# SPDX-License-Identifier: Apache-2.0
"""The table of systems in deploy/packages.sh: what it gives each, and that nothing in it is written elsewhere."""
import os
import re
import subprocess
import unittest

from repository import ROOT

SYSTEMS = ("debian-12", "debian-13", "ubuntu-24.04")
LISTS = ("BUILD_PACKAGES", "PACKAGE_PACKAGES", "TEST_PACKAGES", "BENCH_PACKAGES", "FUZZ_PACKAGES", "LINT_PACKAGES",
         "DATA_PACKAGES", "HEADER_PACKAGES", "RUNTIME_PACKAGES", "POSTGRESQL_PACKAGES")
# What has another number on another system, in code and in commands.
NUMBERED = re.compile(r"postgresql(?:-client)?-1\d\b|/usr/lib/postgresql/\d|clang(?:\+\+|-format|-tidy)?-1\d\b"
                      r"|libboost1\.\d+|libpqxx-\d|libspdlog1\.\d+|libfmt\d+\b|libtomlplusplus3|libssl3(?:t64)?\b")
# The format is clang-format's of one system, and each says so.
EXCEPT = {"deploy/packages.sh": "the table", "tests/deploy/test_platforms.py": "this file",
          "tests/sanitizers/leaks.txt": "a leak of one version", "CONTRIBUTING.md": "compared below"}
FOLDERS = ("src", "sql", "tests", "deploy", "cmake", "docs", "config", ".ci")


def packages_sh(command, system=None, **variables):
    """What `command` does behind the sourced table."""
    environment = os.environ | ({"SENT_SYSTEM": system} if system else {}) | variables
    return subprocess.run(["sh", "-euc", f". deploy/packages.sh\n{command}"], cwd=ROOT, env=environment, check=False,
                          capture_output=True, text=True)


def value(name, system):
    return packages_sh(f'echo "${name}"', system).stdout.strip()


def files():
    """The text of each file of the repository, by its path in there."""
    found = list(ROOT.glob("*.*")) + [ROOT / "Dockerfile", ROOT / ".clang-format", ROOT / ".clang-tidy"]
    for folder in FOLDERS:
        found += (ROOT / folder).rglob("*")
    for path in found:
        if path.is_file() and path.suffix != ".pyc":
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="replace")


class Systems(unittest.TestCase):
    def test_have_every_list_in_full(self):
        for system in SYSTEMS:
            for name in LISTS:
                packages = value(name, system).split()
                self.assertTrue(packages, (system, name))
                for package in packages:
                    self.assertRegex(package, r"^[a-z0-9][a-z0-9.+-]*[a-z0-9+]$", (system, name))
            self.assertEqual(packages_sh("", system).stderr, "")

    def test_are_the_rows_of_the_table(self):
        rows = [row.split() for row in value("SYSTEMS", SYSTEMS[0]).splitlines()]
        self.assertEqual(tuple(row[0] for row in rows), SYSTEMS)
        self.assertEqual({len(row) for row in rows}, {8})

    def test_that_are_unknown_are_told_what_is_needed_before_anything_is_installed(self):
        for script in (["deploy/quickstart.sh"], ["tests/run.sh"], ["tests/run.sh", "fuzz"], ["tests/lint.sh"]):
            done = subprocess.run(["sh", *script], cwd=ROOT, env=os.environ | {"SENT_SYSTEM": "fedora-41"}, check=False,
                                  capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stdout), (1, ""), script)
            for part in ('system "fedora-41" is unknown', " ".join(SYSTEMS), "libpqxx 6.4", "GCC 12", "PostgreSQL 13"):
                self.assertIn(part, done.stderr)

    def test_give_packages_in_an_order_in_which_a_newer_system_has_the_newer_package(self):
        versions = [f"0.1.0-1{value('PACKAGE_MARK', system)}" for system in SYSTEMS]
        for older, newer in zip(["0.1.0-1"] + versions, versions + ["0.1.0-2"]):
            compared = subprocess.run(["dpkg", "--compare-versions", older, "lt", newer], check=False)
            self.assertEqual(compared.returncode, 0, (older, newer))

    def test_are_told_from_the_machine(self):
        self.assertIn(packages_sh("echo $SYSTEM").stdout.strip(), SYSTEMS)


class Numbers(unittest.TestCase):
    def test_of_a_system_are_written_nowhere_else(self):
        found = list(files())
        self.assertGreater(len(found), 1000)
        for path, text in found:
            if path not in EXCEPT:
                self.assertEqual(NUMBERED.findall(text), [], path)
        for path in EXCEPT:
            self.assertTrue(NUMBERED.search(dict(found)[path]), f"{path} needs no exception")

    def test_of_clang_format_in_contributing_are_those_of_the_system_that_lints(self):
        version = value("CLANG", "debian-12")
        for number in re.findall(r"clang-(?:format|tidy)-(\d+)", dict(files())["CONTRIBUTING.md"]):
            self.assertEqual(number, version)
        for name in (".clang-format", ".clang-tidy"):
            self.assertIn(f"{name[1:]} {version} (Debian 12)", dict(files())[name])

    def test_of_the_page_are_those_of_the_table(self):
        page = dict(files())["docs/platforms.md"]
        rows = [row.split() for row in value("SYSTEMS", SYSTEMS[0]).splitlines()]
        for name, _, _, postgresql, _, boost, libraries, _ in rows:
            title = name.replace("-", " ").title()
            [line] = re.findall(rf"^\| {title} \| .*$", page, re.MULTILINE)
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            pqxx = re.search(r"libpqxx-([\d.]+)", libraries)[1]
            self.assertEqual(cells[3:6], [boost, pqxx, postgresql], name)

    def test_of_the_image_are_those_of_debian_13(self):
        codename = value("CODENAME", "debian-13")
        self.assertEqual(set(re.findall(r"debian:(\w+)-slim", dict(files())["Dockerfile"])), {codename})
        page = dict(files())["docs/container.md"]
        self.assertEqual(set(re.findall(r"debian:(\w+)-slim|minbase (\w+)", page)), {(codename, ""), ("", codename)})


if __name__ == "__main__":
    unittest.main()
