"""The API of a site: described as it is, whole, and true.

usage: api_check.py SITE

The OpenAPI description is valid; every file below api/v1/ belongs to one of its
paths and satisfies the schema named there, and the same schema by itself; every
path has a file; every address leads to a file. The rows of every table, all
pages together, are those of its CSV, and each value satisfies its column's
schema. Plans hold what their tables hold, and tell statuses as the pages do.
The page's examples for curl, Python, R and DuckDB are run against a server of
files, and that for Excel is parsed by Microsoft's own parser of Power Query.
Copies that are broken on purpose are found. Long because every kind of answer
has its check here.
"""

import copy
import csv
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from datetime import datetime, timezone
from decimal import Decimal
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import zip_longest
from pathlib import Path

import duckdb
from fsspec.implementations.http import HTTPFileSystem
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from same_rows import rows_of, truth

#: Fails when its argument is no expression of Power Query.
POWER_QUERY = """
const { DefaultSettings, TaskUtils } = require("@microsoft/powerquery-parser");
TaskUtils.tryLexParse(DefaultSettings, process.argv[1]).then((task) => {
    if (!TaskUtils.isParseStageOk(task)) throw task.error;
});
"""
PLACEHOLDER = "https://cong.example/"
NO_ADDRESSES = {"license", "licenses", "contact", "schema", "columns", "rows"}
MOST = 10


class Api:
    """The answers of a site and what describes them."""

    def __init__(self, site):
        self.site, self.root = site, site / "api/v1"
        self.description = json.loads((self.root / "openapi.json").read_text("utf-8"))
        self.base = self.read("index.json")["base_url"]
        self.paths = {}
        for template, operations in self.description["paths"].items():
            pattern = re.sub(r"\\\{\w+\\\}", "([^/]+?)", re.escape(template.lstrip("/")))
            schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            whole = Draft202012Validator({**schema, "components": self.description["components"]}, format_checker=FORMATS)
            self.paths[re.compile(pattern)] = (template, whole)
        self.schemas = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((self.root / "schemas").glob("*.json"))}
        self.alone = {kind: Draft202012Validator(schema, format_checker=FORMATS) for kind, schema in self.schemas.items()}

    def read(self, name, **how):
        return json.loads((self.root / name).read_text("utf-8"), **how)

    def file(self, address):
        """The file that an address of an answer leads to."""
        below = address.removeprefix(self.base) if self.base else address
        return self.site / (below or "index.html")

    def matching(self, name):
        # A page of a list is no thing of that name: the longer path is meant.
        found = [(template, schema) for pattern, (template, schema) in self.paths.items() if pattern.fullmatch(name)]
        return max(found, key=lambda one: len(one[0])) if found else None


FORMATS = Draft202012Validator.FORMAT_CHECKER


def described(api):
    """Problems of the description and of the schemas by themselves."""
    validate(api.description)
    known = api.description["components"]["schemas"]
    for kind, schema in api.schemas.items():
        Draft202012Validator.check_schema(schema)
        text = json.dumps(schema["$defs"]).replace('"#/$defs/', '"#/components/schemas/')
        for name, one in json.loads(text).items():
            if name in known and known[name] != one:
                yield f"schemas/{kind}.json: {name} is another one in openapi.json"
            if one.get("additionalProperties") is not False or not one.get("properties"):
                yield f"schemas/{kind}.json: {name} does not say what there is"


def files(api):
    """Problems of single files, and of paths without files."""
    used = Counter()
    names = sorted(path.relative_to(api.root).as_posix() for path in api.root.rglob("*") if path.is_file())
    for name in names:
        found = api.matching(name)
        if not found:
            yield f"{name}: no path of openapi.json"
            continue
        used[found[0]] += 1
        yield from answer(api, name, api.read(name))
    for template, _ in api.paths.values():
        if not used[template]:
            yield f"{template}: no file"


def answer(api, name, value):
    """Problems of an answer."""
    template, schema = api.matching(name)
    for error in list(schema.iter_errors(value))[:MOST]:
        yield f"{name}: {list(error.absolute_path)}: {error.message[:200]}"
    if "answer" not in value:
        return
    alone = api.alone.get(value["answer"])
    if not alone:
        yield f"{name}: no schema {value['answer']}"
    elif not alone.is_valid(value):
        yield f"{name}: not as schemas/{value['answer']}.json says"
    if api.file(value["url"]) != api.root / name:
        yield f"{name}: says that it stands at {value['url']}"
    for address in addresses(value):
        if not api.file(address).is_file():
            yield f"{name}: {address} leads nowhere"


