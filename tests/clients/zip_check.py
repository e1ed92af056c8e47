"""Every bundle of a site: whole, reproducible in form, and equal to the site's own files.

usage: zip_check.py SITE

Unpacks the bundles of datasets, plans and the portal with Python's zipfile, runs `sha256sum -c SHA256SUMS`
inside, and compares tables and descriptor byte for byte with the site's. Every bundle has a README in each
language of the portal, which says how the CSV for Excel is made safe where there is one, the whole text of
a known licence, and its citation in three forms.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path


# A word that only the text of the licence has, and what the CSV for Excel puts in front of a formula.
LICENSE_TEXT = {"CC-BY-4.0": "Licensed Material", "CC0-1.0": "Affirmer"}
APOSTROPHE = {"vi": "dấu nháy", "en": "apostrophe"}
# Files that a bundle has of its own.
OWN = ("SHA256SUMS", "README.", "LICENSE.txt", "CITATION.")


def verify_sums(folder):
    """What `sha256sum -c` says against the folder; done by hand where there is none."""
    if shutil.which("sha256sum"):
        run = subprocess.run(["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False)
        return [] if run.returncode == 0 else [(run.stdout + run.stderr).strip()]
    problems = []
    for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines():
        checksum, name = line.split("  ", 1)
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != checksum:
            problems.append(f"{name}: FAILED")
    return problems


def check_form(bundle):
    """Problems of the bundle's own form: order, times, modes, names."""
    problems = []
    entries = bundle.infolist()
    names = [entry.filename for entry in entries]
    if names != sorted(names) or len(set(names)) != len(names):
        problems.append("names are not sorted or not unique")
    if any("\\" in name or name.startswith("/") or ".." in name.split("/") for name in names):
        problems.append("a name leads elsewhere")
    if len({entry.date_time for entry in entries}) != 1:
        problems.append("files bear different times")
    if any(entry.external_attr >> 16 & 0o7777 != 0o644 for entry in entries):
        problems.append("a file's mode is not 0644")
    broken = bundle.testzip()
    if broken:
        problems.append(f"{broken} is broken")
    return problems


def check_citation(folder):
    """Problems of the citation, as reference managers read it."""
    items = json.loads((folder / "CITATION.json").read_text("utf-8"))
    problems = []
    if len(items) != 1 or not {"id", "type", "title"} <= set(items[0]):
        problems.append("CITATION.json is no item of CSL-JSON")
    record = [line[:6] for line in (folder / "CITATION.ris").read_text("utf-8").splitlines()]
    if record[0] != "TY  - " or record[-1] != "ER  - " or "TI  - " not in record:
        problems.append("CITATION.ris is no record of RIS")
    entry = (folder / "CITATION.bib").read_text("utf-8")
    if not entry.startswith("@") or entry.count("{") != entry.count("}"):
        problems.append("CITATION.bib is no entry of BibTeX")
    return problems


def languages(site):
    """The languages of a site: the default one's home page stands at the top, the others in folders."""
    return {path.parent.name for path in site.glob("*/index.html") if len(path.parent.name) == 2} | {default(site)}


def default(site):
    start = (site / "index.html").read_text("utf-8")[:200]
    return start.split("lang=")[1].strip("\"'")[:2]


def check_words(site, folder, names, package):
    """Problems of README and licence."""
    readmes = {name.split(".")[1]: (folder / name).read_text("utf-8") for name in names if name.startswith("README.")}
    problems = [f"READMEs in {sorted(readmes)}, the portal speaks {sorted(languages(site))}"] if set(readmes) != languages(site) else []
    problems += [f"README.{lang}.md does not begin with a title" for lang, text in readmes.items() if not text.startswith("# ")]
    if package is None:
        return problems
    has_excel = any(site.glob(f"data/{package['name']}/*.excel.csv"))
    for lang, word in APOSTROPHE.items():
        if lang in readmes and (word in readmes[lang] and ".excel.csv" in readmes[lang]) != has_excel:
            problems.append(f"README.{lang}.md and the CSV for Excel: {has_excel}")
    for license in package.get("licenses", []):
        word = LICENSE_TEXT.get(license.get("name"))
        if word and word not in (folder / "LICENSE.txt").read_text("utf-8"):
            problems.append(f"LICENSE.txt is not the text of {license['name']}")
    return problems


def check_collection(path, unpacked, names):
    """Problems of a bundle of several datasets: every file of data is the site's."""
    site = path.parent if path.name == "portal.zip" else path.parent.parent
    problems = []
    data = [name for name in names if name.startswith("data/") and "/README." not in name]
    for name in data:
        if (unpacked / name).read_bytes() != (site / name).read_bytes():
            problems.append(f"{name} differs from the site's")
    if path.name == "portal.zip":
        wanted = {str(table.relative_to(site)) for table in site.glob("data/*/*.csv") if not table.name.endswith(".excel.csv")}
        if not wanted <= set(data):
            problems.append(f"lacks {sorted(wanted - set(data))[:3]}")
    if not data:
        problems.append("has no data")
    return problems + check_words(site, unpacked, names, None)


def check_bundle(path):
    """Problems of one bundle, and how many files it holds."""
    with zipfile.ZipFile(path) as bundle, tempfile.TemporaryDirectory() as folder:
        problems = check_form(bundle)
        bundle.extractall(folder)
        names = bundle.namelist()
        unpacked = Path(folder)
        problems += verify_sums(unpacked)
        listed = [line.split("  ", 1)[1] for line in (unpacked / "SHA256SUMS").read_text("utf-8").splitlines()]
        if sorted(listed + ["SHA256SUMS"]) != sorted(names):
            problems.append("SHA256SUMS does not list exactly the other files")
        problems += check_citation(unpacked)
        if path.parent.parent.name != "data":
            return [f"{path}: {problem}" for problem in problems + check_collection(path, unpacked, names)], len(names)
        expected = {table.name for table in path.parent.glob("*.csv") if not table.name.endswith(".excel.csv")} | {"datapackage.json"}
        shared = {name for name in names if not name.startswith(OWN)}
        if shared != expected:
            problems.append(f"holds {sorted(shared)}, the site has {sorted(expected)}")
        for name in sorted(shared & expected):
            if (unpacked / name).read_bytes() != (path.parent / name).read_bytes():
                problems.append(f"{name} differs from the site's")
        package = json.loads((unpacked / "datapackage.json").read_text("utf-8"))
        problems += check_words(path.parents[2], unpacked, names, package)
    return [f"{path}: {problem}" for problem in problems], len(names)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    site = Path(sys.argv[1])
    bundles = sorted(path for pattern in ("data/*/*.zip", "plans/*.zip", "portal.zip") for path in site.glob(pattern))
    problems, files = [], 0
    for path in bundles:
        found, count = check_bundle(path)
        problems += found
        files += count
    # A portal may publish no bundles; its sums say so.
    if not bundles and ".zip" in (site / "SHA256SUMS").read_text(encoding="utf-8"):
        problems.append(f"{site}: no data/*/*.zip")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"zip: {len(bundles)} bundles with {files} files unpacked, summed and compared with the site: {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
