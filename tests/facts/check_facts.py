"""Checks the demonstration portal's data against the profiles and the sources.

Run from the project's root: `python3 tests/facts/check_facts.py`. Needs only
the standard library of Python 3.11. It says every mistake it finds and ends
with 1 when there is any.

1. The tables: headers equal the profile, ids, references, codes, dates.
2. The facts: tests/facts/<plan>.toml, typed from the source text by hand.
3. The recount: numbered rows, tasks, percent signs and document numbers of the
   source text, each accounted for. Skipped when the source texts are absent.
4. The pages: front matter, both languages, links between files, no name of a
   signatory anywhere.
"""

import csv
import re
import sys
import tomllib
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

ROOT = Path.cwd()
TEXTS = ROOT.parent / "shared" / "plans"
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
KEYWORD = re.compile(r"[\w .-]{2,100}")
PERIODICITY = {"annual", "biennial", "quarterly", "monthly", "irregular", "never", "unknown", "as_needed"}
# NN/TYPE-ISSUER (misprinted with a space too), NN/YYYY/TYPE-ISSUER, laws NN/YYYY/QHnn,
# Party documents NN-TYPE/TU, national standards TCVN NN:YYYY.
NUMBER = re.compile(
    r"\d+(?:/\d{4})?/ ?[A-ZĐ][A-Za-zĐđ]*-[A-ZĐ][A-Za-zĐđ&-]*"
    r"|\d+/\d{4}/QH\d+"
    r"|\d+-[A-ZĐ][A-ZĐa-z]*/[A-ZĐ]{2}"
    r"|TCVN \d+:\d{4}"
)

problems = []


def wrong(where, what):
    problems.append(f"{where}: {what}")


def load_toml(path):
    with open(path, "rb") as file:
        return tomllib.load(file)


def split(cell):
    return [part for part in cell.split(";") if part]


# ------------------------------------------------------------------ 1. tables


def profile(name):
    return {table["name"]: table for table in load_toml(ROOT / f"src/model/profiles/{name}.toml")["tables"]}


def columns(table, languages):
    """The table's fields with `name_*` made one field per language."""
    for field in table["fields"]:
        if field["name"].endswith("_*"):
            for place, language in enumerate(languages):
                constraints = dict(field.get("constraints", {}))
                if place > 0:
                    constraints.pop("required", None)
                yield {**field, "name": field["name"][:-1] + language, "constraints": constraints, "translated": True}
        else:
            yield field


def read_table(path, fields):
    """Reads and checks one CSV; its rows are dictionaries with their line."""
    where = path.relative_to(ROOT)
    raw = path.read_bytes()
    if raw.startswith(b"\xef\xbb\xbf"):
        wrong(where, "begins with a byte order mark")
    if b"\r" in raw:
        wrong(where, "has CR line ends")
    if not raw.endswith(b"\n"):
        wrong(where, "does not end its last line")
    text = raw.decode("utf-8")
    if unicodedata.normalize("NFC", text) != text:
        wrong(where, "is not in NFC")
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    header = next(reader)
    names = [field["name"] for field in fields]
    if header != names:
        wrong(where, f"header is {header}, the profile says {names}")
        return []
    rows = []
    for cells in reader:
        line = reader.line_num
        if len(cells) != len(header):
            wrong(f"{where}:{line}", f"has {len(cells)} cells, not {len(header)}")
            continue
        row = dict(zip(header, cells))
        for field in fields:
            check_cell(f"{where}:{line}:{field['name']}", row[field["name"]], field)
        rows.append(row)
    if not rows:
        wrong(where, "has no rows")
    return rows