def addresses(value, key=None):
    """All addresses of this portal in an answer."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name in ("url", "next", "previous", "openapi") and isinstance(one, str):
                yield one
            elif name in ("pages", "documentation") and isinstance(one, dict):
                yield from one.values()
            elif name not in NO_ADDRESSES:
                yield from addresses(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from addresses(one, key)


def pages(api, first, **how):
    """An answer and those that follow it."""
    name = first
    while name:
        page = api.read(name, **how)
        yield page
        following = page["next"]
        name = api.file(following).relative_to(api.root).as_posix() if following else None


def rows(api, folder, resource):
    """Where the rows of a table differ from its CSV."""
    dataset, table = folder.name, resource["name"]
    first = f"tables/{dataset}/{table}/1.json"
    fields, missing = resource["schema"]["fields"], resource["schema"].get("missingValues", [""])
    exact = partial(pages, api, first, parse_float=Decimal, parse_int=Decimal)
    found = (row for page in exact() for row in page["rows"])
    yield from different(table, rows_of(folder / resource["path"], "utf-8", ","), found, fields, missing)
    for page in pages(api, first):
        columns = {column["name"]: column["schema"] for column in page["columns"]}
        whole = {"type": "object", "properties": columns, "required": list(columns), "additionalProperties": False}
        Draft202012Validator.check_schema(whole)
        validator = Draft202012Validator(whole, format_checker=FORMATS)
        for row in page["rows"]:
            if not validator.is_valid(row):
                yield f"{table}: a row of page {page['page']} is not as its columns say: {row}"


def different(table, plain, found, fields, missing):
    head = next(plain)
    count = 0
    for number, (ours, theirs) in enumerate(zip_longest(plain, found), 1):
        if ours is None or theirs is None:
            yield f"{table}: row {number} is missing on one side"
            return
        if list(theirs) != head:
            yield f"{table}: row {number} has other columns"
            return
        for text, field in zip(ours, fields):
            expected, value = truth(text, field, missing), theirs[field["name"]]
            if value != expected or isinstance(value, bool) != isinstance(expected, bool):
                yield f"{table}: row {number}, {field['name']}: {value!r}, expected {expected!r}"
                count += 1
        if count > MOST:
            return


def table_of(api, dataset, name):
    path = api.site / f"data/{dataset}/{name}.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def number(text):
    return Decimal(text) if text else None


def plan(api, value, said):
    """Where a plan differs from its tables and its pages."""
    dataset = value["dataset"]["id"]
    tables = {name: table_of(api, dataset, name) for name in
              ("targets", "statements", "results", "tasks", "budget", "citations", "obligations")}
    results = [one for target in value["targets"] for one in target["results"] + target["earlier_results"]] + value["other_results"]
    told = {
        "targets": value["targets"], "tasks": value["tasks"], "budget": value["budget"], "citations": value["citations"],
        "obligations": value["obligations"], "results": results,
        "statements": [one for target in value["targets"] for one in target["statements"]],
    }
    for name, listed in told.items():
        if {one["id"] for one in listed} != set(tables[name]):
            yield f"{value['id']}: other {name} than in the table"
            return
        if name != "results" and len(listed) != len(tables[name]):
            yield f"{value['id']}: {name} stand there twice"
    for name in ("targets", "statements", "results"):
        for one in told[name]:
            row = tables[name][one["id"]]
            if one["value"] != number(row["value"]) or (one["unit"] or "") != row["unit"]:
                yield f"{value['id']}: {name} {one['id']} has another value than in the table"
            if one["source"]["page_line"] != number(row["page_line"]):
                yield f"{value['id']}: {name} {one['id']} was read from another line"
    for one in told["budget"]:
        if one["amount"] != number(tables["budget"][one["id"]]["amount"]):
            yield f"{value['id']}: budget {one['id']} has another amount than in the table"
    for one in told["tasks"]:
        status, own = one["status"], tables["tasks"][one["id"]].get("end")
        whose = None if status["deadline"] is None else "task" if own else "plan"
        if status["deadline_from"] != whose or (own and status["deadline"] not in (own, None)):
            yield f"{value['id']}: task {one['id']} has a deadline of another"
    for kind in ("target", "task"):
        counted = Counter(one["status"]["state"] for one in value[f"{kind}s"])
        if counted != Counter({one["state"]: one["count"] for one in value[f"{kind}_states"] if one["count"]}):
            yield f"{value['id']}: {kind} states are counted wrong"
        for one in value[f"{kind}s"]:
            for lang, address in (one["pages"] or {}).items():
                if one["status"]["reason"][lang] not in said(api.file(address)):
                    yield f"{value['id']}: {kind} {one['id']} is told otherwise on its page ({lang})"


def words(path):
    """The words of a page, its marks left out."""
    text = re.sub(r"<[^>]*>", "", path.read_text("utf-8"))
    return " ".join(html.unescape(text).split())


class Examples(HTMLParser):
    """The examples of the page about the API, by the tool."""

    def __init__(self):
        super().__init__()
        self.tool, self.is_code, self.all = None, False, {}

    def handle_starttag(self, tag, attrs):
        self.tool = dict(attrs).get("id", self.tool) if tag == "section" else self.tool
        self.is_code |= tag == "pre"

    def handle_endtag(self, tag):
        self.is_code &= tag != "pre"

    def handle_data(self, data):
        if self.is_code and self.tool:
            self.all[self.tool] = self.all.get(self.tool, "") + data


class Files(SimpleHTTPRequestHandler):
    """A server of files that stands for the portal's own: answers name it."""

    base = here = None

    def do_GET(self):
        self.give(True)

    def do_HEAD(self):
        self.give(False)

    def give(self, is_asked):
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        whole = path.read_bytes()
        if self.base and self.path.startswith("/api/v1/"):
            whole = whole.replace(self.base.encode(), self.here.encode())
        part = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        start, end = (int(part[1]), int(part[2] or len(whole) - 1)) if part else (0, len(whole) - 1)
        self.send_response(206 if part else 200)
        if part:
            self.send_header("Content-Range", f"bytes {start}-{min(end, len(whole) - 1)}/{len(whole)}")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(whole[start:end + 1])))
        self.end_headers()
        if is_asked:
            self.wfile.write(whole[start:end + 1])

    def log_message(self, *_):
        pass


