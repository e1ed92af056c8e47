"""The measurements of one run as Markdown. Knows nothing of how they came about."""

from pathlib import Path

#: Where a run was made, and so which table of the document is its own.
PLACES = ("disk", "memory")

#: What is measured of congbo alone, and its name in the table.
VARIANTS = {
    "drawn": "the common work with a chart on every page; CSV for Excel, JSON, NDJSON, ZIP",
    "plain": "the built-in theme, no downloads",
    "searched": "the same with search",
    "formats": "all downloads and descriptions",
    "charted": "the built-in theme with a chart on every page; CSV for Excel, JSON, NDJSON, ZIP",
    "full": "charts, all downloads, search",
}
#: So many small datasets with all downloads are measured beside the sizes asked for.
MANY = 5_000
BIG = {
    "pages": "pages and CSV",
    "texts": "with JSON and NDJSON",
    "parquet": "with JSON, NDJSON and Parquet",
    "sqlite": "with JSON, NDJSON and SQLite",
    "all": "all downloads",
}


def put(document: Path, place: str, table: str) -> None:
    """Puts the table between the marks of its place in a document."""
    text = document.read_text(encoding="utf-8")
    mark = f"<!-- bench:{place} -->\n"
    begin = text.index(mark) + len(mark)
    end = text.index(f"\n<!-- /bench:{place} -->")
    document.write_text(text[:begin] + table + text[end:], encoding="utf-8")


def seconds(value: float) -> str:
    return f"{value:.3f} s" if value < 1 else f"{value:.2f} s"


def times(value: float) -> str:
    return f"{value:.1f} ×"


class Rows:
    """A table being filled."""

    def __init__(self, *head: str):
        self.lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]

    def add(self, *cells: str) -> None:
        self.lines.append("| " + " | ".join(cells) + " |")

    def text(self) -> str:
        return "\n".join(self.lines)


def table(measured: dict[str, dict], counts: list[int]) -> str:
    """Everything that was measured, as tables."""
    parts = [machine(measured)]
    for count in counts:
        if f"congbo/{count}/cold" in measured:
            parts.append(pages(measured, count))
    alone = rest(measured, counts)
    if alone:
        parts.append(alone)
    return "\n\n".join(parts)


def machine(measured: dict[str, dict]) -> str:
    told = measured["machine"]
    timed = [values for values in measured.values() if "quiet" in values]
    disturbed = sum(values["quiet"] == 0 for values in timed)
    calm = "The machine was quiet." if disturbed == 0 else (
        f"The machine was not quiet: in {disturbed} of {len(timed)} rows no run was undisturbed. Trust ratios, not seconds.")
    tools = ", ".join(told[name].split("+")[0] for name in ("congbo", "hugo") if name in told)
    return f"{tools}; {told['processors']} processors, {told['system']}. {calm}"