def check_cell(where, cell, field):
    rules = field.get("constraints", {})
    if cell != cell.strip() or "  " in cell or "\n" in cell:
        wrong(where, f"has stray white space: {cell!r}")
    if cell == "":
        if rules.get("required") or field.get("translated") and field["name"].split("_")[0] in ("name", "title"):
            wrong(where, "is empty")
        return
    if "enum" in rules and cell not in rules["enum"]:
        wrong(where, f"`{cell}` is none of {rules['enum']}")
    pattern = rules.get("pattern")
    if pattern == "ID":
        if not ID.fullmatch(cell) or cell in RESERVED or len(cell) > 100:
            wrong(where, f"`{cell}` is not an identifier")
    elif pattern and not re.fullmatch(pattern, cell):
        wrong(where, f"`{cell}` does not match {pattern}")
    kind = field["type"]
    if kind == "date" and not is_date(cell):
        wrong(where, f"`{cell}` is not a date")
    if kind == "number" and not re.fullmatch(r"-?\d+(\.\d+)?", cell):
        wrong(where, f"`{cell}` is not a number")
    if kind == "integer" and not re.fullmatch(r"\d+", cell):
        wrong(where, f"`{cell}` is not a whole number")
    if kind == "boolean" and cell not in ("true", "false"):
        wrong(where, f"`{cell}` is neither true nor false")
    if kind == "list" and (len(split(cell)) != len(cell.split(";")) or len(set(split(cell))) != len(split(cell))):
        wrong(where, f"`{cell}` has an empty or repeated entry")


def is_date(cell):
    try:
        return re.fullmatch(r"\d{4}-\d\d-\d\d", cell) and date.fromisoformat(cell)
    except ValueError:
        return False


def check_keys(where, table, rows):
    keys = [table["primaryKey"]] if "primaryKey" in table else []
    for key in keys + table.get("uniqueKeys", []):
        counts = Counter(tuple(row[column] for column in key) for row in rows)
        for value, count in counts.items():
            if count > 1:
                wrong(where, f"key {value} stands {count} times")


def check_references(where, fields, rows, ids):
    for field in fields:
        target = field.get("reference")
        if not target:
            continue
        for row in rows:
            cell = row[field["name"]]
            parts = split(cell) if field["type"] == "list" else [cell] if cell else []
            for part in parts:
                if part not in ids.get(target, set()):
                    wrong(f"{where}, {field['name']}", f"`{part}` is not in {target}")


def check_periods(where, rows):
    for row in rows:
        for first, last in (("start", "end"), ("valid_from", "valid_to"), ("in_force_from", "in_force_to")):
            if row.get(first) and row.get(last) and row[first] > row[last]:
                wrong(where, f"{row.get('id')}: {first} {row[first]} is after {last} {row[last]}")


def check_descriptor(folder, bodies, provinces, languages):
    where = f"data/{folder.name}/dataset.toml"
    described = load_toml(folder / "dataset.toml")
    for key in ("title", "description"):
        for language in languages:
            if not described[key].get(language):
                wrong(where, f"{key} has no `{language}`")
    for keyword in described["keywords"]:
        if not KEYWORD.fullmatch(keyword):
            wrong(where, f"keyword `{keyword}` would be refused by CKAN")
    facts = described["congbo"]
    for key in ("issued", "modified"):
        if not isinstance(facts.get(key), date):
            wrong(where, f"{key} is not a date")
    if facts["periodicity"] not in PERIODICITY:
        wrong(where, f"periodicity `{facts['periodicity']}` is unknown")
    if facts["profile"] == "plan":
        if "publisher" in facts:
            wrong(where, "names a body as publisher; this project publishes the plan's data, the body issued the plan")
        issuer = described["sources"][0]["title"]["vi"].split(":")[0]
        if issuer not in bodies:
            wrong(where, f"the source does not begin with the name of an agency: `{issuer}`")
        if facts.get("spatial") not in provinces:
            wrong(where, "spatial is not a province")
        if not facts["start"] <= facts["end"]:
            wrong(where, "start is after end")
    return facts


def check_targets(where, targets, statements):
    for row in targets:
        if row["kind"] == "qualitative" and (row["comparator"] or row["value"]):
            wrong(where, f"{row['id']} is qualitative and has a value")
        if row["kind"] != "qualitative" and not (row["comparator"] and row["value"]):
            wrong(where, f"{row['id']} has no value or comparator")
        if row["kind"] == "quantitative" and not row["unit"]:
            wrong(where, f"{row['id']} has no unit")
        own = [s for s in statements if s["target"] == row["id"]]
        if len(own) == 1:
            wrong(where, f"{row['id']} has a single statement")
        by_appendix = [s for s in own if s["place"].startswith("appendix")]
        if by_appendix and not any(
            all(s[c] == row[c] for c in ("comparator", "value", "unit", "page_line", "as_written")) for s in by_appendix
        ):
            wrong(where, f"{row['id']} does not repeat its appendix")


