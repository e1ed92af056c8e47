"""Every published table in every format, read by the programs that people use.

usage: formats_check.py SITE

Takes every table's .csv as the truth, read by the types of its descriptor with
exact decimals, and compares columns, types, number of rows and every value with
what these read: openpyxl, pandas, odfpy and LibreOffice from the workbooks,
pyarrow, pandas and DuckDB from Parquet, sqlite3 and Datasette from SQLite.
Prints a line per client. LibreOffice reads the workbooks of one language. Long
because every client has its reader here.
"""

import asyncio
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from datetime import date, datetime, time
from decimal import Decimal
from itertools import zip_longest
from math import isinf, isnan
from pathlib import Path

from same_rows import rows_of, truth

MOST = 10
FIRST_DAY = date(1900, 3, 1)
TEXTS = ("string", "any", "duration", "object", "array", "geojson", "geopoint")
# What XML cannot hold: openpyxl and Excel have an escape for it, ODF has none.
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Table:
    """A published table: the truth."""

    def __init__(self, folder, resource):
        schema = resource["schema"]
        self.folder, self.name = folder, resource["name"]
        self.fields, missing = schema["fields"], schema.get("missingValues", [""])
        lines = list(rows_of(folder / resource["path"], "utf-8", ","))
        self.head, self.texts = lines[0], lines[1:]
        self.rows = [[typed(text, field, missing) for text, field in zip(row, self.fields)] for row in self.texts]

    def path(self, ending):
        return self.folder / f"{self.name}.{ending}"

    def workbooks(self, ending):
        """The workbooks in each language; several when a sheet does not hold all rows."""
        pattern = re.compile(re.escape(self.name) + r"\.([a-zA-Z-]+)(?:\.(\d+))?\." + ending)
        found = defaultdict(list)
        for path in sorted(self.folder.glob(f"{self.name}.*.{ending}")):
            match = pattern.fullmatch(path.name)
            if match:
                found[match[1]].append((int(match[2] or 1), path))
        return {lang: [path for _, path in sorted(paths)] for lang, paths in found.items()}


def is_list(field):
    return "list" in field.get("congbo", {})


def typed(text, field, missing):
    """The value of a cell, dates and times as Python has them."""
    value = truth(text, field, missing)
    kind = field.get("type", "any")
    if not isinstance(value, str) or is_list(field):
        return value
    try:
        if kind == "date":
            return date.fromisoformat(value)
        if kind == "datetime":
            parsed = datetime.fromisoformat(value)
            return value if parsed.tzinfo else parsed
        if kind == "time":
            return time.fromisoformat(value)
    except ValueError:
        return value
    return value


def digits(number):
    """Significant digits, zeros at the end left out."""
    return len(number.normalize().as_tuple().digits)


