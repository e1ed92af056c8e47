"""Every page of a site: links resolve, languages are declared, nothing is loaded from elsewhere.

usage: links.py SITE

In every HTML page: each relative address leads to a file of the site and each
anchor to an element there; ids are unique and references to them resolve; the
page says its language; translations name each other (hreflang); no style
sheet, script, image or frame comes from another host; no inline style, script
or event handler stands in the way of a strict content security policy. The
sitemap lists exactly the pages, by their addresses.
"""

import sys
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

# Attributes that make a browser load something at once.
LOADED = {("script", "src"), ("img", "src"), ("source", "src"), ("video", "src"), ("audio", "src"), ("iframe", "src"), ("embed", "src"),
          ("object", "data"), ("track", "src"), ("input", "src"), ("use", "href"), ("image", "href")}
LOADING_RELS = {"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}
TO_IDS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "headers", "list")
DATA_TYPES = ("application/ld+json", "application/json", "importmap", "speculationrules")
# Stands for any missing path of a host, so that its links are absolute.
ANYWHERE = "404.html"


class Page(HTMLParser):
    """What a page links to, loads and declares."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.path, self.lang, self.ids = path, None, []
        self.links, self.loads, self.id_uses, self.problems = [], [], [], []
        self.alternates, self.canonical, self.title = {}, None, False

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.problem(f"<{tag}> has an attribute twice")
        attributes = {name: value or "" for name, value in attrs}
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a" and "name" in attributes:
            self.ids.append(attributes["name"])
        if tag == "html":
            self.lang = attributes.get("lang")
        self.title |= tag == "title"
        self.policy(tag, attributes)
        self.addresses(tag, attributes)

    handle_startendtag = handle_starttag

    def policy(self, tag, attributes):
        """What a strict content security policy would refuse."""
        if "lang" in attributes and not attributes["lang"].strip():
            self.problem(f"<{tag}> has an empty lang")
        for name in attributes:
            if name == "style" or name.startswith("on"):
                self.problem(f"<{tag}> has an inline {name}")
        inline = tag == "script" and "src" not in attributes and attributes.get("type", "") not in DATA_TYPES
        if inline or (tag == "style" and self.path != ANYWHERE):
            self.problem(f"an inline <{tag}>")

    def addresses(self, tag, attributes):
        rels = set(attributes.get("rel", "").lower().split())
        for name in ("href", "src", "data", "poster", "action", "xlink:href"):
            if name in attributes and not (tag != "object" and name == "data"):
                loaded = (tag, name.removeprefix("xlink:")) in LOADED or (tag == "link" and rels & LOADING_RELS)
                (self.loads if loaded else self.links).append(attributes[name])
        for part in attributes.get("srcset", "").split(","):
            if part.strip():
                self.loads.append(part.split()[0])
        for name in TO_IDS:
            if name in attributes:
                self.id_uses += attributes[name].split()
        if tag == "link" and "alternate" in rels and "hreflang" in attributes:
            self.alternates[attributes["hreflang"]] = attributes.get("href", "")
        if tag == "link" and "canonical" in rels:
            self.canonical = attributes.get("href", "")

    def problem(self, text):
        line, column = self.getpos()
        self.problems.append(f"{self.path}:{line}:{column + 1}: {text}")


class Site:
    """All files of a site and its parsed pages."""

    def __init__(self, root):
        self.files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
        self.root, self.pages = root, {}
        for name in sorted(name for name in self.files if name.endswith(".html")):
            page = Page(name)
            page.feed((root / name).read_text("utf-8"))
            page.close()
            self.pages[name] = page
        self.base = self.find_base()
        self.checked = 0

    def find_base(self):
        """The portal's own address, from the canonical link of a page."""
        for name, page in self.pages.items():
            if page.canonical and page.canonical.endswith(name):
                return page.canonical[: -len(name)]
        return None

    def target(self, page, address):
        """The file and the anchor that an address of a page leads to; None outside the site."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            if not (self.base and address.startswith(self.base)):
                return None
            path = unquote(parts.path[len(urlsplit(self.base).path):])
            # Every host answers its top folder with the index; deeper links name the file.
            path = path or "index.html"
        elif parts.path.startswith("/"):
            prefix = urlsplit(self.base).path if self.base else "/"
            path = unquote(parts.path[len(prefix):])
        else:
            path = resolve(page.path, unquote(parts.path))
        return path, unquote(parts.fragment)

    def problems(self):
        for page in self.pages.values():
            yield from page.problems
            yield from self.check_head(page)
            yield from self.check_ids(page)
            yield from self.check_links(page)
            yield from self.check_alternates(page)
        yield from self.check_sitemap()

    def check_head(self, page):
        if not page.lang:
            yield f"{page.path}: <html> says no language"
        if not page.title:
            yield f"{page.path}: no <title>"

    def check_ids(self, page):
        known = set(page.ids)
        if len(known) != len(page.ids):
            yield f"{page.path}: ids twice: {sorted({name for name in page.ids if page.ids.count(name) > 1})}"
        for name in page.id_uses:
            if name not in known:
                yield f"{page.path}: no element has the id {name!r} that is referred to"

    def check_links(self, page):
        for address in page.loads:
            parts = urlsplit(address)
            if self.base and address.startswith(self.base):
                continue
            if (parts.scheme and parts.scheme != "data") or parts.netloc:
                yield f"{page.path}: loads {address} from elsewhere"
        for address in page.links + page.loads:
            self.checked += 1
            if urlsplit(address).scheme in ("javascript", "vbscript", "file"):
                yield f"{page.path}: {address[:60]} is no harmless address"
            if urlsplit(address).path.startswith("/") and not urlsplit(address).netloc and page.path != ANYWHERE:
                yield f"{page.path}: {address} works only at the top of a host"
                continue
            found = self.target(page, address)
            if found is None:
                continue
            path, anchor = found
            if path not in self.files:
                yield f"{page.path}: {address} leads nowhere"
            elif anchor and path in self.pages and anchor not in self.pages[path].ids and anchor != "top":
                yield f"{page.path}: {address}: no such anchor"

    def check_alternates(self, page):
        translations = {lang: self.target(page, address) for lang, address in page.alternates.items() if lang != "x-default"}
        if not translations:
            return
        if page.lang not in translations or translations[page.lang][0] != page.path:
            yield f"{page.path}: its translations do not include itself"
        for lang, found in translations.items():
            other = self.pages.get(found[0]) if found else None
            if other is None:
                yield f"{page.path}: its translation in {lang} is no page of the site"
            elif other.lang != lang:
                yield f"{page.path}: {other.path} is in {other.lang}, not in {lang}"
            elif {tag: self.target(other, address) for tag, address in other.alternates.items() if tag != "x-default"} != translations:
                yield f"{page.path}: {other.path} names other translations"

    def check_sitemap(self):
        path = self.root / "sitemap.xml"
        if not path.exists():
            return
        space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
        listed = [element.text for element in ElementTree.parse(path).iter(f"{space}loc")]
        if self.base is None:
            yield "sitemap.xml: no page has a canonical address"
            return
        expected = {self.base + name for name in self.pages if name != ANYWHERE}
        for address in sorted(set(listed) ^ expected):
            yield f"sitemap.xml: {address} is {'no page' if address in listed else 'missing'}"
        if len(listed) != len(set(listed)):
            yield "sitemap.xml: an address stands twice"


def resolve(page, path):
    """The path of a file, from the path of a page and a relative one."""
    if not path:
        return page
    parts = list(PurePosixPath(page).parent.parts)
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return "../" + path
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    site = Site(Path(sys.argv[1]))
    problems = list(site.problems())
    if not site.pages:
        problems.append(f"{sys.argv[1]}: no HTML pages")
    for problem in problems[:200]:
        print(problem, file=sys.stderr)
    languages = sorted({page.lang or "?" for page in site.pages.values()})
    print(f"links: {len(site.pages)} pages in {', '.join(languages)}, {site.checked} addresses followed: {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