# ------------------------------------------------------------------- 2. facts


class Names:
    """Turns what a text calls things into ids, by the registries."""

    def __init__(self, registry, plan):
        self.agencies = {}
        for row in registry["agency-aliases"]:
            if row["plan"] in ("", plan):
                self.agencies[row["alias"].casefold()] = row["agency"]
        # A number that several documents have is named with its date: `96/KH-UBND 2022-07-07`.
        self.numbers = {}
        for row in registry["documents"]:
            for name in (row["number"], f"{row['number']} {row['date']}") if row["number"] else ():
                self.numbers[name] = row["id"] if name not in self.numbers else f"?{name} is ambiguous"

    def ids(self, column, value):
        if column in ("responsible", "monitor", "lead", "coordinate", "recipient"):
            return ";".join(self.agencies.get(name.casefold(), f"?{name}") for name in value)
        if column == "legal_basis":
            return ";".join(self.numbers.get(number, f"?{number}") for number in value)
        if column == "document":
            return self.numbers.get(value, f"?{value}")
        return str(value)


def check_facts(where, facts, tables, names):
    if len(facts) < 20:
        wrong(where, f"only {len(facts)} facts")
    for fact in facts:
        wanted = {k: names.ids(k, v) for k, v in fact.items() if k not in ("what", "table", "rows")}
        found = [row for row in tables.get(fact["table"], []) if all(row.get(k) == v for k, v in wanted.items())]
        if len(found) != fact.get("rows", 1):
            near = [row["id"] for row in tables.get(fact["table"], []) if row["page_line"] == wanted.get("page_line")]
            wrong(where, f"{fact['what']}: {len(found)} rows of {fact['table']} match {wanted}; rows of that line: {near}")


# ----------------------------------------------------------------- 3. recount


def plain(line):
    """A line of the source without its mark-up."""
    line = re.sub(r"</?b>|<ul[^>]*>|\*", "", line)
    return re.sub(r"^(-|#+)\s+", "", line).strip()


def whole_row(lines, first):
    """The cells of a table's row, with what a page break and a repeated head cut off."""
    cells = [plain(c) for c in lines[first - 1].split("\t")]
    after = lines[first : first + 3]
    if len(after) == 3 and not after[0].strip() and re.match(r"S?TT\t", after[1], flags=re.I) and after[2].startswith("\t"):
        cells = [f"{a} {b}".strip() for a, b in zip(cells, map(plain, after[2].split("\t")))]
    return cells


def check_recount(where, recount, lines, tables):
    for appendix in recount.get("appendices", []):
        first, last = appendix["lines"]
        headings = appendix.get("headings", [])
        numbered = [n for n in range(first, last + 1) if re.match(r"\d+(\.\d+)*\t", lines[n - 1]) and n not in headings]
        if len(numbered) != appendix["rows"]:
            wrong(where, f"{appendix['name']} has {len(numbered)} numbered rows, not {appendix['rows']}")
        accounted = set()
        for part in appendix["tables"]:
            places = {int(row["page_line"]) for row in tables[part["table"]]} & set(numbered)
            if len(places) != part["places"]:
                wrong(where, f"{appendix['name']}: {len(places)} rows in {part['table']}, not {part['places']}")
            accounted |= places
        for line in sorted(set(numbered) - accounted):
            wrong(where, f"line {line} of {appendix['name']} is in no table")
    if "tasks" in recount:
        check_task_lines(where, recount["tasks"], lines, tables["tasks"])
    if "items" in recount:
        check_task_items(where, recount["items"], lines, tables["tasks"])
    check_figures(where, recount.get("figures", []), lines, tables)
    check_percent(where, recount["percent"], recount.get("stated", []), lines, tables)
    check_numbers(where, lines, tables["citations"])
    for name, rows in tables.items():
        check_wording(f"{where}, {name}", rows, lines)


