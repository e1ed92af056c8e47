"""The feeds and calendars of a site, as the programs of readers see them.

usage: feeds_check.py SITE

Atom is read by feedparser and held against RFC 4287, element by element; JSON
Feed against its version 1.1; iCalendar is read by icalendar and held against
the published tables, deadline by deadline: of all plans, of each plan, and of
each agency those that it is responsible for, leads or helps with. Every page of
a plan and a dataset leads to its feeds, in its head and in its text, and no
feed stands alone. Prints a line with figures.
"""

import csv
import json
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urljoin

import feedparser
import icalendar
from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
ONCE = {"feed": ["id", "title", "updated"], "entry": ["id", "title", "updated"]}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
KINDS = {"application/atom+xml": ".atom", "application/feed+json": ".feed.json", "text/calendar": ".ics"}


class Site:
    def __init__(self, root):
        self.root = root
        self.problems, self.figures = [], Counter()
        self.base = None

    def wrong(self, where, what):
        self.problems.append(f"{where}: {what}")

    def has(self, address):
        """Whether an absolute address is that of a file of the site."""
        return address.startswith(self.base) and (self.root / unquote(address[len(self.base):].split("#")[0])).is_file()

    def full(self, path):
        return self.base + path.relative_to(self.root).as_posix()


def atom(site, path):
    root = etree.parse(path).getroot()
    read = feedparser.parse(path.read_bytes())
    name = path.relative_to(site.root)
    if root.tag != ATOM + "feed" or read.bozo or read.version != "atom10":
        site.wrong(name, f"no Atom: {root.tag} {read.version} {read.get('bozo_exception')}")
        return None
    if not root.get("{http://www.w3.org/XML/1998/namespace}lang"):
        site.wrong(name, "no language")
    selves = [link.get("href") for link in root.findall(ATOM + "link") if link.get("rel") == "self"]
    if selves != [site.full(path)]:
        site.wrong(name, f"says that it stands at {selves}")
    elements = [root, *root.findall(ATOM + "entry")]
    for element in elements:
        kind = etree.QName(element).localname
        for child in ONCE[kind]:
            found = element.findall(ATOM + child)
            if len(found) != 1 or not (found[0].text or "").strip():
                site.wrong(name, f"{kind} has {len(found)} times {child}")
        if not IRI.fullmatch(element.findtext(ATOM + "id") or ""):
            site.wrong(name, f"{element.findtext(ATOM + 'id')} is no IRI")
        for moment in element.findall(ATOM + "updated") + element.findall(ATOM + "published"):
            if not MOMENT.fullmatch(moment.text or ""):
                site.wrong(name, f"{moment.text} is no moment")
        alternates = [link.get("href") for link in element.findall(ATOM + "link") if link.get("rel") == "alternate"]
        if len(alternates) != 1 or not site.has(alternates[0]):
            site.wrong(name, f"{kind} leads to {alternates}")
        if not element.findtext(f"{ATOM}author/{ATOM}name"):
            site.wrong(name, f"{kind} has no author")
    if len(read.entries) != len(elements) - 1:
        site.wrong(name, f"feedparser reads {len(read.entries)} of {len(elements) - 1} entries")
    entries = [(entry.id, entry.title, entry.updated, entry.link) for entry in read.entries]
    days = [updated for _, _, updated, _ in entries]
    if days != sorted(days, reverse=True) or (days and read.feed.updated != days[0]):
        site.wrong(name, "the newest is not the first")
    if len({entry[0] for entry in entries}) != len(entries):
        site.wrong(name, "an entry stands twice")
    site.figures["Atom"] += 1
    site.figures["entries"] += len(entries)
    return entries


def json_feed(site, path, entries):
    name = path.relative_to(site.root)
    feed = json.loads(path.read_text("utf-8"))
    if feed["version"] != "https://jsonfeed.org/version/1.1" or not feed["title"] or feed["feed_url"] != site.full(path):
        site.wrong(name, "version, title or feed_url")
    if not site.has(feed["home_page_url"]) or not feed["language"] or not all(author["name"] for author in feed["authors"]):
        site.wrong(name, "home page, language or authors")
    allowed = {"id", "url", "title", "content_text", "date_published", "authors", "language"}
    for item in feed["items"]:
        if set(item) - allowed or not item["content_text"] or not MOMENT.fullmatch(item["date_published"]):
            site.wrong(name, f"{item['id']}: keys, text or moment")
    items = [(item["id"], item["title"], item["date_published"], item["url"]) for item in feed["items"]]
    if items != entries:
        site.wrong(name, "other entries than in Atom")
    site.figures["JSON Feed"] += 1


def calendar(site, path):
    """The calendar's events by identifier: day and what names the row."""
    name = path.relative_to(site.root)
    raw = path.read_bytes()
    lines = raw.split(b"\r\n")
    if lines[-1] != b"" or b"\n" in b"".join(lines) or max(map(len, lines)) > 75:
        site.wrong(name, "lines are not folded, or not ended, as RFC 5545 has it")
    parsed = icalendar.Calendar.from_ical(raw)
    if str(parsed["VERSION"]) != "2.0" or not parsed.get("PRODID") or not parsed.get("X-WR-CALNAME"):
        site.wrong(name, "version, product or name")
    events = {}
    for event in parsed.walk("VEVENT"):
        uid, day = str(event["UID"]), event.decoded("DTSTART")
        if event.errors or uid in events or type(day) is not date or not str(event["SUMMARY"]).strip():
            site.wrong(name, f"{uid}: {event.errors}, twice, no day or no summary")
        if event.decoded("DTSTAMP").tzinfo is None or not site.has(str(event["URL"])) or "LANGUAGE" not in event["SUMMARY"].params:
            site.wrong(name, f"{uid}: stamp, address or language")
        events[uid] = day
    if not events:
        site.wrong(name, "an empty calendar")
    site.figures["calendars"] += 1
    site.figures["events"] += len(events)
    return events