class Http(HTTPFileSystem):
    """How DuckDB reads over HTTP here: its own extension is no package of a registry."""

    def modified(self, path):
        return datetime(2000, 1, 1, tzinfo=timezone.utc)


def examples(api):
    """Problems of the examples, and which were run."""
    documentation = api.read("index.json")["documentation"] or {}
    found = []
    for address in documentation.values():
        parser = Examples()
        parser.feed(api.file(address).read_text("utf-8"))
        found.append(parser.all)
    if not found:
        return ["no page about the API"], []
    if any(one != found[0] for one in found):
        return ["the examples are other ones in another language"], []
    if not found[0]:
        has_rows = any(one["rows"] for page in pages(api, "tables.json") for one in page["entries"])
        return (["no examples"] if has_rows else []), []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(api.site)))
    here = f"http://127.0.0.1:{server.server_address[1]}/"
    Files.base, Files.here = api.base, here
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            return run(api, {tool: code.replace(api.base or PLACEHOLDER, here) for tool, code in found[0].items()}, Path(folder), here)
    finally:
        server.shutdown()
        server.server_close()


def run(api, code, folder, here):
    """Runs the examples and looks at what comes of them."""
    problems, ran = [], ["curl", "python", "duckdb", "R", "and parsed Power Query"]
    table = re.search(r"data/[^'\"]+\.csv", code["curl"])[0]
    count = sum(1 for _ in rows_of(api.site / table, "utf-8", ",")) - 1

    def tried(tool, *command):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
        if done.returncode:
            problems.append(f"{tool}: {done.stderr.strip()[-400:]}")
        return done.stdout

    tried("curl", "bash", "-euc", code["curl"])
    for address, name in re.findall(r"-o '([^']+)' '" + re.escape(here) + r"([^']+)'", code["curl"]):
        got, stands = (folder / address), api.site / name
        if not got.is_file() or (name.endswith(".csv") and got.read_bytes() != stands.read_bytes()):
            problems.append(f"curl: {address} is not {name}")
    told = tried("python", sys.executable, "-c", code["python"] + "\nprint('rows', len(table))").splitlines()
    if not told or told[-1] != f"rows {count}":
        problems.append(f"python: {told[-1:]}, expected {count} rows")
    connection = duckdb.connect()
    connection.register_filesystem(Http())
    total, first = [connection.execute(statement).fetchall() for statement in code["duckdb"].split(";") if statement.strip()]
    if total != [(count,)] or len(first) != min(count, 10):
        problems.append(f"duckdb: {total}, expected {count} rows")
    told = tried("R", "Rscript", "-e", code["r"] + "\ncat('rows', nrow(table), '\\n')").split("\n")
    if f"rows {count} " not in told:
        problems.append(f"R: {told[-2:]}, expected {count} rows")
    tried("Power Query", "node", "-e", POWER_QUERY, code["excel"])
    return problems, ran


