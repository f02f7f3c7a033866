# SPDX-License-Identifier: Apache-2.0
"""The status page in a browser: on a phone and a wide screen, in light and dark mode, and on paper.

Set SENT_SCREENSHOTS to a folder to keep the screenshots."""
import base64
import itertools
import json
import os
import pathlib
import unittest

from browser import Page, running_browser
from samples import CHROMIUM, changed, made_up_pages, random_pages, sample_pages, script

PHONE, WIDE = 390, 1280
NARROWEST = 360
SCHEMES = ("light", "dark")


@unittest.skipIf(CHROMIUM is None, "chromium-headless-shell is not installed")
class StatusPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = cls.enterClassContext(running_browser(CHROMIUM))

    def page(self, width=WIDE, scheme="light"):
        return Page(self.browser, width, scheme)

    def look_at(self, pages, tab, check):
        """Opens each page in turn."""
        for page in pages:
            with self.subTest(page.stem, width=tab.width, scheme=tab.scheme):
                tab.open(page.as_uri())
                check(page)

    def test_fits_every_width(self):
        for width in (NARROWEST, PHONE, 768, WIDE):
            tab = self.page(width)
            fits = {"window": width, "content": width, "beyond": [], "cut": 0}
            pages = random_pages() + made_up_pages() if width == NARROWEST else made_up_pages()
            self.look_at(pages, tab, lambda _: self.assertEqual(tab.evaluate(script("overflow.js")), fits))

    def test_overflow_is_detected(self):
        tab = self.page(PHONE)
        tab.open(changed(sample_pages()["week"], "</main>", '<p style="width:600px">wide</p></main>').as_uri())
        self.assertIn("P.", tab.evaluate(script("overflow.js"))["beyond"])

    def test_loads_nothing_and_logs_no_errors(self):
        tab = self.page()

        def check(page):
            self.assertEqual(tab.requests(), [page.as_uri()])
            self.assertEqual(tab.events("Log.entryAdded"), [])

        self.look_at(made_up_pages(), tab, check)

    def test_loading_is_detected_and_blocked(self):
        tab = self.page()
        image = '<img alt="" src="http://127.0.0.1:9/x.png"/></main>'
        tab.open(changed(sample_pages()["week"], "</main>", image).as_uri())
        self.assertIn("Content Security Policy", tab.events("Log.entryAdded")[0]["entry"]["text"])
        unbound = changed(sample_pages()["week"], "default-src 'none'; style-src 'unsafe-inline'", "")
        tab.open(changed(unbound, "</main>", image).as_uri())
        self.assertIn("http://127.0.0.1:9/x.png", tab.requests())

    def test_has_enough_contrast_in_light_and_dark_mode(self):
        for width, scheme in itertools.product((PHONE, WIDE), SCHEMES):
            tab = self.page(width, scheme)

            def check(_, tab=tab):
                found = tab.evaluate(script("contrast.js"))
                self.assertEqual(found["failures"], [])
                self.assertGreater(found["checked"], 40)

            self.look_at(made_up_pages(), tab, check)

    def test_low_contrast_is_detected(self):
        tab = self.page()
        tab.open(changed(sample_pages()["week"], "--muted: #59636f", "--muted: #808a96").as_uri())
        self.assertGreater(len(tab.evaluate(script("contrast.js"))["failures"]), 10)

    def test_looks_different_in_dark_mode(self):
        for width in (PHONE, WIDE):
            light, dark = (self.facts_of_screenshot(width, scheme) for scheme in SCHEMES)
            for facts in (light, dark):
                self.assertEqual(facts["width"], width)
                self.assertGreater(facts["height"], 1500)
                self.assertGreater(facts["colours"], 100)
            self.assertGreater(light["light"], 0.85)
            self.assertLess(dark["light"], 0.25)

    def facts_of_screenshot(self, width, scheme):
        tab = self.page(width, scheme)
        tab.open(sample_pages()["month"].as_uri())
        picture = tab.screenshot()
        folder = os.environ.get("SENT_SCREENSHOTS")
        if folder:
            os.makedirs(folder, exist_ok=True)
            (pathlib.Path(folder) / f"status-{width}-{scheme}.png").write_bytes(picture)
        tab.open("about:blank")
        return tab.evaluate(f"({script('image_facts.js')})({json.dumps(base64.b64encode(picture).decode())})")

    def test_names_cannot_run_scripts(self):
        tab = self.page()
        tab.open(sample_pages()["hostile"].as_uri())
        acting = "document.querySelectorAll('script, img, bdo, [onmouseover], [onerror]').length"
        self.assertEqual(tab.evaluate(acting), 0)
        names = tab.evaluate("[...document.querySelectorAll('bdi')].map((name) => name.textContent)")
        self.assertIn("</td></table><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;\"'", names)
        self.assertIn("<bdo dir=rtl>", names)

    def test_a_day_links_to_its_row(self):
        tab = self.page(PHONE)
        tab.open(sample_pages()["year"].as_uri())
        tab.evaluate("document.querySelector('a.day.missing').click()")
        self.assertEqual(tab.evaluate("document.querySelector(':target th').textContent"), "2026-03-23")
        place = tab.evaluate("document.querySelector(':target').getBoundingClientRect().top")
        self.assertTrue(0 <= place < tab.height, place)

    def test_is_printed_completely(self):
        tab = self.page()
        tab.open(sample_pages()["year"].as_uri())
        box = "document.querySelector('.tall')"
        hidden = f"{box}.scrollHeight - {box}.clientHeight"
        self.assertGreater(tab.evaluate(hidden), 1000)
        tab.emulate(media="print", scheme="dark")
        self.assertEqual(tab.evaluate(hidden), 0)
        paper = "getComputedStyle(document.querySelector('section')).backgroundColor"
        self.assertEqual(tab.evaluate(paper), "rgb(255, 255, 255)")


if __name__ == "__main__":
    unittest.main()
