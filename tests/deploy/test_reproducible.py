# SPDX-License-Identifier: Apache-2.0
"""The options that the program is released with give the same bytes in any folder and at any time, shown by a small
program of some of its sources. tests/platforms/reproducible.sh compares the whole program, which takes two builds."""
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from repository import ROOT

SOURCES = ("src/text/one_line.cpp", "src/text/utf8.cpp", "src/text/json_text.cpp")
MAIN = """#include <cstdio>
#include "text/one_line.hpp"
int main(int, char** argv) {
  const std::string text = sent::text::one_line(argv[0]);
  return std::puts(text.c_str()) + std::puts(__FILE__);
}
"""
PROJECT = """cmake_minimum_required(VERSION 3.25)
include(cmake/temporary_files.cmake)
project(small LANGUAGES CXX)
if(NOT CMAKE_LIBRARY_ARCHITECTURE)
  message(FATAL_ERROR "CMake does not know where libraries are")
endif()
set(CMAKE_CXX_STANDARD 20)
include(cmake/compiler_cache.cmake)
add_executable(small main.cpp %s)
target_include_directories(small PRIVATE src)
""" % " ".join(SOURCES)


def run(*command, **options):
    done = subprocess.run(command, check=False, capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(command)}: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def built_in(folder, epoch, zone, umask, **variables):
    """The small program, with its debug information."""
    shutil.copy(ROOT / "CMakePresets.json", folder)
    shutil.copytree(ROOT / "cmake", folder / "cmake")
    shutil.copytree(ROOT / "src/text", folder / "src/text")
    (folder / "CMakeLists.txt").write_text(PROJECT, encoding="utf-8")
    (folder / "main.cpp").write_text(MAIN, encoding="utf-8")
    environment = os.environ | {"SOURCE_DATE_EPOCH": epoch, "TZ": zone, "CCACHE_DISABLE": "1"} | variables
    for command in (["cmake", "--preset", "release"], ["cmake", "--build", "build/release"]):
        run(*command, cwd=folder, env=environment, umask=umask)
    return (folder / "build/release/small").read_bytes()


class Program(unittest.TestCase):
    def test_is_the_same_in_any_folder_and_at_any_time_and_names_no_folder(self):
        with tempfile.TemporaryDirectory(suffix=" é", dir="/tmp") as work:  # TMPDIR may have a quote
            one, other = Path(work, "one"), Path(work, "other one/deeper")
            one.mkdir()
            other.mkdir(parents=True)
            first = built_in(one, "1770000000", "UTC", 0o022)
            second = built_in(other, "1780000000", "Pacific/Chatham", 0o077)
            self.assertFalse(work.encode() in first, f"{work} is in the program")
            self.assertTrue(first == second, "two builds differ")

    def test_is_linked_in_a_folder_and_with_a_tmpdir_that_have_a_blank_and_a_quote(self):
        with tempfile.TemporaryDirectory(suffix=" it's") as work:
            built_in(Path(work), "1770000000", "UTC", 0o022, TMPDIR=work)

    def test_contains_no_time_of_its_compilation(self):
        named = re.compile(r"__(?:DATE|TIME|TIMESTAMP)__")
        sources = list((ROOT / "src").rglob("*.?pp"))
        self.assertGreater(len(sources), 200)
        for path in sources:
            self.assertIsNone(named.search(path.read_text(encoding="utf-8")), path)


if __name__ == "__main__":
    unittest.main()
