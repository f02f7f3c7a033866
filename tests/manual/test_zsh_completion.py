# SPDX-License-Identifier: Apache-2.0
"""The completion for zsh, by the tab key of a zsh on a terminal. What it offers is what it gives to compadd."""
import shlex
import shutil
import tempfile
import unittest
from pathlib import Path

from generated import FOLDER, all_commands, commands_in, help_of, options_in, settings
from terminal import Shell

SETUP = f"""
fpath=({shlex.quote(str(FOLDER))} $fpath)
autoload -Uz compinit && compinit -u -D
bindkey -e
unsetopt beep zle_bracketed_paste prompt_cr prompt_sp
setopt no_list_ambiguous
LISTMAX=-1
PS1=''
show() {{ print -rn -- "<<<$BUFFER>>>"; }}
zle -N show && bindkey '^T' show
compadd() {{
  local -a found
  if [[ ${{@[1,(i)(-|--)]}} != *-(O|A|D)\\ * ]]; then
    builtin compadd -O found "$@"
    print -rl -- $found >>offered
  fi
  builtin compadd "$@"
}}
"""


@unittest.skipIf(shutil.which("zsh") is None, "zsh is not installed")
class Zsh(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        (cls.folder / "a job.toml").touch()
        (cls.folder / "setup").write_text(SETUP, encoding="utf-8")
        cls.shell = Shell("zsh", "-f", "-i", folder=folder.name, setup="source ./setup")
        cls.addClassCleanup(cls.shell.close)

    def offered(self, line):
        (self.folder / "offered").write_text("", encoding="utf-8")
        self.shell.line_after(f"sent-source-data {line}\t")
        return {word for word in (self.folder / "offered").read_text(encoding="utf-8").splitlines() if word}

    def test_completes_by_the_tab_key(self):
        for keys, line in (("ba\t", "backfill "), ("run --fo\tba\t", "run --format=batch "),
                           ("run --format ba\t", "run --format batch "),
                           ("--set sink.gz\tt\t", "--set sink.gzip=true "), ("--config a\t", "--config a\\ job.toml "),
                           ("pl\tva\ta\t", "plan validate a\\ job.toml ")):
            self.assertEqual(self.shell.line_after("sent-source-data " + keys).rstrip(),
                             "sent-source-data " + line.rstrip())

    def test_offers_commands_and_options(self):
        self.assertEqual(self.offered(""), set(commands_in(help_of())))
        everywhere = set(options_in(help_of()))
        for command, text in all_commands():
            if commands_in(text):
                self.assertEqual(self.offered(" ".join(command) + " "), set(commands_in(text)))
            else:
                self.assertEqual(self.offered(" ".join(command) + " --"), everywhere | set(options_in(text)), command)

    def test_offers_values(self):
        for line, values in (("--log-format ", {"text", "json"}), ("--log-level w", {"warn"}),
                             ("plan export --format ", {"segment", "json-schema", "markdown"}),
                             ("--set sink.preset=seg", {"segment-us", "segment-eu"}),
                             ("run --set ", {name for name, _, _ in settings()})):
            self.assertEqual(self.offered(line), values, line)


if __name__ == "__main__":
    unittest.main()
