# SPDX-License-Identifier: Apache-2.0
"""The manual pages: man, groff and mandoc take them without a word, and they say what help and docs/settings.md say."""
import os
import re
import subprocess
import unittest

from generated import FOLDER, PAGES, all_commands, commands_in, help_of, options_in, settings


def run(*command):
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "100", "MANROFFSEQ": "", "MAN_KEEP_FORMATTING": ""}
    return subprocess.run(command, env=environment, check=False, capture_output=True, text=True, cwd=FOLDER)


def shown(page):
    """As `man` shows it, blanks run together."""
    done = run("man", "--warnings", "-l", page)
    assert done.returncode == 0, done.stderr
    return " ".join(re.sub(".\b", "", done.stdout).split())


class Pages(unittest.TestCase):
    def test_are_accepted_without_warnings(self):
        for page in PAGES:
            for command in (("man", "--warnings", "-l", page), ("groff", "-man", "-Tutf8", "-ww", "-z", page),
                            ("mandoc", "-Tlint", "-Wwarning", page)):
                done = run(*command)
                self.assertEqual((done.returncode, done.stderr), (0, ""), command)
            self.assertEqual(run("mandoc", "-Tlint", "-Wwarning", page).stdout, "")

    def test_are_not_accepted_with_a_mistake(self):
        text = (FOLDER / PAGES[0]).read_text(encoding="utf-8").replace(".SH \"EXIT", ".SI \"EXIT").encode()
        for command in (["mandoc", "-Tlint", "-Wwarning"], ["groff", "-man", "-Tutf8", "-ww", "-z"]):
            done = subprocess.run(command, input=text, check=False, capture_output=True)
            self.assertNotEqual(done.stdout + done.stderr, b"", command)

    def test_compressed_are_the_same(self):
        for page in PAGES:
            done = subprocess.run(["gzip", "-dc", FOLDER / (page + ".gz")], check=True, capture_output=True)
            self.assertEqual(done.stdout, (FOLDER / page).read_bytes())

    def test_have_a_name_line_that_whatis_can_read(self):
        for page, name in zip(PAGES, ("sent-source-data", "sent-source-data.toml")):
            done = run("lexgrog", page)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertRegex(done.stdout, rf'"{re.escape(name)} - \w')


class CommandPage(unittest.TestCase):
    def setUp(self):
        self.text = shown(PAGES[0])

    def test_has_every_command_with_its_options(self):
        found = list(all_commands())
        self.assertGreater(len(found), 8)
        for command, text in found:
            inner = commands_in(text)
            if inner:
                continue
            section = self.text.partition(f" {' '.join(command)} {' '.join(command)}")[2]
            for option in set(options_in(text)) - {"--help"}:
                self.assertIn(option, section, command)

    def test_has_the_global_options_and_exit_codes(self):
        text = help_of()
        for option in options_in(text):
            self.assertIn(option, self.text)
        table = text.partition("Exit codes:\n")[2]
        codes = re.findall(r"^ +(\d+) +(.*)$", table, re.MULTILINE)
        self.assertGreater(len(codes), 8)
        for code, meaning in codes:
            self.assertIn(f" {code} {meaning}", self.text)

    def test_uses_the_words_of_help(self):
        for sentence in re.findall(r"^  --\S+(?: \S+)*?  +(\S.*)$", help_of("run"), re.MULTILINE):
            self.assertIn(" ".join(sentence.split()), self.text)


class SettingsPage(unittest.TestCase):
    def test_has_every_setting_with_default_form_and_environment(self):
        text = shown(PAGES[1])
        found = settings()
        self.assertGreater(len(found), 40)
        for name, default, form in found:
            variable = "SENT_SOURCE_DATA_" + name.upper().replace(".", "_")
            self.assertIn(f"Expected: {form}. Default: {default or 'none'}. Environment: {variable}.", text, name)

    def test_has_the_presets(self):
        text = shown(PAGES[1])
        self.assertIn("segment-eu sink.url https://events.eu1.segmentapis.com/v1/batch, sink.gzip true", text)


if __name__ == "__main__":
    unittest.main()
