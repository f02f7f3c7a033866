"""The exit codes of src/model/exit_code.hpp, by its text."""
import re

from repository import ROOT


def exit_codes():
    """Code → meaning."""
    text = (ROOT / "src/model/exit_code.hpp").read_text(encoding="utf-8")
    codes = dict(re.findall(r"^  (\w+) = (\d+),$", text, re.M))
    meanings = re.findall(r'\{ExitCode::(\w+), "([^"]+)"\}', text)
    assert codes.keys() == dict(meanings).keys() and len(codes) > 8, "the table is not as this reads it"
    return {int(codes[name]): meaning for name, meaning in meanings}
