# SPDX-License-Identifier: Apache-2.0
"""The completion for bash, asked as bash asks it, and by the tab key of a bash on a terminal."""
import re
import shlex
import subprocess
import tempfile
import unittest
from pathlib import Path

from generated import FOLDER, all_commands, commands_in, help_of, options_in, settings
from terminal import Shell

SCRIPT = shlex.quote(str(FOLDER / "sent-source-data.bash"))
ASK = f"""
source {SCRIPT}
COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
COMP_WORDS=(sent-source-data "$@") COMP_CWORD=$#
$(complete -p sent-source-data | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
[ ${{#COMPREPLY[@]}} = 0 ] || printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def offered(line, folder="/"):
    """What bash offers behind `line`; its last word is the one to complete, empty after a blank."""
    words = [part for word in line.split(" ") for part in re.findall(r"=|[^=]+", word) or [""]]
    done = subprocess.run(["bash", "--norc", "-c", ASK, "bash", *words], check=False, capture_output=True, text=True,
                          cwd=folder)
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout.splitlines()


class Bash(unittest.TestCase):
    def test_offers_commands(self):
        self.assertEqual(set(offered("")), set(commands_in(help_of())))
        self.assertEqual(offered("back"), ["backfill"])
        self.assertEqual(set(offered("plan ")), {"list", "show", "export", "validate"})
        self.assertEqual(set(offered("--log-level debug plan ")), {"list", "show", "export", "validate"})

    def test_offers_the_options_of_each_command_and_the_global_ones(self):
        everywhere = set(options_in(help_of()))
        self.assertEqual({option for option in offered("-") if option != "-h"}, everywhere)
        for command, text in all_commands():
            line = " ".join(command) + " --"
            self.assertEqual(set(offered(line)), everywhere | set(options_in(text)), line)

    def test_offers_the_values_of_options(self):
        formats = ["ndjson", "pretty", "batch", "summary"]
        for line, values in (("--log-format ", ["text", "json"]), ("--log-level w", ["warn"]),
                             ("run --format ", formats), ("backfill --from 2026-01-01 --format=", formats),
                             ("run --format=b", ["batch"]),
                             ("plan export --format ", ["segment", "json-schema", "markdown"]),
                             ("run --date ", []), ("run --limit=", [])):
            self.assertEqual(offered(line), values, line)

    def test_does_not_mistake_a_value_for_a_command(self):
        self.assertEqual(offered("--config plan l"), [])

    def test_offers_settings_and_their_values(self):
        names = {name + "=" for name, _, _ in settings()}
        for line in ("--set ", "run --set ", "run --dry-run --set="):
            self.assertEqual(set(offered(line)), names, line)
        self.assertEqual(offered("--set sink.pre"), ["sink.preset="])
        for line in ("--set sink.preset=seg", "--set=sink.preset=seg"):
            self.assertEqual(offered(line), ["segment-us", "segment-eu"], line)
        self.assertEqual(offered("--set sink.gzip="), ["true", "false"])
        self.assertEqual(offered("--set job.settle="), [])

    def test_offers_files(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "job with blank.toml").touch()
            for line in ("--config job", "--config=job", "status --html job", "plan validate job"):
                self.assertEqual(offered(line, folder), ["job with blank.toml"], line)


class BashOnATerminal(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        (Path(folder.name) / "a job.toml").touch()
        self.shell = Shell("bash", "--norc", "--noprofile", "-i", folder=folder.name, setup=(
            f"source {SCRIPT}; bind 'set bell-style none'; "
            "bind -x '\"\\C-t\": printf \"<<<%s>>>\" \"$READLINE_LINE\"'"))
        self.addCleanup(self.shell.close)

    def test_completes_by_the_tab_key(self):
        for keys, line in (("ba\t", "backfill "), ("run --fo\tba\t", "run --format batch "),
                           ("run --format=ba\t", "run --format=batch "), ("--config a\t", "--config a\\ job.toml "),
                           ("--set sink.gz\tt\t", "--set sink.gzip=true "),
                           ("--set=sink.preset=ru\t", "--set=sink.preset=rudderstack "),
                           ("pl\tva\ta\t", "plan validate a\\ job.toml "), ("run --format=\t\t", "run --format=")):
            self.assertEqual(self.shell.line_after("sent-source-data " + keys), "sent-source-data " + line)


if __name__ == "__main__":
    unittest.main()
