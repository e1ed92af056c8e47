"""The DCAT files, as readers of RDF and the official shapes of DCAT-AP see them.

usage: dcat_check.py SITE

Reads catalog.* and every data/*/dcat.* with rdflib: Turtle, RDF/XML and JSON-LD
have to say the same (isomorphic graphs), the catalogue has to say of each
dataset what its own file says, and every file of data has to be described with
its real size and checksum. The graphs are held against the official SHACL
shapes of DCAT-AP 3.0.1, when they are at hand: in $CONGBO_STANDARDS or in
../shared/standards beside the project.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.compare import to_isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF

OFFICIAL = "dcat-ap-3.0.1"
SHAPES = ["dcat-ap-SHACL.ttl", "shapes.ttl", "range.ttl", "ranges.ttl", "deprecateduris.ttl"]
KINDS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}
SH = "http://www.w3.org/ns/shacl#"
SPDX = "http://spdx.org/rdf/terms#"
# Newer than the list of terms that rdflib keeps.
SERIES, IN_SERIES = URIRef(str(DCAT) + "DatasetSeries"), URIRef(str(DCAT) + "inSeries")
HYDRA = "http://www.w3.org/ns/hydra/core#"


def official_shapes():
    """The official shapes as one graph, or None when this machine has none."""
    project = Path(__file__).resolve().parents[2]
    folders = [os.environ.get("CONGBO_STANDARDS"), project.parent / "shared" / "standards"]
    for folder in filter(None, folders):
        folder = Path(folder) / OFFICIAL
        if folder.is_dir():
            shapes = Graph()
            for name in SHAPES:
                shapes.parse(folder / name, format="turtle")
            drop_undefined(shapes)
            return shapes
    return None


def drop_undefined(shapes):
    """Drops references to property shapes that the official files name without defining them."""
    for shape, prop in list(shapes.subject_objects(URIRef(SH + "property"))):
        if (prop, URIRef(SH + "path"), None) not in shapes:
            shapes.remove((shape, URIRef(SH + "property"), prop))


def read(path):
    return Graph().parse(path, format=KINDS[path.suffix[1:]])


def same(paths, problems):
    """The graph that several files hold."""
    graphs = [read(path) for path in paths]
    first = to_isomorphic(graphs[0])
    for path, graph in zip(paths[1:], graphs[1:]):
        if to_isomorphic(graph) != first:
            ours, theirs = set(graphs[0]), set(graph)
            problems.append(f"{path} differs from {paths[0].name}: {list(ours ^ theirs)[:4]}")
    return graphs[0]


def untyped(graph, path):
    """Things that the graph names without saying what they are."""
    classes = set(graph.objects(None, RDF.type))
    named = {thing for thing in graph.objects() if isinstance(thing, URIRef)} - classes
    pages = set(graph.objects(None, URIRef(HYDRA + "next"))) | set(graph.objects(None, URIRef(HYDRA + "first")))
    return [f"{path}: {thing} has no type" for thing in sorted(named - pages) if (thing, RDF.type, None) not in graph]


def base_of(site):
    """The address of the portal, as its own catalogue says it."""
    for catalogue in read(site / "catalog.ttl").subjects(RDF.type, DCAT.Catalog):
        return str(catalogue).removesuffix("catalog.ttl#catalog")
    return None


def files_of(folder):
    """Files of data in a dataset's folder: neither descriptions nor sums nor pages and feeds."""
    described = ("datapackage.json", "dcat.ttl", "dcat.rdf", "dcat.jsonld")
    for path in sorted(folder.iterdir()):
        is_other = path.name.endswith(("csv-metadata.json", ".html", ".atom", ".feed.json"))
        if path.is_file() and path.name not in described and not is_other:
            yield path


def check_files(site, base, graph, problems):
    """Every file of data is described as it is; how many there are."""
    described = {}
    for distribution in graph.subjects(RDF.type, DCAT.Distribution):
        address = str(graph.value(distribution, DCAT.downloadURL)).removeprefix(base)
        size = graph.value(distribution, DCAT.byteSize)
        checksum = graph.value(distribution, URIRef(SPDX + "checksum"))
        described[address] = (int(size), str(graph.value(checksum, URIRef(SPDX + "checksumValue"))))
    published = {}
    for folder in sorted(path for path in (site / "data").iterdir() if path.is_dir()):
        for path in files_of(folder):
            content = path.read_bytes()
            published[str(path.relative_to(site))] = (len(content), hashlib.sha256(content).hexdigest())
    for path in sorted(set(published) | set(described)):
        if published.get(path) != described.get(path):
            problems.append(f"{path}: described {described.get(path)}, published {published.get(path)}")
    return len(published)


def check_titles(site, graph, problems):
    """Titles are those of the descriptors, in every language."""
    for path in sorted(site.glob("data/*/datapackage.json")):
        package = json.loads(path.read_text("utf-8"))
        name = path.parent.name
        dataset = next(iter(thing for thing in graph.subjects(RDF.type, DCAT.Dataset) if f"/data/{name}/" in str(thing)), None)
        titles = {str(title) for title in graph.objects(dataset, DCTERMS.title)}
        wanted = {package[key] for key in package if key == "title" or key.startswith("title@")}
        if titles != wanted:
            problems.append(f"{name}: titles {titles}, the descriptor has {wanted}")