def check_task_lines(where, account, lines, tasks):
    begun = {int(row["page_line"]) for row in tasks}
    others = {int(line) for line in account["others"]}
    parts = account["lines"] if isinstance(account["lines"][0], list) else [account["lines"]]
    for number in (n for first, last in parts for n in range(first, last + 1)):
        line = lines[number - 1].strip()
        if not line or line.startswith(("+", "#")):
            if number in begun | others:
                wrong(where, f"line {number} is taken for a task but is a heading, an assignment or blank")
        elif (number in begun) == (number in others):
            wrong(where, f"line {number} is {'accounted for twice' if number in begun else 'not accounted for'}: {line[:60]}")


def check_task_items(where, account, lines, tasks):
    """Tasks that begin at numbered headings: every one of them, and nowhere else."""
    first, last = account["lines"]
    headings = [n for n in range(first, last + 1) if re.match(r"\d+\. ", plain(lines[n - 1]))]
    if len(headings) != account["rows"] or sorted(int(row["page_line"]) for row in tasks) != headings:
        wrong(where, f"numbered headings stand at {headings}, not one for every task")


def check_figures(where, account, lines, tables):
    """Every line with figures in the parts named: which rows they are, or why they are none."""
    for part in account:
        first, last = part["lines"]
        said = {int(line): entry for line, entry in part["account"].items()}
        for number in range(first, last + 1):
            figures = re.search(part["pattern"], lines[number - 1])
            if bool(figures) != (number in said):
                wrong(where, f"line {number} {'has figures that are not accounted for' if figures else 'has no such figures'}")
            entry = said.get(number, {})
            for table, rows in tables.items():
                found = sum(int(row["page_line"]) == number for row in rows)
                if table in part["tables"] and found != entry.get(table, 0):
                    wrong(where, f"line {number}: {found} rows in {table}, {entry.get(table, 0)} are accounted for")
            if number in said and not any(entry.get(t) for t in part["tables"]) and not entry.get("why"):
                wrong(where, f"line {number}: nothing says why its figures are in no table")


def check_percent(where, account, stated_otherwise, lines, tables):
    """Percent signs and the lines that state a target without one."""
    said = {entry["line"]: entry for entry in account}
    known = {row["id"] for row in tables["targets"]}
    for number, line in enumerate(lines, 1):
        signs = line.count("%")
        entry = said.get(number, {"targets": []})
        explained = len(entry["targets"]) + len(entry.get("others", []))
        if signs != explained:
            wrong(where, f"line {number} has {signs} percent signs, {explained} are accounted for")
    for number, target in [(entry["line"], t) for entry in [*account, *stated_otherwise] for t in entry["targets"]]:
        if target not in known:
            wrong(where, f"line {number}: no target `{target}`")
    statements = tables.get("statements", [])
    stated = {(row["target"], int(row["page_line"])) for row in statements}
    for row in tables["targets"]:
        places = {entry["line"] for entry in [*account, *stated_otherwise] if row["id"] in entry["targets"]}
        if (row["unit"] == "percent" or stated_otherwise) and int(row["page_line"]) not in places:
            wrong(where, f"{row['id']} is not among the lines that state it, {row['page_line']} for one")
        for statement in statements:
            if statement["target"] == row["id"] and statement["unit"] != row["unit"]:
                wrong(where, f"{statement['id']} is not in {row['unit']}")
        wanted = {(row["id"], line) for line in places} if len(places) > 1 else set()
        for target, line in sorted(wanted ^ {s for s in stated if s[0] == row["id"]}):
            wrong(where, f"{target} at line {line}: the text and the table of statements differ")
    for row in tables["targets"] + statements:
        if row["unit"] == "percent":
            line = lines[int(row["page_line"]) - 1]
            printed = {"=": r"(?<!\d)(?<!> )(?<!rên )(?<!hiểu\s)", ">": r"(?:[Tt]rên |> )", ">=": r"[Tt]ối thiểu\s"}[row["comparator"]]
            share = re.escape(row["value"].replace(".", ",")) + r"\s*%"
            upwards = row["comparator"] == ">=" and re.search(f"từ {share} trở lên", line)
            if not upwards and not re.search(printed + share, line):
                wrong(where, f"{row['id']}: line {row['page_line']} does not print {row['comparator']} {row['value']}%")


