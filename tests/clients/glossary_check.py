"""Abbreviations of a site: explained where a page uses them first, and none that many pages use is left out.

usage: glossary_check.py SITE

The glossary of each language is read as a reader sees it: terms with their
meanings, abbreviations among them (letters, at least two of them capitals). On
every other page, the first use of each in running text has to be a link to
its entry; names of documents (749/QĐ-TTg), headings, quotations, links and
code are no running text. Words of capitals that many pages use and that the
glossary lacks are told, unless they are names of formats or Roman numbers.
A site without a glossary is passed over.
"""

import re
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

KEPT = set("a abbr blockquote button caption code dfn dt figcaption h1 h2 h3 h4 h5 nav pre script style summary svg".split())
VOID = set("area base br col embed hr img input link meta source track wbr".split())
WORD = re.compile(r"(?<![\w/\-.&])(\w+)(?![\w/\-])")
ROMAN = re.compile(r"[IVXL]+")
# Names of formats, units and of what everybody knows by its letters.
KNOWN = set("BOM CKAN CSV CSVW DCAT JSON JSONLD KB LD MB NDJSON ODS PDF RDF SHA SQL TOML URL UTF VND XLSX XML ZIP ID VNPT WCAG AA EU".split())
# A word of capitals on so many pages is no slip of a single document.
MANY = 12


class Page(HTMLParser):
    """The text of a page's main part: each piece with whether it runs, and the links to the glossary."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.lang, self.open, self.pieces, self.terms, self.term = "", [], [], {}, None
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "html":
            self.lang = attrs.get("lang", "")
        if tag in VOID:
            return
        self.open.append((tag, "term" in (attrs.get("class") or "").split() and attrs.get("href")))
        if tag == "dt":
            self.term = ""
            self.terms[attrs.get("id", "")] = ""

    def handle_endtag(self, tag):
        while self.open and tag in [name for name, _ in self.open]:
            if self.open.pop()[0] == tag:
                break
        if tag == "dt":
            self.term = None

    def handle_data(self, text):
        names = [name for name, _ in self.open]
        if self.term is not None:
            self.terms[list(self.terms)[-1]] += text
        if "main" not in names:
            return
        inside = self.open[names.index("main"):]
        link = next((href for _, href in inside if href), None)
        self.pieces.append((text, link, any(name in KEPT for name, _ in inside)))


def glossaries(site, pages):
    """The abbreviations of each language, with the anchors of their entries."""
    found = {}
    for path, page in pages.items():
        if path.name in ("thuat-ngu.html", "glossary.html") and page.terms:
            words = {word.strip(): anchor for anchor, word in page.terms.items()}
            found[page.lang] = (path, {w: a for w, a in words.items() if w.isalnum() and sum(c.isupper() for c in w) > 1})
    return found


def main(site):
    pages = {path: Page(path) for path in sorted(site.rglob("*.html"))}
    known = glossaries(site, pages)
    if not known:
        print(f"{site.name}: no glossary")
        return 0
    faults, links, unknown, used = [], 0, Counter(), set()
    for path, page in pages.items():
        where, terms = known.get(page.lang, (None, {}))
        if path == where or path.name == "404.html" or not where:
            continue
        seen, missing = set(), set()
        for text, link, is_kept in page.pieces:
            if link:
                word = text.strip()
                links += 1
                target, _, anchor = link.partition("#")
                if (path.parent / target).resolve() != where.resolve() or terms.get(word) != anchor:
                    faults.append(f"{path.relative_to(site)}: “{word}” leads to {link}")
                if word in seen:
                    faults.append(f"{path.relative_to(site)}: “{word}” is not linked where it stands first")
                seen.add(word)
            elif not is_kept:
                for word in WORD.findall(text):
                    if word in terms and word not in seen:
                        faults.append(f"{path.relative_to(site)}: “{word}” stands without a link in “{text.strip()[:60]}”")
                        seen.add(word)
                    elif len(word) > 1 and word.isalpha() and word.isupper() and word not in terms:
                        missing.add(word)
        used |= seen
        unknown.update((page.lang, word) for word in missing if word not in KNOWN and not ROMAN.fullmatch(word))
    faults += [f"“{word}” stands on {count} pages ({lang}) and is not in the glossary" for (lang, word), count in unknown.items() if count >= MANY]
    if not links:
        faults.append("no page leads to the glossary")
    total = sum(len(terms) for _, terms in known.values())
    print(f"{site.name}: {total} abbreviations in {len(known)} languages, {len(used)} of them used, {links} first uses linked on {len(pages)} pages")
    for fault in faults[:40]:
        print(f"  {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