def deadlines(site):
    """What the published tables say is due, by identifier: day (empty: when the
    plan ends), plan, and the agencies that answer for it or help with it."""
    host = site.base.split("//")[1].split("/")[0]
    due = {}
    for descriptor in sorted(site.root.glob("data/*/datapackage.json")):
        package = json.loads(descriptor.read_text("utf-8"))
        if package.get("congbo", {}).get("profile") != "plan":
            continue
        plan = descriptor.parent.name
        for kind, table, columns in (("target", "targets", ["responsible"]), ("task", "tasks", ["lead", "coordinate"])):
            path = descriptor.parent / f"{table}.csv"
            if not path.is_file():
                continue
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    named = {name.strip() for column in columns for name in (row.get(column) or "").split(";")} - {""}
                    if kind == "target" or row.get("end"):
                        due[f"{kind}.{row['id']}.{plan}@{host}"] = (row.get("end") or "", plan, named)
    return due


def calendars(site, found):
    """Every calendar has the deadlines of its plan or agency, all of them and
    no others, and whoever has one has a calendar."""
    due = deadlines(site)
    # A target without a day of its own ends with its plan, whose day calendars know alone.
    every = {uid: day.isoformat() for events in found.values() for uid, day in events.items()}
    ends = {(due[uid][1], day) for uid, day in every.items() if uid in due and not due[uid][0]}
    if len({plan for plan, _ in ends}) != len(ends):
        site.wrong("calendars", f"a plan ends on several days: {sorted(ends)}")
    last = dict(ends)
    wanted = {uid: day or last.get(plan) for uid, (day, plan, _) in due.items()}
    wanted = {uid: day for uid, day in wanted.items() if day}
    plans = {plan for _, plan, _ in due.values()}
    have = {None: set()} | {name: set() for name in plans} | {name: set() for _, _, named in due.values() for name in named}
    for path, events in found.items():
        name = None if path.name == "index.ics" else path.stem
        if name not in have:
            site.wrong(path.relative_to(site.root), "a calendar of nobody")
            continue
        have[name].add(path)
        mine = {uid: day for uid, day in wanted.items() if name is None or name == due[uid][1] or (name not in plans and name in due[uid][2])}
        given = {uid: day.isoformat() for uid, day in events.items()}
        if given != mine:
            site.wrong(path.relative_to(site.root), f"not its deadlines: {sorted(set(given.items()) ^ set(mine.items()))[:4]}")
        site.figures["agencies' calendars"] += name is not None and name not in plans
    several = {len(paths) for paths in have.values() if paths}
    for name, paths in have.items():
        has_any = any(name is None or name == due[uid][1] or name in due[uid][2] for uid in wanted)
        if has_any and len(paths) != max(several, default=0):
            site.wrong("calendars", f"{name or 'the timeline'} has {len(paths)} of {max(several, default=1)}")
    return len(wanted)


def pages(site, made):
    """Pages lead to their feeds in head and text; every feed is led to."""
    led = set()
    for page in site.root.rglob("*.html"):
        tree = html.parse(page).getroot()
        head = {link.get("href"): link.get("type") for link in tree.xpath("//head/link[@rel='alternate'][@type]")}
        shown = {link.get("href") for link in tree.xpath("//body//a[@href]")}
        for href, kind in head.items():
            target = Path(unquote(urljoin(page.as_uri(), href)[7:]))
            if target not in made or not target.name.endswith(KINDS[kind]) or href not in shown:
                site.wrong(page.relative_to(site.root), f"{href} ({kind}) is no feed, or is not shown")
            led.add(target)
        site.figures["pages"] += 1
    for path in made - led:
        site.wrong(path.relative_to(site.root), "no page leads to it")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    site = Site(Path(sys.argv[1]).resolve())
    feeds = sorted(site.root.rglob("*.atom"))
    if not feeds:
        # Feeds and the catalogue need the same, and both are made unless `downloads` chooses.
        has_catalogue = (site.root / "catalog.ttl").exists()
        print(f"feeds: none, {'although there is a catalogue: 1 problem' if has_catalogue else 'as there is no catalogue'}")
        sys.exit(1 if has_catalogue else 0)
    home = site.root / "index.atom"
    selves = [link.get("href") for link in etree.parse(home).getroot().findall(ATOM + "link") if link.get("rel") == "self"]
    site.base = selves[0].removesuffix("index.atom")
    made = set(feeds)
    for path in feeds:
        entries = atom(site, path)
        twin = path.with_suffix(".feed.json")
        json_feed(site, twin, entries)
        made.add(twin)
    found = {}
    for path in sorted(site.root.rglob("*.ics")):
        found[path] = calendar(site, path)
        made.add(path)
    wanted = calendars(site, found)
    pages(site, made)
    for problem in site.problems[:20]:
        print(problem, file=sys.stderr)
    figures = ", ".join(f"{count} {name}" for name, count in site.figures.items())
    print(f"feeds: {figures}, {wanted} deadlines: {len(site.problems)} problems")
    sys.exit(1 if site.problems else 0)


if __name__ == "__main__":
    main()