def check_numbers(where, lines, citations):
    printed = {(n, found) for n, line in enumerate(lines, 1) for found in NUMBER.findall(line)}
    cited = {(int(row["page_line"]), row["number_as_written"]) for row in citations if row["number_as_written"]}
    for line, number in sorted(printed - cited):
        # A symbol may go on after a space: `3250/STTTT-CNTT VT`.
        if any(at == line and whole.startswith(f"{number} ") for at, whole in cited):
            continue
        wrong(where, f"line {line}: document {number} is not in citations")
    for line, number in sorted(cited - printed):
        if number not in lines[line - 1]:
            wrong(where, f"line {line}: citations have {number}, the text does not")


def check_wording(where, rows, lines):
    """What a row quotes stands in the source from its line on."""
    for row in rows:
        first = int(row["page_line"])
        if not 1 <= first <= len(lines):
            wrong(where, f"{row['id']}: the text has no line {first}")
            continue
        if not row["as_written"]:
            wrong(where, f"{row['id']} quotes nothing")
        if "\t" in lines[first - 1]:
            cells = [c for n in range(first, min(first + 3, len(lines) + 1)) for c in lines[n - 1].split("\t")]
            source = " ".join(plain(c) for c in cells[1:] if c.strip())
            joined = [plain(c) for c in cells] + whole_row(lines, first)
            good = row["as_written"] in source or all(part in joined for part in row["as_written"].split(" | "))
            good = good or row["as_written"] in " ".join(whole_row(lines, first)[1:])
            if not good and first < len(lines):
                good = row["as_written"] == f"{cells[1].strip()} {lines[first + 1].split(chr(9))[1].strip()}"
        else:
            # `[…]` stands for what is left out: a misread address, a mark of a footnote.
            window = [plain(line) for line in lines[first - 1 : first + 39] if line.strip()]
            parts = row["as_written"].split(" […] ")
            good = all(part in " ".join(window) for part in parts) and parts[0][:20] in window[0]
        if not good:
            wrong(where, f"{row['id']}: line {first} does not say `{row['as_written'][:70]}…`")


def check_citations(where, citations, documents, misprinted):
    """A citation's number and date are the document's, but for known misprints."""
    known = {row["id"]: row for row in documents}
    for row in citations:
        document = known.get(row["document"])
        if not document:
            continue
        number, day = row["number_as_written"], row["date_as_written"]
        # A page break may cut a date in two: `17/4/ 2020`.
        if number not in row["as_written"] or day.replace(" ", "") not in row["as_written"].replace(" ", ""):
            wrong(where, f"{row['id']}: number or date does not stand in its wording")
        if not day and re.search(r"ngày \d", row["as_written"]):
            wrong(where, f"{row['id']}: its wording has a date")
        found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", day)
        iso = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else ""
        differs = number and number != document["number"] or iso and iso != document["date"]
        if differs and row["id"] not in misprinted:
            wrong(where, f"{row['id']}: printed {number} of {day}, the registry says {document['number']} of {document['date']}")


def check_within(where, rows, facts):
    """Dates of targets and tasks lie in the period that the dataset covers."""
    first, last = facts["start"].isoformat(), facts["end"].isoformat()
    for row in rows:
        for column in ("start", "end"):
            if row[column] and not first <= row[column] <= last:
                wrong(where, f"{row['id']}: {column} {row[column]} is outside {first} to {last}")


# ------------------------------------------------------------------- 4. pages


def front_matter(path):
    text = path.read_text(encoding="utf-8")
    parts = re.split(r"^\+\+\+$\n", text, maxsplit=2, flags=re.M)
    if len(parts) != 3 or parts[0]:
        wrong(path.relative_to(ROOT), "has no front matter")
        return {}, text
    return tomllib.loads(parts[1]), parts[2]


def check_pages(languages, plans):
    default, *others = languages
    for path in sorted((ROOT / "content").rglob("*.md")):
        where = path.relative_to(ROOT)
        stem, *language = path.name[:-3].split(".")
        matter, body = front_matter(path)
        for key in ("title", "description"):
            if not matter.get(key):
                wrong(where, f"has no {key}")
        if len(matter.get("title", "")) > 90:
            wrong(where, "title is longer than 90 characters")
        if re.search(r"^# ", body, flags=re.M):
            wrong(where, "has a heading of the first level")
        for link in re.findall(r"\]\(([^)]+)\)", body):
            if not re.match(r"https?:|mailto:", link) and not (path.parent / link).is_file():
                wrong(where, f"link {link} leads nowhere")
        if not language:
            for other in others:
                if not (path.parent / f"{stem}.{other}.md").is_file():
                    wrong(where, f"has no translation `{other}`")
        if path.parent.name == "plans":
            prose = re.sub(r"^```.*?^```", "", body, flags=re.M | re.S)
            words = len(re.sub(r"[#*\[\]()]", " ", prose).split())
            if not 150 <= words <= 330:
                wrong(where, f"summary has {words} words")
            if not language and matter.get("dataset") not in plans:
                wrong(where, f"dataset {matter.get('dataset')} does not exist")


