"""Proves that a generator's output holds the whole portal of the benchmark.

    python3 check.py congbo|drawn|hugo|hugo-ugly COUNT OUTPUT

In both languages: every cell of every table in its place, every piece of every
text, title, language switch, breadcrumb, neighbours; lists and topics complete
and cut into pages of 100; the newest 20 on the home page; the sitemap; every
CSV byte for byte. Prints one line of JSON; exit code 1 when something is
missing. Numbers may be written as the language does (26.500,5).
"""

import csv
import html
import json
import os
import posixpath
import re
import sys
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import content
from content import BASE, LANGUAGES, TOPICS
from trees import NEWEST, PER_PAGE, TEXTS

CELL = re.compile(r"<t[dh]\b[^>]*>(.*?)(?=</?t[drh]\b|</?tbody|</?table)", re.S)
TAG = re.compile(r"<[^>]*>")
LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.S)
HREF = re.compile(r"href=(?:\"([^\"]*)\"|([^\s>]*))")
ADDRESS = re.compile(r"<loc>([^<]*)</loc>")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Congbo:
    """Where congbo's pages stand."""

    folders = {"vi": "", "en": "en/"}
    words = {"vi": ("du-lieu", "chu-de"), "en": ("data", "topics")}

    def home(self, lang):
        return f"{self.folders[lang]}index.html"

    def datasets(self, lang):
        return f"{self.folders[lang]}{self.words[lang][0]}/index.html"

    def dataset(self, lang, name):
        return f"{self.folders[lang]}{self.words[lang][0]}/{name}/index.html"

    def topics(self, lang):
        return f"{self.folders[lang]}{self.words[lang][1]}/index.html"

    def topic(self, lang, topic):
        return f"{self.folders[lang]}{self.words[lang][1]}/{topic}.html"

    def later(self, first, number):
        return f"{first.removesuffix('.html')}.p{number}.html"

    def csv(self, name):
        return f"data/{name}/{name}.csv"

    def more(self, lang, name):
        """Files that its page offers beside the CSV."""
        return []


class Drawn(Congbo):
    """The same with a chart on every page and the first downloads."""

    def more(self, lang, name):
        data, page = f"data/{name}/{name}", self.dataset(lang, name).removesuffix(".html")
        return [*(f"{data}.{ending}" for ending in TEXTS if ending != "zip"), f"{page}.chart-1.svg", f"{page}.chart-1.csv"]


class Hugo:
    """Where Hugo's pages stand: each in a folder of its own, or (`uglyURLs`)
    datasets and topics as files."""

    def __init__(self, is_ugly):
        self.is_ugly = is_ugly

    def page(self, path):
        return f"{path}.html" if self.is_ugly else f"{path}/index.html"

    def home(self, lang):
        return f"{lang}/index.html"

    def datasets(self, lang):
        return f"{lang}/datasets/index.html"

    def dataset(self, lang, name):
        return self.page(f"{lang}/datasets/{name}")

    def topics(self, lang):
        return f"{lang}/topics/index.html"

    def topic(self, lang, topic):
        return self.page(f"{lang}/topics/{topic}")

    def later(self, first, number):
        if first.endswith("/index.html"):
            return f"{first.removesuffix('/index.html')}/page/{number}/index.html"
        return f"{first.removesuffix('.html')}/page/{number}.html"

    def csv(self, name):
        return f"data/{name}.csv"

    def more(self, lang, name):
        return []


SITES = {"congbo": Congbo(), "drawn": Drawn(), "full": Congbo(), "hugo": Hugo(False), "hugo-ugly": Hugo(True)}


def text(markup: str) -> str:
    """What a reader sees of some HTML."""
    return " ".join(html.unescape(TAG.sub(" ", markup)).split())


class Page:
    """A page of the output: its HTML and where its links lead."""

    def __init__(self, root: Path, path: str):
        self.path = path
        self.html = (root / path).read_text(encoding="utf-8")

    def leads_to(self, attributes: str) -> str:
        """The path that a link leads to, below the site's top."""
        found = HREF.search(attributes)
        if not found:
            return ""
        target = unquote(html.unescape(found.group(1) or found.group(2) or "")).split("#")[0]
        if target.startswith(BASE):
            target = target.removeprefix(BASE)
        elif "://" in target:
            return target
        whole = target if target.startswith("/") else posixpath.join("/", posixpath.dirname(self.path), target)
        plain = posixpath.normpath(whole).lstrip("/")
        return posixpath.join(plain, "index.html") if target.endswith("/") else plain

    def links(self, part: str | None = None) -> list[tuple[str, str, str]]:
        """Links: target, attributes, text."""
        return [(self.leads_to(at), at, text(said)) for at, said in LINK.findall(part or self.html)]

    def between(self, start: str, end: str) -> str:
        begin = self.html.find(start)
        return self.html[begin:self.html.find(end, begin)] if begin >= 0 else ""