def plain(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


# ---------------------------------------------------------------- workbooks

def in_sheet(value, text, field):
    """What a spreadsheet has to show for a value of the CSV."""
    kind = field.get("type", "any")
    if value is None:
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return value if digits(value) <= 15 else str(value)
    if isinstance(value, datetime):
        exact = value.microsecond % 1000 == 0 and value.date() >= FIRST_DAY
        return value if exact else value.isoformat()
    if isinstance(value, date):
        return value if value >= FIRST_DAY else value.isoformat()
    if isinstance(value, time):
        return value
    if kind == "year" and re.fullmatch("[1-9][0-9]{3}", text):
        return Decimal(text)
    if kind in ("number", "integer", "datetime"):
        return value
    return plain(text) or None


def differs(found, expected):
    """Whether a spreadsheet's cell is another value or of another type."""
    if expected is None:
        return found not in (None, "") and found == found
    if isinstance(expected, bool):
        return not isinstance(found, (bool,)) and type(found).__name__ != "bool_" or bool(found) != expected
    if isinstance(expected, Decimal):
        return found is None or isinstance(found, (str, bool)) or float(found) != float(expected)
    if isinstance(expected, datetime):
        return not isinstance(found, datetime) or abs((found - expected).total_seconds()) > 0.0006
    if isinstance(expected, date):
        return not isinstance(found, datetime) or found != datetime.combine(expected, time())
    return found != expected


def compare_rows(table, found, expected_of, differs_from):
    """Where rows that a client read differ from the truth."""
    for index, (texts, values, cells) in enumerate(zip_longest(table.texts, table.rows, found), 1):
        if values is None or cells is None:
            yield f"row {index}: missing on one side"
            return
        cells = list(cells) + [None] * (len(values) - len(cells))
        for text, value, field, cell in zip(texts, values, table.fields, cells):
            expected = expected_of(value, text, field)
            if differs_from(cell, expected):
                yield f"row {index}, {field['name']}: {cell!r}, expected {expected!r}"


def openpyxl_client(table, paths):
    from openpyxl import load_workbook
    from openpyxl.utils.escape import unescape

    def decoded(cell):
        return unescape(cell.value) if isinstance(cell.value, str) else cell.value

    def rows():
        for path in paths:
            book = load_workbook(path)
            if len(book.sheetnames) != 3 or book.worksheets[2].freeze_panes != "A2":
                yield ["not three sheets with a frozen head"]
            listed = [[decoded(cell) for cell in row] for row in book.worksheets[1].iter_rows(min_row=2)]
            sheet = book.worksheets[2]
            if [row[1] for row in listed] != table.head or [row[0] for row in listed] != [decoded(cell) for cell in sheet[1]]:
                yield ["columns are not those of the table"]
            if len(sheet.tables) != 1 and not sheet.auto_filter.ref:
                yield ["the rows are no table"]
            first = [cell.value for cell in book.worksheets[0]["A"]]
            if not first[0] or len(first) < 5:
                yield ["the cover says nothing"]
            for row in sheet.iter_rows(min_row=2, max_row=1 + len(table.rows)):
                if any(cell.data_type == "f" for cell in row):
                    yield ["a formula"]
                yield [decoded(cell) for cell in row]

    return compare_rows(table, rows() if table.rows else [], in_sheet, differs)


def pandas_sheet(engine):
    def client(table, paths):
        import pandas

        def rows():
            for path in paths:
                frame = pandas.read_excel(path, sheet_name=2, dtype=object, engine=engine, keep_default_na=False, na_values=[])
                for row in frame.itertuples(index=False):
                    yield [None if isinstance(cell, str) and not cell or cell is pandas.NaT else simple(cell) for cell in row]

        def simple(cell):
            if isinstance(cell, pandas.Timestamp):
                return cell.to_pydatetime()
            if isinstance(cell, float) and isnan(cell):
                return None
            return cell

        def expected(value, text, field):
            wanted = in_sheet(value, text, field)
            if isinstance(wanted, str):
                return (NO_XML.sub("\ufffd", wanted) if engine == "odf" else re.sub(NO_XML, lambda c: f"_x{ord(c[0]):04X}_", wanted))
            return wanted

        def other(cell, wanted):
            if engine == "odf" and isinstance(wanted, str):
                return str(cell).strip() != wanted.strip() and squeezed(cell) != squeezed(wanted)
            if engine == "odf" and isinstance(wanted, time) and not isinstance(cell, time):
                return True
            return differs(cell, wanted)

        return compare_rows(table, rows() if table.rows else [], expected, other)

    return client


def squeezed(text):
    """A text as pandas reads it from ODS: it joins paragraphs without a line end."""
    return re.sub(r"\s+", "", str(text))


def odfpy_client(table, paths):
    from odf.opendocument import load
    from odf.table import CoveredTableCell, Table as Sheet, TableCell, TableRow
    from odf.teletype import extractText
    from odf.text import P

    def cells(row):
        for cell in row.childNodes:
            if cell.qname not in (TableCell().qname, CoveredTableCell().qname):
                continue
            for _ in range(int(cell.getAttribute("numbercolumnsrepeated") or 1)):
                yield cell_value(cell)

    def cell_value(cell):
        kind = cell.getAttribute("valuetype")
        if kind is None:
            return None
        if kind == "float":
            return Decimal(cell.getAttribute("value"))
        if kind == "boolean":
            return cell.getAttribute("booleanvalue") == "true"
        if kind == "date":
            return datetime.fromisoformat(cell.getAttribute("datevalue"))
        if kind == "time":
            hours, minutes, seconds = re.fullmatch(r"PT(\d\d)H(\d\d)M([\d.]+)S", cell.getAttribute("timevalue")).groups()
            return time.fromisoformat(f"{hours}:{minutes}:{seconds}")
        return "\n".join(extractText(paragraph) for paragraph in cell.getElementsByType(P))

    def rows():
        for path in paths:
            sheets = load(path).spreadsheet.getElementsByType(Sheet)
            if len(sheets) != 3:
                yield ["not three sheets"]
            lines = sheets[2].getElementsByType(TableRow)
            for row in lines[1:]:
                yield list(cells(row))

    def expected(value, text, field):
        wanted = in_sheet(value, text, field)
        return NO_XML.sub("\ufffd", wanted) if isinstance(wanted, str) else wanted

    def exactly(cell, wanted):
        return cell != wanted if isinstance(wanted, Decimal) else differs(cell, wanted)

    return compare_rows(table, rows(), expected, exactly)


def soffice():
    return shutil.which("soffice") or shutil.which("libreoffice")


def libreoffice(tables, ending, lang_of):
    """All workbooks of one language opened by LibreOffice, their rows saved as CSV as they are shown."""
    problems, count = [], 0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        jobs = {}
        for number, table in enumerate(tables):
            for part, path in enumerate(table.workbooks(ending).get(lang_of, [])):
                copy = folder / f"t{number}-{part}.{ending}"
                shutil.copy(path, copy)
                jobs[copy] = (table, len(table.workbooks(ending)[lang_of]))
        if not jobs:
            return problems, 0
        profile = folder / "profile"
        options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,3"
        run = subprocess.run(
            [soffice(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", options, "--outdir", str(folder)]
            + [str(copy) for copy in jobs],
            capture_output=True, text=True, check=False, timeout=900)
        for copy, (table, parts) in jobs.items():
            saved = list(folder.glob(f"{copy.stem}-*.csv"))
            if not saved:
                problems.append(f"LibreOffice does not open {table.path(ending)}: {run.stderr[-300:]}")
                continue
            count += 1
            if parts > 1:
                continue
            lines = list(rows_of(saved[0], "utf-8", ","))[1:]
            # A row without any value at the end is not saved.
            lines += [[""] * len(table.head)] * (len(table.rows) - len(lines))
            found = compare_rows(table, lines, in_sheet, shown_differently)
            problems += [f"{table.folder.name}/{table.name} in LibreOffice: {problem}" for problem, _ in zip(found, range(MOST))]
    return problems, count


def shown_differently(cell, expected):
    """Whether LibreOffice shows something else than the value."""
    cell = cell or ""
    if expected is None:
        return cell != ""
    if isinstance(expected, bool):
        return cell.lower() != str(expected).lower()
    if isinstance(expected, Decimal):
        return Decimal(cell) != expected
    if isinstance(expected, datetime):
        return cell not in (expected.strftime("%d/%m/%Y %H:%M:%S"), expected.strftime("%Y-%m-%d %H:%M:%S"))
    if isinstance(expected, date):
        return cell not in (expected.strftime("%d/%m/%Y"), expected.strftime("%Y-%m-%d"))
    if isinstance(expected, time):
        return cell != expected.strftime("%H:%M:%S")
    shown = NO_XML.sub("", cell).replace("\ufffd", "")
    return shown != NO_XML.sub("", expected)


# ---------------------------------------------------------------- Parquet

def in_parquet(value, text, field):
    """What Parquet has to hold for a value of the CSV."""
    kind = field.get("type", "any")
    if value is None:
        return None
    if is_list(field):
        return [str(item) for item in value]
    if kind in ("object", "array", "geojson", "geopoint"):
        return text
    if kind == "year" and re.fullmatch("[1-9][0-9]{3}", text):
        return Decimal(text)
    return value


def parquet_differs(found, expected):
    if expected is None:
        return found is not None and not (isinstance(found, float) and isnan(found))
    if isinstance(expected, bool):
        return found is not expected
    if isinstance(expected, list):
        return list(map(number_text, found)) != list(map(number_text, expected))
    if isinstance(expected, Decimal):
        if isinstance(found, str):
            return Decimal(found) != expected
        return isinstance(found, bool) or (float(found) != float(expected) if isinstance(found, float) else found != expected)
    if expected in ("NaN", "INF", "-INF") and isinstance(found, float):
        return not (isnan(found) if expected == "NaN" else isinf(found) and (found > 0) == (expected == "INF"))
    if isinstance(found, str) and not isinstance(expected, str):
        return found != (expected.isoformat() if hasattr(expected, "isoformat") else str(expected))
    return found != expected


def number_text(text):
    return str(text)


def pyarrow_client(table, path):
    import pyarrow.parquet

    read = pyarrow.parquet.read_table(path)
    if read.column_names != table.head:
        yield f"columns {read.column_names}"
        return
    for field, column in zip(table.fields, read.schema):
        yield from column_type(field, column)
    facts = json.loads(read.schema.metadata[b"schema"])
    if [field["name"] for field in facts["fields"]] != table.head:
        yield "its metadata describes other columns"
    columns = [column.to_pylist() for column in read.columns]
    yield from compare_rows(table, zip(*columns), in_parquet, parquet_differs)


def column_type(field, column):
    """Whether a column has a type of its kind; text is for what has no room in it."""
    wanted = {"date": "date32", "boolean": "bool", "integer": "int64", "number": "decimal", "datetime": "timestamp", "time": "time64", "year": "int32"}
    kind = "list" if is_list(field) else field.get("type", "any")
    known = wanted.get(kind, "list" if kind == "list" else "string")
    if not str(column.type).startswith(known) and str(column.type) not in ("string", "double") and not str(column.type).startswith(("decimal", "extension<arrow.json")):
        yield f"{field['name']} of type {kind} is {column.type}"


def pandas_parquet(table, path):
    import pandas

    frame = pandas.read_parquet(path, dtype_backend="pyarrow")
    if list(frame.columns) != table.head:
        yield f"columns {list(frame.columns)}"
        return

    def plain(cell):
        if isinstance(cell, pandas.Timestamp):
            return cell.to_pydatetime()
        if hasattr(cell, "tolist"):
            return cell.tolist()
        return None if cell is pandas.NA or cell is pandas.NaT else cell

    rows = ([plain(cell) for cell in row] for row in frame.itertuples(index=False, name=None))
    yield from compare_rows(table, rows, in_parquet, parquet_differs)


def duckdb_client(table, path):
    import duckdb

    with duckdb.connect() as database:
        yield from compare_rows(table, database.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall(), in_parquet, parquet_differs)


# ---------------------------------------------------------------- SQLite

def in_sqlite(value, text, field):
    if is_list(field) and value is not None:
        return [item if isinstance(item, Decimal) else str(item) for item in value]
    if isinstance(value, (date, time)):
        return value.isoformat()
    return in_parquet(value, text, field)


def sqlite_differs(found, expected):
    if isinstance(expected, list):
        return json.loads(found, parse_float=Decimal, parse_int=Decimal) != expected
    if isinstance(expected, bool):
        return found != int(expected)
    if isinstance(expected, Decimal):
        return Decimal(found) != expected if isinstance(found, str) else float(found) != float(expected)
    if isinstance(found, str) and isinstance(expected, str) and found != expected:
        return not same_moment(found, expected)
    return found != expected


def same_moment(one, other):
    try:
        return datetime.fromisoformat(one) == datetime.fromisoformat(other)
    except ValueError:
        return False


def sqlite_table(database, name, table):
    quoted = '"' + name.replace('"', '""') + '"'
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({quoted})")]
    if [column.lower() for column in columns] != [column.lower() for column in table.head] and len(columns) != len(table.head):
        yield f"columns {columns}"
        return
    yield from compare_rows(table, database.execute(f"SELECT * FROM {quoted} ORDER BY rowid"), in_sqlite, sqlite_differs)


def sqlite_client(path, names):
    """A database against its tables: name, table."""
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    for check, wanted in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
        found = database.execute(f"PRAGMA {check}").fetchall()
        if found != wanted:
            yield f"{check}: {found[:3]}"
    if not database.execute("SELECT count(*) FROM _metadata").fetchone()[0]:
        yield "_metadata is empty"
    for name, table in names:
        for problem, _ in zip(sqlite_table(database, name, table), range(MOST)):
            yield f"{name}: {problem}"
        yield from searched(database, name, table)
    database.close()


def folded(text):
    import unicodedata
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D").lower()


def searched(database, name, table):
    """The first words with an accent are found without it."""
    if not database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [f"{name}_fts"]).fetchone():
        return
    columns = [index for index, field in enumerate(table.fields) if field.get("type", "any") in ("string", "any")]
    for number, row in enumerate(table.rows, 1):
        words = [word for index in columns if isinstance(row[index], str) for word in re.findall(r"[^\W\d_]{3,}", row[index]) if folded(word) != word.lower()]
        if words:
            word = folded(words[0])
            found = database.execute(f'SELECT count(*) FROM "{name}_fts" WHERE "{name}_fts" MATCH ?', [f'"{word}"']).fetchone()[0]
            if not found:
                yield f"{name}: the search does not find {word!r} of row {number}"
            return


# Datasette shows a thousand rows of an answer in a second, unless told.
SETTINGS = {"max_returned_rows": 10_000_000, "sql_time_limit_ms": 60_000}


async def datasette_client(site, names):
    """The database of the portal as Datasette shows it, with titles from datasette.json."""
    from datasette.app import Datasette

    facts = json.loads((site / "datasette.json").read_text("utf-8"))
    served = Datasette([], immutables=[str(site / "portal.sqlite")], metadata=facts, settings=SETTINGS)
    problems = []
    home = await served.client.get("/portal.json")
    if home.status_code != 200:
        return [f"Datasette: {home.status_code}"]
    shown = {table["name"]: table for table in home.json()["tables"]}
    for name, table in names:
        if name not in shown or shown[name]["count"] != len(table.rows):
            problems.append(f"Datasette: {name} is {shown.get(name)}")
            continue
        page = await served.client.get("/portal/" + name.replace("-", "-"))
        title = facts["databases"]["portal"]["tables"][name].get("title", name)
        import html
        if page.status_code != 200 or title not in html.unescape(page.text):
            problems.append(f"Datasette: the page of {name} lacks its title {title!r}")
        quoted = '"' + name.replace('"', '""') + '"'
        asked = {"sql": f"SELECT * FROM {quoted} ORDER BY rowid", "_shape": "arrays"}
        answer = (await served.client.get("/portal.json", params=asked)).json()
        if answer.get("truncated") or "rows" not in answer:
            problems.append(f"Datasette: {name}: {answer.get('error', 'not all rows')}")
            continue
        differing = compare_rows(table, answer["rows"], in_sqlite, sqlite_differs)
        problems += [f"Datasette: {name}: {problem}" for problem, _ in zip(differing, range(MOST))]
    return problems


# ---------------------------------------------------------------- the run

def tables_of(site):
    for descriptor in sorted(site.glob("data/*/datapackage.json")):
        for resource in json.loads(descriptor.read_text("utf-8"))["resources"]:
            yield Table(descriptor.parent, resource)


def portal_name(table):
    return table.name if table.folder.name == table.name else f"{table.folder.name}__{table.name}"


class Score:
    """What each client read, and what it found wrong."""

    def __init__(self):
        self.files, self.rows, self.problems = defaultdict(int), defaultdict(int), []

    def add(self, client, path, table, problems):
        self.files[client] += 1
        self.rows[client] += len(table.rows)
        self.problems += [f"{client}: {path}: {problem}" for problem, _ in zip(problems, range(MOST))]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    site, score = Path(sys.argv[1]), Score()
    tables = list(tables_of(site))
    for table in tables:
        for ending, clients in (("xlsx", {"openpyxl": openpyxl_client, "pandas xlsx": pandas_sheet("openpyxl")}),
                                ("ods", {"odfpy": odfpy_client, "pandas ods": pandas_sheet("odf")})):
            for paths in table.workbooks(ending).values():
                for client, read in clients.items():
                    score.add(client, paths[0], table, read(table, paths))
        if table.path("parquet").exists():
            for client, read in {"pyarrow": pyarrow_client, "pandas parquet": pandas_parquet, "duckdb": duckdb_client}.items():
                score.add(client, table.path("parquet"), table, read(table, table.path("parquet")))
    by_folder = defaultdict(list)
    for table in tables:
        by_folder[table.folder].append(table)
    for folder, own in by_folder.items():
        path = folder / f"{folder.name}.sqlite"
        if path.exists():
            score.problems += [f"sqlite3: {path}: {problem}" for problem in sqlite_client(path, [(table.name, table) for table in own])]
            score.files["sqlite3"] += 1
            score.rows["sqlite3"] += sum(len(table.rows) for table in own)
    if (site / "portal.sqlite").exists():
        names = [(portal_name(table), table) for table in tables]
        score.problems += [f"sqlite3: portal.sqlite: {problem}" for problem in sqlite_client(site / "portal.sqlite", names)]
        score.problems += asyncio.run(datasette_client(site, names))
        for client in ("sqlite3", "datasette"):
            score.files[client] += 1
            score.rows[client] += sum(len(table.rows) for table in tables)
    languages = sorted({lang for table in tables for lang in table.workbooks("xlsx")}, reverse=True)
    if languages and not soffice():
        score.problems.append("LibreOffice is not installed: apt-get install libreoffice-calc-nogui")
    for ending in ("xlsx", "ods") if languages and soffice() else ():
        problems, count = libreoffice(tables, ending, languages[0])
        score.problems += problems
        score.files[f"LibreOffice {ending}"] += count
        score.rows[f"LibreOffice {ending}"] += sum(len(table.rows) for table in tables)
    if not tables:
        score.problems.append(f"{site}: no tables")
    for problem in score.problems[:100]:
        print(problem, file=sys.stderr)
    for client in sorted(score.files):
        print(f"formats: {client}: {score.files[client]} files with {score.rows[client]} rows, every value compared")
    print(f"formats: {len(tables)} tables of {site.name}: {len(score.problems)} problems")
    sys.exit(1 if score.problems else 0)


if __name__ == "__main__":
    main()
