# SPDX-License-Identifier: Apache-2.0
"""How this machine's own apt reaches its mirrors, for another release of the same distribution.

    python3 tests/platforms/mirror.py sources CODENAME    lines for sources.list; fails when there is no mirror
    python3 tests/platforms/mirror.py settings            lines for apt.conf
    python3 tests/platforms/mirror.py proxies             NAME=VALUE, as debootstrap wants them in its environment
"""
import platform
import subprocess
import sys
from pathlib import Path

# Of apt's settings, those that say how a mirror is reached.
REACHING = ("Acquire::http::", "Acquire::https::", "Acquire::Check", "Acquire::Allow", "Acquire::Retries",
            "Acquire::Force")


def said_by(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def first_of_list(uri):
    """Of mirror+file:/LIST, a mirror of the list."""
    if not uri.startswith("mirror+file:"):
        return uri
    lines = Path(uri.removeprefix("mirror+file:").rstrip("/")).read_text(encoding="utf-8").split("\n")
    return next(line.split()[0] for line in lines if line.strip() and not line.startswith("#"))


def sources(codename):
    """(URI, suite, component) of a release, by what this machine's apt has of its own; the release itself first."""
    own = platform.freedesktop_os_release().get("VERSION_CODENAME", "")
    found = said_by("apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)", "Created-By: Packages")
    rows = {tuple(line.split()) for line in found.splitlines()}
    suites = {own + of: codename + of for of in ("", "-updates", "-security")}
    return sorted(((first_of_list(uri), suites[suite], component) for uri, suite, component in rows if suite in suites),
                  key=lambda row: (row[1], row[2] != "main", row))


def settings():
    return "".join(line + "\n" for line in said_by("apt-config", "dump").splitlines() if line.startswith(REACHING))


def proxies():
    said = said_by("apt-config", "shell", "http_proxy", "Acquire::http::Proxy", "https_proxy", "Acquire::https::Proxy")
    pairs = (line.split("=", 1) for line in said.splitlines())
    return {name: value.strip("'") for name, value in pairs if value.strip("'") not in ("", "DIRECT")}


def main(what, *arguments):
    if what == "sources":
        rows = sources(*arguments)
        for row in rows:
            print("deb", *row)
        return 0 if rows else 1
    print(settings() if what == "settings" else "\n".join(f"{name}={value}" for name, value in proxies().items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