def broken(api):
    """Which of the copies that are broken on purpose were not found."""
    def answers(kind):
        return [name for name in sorted(path.relative_to(api.root).as_posix() for path in api.root.rglob("*.json"))
                if not name.startswith("schemas/") and name != "openapi.json" and api.read(name)["answer"] == kind]

    def spoilt(name, spoil):
        value = copy.deepcopy(api.read(name))
        spoil(value)
        return next(answer(api, name, value), None)

    tests = [
        ("index.json", "a property is missing", lambda value: value.pop("as_of")),
        ("index.json", "a property is too many", lambda value: value.update(more=1)),
        ("index.json", "a number is a text", lambda value: value["lists"][0].update(count="1")),
        ("index.json", "an address leads nowhere", lambda value: value["lists"][0].update(url=value["lists"][0]["url"] + "x")),
        ("index.json", "it says that it is elsewhere", lambda value: value.update(url=value["openapi"])),
        ("index.json", "a text in a language of nobody", lambda value: value["title"].update(xx="x")),
        ("index.json", "a day that is none", lambda value: value.update(as_of="2025-02-30")),
    ]
    for name in answers("plan")[:1]:
        value = api.read(name)
        if value["targets"]:
            tests.append((name, "a status that is none", lambda value: value["targets"][0]["status"].update(state="done")))
    problems = [f"not found: {name}: {what}" for name, what, spoil in tests if not spoilt(name, spoil)]
    if api.matching("plans/a/b.json"):
        problems.append("not found: a file without a path")
    fields = [{"name": "a", "type": "integer"}]
    if not list(different("a", iter([["a"], ["1"]]), iter([{"a": Decimal(2)}]), fields, [""])):
        problems.append("not found: another row")
    for name in answers("plan"):
        value = api.read(name, parse_float=Decimal, parse_int=Decimal)
        if value["targets"] and value["targets"][0]["statements"]:
            value["targets"][0]["statements"][0]["value"] = Decimal(-1)
            if not list(plan(api, value, words)):
                problems.append("not found: another value in a plan")
            break
    return problems, len(tests) + 2


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    site = Path(sys.argv[1])
    if not (site / "api/v1").exists():
        print(f"api: {site.name} publishes none")
        return
    api = Api(site)
    problems = [*described(api), *files(api)]
    tables = count = plans = 0
    for descriptor in sorted(site.glob("data/*/datapackage.json")):
        for resource in json.loads(descriptor.read_text("utf-8"))["resources"]:
            problems += [problem for problem, _ in zip(rows(api, descriptor.parent, resource), range(MOST))]
            tables += 1
            count += resource.get("congbo", {}).get("rows", 0)
    listed = sum(page["total"] for page in pages(api, "tables.json") if page["page"] == 1)
    if listed != tables:
        problems.append(f"tables.json: {listed} tables, {tables} are published")
    for entry in (one for page in pages(api, "plans.json") for one in page["entries"]):
        name = api.file(entry["url"]).relative_to(api.root).as_posix()
        problems += plan(api, api.read(name, parse_float=Decimal, parse_int=Decimal), words)
        plans += 1
    wrong, ran = examples(api)
    missed, spoilt = broken(api)
    problems += wrong + missed
    for problem in problems:
        print(problem, file=sys.stderr)
    total = sum(1 for path in api.root.rglob("*") if path.is_file())
    figures = f"{total} files by {len(api.paths)} paths, {tables} tables with {count} rows, {plans} plans"
    print(f"api: {figures}; ran {', '.join(ran) or 'no example'}; {spoilt} broken copies: {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
