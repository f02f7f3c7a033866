# SPDX-License-Identifier: Apache-2.0
"""Runs the unittests of a folder for ctest: 0 passed, 1 failed, 77 passed as far as they ran, but some were skipped.

    python3 tests/ctest_runner.py FOLDER [PATTERN]
"""
import sys
import unittest

SKIPPED = 77


def main(folder, pattern="test*.py"):
    result = unittest.TextTestRunner(verbosity=2).run(unittest.TestLoader().discover(folder, pattern))
    if not result.wasSuccessful() or result.testsRun + len(result.skipped) == 0:
        return 1
    for test, reason in result.skipped:
        print(f"SKIPPED, and so not tested: {test}: {reason}", file=sys.stderr)
    return SKIPPED if result.skipped else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