def check_no_name(name):
    """The name is read from the source text, so that it is written nowhere."""
    for folder in ("data", "content", "docs", "tests"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in (".csv", ".md", ".toml", ".txt", ".py"):
                if name.casefold() in path.read_text(encoding="utf-8").casefold():
                    wrong(path.relative_to(ROOT), "contains a personal name of the source")


# ----------------------------------------------------------------------- main


def main():
    languages = load_toml(ROOT / "congbo.toml")["languages"]
    profiles = {name: profile(name) for name in ("plan", "registry")}
    folders = sorted(path.parent for path in (ROOT / "data").glob("*/dataset.toml"))
    kinds = {folder.name: load_toml(folder / "dataset.toml")["congbo"]["profile"] for folder in folders}
    plans = {name for name, kind in kinds.items() if kind == "plan"}

    registry, read = {}, {}
    for folder in folders:
        for path in sorted(folder.glob("*.csv")):
            table = profiles[kinds[folder.name]].get(path.stem)
            if not table:
                wrong(path.relative_to(ROOT), "is no table of the profile")
                continue
            fields = list(columns(table, languages))
            rows = read_table(path, fields)
            check_keys(path.relative_to(ROOT), table, rows)
            check_periods(path.relative_to(ROOT), rows)
            read[folder.name, path.stem] = (path, fields, rows)
            if kinds[folder.name] == "registry":
                registry[path.stem] = rows

    shared = {name: {row["id"] for row in rows if "id" in row} for name, rows in registry.items()}
    shared["plans"] = plans
    for (dataset, _), (path, fields, rows) in read.items():
        own = {table: {row["id"] for row in r} for (d, table), (_, _, r) in read.items() if d == dataset and kinds[d] == "plan"}
        check_references(path.relative_to(ROOT), fields, rows, {**shared, **own})
    bodies = {row["name_vi"] for row in registry.get("agencies", [])}
    described = {
        folder.name: check_descriptor(folder, bodies, shared.get("provinces", set()), languages)
        for folder in folders
    }

    checked = 0
    for path in sorted((ROOT / "tests/facts").glob("*.toml")):
        plan = load_toml(path)
        tables = {table: rows for (dataset, table), (_, _, rows) in read.items() if dataset == plan["dataset"]}
        where = plan["dataset"]
        check_targets(where, tables["targets"], tables.get("statements", []))
        check_citations(where, tables["citations"], registry["documents"], plan.get("misprinted_citations", []))
        check_within(where, tables["targets"] + tables["tasks"], described[plan["dataset"]])
        check_facts(where, plan["facts"], tables, Names(registry, plan["dataset"]))
        checked += len(plan["facts"])
        source = TEXTS / plan["text"]
        if not source.is_file():
            print(f"{where}: source texts absent, recount skipped")
            continue
        lines = source.read_text(encoding="utf-8").split("\n")
        check_recount(where, plan["recount"], lines, tables)
        if "signatory_line" in plan["recount"]:
            check_no_name(plain(lines[plan["recount"]["signatory_line"] - 1]))
        for name in plan["recount"].get("names", []):
            found = re.search(f"{name['after']}(.+?){name['before']}", lines[name["line"] - 1])
            check_no_name(found[1]) if found else wrong(where, f"line {name['line']} has no name there")
    for name in sorted(plans - {path.stem for path in (ROOT / "tests/facts").glob("*.toml")}):
        wrong(name, "has no file of facts")
    check_pages(languages, plans)

    for problem in problems:
        print(f"error: {problem}")
    rows = sum(len(r) for _, _, r in read.values())
    print(f"{len(read)} tables, {rows} rows, {checked} facts: {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
