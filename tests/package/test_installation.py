# SPDX-License-Identifier: Apache-2.0
"""The package on this system, bare: apt installs it, it works there, and apt removes all of it."""
import os
import re
import shutil
import tempfile
import unittest
from pathlib import Path

from bare_debian import BareDebian
from built import field, package, run
from tree import difference, tree

# What systemd keeps when the timer is enabled, and once it has run.
OF_THE_TIMER = ("/etc/systemd/system/timers.target.wants/sent-source-data.timer",
                "/var/lib/systemd/timers/stamp-sent-source-data.timer")
# As apt itself recommends ca-certificates.
ALSO_WHAT_OTHERS_MERELY_RECOMMEND = ("-o", "APT::AutoRemove::RecommendsImportant=false",
                                     "-o", "APT::AutoRemove::SuggestsImportant=false")
# A file that only the older package has.
OBSOLETE = "/usr/share/sent-source-data/sql/obsolete.sql"


def make_older(path):
    """The same package as an older version would be, with another file."""
    with tempfile.TemporaryDirectory() as folder:
        run("dpkg-deb", "--raw-extract", package(), folder)
        Path(folder + OBSOLETE).touch()
        control = Path(folder, "DEBIAN/control")
        control.write_text(control.read_text(encoding="utf-8").replace(f"Version: {field('Version')}", "Version: 0.0.9-1"),
                           encoding="utf-8")
        run("dpkg-deb", "--root-owner-group", "--build", folder, path)


class Installation(unittest.TestCase):
    """One Debian for all: steps are in the order of their names."""

    @classmethod
    def setUpClass(cls):
        cls.debian = BareDebian()
        cls.addClassCleanup(cls.debian.remove)
        cls.debian.apt_get("update")
        # Updates of the release would otherwise come with the package, and stay.
        cls.debian.apt_get("dist-upgrade")
        # Ubuntu's leaves /etc/localtime behind when it is removed.
        cls.debian.apt_get("install", "tzdata")
        shutil.copy(package(), cls.debian.folder / "tmp/package.deb")
        make_older(cls.debian.folder / "tmp/older.deb")
        cls.bare = tree(cls.debian.folder)
        cls.debian.apt_get("install", "/tmp/older.deb")

    def inside(self, path):
        return f"{self.debian.folder}{path}"

    def test_0_an_upgrade_keeps_settings_and_timer_and_leaves_nothing_of_the_older_one(self):
        self.assertTrue(os.path.exists(self.inside(OBSOLETE)))
        kept = ("/etc/sent-source-data/sent-source-data.toml", *OF_THE_TIMER)
        os.makedirs(self.inside("/var/lib/systemd/timers"))
        os.mkdir(self.inside("/etc/sent-source-data"))
        for path in kept:
            os.symlink("/nowhere", self.inside(path))
        self.debian.apt_get("install", "/tmp/package.deb")
        self.assertEqual([path for path in kept if not os.path.islink(self.inside(path))], [])
        for path in kept:
            os.remove(self.inside(path))
        os.rmdir(self.inside("/etc/sent-source-data"))
        os.rmdir(self.inside("/var/lib/systemd/timers"))
        self.assertFalse(os.path.exists(self.inside(OBSOLETE)))
        self.assertEqual(self.debian.run("dpkg-query", "-W", "-f", "${Version}", "sent-source-data"), field("Version"))

    def test_1_the_program_runs(self):
        version = field("Version").split("-")[0]
        self.assertEqual(self.debian.run("sent-source-data", "--version"), f"sent-source-data {version}\n")
        self.assertIn("Exit codes:", self.debian.run("sent-source-data", "--help"))
        self.assertIn("Sent Source Data", self.debian.run("sent-source-data", "plan", "list"))

    def test_1_the_program_accepts_the_plan_and_the_example(self):
        plan = "plan.directory=/usr/share/sent-source-data/tracking-plan"
        example = "/usr/share/doc/sent-source-data/examples/sent-source-data.toml"
        listed = self.debian.run("sent-source-data", "--config", example, "--set", plan, "plan", "list")
        self.assertEqual(listed, self.debian.run("sent-source-data", "plan", "list"))

    def test_1_files_are_the_same_as_in_the_package(self):
        self.assertEqual(self.debian.run("dpkg", "--verify", "sent-source-data"), "")
        self.debian.apt_get("check")

    def test_1_manual_pages_are_shown_and_name_existing_files(self):
        text = ""
        for page in ("man1/sent-source-data.1.gz", "man5/sent-source-data.toml.5.gz"):
            shown = run("man", "--warnings", "-l", self.inside("/usr/share/man/" + page),
                        env={**os.environ, "MANWIDTH": "120"})
            self.assertIn("SEE ALSO", shown)
            text += shown
        named = set(re.findall(r"/usr/share/[\w/.-]*\w", text))
        self.assertGreater(len(named), 2)
        for path in named:
            self.assertTrue(os.path.exists(self.inside(path)), path)

    def test_1_bash_completes_arguments(self):
        script = ("source /usr/share/bash-completion/completions/sent-source-data; complete -p sent-source-data; "
                  "COMP_WORDS=(sent-source-data back); COMP_CWORD=1; _sent_source_data; echo $COMPREPLY")
        self.assertEqual(self.debian.run("bash", "-c", script),
                         "complete -F _sent_source_data sent-source-data\nbackfill\n")

    def test_2_apt_get_remove_leaves_nothing(self):
        os.makedirs(self.inside("/var/lib/systemd/timers"))
        self.addCleanup(os.rmdir, self.inside("/var/lib/systemd/timers"))
        for path in OF_THE_TIMER:
            os.symlink("/usr/lib/systemd/system/sent-source-data.timer", self.inside(path))
        self.debian.apt_get("remove", "sent-source-data")
        left = [path for path in tree(self.debian.folder) if "sent-source-data" in path]
        self.assertEqual(left, [])
        self.assertNotIn("sent-source-data", self.debian.run("dpkg-query", "-W", "-f", "${Package}\n"))

    def test_3_apt_get_purge_and_autoremove_restore_the_bare_debian(self):
        self.debian.apt_get("install", "/tmp/package.deb")
        self.assertIn("/usr/bin/sent-source-data", difference(self.bare, tree(self.debian.folder)))
        self.debian.apt_get("purge", "sent-source-data")
        self.debian.apt_get("autoremove", "--purge", *ALSO_WHAT_OTHERS_MERELY_RECOMMEND)
        self.assertEqual(difference(self.bare, tree(self.debian.folder)), {})


if __name__ == "__main__":
    unittest.main()
