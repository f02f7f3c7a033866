# SPDX-License-Identifier: Apache-2.0
"""The sample pages, written once for all tests, and where the browser is."""
import atexit
import functools
import os
import pathlib
import shutil
import subprocess
import tempfile

HERE = pathlib.Path(__file__).parent
CHROMIUM = shutil.which(os.environ.get("SENT_CHROMIUM", "chromium-headless-shell"))


@functools.cache
def sample_pages():
    """The file of each sample, by name."""
    folder = tempfile.TemporaryDirectory(prefix="sent-pages-")
    atexit.register(folder.cleanup)
    subprocess.run([os.environ["SENT_SAMPLE_PAGES"], folder.name], check=True)
    return {file.stem: file for file in sorted(pathlib.Path(folder.name).glob("*.html"))}


def random_pages():
    return [page for name, page in sample_pages().items() if name.startswith("random-")]


def made_up_pages():
    return [page for name, page in sample_pages().items() if not name.startswith("random-")]


def script(name):
    return (HERE / name).read_text()


def changed(page, old, new):
    """A copy of a page with a mistake, to show that a check detects it."""
    text = page.read_text()
    if old not in text:
        raise ValueError(f"{page} has no {old}")
    folder = page.parent / "changed"
    folder.mkdir(exist_ok=True)
    copy = folder / page.name
    copy.write_text(text.replace(old, new))
    return copy
