# SPDX-License-Identifier: Apache-2.0
"""The files that the build has made: manual pages and completion, in the folder SENT_MANUAL; and the program itself."""
import os
import re
import subprocess
from pathlib import Path

FOLDER = Path(os.environ["SENT_MANUAL"])
PROGRAM = os.environ["SENT_PROGRAM"]
PAGES = ("sent-source-data.1", "sent-source-data.toml.5")
SETTINGS_PAGE = Path(__file__).resolve().parents[2] / "docs/settings.md"


def help_of(*command):
    return subprocess.run([PROGRAM, *command, "--help"], check=True, capture_output=True, text=True).stdout


def commands_in(text):
    """Commands that a help lists."""
    listed = text.partition("Commands:\n")[2].partition("\n\n")[0]
    return re.findall(r"^  (\S+)", listed, re.MULTILINE)


def options_in(text):
    """Long options that a help lists."""
    return re.findall(r"^  (?:-\w,)?(--[\w-]+)", text, re.MULTILINE)


def all_commands():
    """("run",), ("plan", "list"), … with their help."""
    for name in commands_in(help_of()):
        text = help_of(name)
        yield (name,), text
        for inner in commands_in(text):
            yield (name, inner), help_of(name, inner)


def settings():
    """(name, default, form) of each setting, from the page in docs/."""
    page = SETTINGS_PAGE.read_text(encoding="utf-8")
    return re.findall(r"^\| `([\w.]+)` \| `?(.*?)`? \| (.*?) \| ", page, re.MULTILINE)
