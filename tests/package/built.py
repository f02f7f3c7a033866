# SPDX-License-Identifier: Apache-2.0
"""The Debian package, made by cpack of what the build folder SENT_BUILD holds."""
import os
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ["SENT_BUILD"])
FOLDER = tempfile.TemporaryDirectory()


def run(*command, **options):
    """Its output; what it says when it fails is in the failure."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, **options)
    if done.returncode != 0:
        said = done.stdout[-4000:] + done.stderr[-4000:]
        raise AssertionError(f"{' '.join(map(str, command))}: {done.returncode}\n{said}")
    return done.stdout


def of_system(names):
    """What deploy/packages.sh says of this system."""
    wanted = " ".join(f"${name}" for name in names.split())
    return run("sh", "-c", f". deploy/packages.sh && echo {wanted}", cwd=ROOT).strip()


def made_in(folder, **options):
    """The path of a package that is made there."""
    run("cpack", "-G", "DEB", "--config", BUILD / "CPackConfig.cmake", "-B", folder, cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1770000000"}, **options)
    [path] = Path(folder).glob("*.deb")
    return path


@lru_cache(maxsize=None)
def package():
    """Its path."""
    return made_in(FOLDER.name)


def field(name):
    return run("dpkg-deb", "--field", package(), name).strip()


@lru_cache(maxsize=None)
def contents(of=None):
    """Path → (mode, owner) of each file and folder in it."""
    entries = {}
    for line in run("dpkg-deb", "--contents", of or package()).splitlines():
        mode, owner, _, _, _, path = line.split(None, 5)
        entries[path.split(" -> ")[0].lstrip(".").rstrip("/") or "/"] = (mode, owner)
    return entries
