# SPDX-License-Identifier: Apache-2.0
"""The Dockerfile as written: what its stages install, run and leave behind."""
import os
import re
import subprocess
import unittest

from repository import ROOT

COMPILERS = ("g++", "gcc", "clang", "cmake", "ninja", "make", "-dev", "binutils")


def read(name):
    with open(os.path.join(ROOT, name), encoding="utf-8") as file:
        return file.read()


def instructions():
    """(keyword, arguments) of each, continued lines joined and comments left out."""
    lines = [line for line in read("Dockerfile").split("\n") if not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [tuple(line.split(None, 1)) for line in joined.split("\n") if line.strip()]


def stages():
    """The instructions of each stage, and before the first."""
    found = [[]]
    for keyword, arguments in instructions():
        if keyword == "FROM":
            found.append([])
        found[-1].append((keyword, arguments))
    return found


def packages(name):
    command = f'. deploy/packages.sh && echo "${name}"'
    return subprocess.run(["sh", "-c", command], cwd=ROOT, env=os.environ | {"SENT_SYSTEM": "debian-13"}, check=True,
                          stdout=subprocess.PIPE, text=True).stdout.split()


class Dockerfile(unittest.TestCase):
    def setUp(self):
        self.globals, self.build, self.runtime = stages()

    def of(self, stage, keyword):
        return [arguments for found, arguments in stage if found == keyword]

    def test_builds_and_runs_on_the_same_debian(self):
        self.assertEqual(self.of(self.build, "FROM"), ["debian:trixie-slim AS build"])
        self.assertEqual(self.of(self.runtime, "FROM"), ["debian:trixie-slim"])

    def test_installs_exactly_the_packages_of_packages_sh(self):
        for stage, lists in ((self.build, "$BUILD_PACKAGES $TEST_PACKAGES"), (self.runtime, "$RUNTIME_PACKAGES")):
            commands = " && ".join(self.of(stage, "RUN"))
            self.assertEqual(re.findall(r"install_packages ([^&]*[^& ])", commands), [lists])
            self.assertRegex(commands, r"\. \S*packages\.sh && install_packages")
            self.assertNotRegex(commands, r"\b(apt|apt-get|dpkg|curl|wget|pip)\s")

    def test_names_lists_of_packages_sh(self):
        for name in ("BUILD_PACKAGES", "TEST_PACKAGES", "RUNTIME_PACKAGES"):
            self.assertTrue(packages(name), name)

    def test_tests_what_it_builds(self):
        commands = self.of(self.build, "RUN")
        tests = next(i for i, command in enumerate(commands) if "ctest --preset test" in command)
        self.assertNotRegex(commands[tests], r"\|\||;", "a failure stops the build")
        self.assertEqual([argument for argument in self.of(self.build, "ARG") if argument.startswith("CTEST")],
                         ['CTEST="-LE bench"'])

    def test_leaves_no_compiler_behind(self):
        for package in packages("RUNTIME_PACKAGES"):
            self.assertFalse(any(compiler in package for compiler in COMPILERS), package)
        copies = self.of(self.runtime, "COPY")
        self.assertEqual(copies, ["deploy/packages.sh /tmp/packages.sh",
                                  "--from=build /out/bin/sent-source-data /usr/local/bin/",
                                  "--from=build /out/share/doc/sent-source-data/sbom.spdx.json "
                                  "/usr/local/share/doc/sent-source-data/"])
        self.assertIn("rm -rf /tmp/packages.sh", " ".join(self.of(self.runtime, "RUN")))

    def test_runs_the_program_without_a_shell_as_nobody_of_the_host(self):
        self.assertEqual(self.runtime[-1], ("ENTRYPOINT", '["/usr/local/bin/sent-source-data"]'))
        self.assertEqual(self.of(self.runtime, "CMD"), [], "without arguments it must fail instead of printing help")
        [user] = self.of(self.runtime, "USER")
        self.assertRegex(user, r"^[1-9]\d{4,}:[1-9]\d{4,}$")

    def test_describes_a_job_that_ends(self):
        self.assertFalse({"HEALTHCHECK", "EXPOSE", "VOLUME"} & {keyword for keyword, _ in instructions()})

    def test_is_labelled_with_the_programs_version(self):
        self.assertEqual(self.of(self.globals, "ARG"), ['VERSION=""'], "CMakeLists.txt has the version")
        self.assertIn('[ -z "$VERSION" ] || [ "$(/out/bin/sent-source-data --version)" = "sent-source-data $VERSION" ]',
                      " ".join(self.of(self.build, "RUN")))
        [labels] = self.of(self.runtime, "LABEL")
        self.assertEqual(set(re.findall(r"org\.opencontainers\.image\.([\w.]+)=", labels)),
                         {"title", "description", "licenses", "version", "revision", "base.name"})
        self.assertIn('version="$VERSION"', labels)

    def test_excludes_history_and_builds_from_its_context(self):
        excluded = {line for line in read(".dockerignore").split("\n") if line and not line.startswith("#")}
        self.assertEqual(excluded, {".git", "build"}, "tests may read everything else")


class Page(unittest.TestCase):
    def test_has_arguments_that_the_dockerfile_knows(self):
        named = set(re.findall(r"--build-arg (\w+)=", read("docs/container.md")))
        known = {arguments.split("=")[0] for keyword, arguments in instructions() if keyword == "ARG"}
        self.assertEqual(named - known, set())
        self.assertTrue(named)


if __name__ == "__main__":
    unittest.main()
