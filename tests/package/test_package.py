# SPDX-License-Identifier: Apache-2.0
"""What is in the Debian package."""
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from built import ROOT, contents, field, made_in, of_system, package, run

DOC = "/usr/share/doc/sent-source-data"
UNITS = ("sent-source-data.service", "sent-source-data.timer", "sent-source-data@migrate.service")
SHARE = "/usr/share/sent-source-data"
FILES = {
    "/usr/bin/sent-source-data",
    "/usr/share/man/man1/sent-source-data.1.gz", "/usr/share/man/man5/sent-source-data.toml.5.gz",
    "/usr/share/bash-completion/completions/sent-source-data", "/usr/share/zsh/vendor-completions/_sent-source-data",
    "/usr/lib/systemd/system/sent-source-data.service", "/usr/lib/systemd/system/sent-source-data@.service",
    "/usr/lib/systemd/system/sent-source-data.timer",
    DOC + "/copyright", DOC + "/sbom.spdx.json", DOC + "/changelog.gz", DOC + "/changelog.Debian.gz",
    DOC + "/examples/sent-source-data.toml", DOC + "/examples/textfile-collector.conf",
}


def copied(folder, target):
    return {f"{target}/{path.relative_to(ROOT / folder)}" for path in (ROOT / folder).rglob("*") if path.is_file()}


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def complaints(root):
    """Of systemd about the units in a folder that has all of systemd's own."""
    units = [f"/usr/lib/systemd/system/{unit}" for unit in UNITS]
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", f"--root={root}", *units], check=False,
                          env={**os.environ, "LC_ALL": "C"}, capture_output=True, text=True)
    return done.stdout + done.stderr


class Package(unittest.TestCase):
    def test_follows_debians_naming(self):
        version = re.search(r"project\(sent-source-data VERSION (\S+) ", text_of("CMakeLists.txt"))
        architecture = run("dpkg", "--print-architecture").strip()
        mark = of_system("PACKAGE_MARK")
        self.assertEqual(package().name, f"sent-source-data_{version.group(1)}-1{mark}_{architecture}.deb")

    def test_has_these_files_and_no_others(self):
        wanted = FILES | copied("sql", SHARE + "/sql") | copied("config/tracking-plan", SHARE + "/tracking-plan")
        self.assertGreater(len(wanted), 60)
        self.assertEqual({path for path, (mode, _) in contents().items() if not mode.startswith("d")}, wanted)

    def test_belongs_to_root_and_is_readable_by_all(self):
        for path, (mode, owner) in contents().items():
            program = path == "/usr/bin/sent-source-data" or mode.startswith("d")
            self.assertEqual((mode[1:], owner), ("rwxr-xr-x" if program else "rw-r--r--", "root/root"), path)

    def test_is_the_same_with_any_umask_and_folder(self):
        with tempfile.TemporaryDirectory(suffix=" it's é") as folder:
            other = made_in(folder, umask=0o077)
            self.assertEqual(contents(other), contents())
            for tar in ("--ctrl-tarfile", "--fsys-tarfile"):
                ours, theirs = (subprocess.run(["dpkg-deb", tar, deb], check=True, stdout=subprocess.PIPE).stdout
                                for deb in (package(), other))
                self.assertTrue(ours == theirs, f"{tar} differs")

    def test_has_no_configuration_files_and_no_user(self):
        with tempfile.TemporaryDirectory() as folder:
            run("dpkg-deb", "--control", package(), folder)
            self.assertEqual(set(os.listdir(folder)), {"control", "md5sums", "postinst", "prerm"})

    def test_depends_on_the_libraries_of_packages_sh_and_on_the_data_it_reads(self):
        # What libspdlog is called by those that were linked with it.
        depends = {re.sub(r"-fmt\d+$", "", part.split()[0]) for part in field("Depends").split(", ")}
        self.assertEqual(depends - {"libc6", "libgcc-s1", "libstdc++6"}, set(of_system("RUNTIME_PACKAGES").split()))

    def test_lists_the_packages_that_the_program_consists_of(self):
        with tempfile.TemporaryDirectory() as folder:
            run("dpkg-deb", "--extract", package(), folder)
            listed = json.loads(Path(folder + DOC + "/sbom.spdx.json").read_text(encoding="utf-8"))
            program = Path(folder, "usr/bin/sent-source-data").read_bytes()
        [ours, *others] = listed["packages"]
        self.assertEqual(ours["checksums"][0]["checksumValue"], hashlib.sha256(program).hexdigest())
        wanted = set(of_system("RUNTIME_PACKAGES HEADER_PACKAGES").split()) | {"libc6", "libgcc-s1", "libstdc++6"}
        self.assertEqual(wanted - {other["name"] for other in others}, set())
        ids = [one["SPDXID"] for one in listed["packages"]]
        self.assertEqual(len(set(ids)), len(ids))
        self.assertEqual([one["relatedSpdxElement"] for one in listed["relationships"]], ids)
        self.assertEqual((listed["spdxVersion"], listed["creationInfo"]["created"]), ("SPDX-2.3", "2026-02-02T02:40:00Z"))

    def test_has_a_program_without_symbols(self):
        with tempfile.TemporaryDirectory() as folder:
            run("dpkg-deb", "--extract", package(), folder)
            kind = run("file", "--brief", folder + "/usr/bin/sent-source-data")
            self.assertIn(", stripped", kind)
            for page in ("man1/sent-source-data.1.gz", "man5/sent-source-data.toml.5.gz"):
                header = Path(folder, "usr/share/man", page).read_bytes()[:10]
                self.assertEqual(header[3:9], b"\0\0\0\0\0\2", "gzip -9n has neither name nor time")
            changelog = run("gzip", "-dc", folder + DOC + "/changelog.Debian.gz")
            parsed = run("dpkg-parsechangelog", "-l", "-", input=changelog)
            self.assertIn(f"Version: {field('Version')}\n", parsed)

    def test_has_units_that_start_its_program(self):
        with tempfile.TemporaryDirectory() as folder:
            run("dpkg-deb", "--extract", package(), folder)
            shutil.copytree("/lib/systemd/system", folder + "/usr/lib/systemd/system", symlinks=True,
                            dirs_exist_ok=True)
            self.assertEqual(complaints(folder), "")
            os.remove(folder + "/usr/bin/sent-source-data")
            self.assertIn("sent-source-data is not executable", complaints(folder))


if __name__ == "__main__":
    unittest.main()