def pages(measured: dict[str, dict], count: int) -> str:
    """The common work at one size."""
    ours, again, edited = (measured[f"congbo/{count}/{kind}"] for kind in ("cold", "again", "edited"))
    hugo, ugly = measured.get(f"hugo/{count}/cold"), measured.get(f"hugo-ugly/{count}/cold")
    limit, found = measured[f"limit/{count}/write"], measured[f"congbo/{count}/check"]
    thousand = f"{count:,}"
    if hugo is None:
        rows = Rows(f"{thousand} datasets, {found['pages']:,} pages", "congbo")
        pairs = [("cold, processor time", seconds(ours["cpu"])), ("cold, wall clock", seconds(ours["wall"])),
                 ("peak memory", f"{ours['memory']:.0f} MB"), ("nothing changed, wall clock", seconds(again["wall"])),
                 ("one table changed, wall clock", seconds(edited["wall"]))]
        for name, value in pairs:
            rows.add(name, value)
    else:
        ratio = measured[f"ratio/{count}/cold"]
        rows = Rows(f"{thousand} datasets, {found['pages']:,} pages", "Hugo", "Hugo, uglyURLs", "congbo", "Hugo : congbo")
        rows.add("cold, processor time", seconds(hugo["cpu"]), seconds(ugly["cpu"]), seconds(ours["cpu"]), times(ratio["cpu"]))
        rows.add("cold, wall clock", seconds(hugo["wall"]), seconds(ugly["wall"]), seconds(ours["wall"]), times(ratio["wall"]))
        rows.add("peak memory", f"{hugo['memory']:.0f} MB", f"{ugly['memory']:.0f} MB", f"{ours['memory']:.0f} MB",
                 times(hugo["memory"] / ours["memory"]))
        unchanged = measured[f"hugo/{count}/again"]
        rows.add("nothing changed, wall clock", seconds(unchanged["wall"]), "", seconds(again["wall"]), times(unchanged["wall"] / again["wall"]))
        rows.add("the same, against a cold build", "", "", "", times(hugo["wall"] / again["wall"]))
        rows.add("one table changed, wall clock", "", "", seconds(edited["wall"]), "")
        rows.add("the same, against a cold build", "", "", "", times(hugo["wall"] / edited["wall"]))
    share = 100 * limit["cpu"] / ours["cpu"]
    told = (f"Writing the same {limit['files']:,.0f} files ({limit['bytes'] / 1e6:.0f} MB) from memory takes {seconds(limit['cpu'])} of processor "
            f"time and {seconds(limit['wall'])}: {share:.0f} % of congbo's processor time is the file system's.")
    return f"{rows.text()}\n\n{told}"


def rest(measured: dict[str, dict], counts: list[int]) -> str:
    """Growth, and what is measured for congbo alone."""
    rows = Rows("congbo", "processor time", "wall clock", "peak memory")
    least, most = counts[0], counts[-1]
    few, many = measured.get(f"congbo/{least}/cold"), measured.get(f"congbo/{most}/cold")
    is_empty = True
    if few and many and least != most:
        is_empty = False
        rows.add(f"growth from {least:,} to {most:,} datasets", times(many["cpu"] / few["cpu"]), times(many["wall"] / few["wall"]),
                 times(many["memory"] / few["memory"]))
    for count in sorted({*counts, MANY}):
        hugo, plain = measured.get(f"hugo/{count}/cold"), measured.get(f"plain/{count}/cold")
        for variant, name in VARIANTS.items():
            one = measured.get(f"{variant}/{count}/cold")
            if one is None:
                continue
            is_empty = False
            more = ""
            if plain and variant in ("searched", "formats"):
                more = f" (+ {1000 * (one['cpu'] - plain['cpu']) / count:.1f} ms a dataset)"
            against = f" (Hugo without charts and downloads : congbo {times(hugo['wall'] / one['wall'])})" if hugo and variant in ("drawn", "charted") else ""
            told = f"{count:,} datasets, {name}: {one['pages']:,} pages, {one['files']:,} files, {one['bytes'] / 1e6:.0f} MB"
            rows.add(told, seconds(one["cpu"]) + more, seconds(one["wall"]) + against, f"{one['memory']:.0f} MB")
    texts, pages = measured.get("big/texts"), measured.get("big/pages")
    for kind, name in BIG.items():
        if one := measured.get(f"big/{kind}"):
            is_empty = False
            more = ""
            if kind in ("parquet", "sqlite"):
                more = f" (the format alone: {times((one['cpu'] - texts['cpu']) / (texts['cpu'] - pages['cpu']))} JSON and NDJSON)"
            rows.add(f"1,000,000 rows and 10 columns, {name}: {one['bytes'] / 1e6:.0f} MB", seconds(one["cpu"]) + more, seconds(one["wall"]),
                     f"{one['memory']:.0f} MB")
    text = "" if is_empty else rows.text()
    if serve := measured.get(f"serve/{least}"):
        text += f"\n\n`serve` with {least:,} datasets: from a save to the page {seconds(serve['median'])} (most: {seconds(serve['most'])})"
        if full := measured.get(f"serve-full/{least}"):
            text += f"; with charts, all downloads and search {seconds(full['median'])} (most: {seconds(full['most'])})"
        text += "."
    return text.strip()
