"""The same table in every format: same columns, same rows, same values.

usage: same_rows.py SITE

Takes every table's .csv as the truth, reads it by the types of its descriptor
with exact decimals, and holds .excel.csv, .json and .ndjson against it.
"""

import csv
import json
import sys
from datetime import date, datetime, time
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

csv.field_size_limit(1 << 30)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NOT_FINITE = ("NaN", "INF", "-INF")
MOST = 20


def number(text, field):
    """The exact value of a number's text."""
    if text in NOT_FINITE:
        return text
    if not field.get("bareNumber", True):
        text = text.strip("".join({c for c in text if not c.isdigit() and c not in "+-" + field.get("decimalChar", ".")}))
    if field.get("groupChar"):
        text = text.replace(field["groupChar"], "")
    return Decimal(text.replace(field.get("decimalChar", "."), "."))


def moment(text, field, kind):
    """The ISO 8601 text of a date or time."""
    pattern = field.get("format", "default")
    if pattern == "default":
        return text
    if pattern == "any":
        for known in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d", "%H:%M"):
            try:
                parsed = datetime.strptime(text, known)
                break
            except ValueError:
                continue
        else:
            return text.replace(" ", "T")
    else:
        parsed = datetime.strptime(text, pattern)
    parts = {"date": parsed.date, "time": parsed.time, "datetime": lambda: parsed}
    value = parts[kind]()
    assert isinstance(value, (date, time, datetime))
    return value.isoformat()


def truth(text, field, missing):
    """What a cell of the CSV means."""
    kind = field.get("type", "any")
    delimiter = field.get("congbo", {}).get("list")
    if text in field.get("missingValues", missing):
        return None
    if delimiter:
        item = {"type": field["congbo"].get("itemType", "string")}
        return [truth(part.strip(), item, []) for part in text.split(delimiter)]
    if kind in ("number", "integer"):
        return number(text, field)
    if kind == "boolean":
        return text in field.get("trueValues", ["true", "True", "TRUE", "1"])
    if kind in ("date", "time", "datetime"):
        return moment(text, field, kind)
    if kind in ("object", "array", "geojson") or (kind == "geopoint" and field.get("format", "default") != "default"):
        return json.loads(text, parse_float=Decimal, parse_int=Decimal)
    return text


def excel(value, text, field):
    """What a cell of the Excel CSV has to hold."""
    kind = field.get("type", "any")
    if value is None:
        return ""
    if kind in ("number", "integer") and isinstance(value, Decimal):
        return value
    if kind == "boolean":
        return "true" if value else "false"
    return value if kind in ("date", "time", "datetime") else text


def from_excel(text, expected):
    """What a cell of the Excel CSV holds, the protecting apostrophe taken off."""
    if isinstance(expected, Decimal):
        return Decimal(text.replace(",", "."))
    bare = text.lstrip("'")
    if text.startswith("'") and bare.startswith(FORMULA) and any(c.isalnum() for c in bare):
        return text[1:]
    return text


def json_rows(path, lines):
    """The rows of a JSON array, or of one object per line."""
    def read(text):
        return json.loads(text, parse_float=Decimal, parse_int=Decimal)
    with path.open(encoding="utf-8") as file:
        yield from (map(read, file) if lines else read(file.read()))


def rows_of(path, encoding, delimiter):
    with path.open(encoding=encoding, newline="") as file:
        yield from csv.reader(file, delimiter=delimiter, strict=True)


def compare_excel(table, fields, missing, path):
    """Where the Excel CSV differs from the CSV."""
    if not path.read_bytes().startswith(b"\xef\xbb\xbf"):
        yield "has no BOM"
    pairs = zip_longest(rows_of(table, "utf-8", ","), rows_of(path, "utf-8-sig", ";"))
    head, other = next(pairs)
    if head != [from_excel(name, None) for name in other]:
        yield "has other columns"
    for index, (ours, theirs) in enumerate(pairs, 1):
        if ours is None or theirs is None or len(ours) != len(theirs):
            yield f"row {index}: missing on one side"
            return
        for text, cell, field in zip(ours, theirs, fields):
            expected = excel(truth(text, field, missing), text, field)
            if from_excel(cell, expected) != expected:
                yield f"row {index}, {field['name']}: {cell!r}, expected {expected!r}"


def compare_json(table, fields, missing, path, lines):
    """Where a JSON format differs from the CSV."""
    pairs = rows_of(table, "utf-8", ",")
    head = next(pairs)
    for index, (ours, theirs) in enumerate(zip_longest(pairs, json_rows(path, lines)), 1):
        if ours is None or theirs is None:
            yield f"row {index}: missing on one side"
            return
        if list(theirs) != head:
            yield f"row {index}: has other columns"
            return
        for text, field in zip(ours, fields):
            expected = truth(text, field, missing)
            found = theirs[field["name"]]
            if found != expected or isinstance(found, bool) != isinstance(expected, bool):
                yield f"row {index}, {field['name']}: {found!r}, expected {expected!r}"


def check_table(folder, resource):
    """Problems of one table, and how many other files it has."""
    table = folder / resource["path"]
    schema = resource["schema"]
    fields, missing = schema["fields"], schema.get("missingValues", [""])
    problems = []
    head = next(rows_of(table, "utf-8", ","))
    if head != [field["name"] for field in fields]:
        problems.append(f"{table}: columns are not those of the schema")
    others = {
        ".excel.csv": lambda path: compare_excel(table, fields, missing, path),
        ".json": lambda path: compare_json(table, fields, missing, path, False),
        ".ndjson": lambda path: compare_json(table, fields, missing, path, True),
    }
    present = [(table.with_suffix(ending), compare) for ending, compare in others.items() if table.with_suffix(ending).exists()]
    for path, compare in present:
        problems += [f"{path}: {problem}" for problem, _ in zip(compare(path), range(MOST))]
    return problems, len(present)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    site = Path(sys.argv[1])
    problems, tables, files, rows = [], 0, 0, 0
    for descriptor in sorted(site.glob("data/*/datapackage.json")):
        for resource in json.loads(descriptor.read_text("utf-8"))["resources"]:
            found, count = check_table(descriptor.parent, resource)
            problems += found
            tables += 1
            files += count
            rows += resource.get("congbo", {}).get("rows", 0)
    if not tables:
        problems.append(f"{site}: no tables")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"same rows: {tables} tables with {rows} rows against {files} files in other formats: {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
