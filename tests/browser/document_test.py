# SPDX-License-Identifier: Apache-2.0
"""The status page as a document: well-formed and complete, with names only as text. Needs no browser."""
import html.parser
import unittest
import xml.etree.ElementTree as ElementTree

from samples import changed, sample_pages

ELEMENTS = set("""html head meta title style body main header section h1 h2 h3 p ul li dl div dt dd strong span code
    time table caption thead tbody tfoot tr th td a bdi figure figcaption svg symbol use path circle rect""".split())
VOID = {"meta"}


class Nesting(html.parser.HTMLParser):
    """Parses HTML and records elements that are not closed in order."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.wrong = []

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append((tag, self.getpos()))

    def handle_startendtag(self, tag, attributes):
        pass


def read(page):
    return ElementTree.fromstring(page.read_text())


def nesting_of(page):
    nesting = Nesting()
    nesting.feed(page.read_text())
    nesting.close()
    return nesting.open + nesting.wrong


def unknown_targets(document):
    ids = {element.get("id") for element in document.iter()}
    return [element.get("href") for element in document.iter()
            if element.get("href") is not None and element.get("href").removeprefix("#") not in ids]


class Document(unittest.TestCase):
    def test_is_well_formed_xml_and_properly_nested_html(self):
        for page in sample_pages().values():
            with self.subTest(page.stem):
                read(page)
                self.assertEqual(nesting_of(page), [])

    def test_has_only_known_elements(self):
        for page in sample_pages().values():
            with self.subTest(page.stem):
                self.assertLessEqual({element.tag for element in read(page).iter()}, ELEMENTS)

    def test_has_no_attribute_that_runs_or_loads_anything(self):
        for page in sample_pages().values():
            with self.subTest(page.stem):
                for element in read(page).iter():
                    for name, value in element.attrib.items():
                        self.assertFalse(name.startswith("on") or name in ("src", "action", "srcdoc"), name)
                        self.assertTrue(name != "href" or value.startswith("#"), value)
                        self.assertFalse(name == "style" and "url" in value, value)

    def test_ids_are_unique_and_links_have_targets(self):
        for page in sample_pages().values():
            with self.subTest(page.stem):
                document = read(page)
                ids = [element.get("id") for element in document.iter() if element.get("id") is not None]
                self.assertEqual(len(ids), len(set(ids)))
                self.assertEqual(unknown_targets(document), [])

    def test_each_day_has_a_mark_and_words_for_its_state(self):
        for page in sample_pages().values():
            with self.subTest(page.stem):
                for day in read(page).iterfind(".//td/a"):
                    state = day.get("class").removeprefix("day ")
                    self.assertEqual([use.get("href") for use in day.iter("use")], ["#mark-" + state])
                    self.assertIn(state.replace("_", " "), "".join(day.itertext()))

    def test_each_state_has_its_own_shape(self):
        document = read(sample_pages()["each-state"])
        shapes = [ElementTree.tostring(shape[0]) for shape in document.iter("symbol")]
        self.assertEqual(len(shapes), 6)
        self.assertEqual(len(set(shapes)), 6)

    def test_tables_columns_and_rows_have_names(self):
        for page in sample_pages().values():
            with self.subTest(page.stem):
                for table in read(page).iter("table"):
                    self.assertTrue(table.findtext("caption"))
                    self.assertTrue(all(cell.get("scope") for cell in table.iter("th")))

    def test_mistakes_are_detected(self):
        week = sample_pages()["week"]
        with self.assertRaises(ElementTree.ParseError):
            read(changed(week, "</main>", "<br></main>"))
        self.assertNotEqual(nesting_of(changed(week, "</main>", "</p></main>")), [])
        self.assertIn("#gone", unknown_targets(read(changed(week, 'href="#mark-delivered"', 'href="#gone"'))))


if __name__ == "__main__":
    unittest.main()
