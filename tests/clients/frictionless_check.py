"""Every published descriptor, as a Frictionless client and the official JSON Schema see it.

usage: frictionless_check.py SITE

Reads every data/*/datapackage.json with frictionless (sizes, checksums, types,
constraints, keys of every row) and holds it against the official JSON Schema of
Data Package 2.0, when that is at hand: in $CONGBO_STANDARDS or in
../shared/standards beside the project. The schemas of well-known tables are
tested in the same two ways.
"""

import json
import os
import sys
from pathlib import Path

import jsonschema
from frictionless import Package, Schema

OFFICIAL = "datapackage-2.0.json"


def official_schema():
    """The official JSON Schema, or None when this machine does not have it."""
    project = Path(__file__).resolve().parents[2]
    folders = [os.environ.get("CONGBO_STANDARDS"), project.parent / "shared" / "standards"]
    for folder in filter(None, folders):
        path = Path(folder) / OFFICIAL
        if path.is_file():
            return json.loads(path.read_text("utf-8"))
    return None


def against(schema, document, path):
    """What the official schema says against a document."""
    if schema is None:
        return []
    errors = jsonschema.Draft7Validator(schema).iter_errors(document)
    return [f"{path}: official schema: {error.json_path}: {error.message[:300]}" for error in errors]


def check_package(path, schema):
    """Problems of one descriptor and its tables; how many tables and rows it has."""
    problems = against(schema, json.loads(path.read_text("utf-8")), path)
    package = Package(str(path))
    report = package.validate()
    problems += [f"{path}: {error.message}" for error in report.errors]
    rows = 0
    for task in report.tasks:
        problems += [f"{path}: {task.name}: {error.message}" for error in task.errors]
        problems += [f"{path}: {task.name}: {warning}" for warning in task.warnings]
        counted = task.stats.get("rows") or 0
        stated = package.get_resource(task.name).custom.get("congbo", {}).get("rows")
        if counted != stated:
            problems.append(f"{path}: {task.name}: {counted} rows, the descriptor says {stated}")
        rows += counted
    return problems, len(report.tasks), rows


def check_schema(path, official):
    """Problems of one schema of a well-known table."""
    document = json.loads(path.read_text("utf-8"))
    of_tables = official and official["properties"]["resources"]["items"]["properties"]["schema"]
    problems = against(of_tables, document, path)
    errors = Schema.metadata_validate(document)
    return problems + [f"{path}: {error.message}" for error in errors]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    site = Path(sys.argv[1])
    official = official_schema()
    packages = sorted(site.glob("data/*/datapackage.json"))
    schemas = sorted(site.glob("schemas/*/*.json"))
    problems, tables, rows = [], 0, 0
    for path in packages:
        found, of_tables, of_rows = check_package(path, official)
        problems += found
        tables += of_tables
        rows += of_rows
    for path in schemas:
        problems += check_schema(path, official)
    if not packages:
        problems.append(f"{site}: no data/*/datapackage.json")
    for problem in problems:
        print(problem, file=sys.stderr)
    second = "and the official JSON Schema" if official else f"(official JSON Schema {OFFICIAL} not at hand, skipped)"
    counts = f"{len(packages)} packages, {tables} tables, {rows} rows, {len(schemas)} well-known schemas"
    print(f"frictionless: {counts} checked with frictionless {second}: {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
