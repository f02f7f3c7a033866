# SPDX-License-Identifier: Apache-2.0
"""The units of deploy/systemd: as written, and as systemd-analyze can look at them without the program installed."""
import glob
import os
import shutil
import subprocess

from repository import ROOT

FOLDER = os.path.join(ROOT, "deploy/systemd")
DAILY, BY_HAND, TIMER = "sent-source-data.service", "sent-source-data@.service", "sent-source-data.timer"
TEXTFILE = "textfile-collector.conf"
PROGRAM = "/usr/bin/sent-source-data"


def unit(name):
    """Section → key → values in their order."""
    sections, section = {}, None
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        for line in (line.strip() for line in file):
            if line.startswith("["):
                section = sections.setdefault(line[1:-1], {})
            elif line and not line.startswith("#"):
                key, value = line.split("=", 1)
                section.setdefault(key, []).append(value)
    return sections


def copy_with_a_program(folder, change=lambda text: text):
    """All units, with a program that exists here, in `folder`; the instance `name` of the template."""
    for path in glob.glob(os.path.join(FOLDER, "*.*")):
        if path.endswith((".service", ".timer")):
            with open(path, encoding="utf-8") as file:
                text = change(file.read().replace(PROGRAM, "/bin/true"))
            with open(os.path.join(folder, os.path.basename(path)), "w", encoding="utf-8") as file:
                file.write(text)
    shutil.copy(os.path.join(folder, BY_HAND), os.path.join(folder, "sent-source-data@name.service"))


def systemd_analyze(*arguments, folder=None):
    environment = {**os.environ, "LC_ALL": "C", "SYSTEMD_COLORS": "0", "SYSTEMD_PAGER": ""}
    return subprocess.run(["systemd-analyze", *arguments], cwd=folder, env=environment, check=False,
                          capture_output=True, text=True)
