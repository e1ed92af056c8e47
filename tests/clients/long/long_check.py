"""A table with more rows than a sheet holds, divided into workbooks.

usage: long_check.py CONGBO

Makes a portal whose one table has two rows more than an XLSX sheet has under
its head, builds it, and reads the workbooks back with openpyxl: the first is
full to its last row, the second goes on where it ends, every value is there
once and in order. Cover sheets and the dataset's page say what is in which
file, with rows, size and SHA-256.
"""

import hashlib
import re
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

from openpyxl import load_workbook

#: Rows of a sheet, its head among them.
SHEET = 1_048_576
ROWS = SHEET + 1
PORTAL = """
title = "Bảng dài"
languages = ["vi"]
default_language = "vi"
downloads = ["xlsx"]
search = false
[tables]
preview_rows = 2
max_pages = 0
"""
DATASET = """
title = "Bảng dài"
[[resources]]
path = "long.csv"
title = "Bảng dài"
[[resources.schema.fields]]
name = "n"
title = "Số thứ tự"
type = "integer"
"""


class Downloads(HTMLParser):
    """The records of a page's tables of files: cells by their label."""

    def __init__(self):
        super().__init__()
        self.records, self.label = [], None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "tr":
            self.records.append({})
        if tag in ("th", "td"):
            self.label = attrs.get("data-label", "file")
        if tag == "a" and self.label == "file" and self.records:
            self.records[-1]["href"] = attrs.get("href", "")

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self.label = None

    def handle_data(self, data):
        if self.label and self.records:
            self.records[-1][self.label] = self.records[-1].get(self.label, "") + data


def make(root):
    (root / "congbo.toml").write_text(PORTAL, "utf-8")
    folder = root / "data/long"
    folder.mkdir(parents=True)
    (folder / "dataset.toml").write_text(DATASET, "utf-8")
    with (folder / "long.csv").open("w", encoding="utf-8") as file:
        file.write("n\n")
        file.writelines(f"{number}\n" for number in range(1, ROWS + 1))


def check_workbook(path, first, last, problems):
    """The rows of a workbook are the numbers from first to last."""
    book = load_workbook(path, read_only=True)
    cover = " ".join(str(cell) for row in book.worksheets[0].values for cell in row if cell)
    told = f"{first:,} đến {last:,} trong {ROWS:,} dòng".replace(",", ".")
    if told not in cover:
        problems.append(f"{path.name}: its cover does not say {told!r}")
    expected = first
    rows = book.worksheets[2].iter_rows(values_only=True)
    if next(rows) != ("Số thứ tự",):
        problems.append(f"{path.name}: another head")
    for (value,) in rows:
        if value != expected:
            problems.append(f"{path.name}: {value}, expected {expected}")
            return
        expected += 1
    if expected != last + 1:
        problems.append(f"{path.name}: ends with {expected - 1}, expected {last}")
    book.close()


def check_page(site, files, problems):
    """The dataset's page lists each file with its part, rows and checksum."""
    page = Downloads()
    page.feed((site / "du-lieu/long/index.html").read_text("utf-8"))
    for number, (path, rows) in enumerate(files, 1):
        found = [record for record in page.records if record.get("href", "").endswith("/" + path.name) and "Số dòng" in record]
        if len(found) != 1:
            problems.append(f"{path.name}: stands {len(found)} times on the page")
            continue
        record = found[0]
        if f"phần {number}" not in record["file"]:
            problems.append(f"{path.name}: called {record['file']!r}")
        if record["Số dòng"].replace(".", "") != str(rows):
            problems.append(f"{path.name}: said to have {record['Số dòng']} rows, it has {rows}")
        if hashlib.sha256(path.read_bytes()).hexdigest() not in record.values():
            problems.append(f"{path.name}: another checksum on the page")
    listed = [re.search(r"long\.vi[.\d]*\.xlsx$", record.get("href", "")) for record in page.records if "Số dòng" in record]
    if [found[0] for found in listed if found] != [path.name for path, _ in files]:
        problems.append("the page does not list the parts in their order")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        root, site = Path(folder) / "portal", Path(folder) / "site"
        root.mkdir()
        make(root)
        build = [sys.argv[1], "--root", root, "--lang", "en", "build", "--output", site]
        subprocess.run(build, check=True, stderr=subprocess.DEVNULL)
        made = sorted(path.name for path in (site / "data/long").glob("*.xlsx"))
        if made != ["long.vi.2.xlsx", "long.vi.xlsx"]:
            sys.exit(f"made {made}")
        first, second = (site / "data/long" / name for name in ("long.vi.xlsx", "long.vi.2.xlsx"))
        check_workbook(first, 1, SHEET - 1, problems)
        check_workbook(second, SHEET, ROWS, problems)
        check_page(site, [(first, SHEET - 1), (second, ROWS - SHEET + 1)], problems)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"long table: {ROWS} rows in 2 workbooks, every one read by openpyxl, and told on the page: {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
