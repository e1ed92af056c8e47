"""A built site, as CKAN's own code harvests it from a plain server of files.

usage: harvest_check.py SITE

Serves the folder as any host of files does, with no rule for parameters and
with names of media types as nginx has them, and lets the real clients read it:

- ckanapi, the client of CKAN's API, with get_only=True;
- the search step of ckanext-harvest's CKAN harvester;
- RDFParser of ckanext-dcat, on all serializations of the catalogue.

CKAN's own rules have to take every package. Each client has to find every dataset and every file with its Vietnamese title, its
licence, its formats and its frequency, and twice the same.
"""

import http.server
import json
import re
import sys
import threading
import urllib.request
from functools import partial
from pathlib import Path

KINDS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}


class Files(http.server.SimpleHTTPRequestHandler):
    """A server of files that ignores what follows the question mark."""

    def log_message(self, *_):
        pass


def serve(site):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}"


def configure():
    """What CKAN's code asks of a running CKAN."""
    from ckan.common import config

    config.update({
        "ckan.site_url": "http://harvester.example",
        "ckan.locale_default": "en",
        "ckan.locales_offered": ["en", "vi"],
        "ckan.resource_formats": None,
        "licenses_group_url": None,
    })


def packages_by_harvester(address):
    from ckanext.harvest.harvesters.ckanharvester import CKANHarvester

    harvester = CKANHarvester()
    harvester.config = {}
    return harvester._search_for_datasets(address)


def packages_by_rdf(address, ending):
    """Datasets of the catalogue as the DCAT harvester reads it, page by page."""
    from ckanext.dcat.processors import RDFParser

    datasets, page = [], f"{address}/catalog.{ending}"
    while page:
        with urllib.request.urlopen(page) as answer:
            parser = RDFParser()
            parser.parse(answer.read().decode("utf-8"), _format=KINDS[ending])
        datasets += list(parser.datasets())
        following = parser.next_page()
        page = following and f"{address}/{following.rsplit('/', 1)[1]}"
    return datasets


def extra(package, key):
    return next((pair["value"] for pair in package["extras"] if pair["key"] == key), None)


def told(package):
    """What a harvest would store of a package, in a fixed order."""
    resources = sorted((resource["url"], resource["name"], resource["format"], str(resource["size"])) for resource in package["resources"])
    tags = sorted(tag["name"] for tag in package["tags"])
    return package["title"], package["notes"], package["license_id"], tags, resources, extra(package, "uri")


def check_against(name, packages, descriptors, problems):
    """Holds harvested packages against the descriptors that the site publishes."""
    if len(packages) != len(descriptors):
        problems.append(f"{name}: {len(packages)} packages, {len(descriptors)} datasets are published")
    for package in packages:
        where = re.search(r"/data/([^/]+)/", extra(package, "uri") or "")
        descriptor = descriptors.get(where and where[1])
        if descriptor is None:
            problems.append(f"{name}: {package['title']} is no published dataset")
            continue
        ours = descriptor.get("congbo", {})
        titles = {descriptor[key] for key in descriptor if key == "title" or key.startswith("title@")}
        if package["title"] not in titles:
            problems.append(f"{name}: {where[1]}: title {package['title']!r}")
        known = [licence.get("name") for licence in descriptor.get("licenses", [])]
        if known == ["CC-BY-4.0"] and package["license_id"] != "cc-by":
            problems.append(f"{name}: {where[1]}: licence {package['license_id']!r}")
        if "periodicity" in ours and not (extra(package, "frequency") or "").endswith(ours["periodicity"].upper()):
            problems.append(f"{name}: {where[1]}: frequency {extra(package, 'frequency')!r}")
        urls = {resource["url"].rsplit("/", 1)[1]: resource for resource in package["resources"]}
        for table in descriptor["resources"]:
            resource = urls.get(table["path"])
            if resource is None or resource["format"] != "CSV" or int(resource["size"]) != table["bytes"]:
                problems.append(f"{name}: {where[1]}: {table['path']}: {resource and (resource['format'], resource['size'])}")
            elif resource.get("hash") != table["hash"].removeprefix("sha256:"):
                problems.append(f"{name}: {where[1]}: {table['path']}: another checksum")
        for tag in package["tags"]:
            if not re.fullmatch(r"[\w \-.]{2,100}", tag["name"]):
                problems.append(f"{name}: {where[1]}: CKAN refuses the tag {tag['name']!r}")


