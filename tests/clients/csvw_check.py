"""Every CSV with its CSVW description, as the reference client of CSVW reads it.

usage: csvw_check.py SITE

Reads every data/*/*.csv by way of the metadata beside it, with the package
`csvw`: types, formats, required cells and keys of every row have to hold, and
there has to be one value for every cell. The description of all tables of a
dataset together is read too, with the keys from one table into another.
"""

import csv
import json
import sys
import warnings
from pathlib import Path

from csvw import CSVW


def problems_of(metadata):
    """What the client says against a description and its tables; rows read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        # Strictly, keys may not be empty; those of a tree's top are.
        described = CSVW(str(metadata), validate=True, strict=False)
        valid = described.is_valid
    told = [] if valid else [f"{metadata}: {warning.message}" for warning in described.warnings[:5]] or [f"{metadata}: not valid"]
    rows = 0
    for table in described.tables:
        path = metadata.parent / str(table.url)
        with path.open(encoding="utf-8", newline="") as file:
            # Blank lines are no rows; a lone empty cell is quoted.
            plain = [row for row in csv.reader(file) if row]
        read = list(table.iterdicts(strict=False))
        rows += len(read)
        # The client passes over comments by a dialect of its own only when there is one.
        mark = json.loads(metadata.read_text("utf-8")).get("dialect", {}).get("commentPrefix", "#")
        if any(row[0].startswith(mark) for row in plain) and metadata.name != "csv-metadata.json":
            told.append(f"{path}: a row begins like a comment ({mark})")
        if len(read) != len(plain) - 1:
            told.append(f"{path}: {len(plain) - 1} rows, {len(read)} are read")
        headers = [column.name for column in table.tableSchema.columns]
        if len(headers) != len(plain[0]):
            told.append(f"{path}: {len(plain[0])} columns, {len(headers)} are described")
    return told, rows


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    site = Path(sys.argv[1])
    tables = [path for path in sorted(site.glob("data/*/*.csv")) if not path.name.endswith(".excel.csv")]
    if not list(site.glob("data/*/*csv-metadata.json")):
        print(f"csvw: {site.name} publishes no CSVW")
        return
    problems, rows, types = [], 0, set()
    for path in tables:
        metadata = Path(f"{path}-metadata.json")
        if not metadata.is_file():
            problems.append(f"{path}: no {metadata.name} beside it")
            continue
        found, count = problems_of(metadata)
        problems += found
        rows += count
        for column in json.loads(metadata.read_text("utf-8"))["tableSchema"]["columns"]:
            kind = column["datatype"]
            types.add(kind if isinstance(kind, str) else kind["base"])
    groups = sorted(site.glob("data/*/csv-metadata.json"))
    keys = 0
    for metadata in groups:
        problems += problems_of(metadata)[0]
        described = json.loads(metadata.read_text("utf-8"))["tables"]
        keys += sum(len(table["tableSchema"].get("foreignKeys", [])) for table in described)
    if not tables or not groups:
        problems.append(f"{site}: no tables")
    for problem in problems:
        print(problem, file=sys.stderr)
    counts = f"{len(tables)} tables, {rows} rows, {len(types)} types, {len(groups)} groups with {keys} keys between tables"
    print(f"csvw: {counts}: {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
