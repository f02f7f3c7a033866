# SPDX-License-Identifier: Apache-2.0
"""The exit codes of src/model/exit_code.hpp, by its text."""
import re

from repository import ROOT


TEXT = (ROOT / "src/model/exit_code.hpp").read_text(encoding="utf-8")


def codes_by_name():
    """Name → code."""
    return {name: int(code) for name, code in re.findall(r"^  (\w+) = (\d+),$", TEXT, re.M)}


def exit_codes():
    """Code → meaning."""
    codes = codes_by_name()
    meanings = re.findall(r'\{ExitCode::(\w+), "([^"]+)"\}', TEXT)
    assert codes.keys() == dict(meanings).keys() and len(codes) > 8, "the table is not as this reads it"
    return {codes[name]: meaning for name, meaning in meanings}