def check_series(site, graph, problems):
    """Every plan's data is a series that its dataset belongs to, with a title; how many there are."""
    packages = {path.parent.name: json.loads(path.read_text("utf-8")) for path in site.glob("data/*/datapackage.json")}
    plans = {name for name, package in packages.items() if package.get("congbo", {}).get("profile") == "plan"}
    members = {str(dataset).split("/data/")[1].split("/")[0] for dataset in graph.subjects(IN_SERIES)}
    series = set(graph.subjects(RDF.type, SERIES))
    if members != plans or len(series) != len(plans) or set(graph.objects(None, IN_SERIES)) != series:
        problems.append(f"{len(series)} series with {sorted(members)}, the plans are {sorted(plans)}")
    problems += [f"{one}: no title" for one in series if not graph.value(one, DCTERMS.title)]
    return len(series)


def check_one_language(site, problems):
    """The catalogue in one language has no other, and the same things."""
    whole = read(site / "catalog.ttl")
    for path in sorted(site.glob("catalog.[a-z][a-z].ttl")):
        language = path.name.split(".")[1]
        graph = read(path)
        others = {text.language for text in graph.objects() if getattr(text, "language", None)} - {language}
        # Licences are named as CKAN names them, and what has no translation stays.
        foreign = {text for text in graph.objects(None, DCTERMS.title) if getattr(text, "language", None) in others}
        licences = set(graph.subjects(RDF.type, DCTERMS.LicenseDocument))
        titled = graph.subject_objects(DCTERMS.title)
        spoken = {thing for thing, text in whole.subject_objects(DCTERMS.title) if text.language == language}
        wrong = [text for thing, text in titled if text in foreign and thing not in licences and thing in spoken]
        if wrong:
            problems.append(f"{path}: texts in {others}: {wrong[:3]}")
        if set(graph.subjects(RDF.type, DCAT.Dataset)) != set(whole.subjects(RDF.type, DCAT.Dataset)):
            problems.append(f"{path}: other datasets than catalog.ttl")


def check_shapes(graph, shapes, path, problems):
    from pyshacl import validate

    conforms, report, _ = validate(graph, shacl_graph=shapes, inference="none", advanced=False)
    if conforms:
        return
    for result in report.subjects(RDF.type, URIRef(SH + "ValidationResult")):
        if report.value(result, URIRef(SH + "resultSeverity")) == URIRef(SH + "Violation"):
            told = [str(report.value(result, URIRef(SH + key))) for key in ("focusNode", "resultPath", "value", "resultMessage")]
            problems.append(f"{path}: {' | '.join(told)}")


def parts_of(site, ending):
    """The parts of the catalogue in a serialization, in their order."""
    yield site / f"catalog.{ending}"
    yield from sorted(site.glob(f"catalog.p*.{ending}"), key=lambda path: int(path.name.split(".")[1][1:]))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    site = Path(sys.argv[1])
    if not (site / "catalog.ttl").exists():
        if list(site.glob("data/*/dcat.*")):
            sys.exit(f"{site}: datasets are described, but there is no catalog.ttl")
        print(f"dcat: {site.name} has no base address, and no catalogue")
        return
    problems, shapes = [], official_shapes()
    whole = Graph()
    parts = list(zip(*[list(parts_of(site, ending)) for ending in KINDS]))
    for part in parts:
        whole += same(list(part), problems)
    problems += untyped(whole, "catalog.ttl")
    datasets = sorted(site.glob("data/*/dcat.ttl"))
    for path in datasets:
        graph = same([path.with_suffix("." + ending) for ending in KINDS], problems)
        problems += untyped(graph, path)
        missing = [triple for triple in graph if triple not in whole]
        if missing:
            problems.append(f"{path}: not in the catalogue: {missing[:3]}")
        if shapes is not None and path == datasets[0]:
            check_shapes(graph, shapes, path, problems)
    listed = set(whole.objects(None, DCAT.dataset))
    if listed != set(whole.subjects(RDF.type, DCAT.Dataset)) or len(listed) != len(datasets):
        problems.append(f"the catalogue lists {len(listed)} datasets, {len(datasets)} are published")
    files = check_files(site, base_of(site), whole, problems)
    check_titles(site, whole, problems)
    series = check_series(site, whole, problems)
    check_one_language(site, problems)
    if shapes is not None:
        check_shapes(whole, shapes, "catalog.ttl", problems)
    for problem in problems:
        print(problem, file=sys.stderr)
    held = "official shapes of DCAT-AP 3.0.1" if shapes is not None else f"(official shapes {OFFICIAL} not at hand, skipped)"
    counts = f"{len(datasets)} datasets, {files} files, {series} series, {len(whole)} statements in 3 isomorphic serializations"
    print(f"dcat: {counts}, {held}: {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