def check_accepted(packages, problems):
    """Holds packages against CKAN's own rules, as far as they need no database."""
    from ckan.logic import validators
    from ckan.plugins.toolkit import Invalid

    rules = {
        "name": validators.name_validator,
        "version": validators.package_version_validator,
        "maintainer_email": validators.email_validator,
        "author_email": validators.email_validator,
    }

    def held(rule, value, where):
        try:
            rule(value, {})
        except Invalid as refusal:
            problems.append(f"CKAN refuses {where} {value!r}: {refusal.error}")

    for package in packages:
        for key, rule in rules.items():
            if package[key] is not None:
                held(rule, package[key], f"{package['name']}: {key}")
        for tag in package["tags"]:
            held(validators.tag_name_validator, tag["name"], f"{package['name']}: tag")
            held(validators.tag_length_validator, tag["name"], f"{package['name']}: tag")
        for group in [package["organization"], *package["groups"]]:
            held(validators.name_validator, group["name"], f"{package['name']}: group")
        lists = {"tags": package["tags"], "extras": [{"name": extra["key"]} for extra in package["extras"]]}
        for kind, entries in lists.items():
            names = [entry["name"] for entry in entries]
            if len(names) != len(set(names)):
                problems.append(f"CKAN: {package['name']}: {kind} stand twice: {names}")


def check_api(address, descriptors, problems):
    """What ckanapi gets; how many actions answered."""
    from ckanapi import RemoteCKAN

    remote = RemoteCKAN(address, get_only=True, user_agent="congbo test")
    names = remote.action.package_list()
    answers = {
        "site_read": remote.action.site_read(),
        "status_show": remote.action.status_show(),
        "organization_list": remote.action.organization_list(),
        "group_list": remote.action.group_list(),
        "tag_list": remote.action.tag_list(),
        "license_list": remote.action.license_list(),
    }
    packages = remote.action.package_search(rows=100, start=0)
    everything = remote.action.current_package_list_with_resources()
    if packages["count"] != len(names) or packages["results"] != everything or answers["site_read"] is not True:
        problems.append(f"ckanapi: {packages['count']} packages, {len(names)} names, {len(everything)} with resources")
    for package in everything:
        path = f"{address}/api/3/action/package_show/{package['name']}"
        with urllib.request.urlopen(path) as answer:
            raw = answer.read()
        if not raw.isascii() or json.loads(raw)["result"] != package:
            problems.append(f"ckanapi: package_show/{package['name']} differs from package_search")
    if [package["name"] for package in everything] != names:
        problems.append(f"ckanapi: packages are called otherwise than in package_list: {names}")
    check_accepted(everything, problems)
    check_against("ckanapi", everything, descriptors, problems)
    return len(answers) + 3


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    site = Path(sys.argv[1])
    if not (site / "api/3/action/package_search").exists():
        print(f"ckan: {site.name} publishes no catalogue")
        return
    configure()
    descriptors = {path.parent.name: json.loads(path.read_text("utf-8")) for path in sorted(site.glob("data/*/datapackage.json"))}
    problems = []
    server, address = serve(site)
    try:
        actions = check_api(address, descriptors, problems)
        harvested = packages_by_harvester(address)
        check_against("ckanext-harvest", harvested, descriptors, problems)
        if packages_by_harvester(address) != harvested:
            problems.append("ckanext-harvest: a second harvest differs")
        read = {ending: packages_by_rdf(address, ending) for ending in KINDS}
        for ending, packages in read.items():
            check_against(f"ckanext-dcat {ending}", packages, descriptors, problems)
            if sorted(map(told, packages)) != sorted(map(told, read["ttl"])):
                problems.append(f"ckanext-dcat: {ending} is read otherwise than ttl")
        if sorted(map(told, packages_by_rdf(address, "ttl"))) != sorted(map(told, read["ttl"])):
            problems.append("ckanext-dcat: a second harvest differs")
        if (site / "catalog.vi.ttl").exists():
            vietnamese = one_language(address)
            titles = {package["title"] for package in vietnamese}
            wanted = {descriptor["title"] for descriptor in descriptors.values()}
            if titles != wanted:
                problems.append(f"ckanext-dcat: catalog.vi.ttl: titles {sorted(titles ^ wanted)[:3]}")
    finally:
        server.shutdown()
    for problem in problems:
        print(problem, file=sys.stderr)
    resources = sum(len(package["resources"]) for package in harvested)
    parsed = ", ".join(f"{len(packages)} from {ending}" for ending, packages in read.items())
    print(f"ckan: {len(harvested)} packages with {resources} resources by ckanext-harvest, {actions} actions by ckanapi, "
          f"by ckanext-dcat {parsed}: {len(problems)} problems")
    sys.exit(1 if problems else 0)


def one_language(address):
    from ckanext.dcat.processors import RDFParser

    parser = RDFParser()
    with urllib.request.urlopen(f"{address}/catalog.vi.ttl") as answer:
        parser.parse(answer.read().decode("utf-8"), _format="turtle")
    return list(parser.datasets())


if __name__ == "__main__":
    main()
