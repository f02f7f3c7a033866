# SPDX-License-Identifier: Apache-2.0
"""This system, bare, in a folder, made by debootstrap from the mirror that this machine's own apt uses. Nothing is
mounted in it and no service starts. A copy is kept in the build folder for the next time.
"""
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from built import BUILD, ROOT, of_system, run

sys.path.append(str(ROOT / "tests/platforms"))
import mirror

RELEASE = of_system("CODENAME")
KEPT = BUILD / f"bare-{RELEASE}.tar"
DEVICES = {"null": (1, 3), "zero": (1, 5), "full": (1, 7), "random": (1, 8), "urandom": (1, 9)}
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LC_ALL": "C",
               "DEBIAN_FRONTEND": "noninteractive"}


def require_a_way_to_make_it():
    if os.geteuid() != 0:
        raise unittest.SkipTest("debootstrap and chroot need root")
    for program in ("debootstrap", "chroot"):
        # `su` without a hyphen leaves a user's PATH, without the folders of root's programs.
        if shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin:/sbin") is None:
            raise unittest.SkipTest(f"{program} is not installed")
    if not any(suite == RELEASE for _, suite, _ in mirror.sources(RELEASE)):
        raise unittest.SkipTest(f"apt on this machine has no mirror of {RELEASE}")


def make(folder):
    uri = mirror.sources(RELEASE)[0][0]
    done = subprocess.run(["debootstrap", "--variant=minbase", RELEASE, folder, uri], check=False, text=True,
                          env={**os.environ, **mirror.proxies()}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    for mounted in ("proc", "sys"):
        subprocess.run(["umount", "-q", f"{folder}/{mounted}"], check=False)
    if done.returncode != 0:
        last = (done.stdout.strip().splitlines() or ["it said nothing"])[-1]
        raise unittest.SkipTest(f"debootstrap cannot make a Debian here: {last}")
    unfinished = KEPT.with_suffix(".unfinished")
    left_out = ("dev", "proc", "sys", "var/cache/apt", "var/lib/apt/lists")
    run("tar", "-C", folder, *(f"--exclude=./{path}/*" for path in left_out), "-cf", unfinished, ".")
    unfinished.rename(KEPT)


class BareDebian:
    """Made where TMPDIR says; remove() removes it."""

    def __init__(self):
        require_a_way_to_make_it()
        if not KEPT.exists():
            # debootstrap cannot work in every folder that TMPDIR may name, such as one with a quote.
            with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
                make(folder)
        self.folder = Path(tempfile.mkdtemp(prefix="sent-source-data-debian-"))
        run("tar", "-C", self.folder, "-xf", KEPT)
        self._make_devices()
        self._write("etc/apt/sources.list", "".join(f"deb {uri} {suite} {part}\n" for uri, suite, part in mirror.sources(RELEASE)))
        self._write("etc/apt/apt.conf.d/90mirror", mirror.settings() + 'Acquire::Languages "none";\n')
        self._write("usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n", 0o755)
        shutil.copy("/etc/resolv.conf", self.folder / "etc/resolv.conf")

    def _write(self, path, text, mode=0o644):
        (self.folder / path).write_text(text, encoding="utf-8")
        (self.folder / path).chmod(mode)

    def _make_devices(self):
        for name, number in DEVICES.items():
            path = self.folder / "dev" / name
            try:
                os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(*number))
                path.chmod(0o666)
            except PermissionError:
                self.remove()
                raise unittest.SkipTest("making device files is not permitted here, and a Debian needs some") from None

    def run(self, *command):
        return run("chroot", self.folder, *command, env=ENVIRONMENT)

    def apt_get(self, *arguments):
        return self.run("apt-get", "-q", "-y", "-o", "Dpkg::Use-Pty=0", "-o", "Dpkg::Options::=--force-unsafe-io",
                        "--no-install-recommends", *arguments)

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)
