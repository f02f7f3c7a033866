# SPDX-License-Identifier: Apache-2.0
"""The status page as a document: well-formed, whole, and with names as nothing but text. Needs no browser."""
import html.parser
import unittest
import xml.etree.ElementTree as ElementTree

from samples import changed, sample_pages

ELEMENTS = set("""html head meta title style body main header section h1 h2 h3 p ul li dl div dt dd strong span code
    time table caption thead tbody tfoot tr th td a bdi figure figcaption svg symbol use path circle rect""".split())
VOID = {"meta"}


class Nesting(html.parser.HTMLParser):
    """Reads as HTML and notes what is not closed in order."""

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
    def test_is_well_formed_as_xml_and_nested_as_html(self):
        for page in sample_pages().values():
            with self.subTest(page.stem):
                read(page)
                self.assertEqual(nesting_of(page), [])

    def test_has_only_elements_that_the_page_is_made_of(self):
        for page in sample_pages().values():
            with self.subTest(page.stem):
                self.assertLessEqual({element.tag for element in read(page).iter()}, ELEMENTS)

    def test_has_no_attribute_that_runs_or_fetches(self):
        for page in sample_pages().values():
            with self.subTest(page.stem):
                for element in read(page).iter():
                    for name, value in element.attrib.items():
                        self.assertFalse(name.startswith("on") or name in ("src", "action", "srcdoc"), name)
                        self.assertTrue(name != "href" or value.startswith("#"), value)
                        self.assertFalse(name == "style" and "url" in value, value)

    def test_has_an_id_once_and_all_that_is_pointed_to(self):
        for page in sample_pages().values():
            with self.subTest(page.stem):
                document = read(page)
                ids = [element.get("id") for element in document.iter() if element.get("id") is not None]
                self.assertEqual(len(ids), len(set(ids)))
                self.assertEqual(unknown_targets(document), [])

    def test_shows_a_mark_and_words_for_the_state_of_each_day(self):
        for page in sample_pages().values():
            with self.subTest(page.stem):
                for day in read(page).iterfind(".//td/a"):
                    state = day.get("class").removeprefix("day ")
                    self.assertEqual([use.get("href") for use in day.iter("use")], ["#mark-" + state])
                    self.assertIn(state.replace("_", " "), "".join(day.itertext()))

    def test_gives_each_state_a_shape_of_its_own(self):
        document = read(sample_pages()["each-state"])
        shapes = [ElementTree.tostring(shape[0]) for shape in document.iter("symbol")]
        self.assertEqual(len(shapes), 6)
        self.assertEqual(len(set(shapes)), 6)

    def test_names_its_tables_and_their_columns_and_rows(self):
        for page in sample_pages().values():
            with self.subTest(page.stem):
                for table in read(page).iter("table"):
                    self.assertTrue(table.findtext("caption"))
                    self.assertTrue(all(cell.get("scope") for cell in table.iter("th")))

    def test_sees_what_is_wrong(self):
        week = sample_pages()["week"]
        with self.assertRaises(ElementTree.ParseError):
            read(changed(week, "</main>", "<br></main>"))
        self.assertNotEqual(nesting_of(changed(week, "</main>", "</p></main>")), [])
        self.assertIn("#gone", unknown_targets(read(changed(week, 'href="#mark-delivered"', 'href="#gone"'))))


if __name__ == "__main__":
    unittest.main()
