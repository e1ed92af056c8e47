"""The benchmark's portal as the source folder of congbo and of Hugo.

    python3 trees.py KIND COUNT FOLDER

`congbo` and `hugo` are the work that both sides do; the other kinds are
congbo's alone (`VARIANTS`). Templates stand beside this
file: both sides make pages of the same content from the same data.
"""

import json
import shutil
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import content
from content import BASE, LANGUAGES, TOPICS, WORDS, Dataset

HERE = Path(__file__).parent
PER_PAGE = 100
NEWEST = 20
#: The formats that congbo began with.
TEXTS = ["excel.csv", "json", "ndjson", "zip"]


@dataclass(frozen=True)
class Variant:
    """A portal that only congbo makes."""

    #: Its downloads; all when none are named.
    downloads: list[str] | None
    is_searched: bool = False
    #: Whether every dataset's page has a chart.
    has_charts: bool = False
    #: Whether its pages are those of the common work, not of the built-in theme.
    is_common: bool = False


VARIANTS = {
    "drawn": Variant(TEXTS, has_charts=True, is_common=True),
    "plain": Variant([]),
    "searched": Variant([], is_searched=True),
    "formats": Variant(None),
    "charted": Variant(TEXTS, has_charts=True),
    "full": Variant(None, is_searched=True, has_charts=True),
}
#: A chart of a dataset's one table, for its page in every language.
CHART = f"""
[[congbo.charts]]
mark = "bar"
x = "chi_tieu"
y = "don_vi"
unit = "document"
limit = {content.ROWS}
"""
STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60rem;margin:auto}"
    "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2rem}\n"
)


class Folder:
    """A folder being filled with files."""

    def __init__(self, root: Path):
        self.root = root
        self.made: set[Path] = set()

    def put(self, path: str, text: str | bytes) -> None:
        full = self.root / path
        if full.parent not in self.made:
            full.parent.mkdir(parents=True, exist_ok=True)
            self.made.add(full.parent)
        full.write_bytes(text.encode() if isinstance(text, str) else text)


def quoted(text: str) -> str:
    """A text as TOML, YAML and JSON alike write it."""
    return json.dumps(text, ensure_ascii=False)


def in_languages(texts: dict[str, str]) -> str:
    return "{ " + ", ".join(f"{lang} = {quoted(texts[lang])}" for lang in LANGUAGES) + " }"


def congbo(folder: Folder, datasets, variant: str | None = None) -> None:
    """The portal for congbo: the common work, or a variant."""
    settings = [
        f"title = {in_languages({lang: WORDS[lang]['site'] for lang in LANGUAGES})}",
        f"description = {in_languages({lang: WORDS[lang]['newest'] for lang in LANGUAGES})}",
        f'base_url = "{BASE}/"',
        'languages = ["vi", "en"]',
        'default_language = "vi"',
        'license = "CC-BY-4.0"',
    ]
    of = VARIANTS[variant] if variant else Variant([], is_common=True)
    if of.downloads is not None:
        settings.append(f"downloads = {json.dumps(of.downloads)}")
    settings.append(f"search = {json.dumps(of.is_searched)}")
    if of.is_common:
        settings.append('theme = "bench"')
        theme = folder.root / "themes/bench"
        shutil.copytree(HERE / "congbo/templates", theme / "templates", dirs_exist_ok=True)
        folder.put("themes/bench/theme.toml", 'name = "bench"\ndescription = "The pages of the benchmark"\nversion = "1.0.0"\n')
        folder.put("themes/bench/static/style.css", STYLE)
    settings += ["", "[lists]", f"per_page = {PER_PAGE}", f"newest = {NEWEST}", ""]
    settings += ["[tables]", f"preview_rows = {content.ROWS}", "max_pages = 0", "", "[topics]"]
    settings += [f"{topic} = {in_languages(names)}" for topic, names in TOPICS.items()]
    # `don_vi` means a unit here, and is no translation that lacks its other half.
    settings += ["", "[levels]", 'C0602 = "off"']
    folder.put("congbo.toml", "\n".join(settings) + "\n")
    for one in datasets:
        folder.put(f"data/{one.name}/{one.name}.csv", one.csv())
        folder.put(f"data/{one.name}/dataset.toml", descriptor(one) + (CHART if of.has_charts else ""))


def descriptor(one: Dataset) -> str:
    lines = [f"title = {in_languages(one.title)}"]
    for lang in LANGUAGES:
        lines += [f"description.{lang} = '''", f"{one.sentence[lang]}\n", f"{one.body[lang].markdown}'''"]
    lines += ["", "[[sources]]", f'title = {quoted(WORDS["vi"]["site"])}', "", "[congbo]"]
    lines += [f"modified = {one.moment:%Y-%m-%d}", f'topics = ["{one.topic}"]']
    return "\n".join(lines) + "\n"


def hugo(folder: Folder, datasets) -> None:
    """The same portal for Hugo. Feeds are left out: congbo makes none yet."""
    folder.put("hugo.toml", f"""baseURL = "{BASE}/"
defaultContentLanguage = "vi"
defaultContentLanguageInSubdir = true
enableRobotsTXT = false
disableKinds = ["404", "rss"]
disableAliases = true
disableDefaultLanguageRedirect = true
[pagination]
pagerSize = {PER_PAGE}
disableAliases = true
[taxonomies]
topic = "topics"
[languages.vi]
contentDir = "content/vi"
weight = 1
title = {quoted(WORDS["vi"]["site"])}
[languages.en]
contentDir = "content/en"
weight = 2
title = {quoted(WORDS["en"]["site"])}
""")
    shutil.copytree(HERE / "hugo/layouts", folder.root / "layouts", dirs_exist_ok=True)
    folder.put("static/style.css", STYLE)
    for lang in LANGUAGES:
        words = WORDS[lang] | {f"topic_{topic}": names[lang] for topic, names in TOPICS.items()}
        folder.put(f"i18n/{lang}.toml", "".join(f"[{quoted(key)}]\nother = {quoted(text)}\n" for key, text in words.items()))
        for section in ("datasets", "topics"):
            folder.put(f"content/{lang}/{section}/_index.md", f"---\ntitle: {quoted(WORDS[lang][section])}\n---\n")
    for one in datasets:
        folder.put(f"assets/data/{one.name}.csv", one.csv())
        for lang in LANGUAGES:
            front = {"title": one.title[lang], "description": one.sentence[lang], "ds": one.name, "lang": lang}
            lines = [f"{key}: {quoted(text)}" for key, text in front.items()]
            lines += [f"date: {one.moment:%Y-%m-%dT%H:%M:%SZ}", f"topics: {quoted([one.topic])}"]
            folder.put(f"content/{lang}/datasets/{one.name}.md", "---\n" + "\n".join(lines) + "\n---\n" + one.body[lang].markdown)


def write(kind: str, count: int, root: Path, seed: int = content.SEED) -> None:
    """Writes the tree of one kind for a portal of so many datasets."""
    datasets = content.datasets(count, seed)
    folder = Folder(root)
    if kind == "hugo":
        hugo(folder, datasets)
    else:
        congbo(folder, datasets, None if kind == "congbo" else kind)
        tomllib.loads((root / "congbo.toml").read_text())


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("congbo", "hugo", *VARIANTS):
        sys.exit(__doc__)
    write(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
