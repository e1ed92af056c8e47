"""What pages say of themselves to search engines, as extruct reads it.

usage: linked_data_check.py SITE

Reads every page's Dublin Core elements, and the JSON-LD of the home pages and
of the datasets' pages, with the package `extruct`. A dataset has to have every
property that Google's search for datasets requires, and those that it
recommends as far as the descriptor knows them; addresses have to lead to files
of the site, with the size and checksum that they are said to have.
"""

import hashlib
import json
import sys
from pathlib import Path
from urllib.parse import unquote

import extruct

REQUIRED = ["name", "description"]
RECOMMENDED = ["url", "identifier", "isAccessibleForFree", "creator", "includedInDataCatalog", "distribution", "inLanguage", "variableMeasured"]
OF_FILE = ["contentUrl", "encodingFormat", "name"]
OF_LAW = ["title", "creator", "date", "description", "publisher", "identifier"]
KNOWN = {"issued": "datePublished", "modified": "dateModified", "start": "temporalCoverage", "spatial": "spatialCoverage"}


def listed(value):
    """What JSON-LD gives alone or in a list."""
    return value if isinstance(value, list) else [value] if value else []


def check_dataset(site, base, page, data, problems):
    descriptor = json.loads((site / "data" / page.parent.name / "datapackage.json").read_text("utf-8"))
    wanted = REQUIRED + RECOMMENDED
    wanted += [theirs for ours, theirs in KNOWN.items() if ours in descriptor.get("congbo", {})]
    wanted += ["temporalCoverage"] if "end" in descriptor.get("congbo", {}) else []
    wanted += ["license"] if any(str(license.get("path", "")).startswith("http") for license in descriptor.get("licenses", [])) else []
    wanted += ["version"] if descriptor.get("version") else []
    wanted += ["isBasedOn"] if any(source.get("title") or source.get("path", "").startswith("http") for source in descriptor.get("sources", [])) else []
    others = {descriptor[key] for key in descriptor if key == "title" or key.startswith("title@")} - {data.get("name")}
    if others != set(listed(data.get("alternateName"))):
        problems.append(f"{page}: other names {data.get('alternateName')}, the descriptor has {others}")
    wanted += ["keywords"] if any(len(word) > 1 for word in descriptor.get("keywords", [])) else []
    missing = [key for key in wanted if data.get(key) in (None, "", [])]
    if missing:
        problems.append(f"{page}: no {missing}")
    if not 50 <= len(data.get("description", "")) <= 5000:
        problems.append(f"{page}: a description of {len(data.get('description', ''))} characters")
    for file in data.get("distribution", []):
        lacking = [key for key in OF_FILE if not file.get(key)]
        if lacking or file["@type"] != "DataDownload":
            problems.append(f"{page}: a {file['@type']} without {lacking}")
            continue
        path = site / unquote(file["contentUrl"].removeprefix(base))
        if not path.is_file():
            problems.append(f"{page}: {file['contentUrl']} is no file of the site")
            continue
        content = path.read_bytes()
        if file["contentSize"] != f"{len(content)} B" or file["sha256"] != hashlib.sha256(content).hexdigest():
            problems.append(f"{page}: {path.name} has another size or checksum")
    return len(data.get("distribution", []))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    site = Path(sys.argv[1])
    problems, pages, datasets, catalogues, files = [], 0, 0, 0, 0
    with_base = (site / "sitemap.xml").exists()
    for page in sorted(site.rglob("*.html")):
        if page.name == "404.html" or "assets" in page.parts:
            continue
        pages += 1
        text = page.read_text("utf-8")
        dataset = page.name == "index.html" and page.parent.parent.name in ("du-lieu", "data")
        wanted = dataset or 'application/ld+json' in text
        # All pages are made by one template: the elements of each tenth are read.
        if not wanted and pages % 10:
            if text.count('name=DC.') + text.count('name="DC.') < 5:
                problems.append(f"{page}: few elements of Dublin Core")
            continue
        read = extruct.extract(text, syntaxes=["json-ld", "dublincore"])
        said = {element["name"].lower().removeprefix("dc."): element["content"] for core in read["dublincore"] for element in core["elements"]}
        law = [name for name in OF_LAW if not said.get(name) and name != "date"]
        if law:
            problems.append(f"{page}: no DC.{law}")
        told = read["json-ld"]
        if len(told) != (1 if with_base and (dataset or told) else 0):
            problems.append(f"{page}: {len(told)} blocks of JSON-LD")
        for data in told:
            if data["@context"] != "https://schema.org/" or data["@type"] not in ("Dataset", "DataCatalog"):
                problems.append(f"{page}: {data['@context']} {data['@type']}")
            base = data["@id"].split("catalog.ttl" if data["@type"] == "DataCatalog" else "data/")[0]
            if data["@type"] == "Dataset":
                datasets += 1
                files += check_dataset(site, base, page, data, problems)
            else:
                catalogues += 1
    for problem in problems[:50]:
        print(problem, file=sys.stderr)
    print(f"linked data: {pages} pages, {catalogues} catalogues, {datasets} datasets with {files} downloads: {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