def plain_number(cell: str, lang: str) -> Decimal | None:
    """The number that a cell prints in a language's way."""
    group, point = (".", ",") if lang == "vi" else (",", ".")
    bare = cell.replace(group, "").replace(point, ".")
    return Decimal(bare) if NUMBER.fullmatch(bare) else None


def same(cell: str, raw: str, lang: str) -> bool:
    if cell == raw:
        return True
    return bool(NUMBER.fullmatch(raw)) and plain_number(cell, lang) == Decimal(raw)


class Check:
    """One output being held against the portal."""

    def __init__(self, tool: str, count: int, root: Path, changed: dict[str, bytes]):
        self.site, self.root, self.changed = SITES[tool], root, changed
        self.sets = {one.name: one for one in content.datasets(count)}
        self.wrong: list[str] = []

    def expect(self, is_so, what: str) -> None:
        if not is_so:
            self.wrong.append(what)

    def page(self, path: str) -> Page | None:
        if not (self.root / path).is_file():
            self.wrong.append(f"no page {path}")
            return None
        return Page(self.root, path)

    def run(self) -> list[str]:
        for lang in LANGUAGES:
            order = self.listing(lang, self.site.datasets(lang), set(self.sets))
            self.topics(lang)
            self.home(lang)
            for place, name in enumerate(order):
                beside = {order[at] for at in (place - 1, place + 1) if 0 <= at < len(order)}
                self.dataset(lang, self.sets[name], beside)
        for name, one in self.sets.items():
            path = self.root / self.site.csv(name)
            self.expect(path.is_file() and path.read_bytes() == self.changed.get(name, one.csv()), f"csv {name}")
        self.sitemap()
        return self.wrong

    def dataset(self, lang: str, one, beside: set[str]) -> None:
        page = self.page(self.site.dataset(lang, one.name))
        if page is None:
            return
        where = f"{lang}/{one.name}"
        flat = text(page.html)
        self.expect(text(page.between("<h1", "</h1>")) == one.title[lang], f"title {where}")
        body, at = one.body[lang], 0
        for piece in body.pieces:
            self.expect(" ".join(piece.split()) in flat, f"text {where}: {piece[:40]}")
        tables = page.html.split("<table")
        self.expect(len(tables) == 3, f"tables {where}")
        cells = [text(cell) for cell in CELL.findall(tables[-1].partition("<tbody")[2])]
        wanted = [" ".join(cell.split()) for row in self.rows(one) for cell in row]
        is_same = len(cells) == len(wanted) and all(same(cell, want, lang) for cell, want in zip(cells, wanted))
        self.expect(is_same, f"cells {where}")
        self.expect(all(f">{name}</th>" in tables[-1] for name in content.HEADER), f"header {where}")
        links = page.links()
        targets = {target for target, _, _ in links}
        other = next(known for known in LANGUAGES if known != lang)
        self.expect(self.site.dataset(other, one.name) in targets, f"switch {where}")
        self.expect(self.site.csv(one.name) in targets, f"download {where}")
        more = self.site.more(lang, one.name)
        self.expect(all(path in targets and (self.root / path).is_file() for path in more), f"downloads {where}")
        if more:
            self.expect(page.html.count("<svg ") == 2 and (self.root / f"data/{one.name}/{one.name}.zip").is_file(), f"chart {where}")
        self.expect(self.site.topic(lang, one.topic) in targets, f"topic {where}")
        self.expect(f"{BASE}/about/{one.topic}".removeprefix(BASE + "/") in targets, f"link {where}")
        crumbs = {target for target, _, _ in page.links(page.between("breadcrumb", "</nav>"))}
        self.expect(crumbs == {self.site.home(lang), self.site.datasets(lang)}, f"breadcrumb {where}")
        found = {(target, said.split(": ")[-1]) for target, at, said in links if re.search(r"rel=\"?(prev|next)", at)}
        wanted_beside = {(self.site.dataset(lang, name), self.sets[name].title[lang]) for name in beside}
        self.expect(found == wanted_beside, f"neighbours {where}")

    def rows(self, one) -> list[list[str]]:
        if one.name not in self.changed:
            return one.rows
        return list(csv.reader(self.changed[one.name].decode().splitlines()))[1:]

    def listing(self, lang: str, first: str, members: set[str]) -> list[str]:
        """The datasets of a list in its order, over all its pages."""
        names = {self.site.dataset(lang, name): name for name in self.sets}
        order: list[str] = []
        pages = max(1, -(-len(members) // PER_PAGE))
        for number in range(1, pages + 1):
            page = self.page(first if number == 1 else self.site.later(first, number))
            if page is None:
                continue
            entries = [(names[target], said) for target, _, said in page.links() if target in names]
            wanted = min(PER_PAGE, len(members) - (number - 1) * PER_PAGE)
            self.expect(len(entries) == wanted, f"{page.path}: {len(entries)} entries")
            flat = text(page.html)
            for name, said in entries:
                self.expect(said == self.sets[name].title[lang], f"{page.path}: title of {name}")
                self.expect(self.sets[name].sentence[lang] in flat, f"{page.path}: sentence of {name}")
            order += [name for name, _ in entries]
            pager = {target for target, _, _ in page.links()}
            for beside in (number - 1, number + 1):
                if 1 <= beside <= pages:
                    there = first if beside == 1 else self.site.later(first, beside)
                    self.expect(there in pager, f"{page.path}: no way to page {beside}")
        self.expect(len(order) == len(members) and set(order) == members, f"{first}: {len(set(order))} of {len(members)} entries")
        return order

    def topics(self, lang: str) -> None:
        index = self.page(self.site.topics(lang))
        for topic, names in TOPICS.items():
            members = {name for name, one in self.sets.items() if one.topic == topic}
            if not members:
                continue
            self.listing(lang, self.site.topic(lang, topic), members)
            if index:
                entry = re.search(re.escape(names[lang]) + r"</a>\s*(\d[\d.,]*)", index.html)
                count = re.sub(r"\D", "", entry.group(1)) if entry else ""
                self.expect(count == str(len(members)), f"topics {lang}: {topic}")
                self.expect(any(target == self.site.topic(lang, topic) for target, _, _ in index.links()), f"topics {lang}: link {topic}")

    def home(self, lang: str) -> None:
        page = self.page(self.site.home(lang))
        if page is None:
            return
        names = {self.site.dataset(lang, name): name for name in self.sets}
        shown = [names[target] for target, _, _ in page.links() if target in names]
        self.expect(len(shown) == len(set(shown)) == min(NEWEST, len(self.sets)), f"home {lang}: {len(shown)} datasets")
        left = [one.moment.date() for name, one in self.sets.items() if name not in shown]
        oldest = min((self.sets[name].moment.date() for name in shown), default=None)
        self.expect(not left or (oldest and max(left) <= oldest), f"home {lang}: not the newest")
        self.expect(any(target == self.site.datasets(lang) for target, _, _ in page.links()), f"home {lang}: no way to the list")

    def sitemap(self) -> None:
        listed = set()
        for path in self.root.rglob("sitemap*.xml"):
            for address in ADDRESS.findall(path.read_text(encoding="utf-8")):
                plain = html.unescape(address).removeprefix(f"{BASE}/")
                listed.add(plain + "index.html" if plain.endswith("/") else plain)
        wanted = {self.site.dataset(lang, name) for lang in LANGUAGES for name in self.sets}
        self.expect(wanted <= listed, f"sitemap: {len(wanted - listed)} pages missing")


def sizes(root: Path) -> dict[str, int]:
    """How many pages and files there are, and their bytes."""
    pages = files = total = 0
    for folder, _, names in os.walk(root):
        for name in names:
            files += 1
            pages += name.endswith(".html")
            total += os.path.getsize(os.path.join(folder, name))
    return {"pages": pages, "files": files, "bytes": total}


def check(tool: str, count: int, root: Path, changed: dict[str, bytes] | None = None) -> dict:
    """Holds an output against the portal; what is wrong is in `wrong`."""
    wrong = Check(tool, count, root, changed or {}).run()
    return {**sizes(root), "failures": len(wrong), "first": wrong[:5]}


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in SITES:
        sys.exit(__doc__)
    found = check(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
    print(json.dumps(found, ensure_ascii=False))
    sys.exit(1 if found["failures"] else 0)
