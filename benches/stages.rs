//! The stages one by one, inside one process: which of them became slower?
//! `cargo bench` compares with the run before; `scripts/bench` measures whole
//! builds.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::io;
use std::path::{Path, PathBuf};

use congbo::check::check as check_tables;
use congbo::diag::Sources;
use congbo::discover::{Listing, discover};
use congbo::load::{Loaded, Settings, load};
use congbo::markdown::{Resolve, to_html};
use congbo::pipeline::{Adopt, Options, Site, check};
use congbo::progress::Progress;
use congbo::render::FORMATS;
use congbo::route::{AllMade, Context, MadeBefore, PageId, Scope, Subject};
use congbo::write::Sink;
use congbo::write::disk::Disk;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

/// Datasets of the small portal, and rows of each of its tables.
const DATASETS: usize = 200;
const ROWS: usize = 20;

/// Rows of the large table.
const MANY: usize = 100_000;

/// A text as people write it: headings, paragraphs, a list, a link, a table.
fn text(number: usize) -> String {
    let sentence = format!("Số liệu của xã số {number} được tổng hợp từ báo cáo quý của các phòng, *đã kiểm tra* và công bố lại. ");
    let mut text = format!("## Bối cảnh\n\n{}\n\n", sentence.repeat(6));
    for step in 1..=5 {
        writeln!(text, "- Bước {step}: thu thập, đối chiếu rồi **ký duyệt** số liệu").expect("a text grows");
    }
    text += "\n## Cách tính\n\nXem [văn bản](https://mau.example/van-ban) kèm theo.\n\n| Chỉ tiêu | 2025 | 2030 |\n|---|---:|---:|\n";
    for row in 1..=4 {
        writeln!(text, "| Chỉ tiêu {row} | {row}0% | {row}5% |").expect("a text grows");
    }
    text
}

/// A table of numbers and words.
fn table(rows: usize) -> String {
    let mut table = String::from("ma,ten_xa,nam,so_luong,ti_le,ghi_chu\n");
    for row in 0..rows {
        writeln!(
            table,
            "{},Xã Tân Thành,{},{},{}.{},\"đang rà soát, chưa chốt\"",
            26_000 + row,
            2020 + row % 6,
            row * 37,
            row % 100,
            row % 10
        )
        .expect("a text grows");
    }
    table
}

/// A portal in a folder of its own.
fn portal(datasets: usize, rows: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |path: PathBuf, text: &str| {
        fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    let root = folder.path();
    let settings = "title = \"Cổng thử\"\ndescription = \"Cổng để đo.\"\nbase_url = \"https://mau.example/\"\nlicense = \"CC-BY-4.0\"\n";
    put(root.join("congbo.toml"), settings);
    for number in 0..datasets {
        let data = root.join(format!("data/bo-{number}"));
        let descriptor =
            format!("title = \"Bộ dữ liệu số {number}\"\ndescription = '''\n{}'''\nsources = [{{ title = \"Tự đặt\" }}]\n", text(number));
        put(data.join("dataset.toml"), &descriptor);
        put(data.join("so-lieu.csv"), &table(rows));
    }
    folder
}

fn loaded(root: &Path) -> (Loaded, Sources) {
    let mut sources = Sources::new(root);
    let found = discover(&Listing::of(sources.root()), &mut sources).value;
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name()).collect();
    let loaded = load(&found, Settings { downloads: &names, base_url: None, shelf: None }, &mut sources).value;
    (loaded, sources)
}

fn site(root: &Path) -> (Site, Sources) {
    let checked = check(&Options { root: root.to_owned(), ..Options::default() }, &Progress::default());
    (checked.site.expect("the portal has no errors"), checked.sources)
}

/// Links stay as they are; there are no blocks.
struct Plain;

impl Resolve for Plain {
    fn link(&self, target: &str) -> String {
        target.to_owned()
    }

    fn block(&self, _: &str, _: &str) -> String {
        String::new()
    }
}

fn reading(bench: &mut Criterion) {
    let small = portal(DATASETS, ROWS);
    let mut group = bench.benchmark_group("read");
    group.throughput(Throughput::Elements(DATASETS as u64));
    group.bench_function("discover and load 200 datasets", |timed| timed.iter(|| black_box(loaded(small.path()))));
    group.bench_function("check 200 small tables", |timed| {
        timed.iter_batched_ref(
            || loaded(small.path()),
            |(loaded, sources)| black_box(check_tables(loaded, sources, &Progress::default())),
            BatchSize::SmallInput,
        );
    });
    let large = portal(1, MANY);
    group.throughput(Throughput::Elements(MANY as u64));
    group.bench_function("check a table of 100,000 rows", |timed| {
        timed.iter_batched_ref(
            || loaded(large.path()),
            |(loaded, sources)| black_box(check_tables(loaded, sources, &Progress::default())),
            BatchSize::SmallInput,
        );
    });
}

fn texts(bench: &mut Criterion) {
    let text = text(1);
    let mut group = bench.benchmark_group("text");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("markdown to HTML", |timed| timed.iter(|| black_box(to_html(black_box(&text), &Plain))));
}

fn pages(bench: &mut Criterion) {
    let folder = portal(DATASETS, ROWS);
    let (site, sources) = site(folder.path());
    let made = AllMade::default();
    let Site { catalog, theme, plan } = &site;
    let context = Context { catalog, routes: &plan.routes, theme, sources: &sources, formats: FORMATS, made: MadeBefore::new(&made) };
    let format = FORMATS.iter().find(|format| format.scope() == Scope::Page).expect("pages are made");
    let lang = catalog.portal.languages.default();
    let write = |page: &PageId| {
        let subject = Subject::Page { page: page.clone(), lang };
        format.write(&context, &subject, &mut io::sink()).expect("the built-in theme renders");
    };
    let dataset = PageId::Dataset("bo-7".to_owned());
    let kinds = [
        ("a dataset", dataset),
        ("a list of 100 datasets", PageId::Datasets),
        ("a table of 20 rows", PageId::Table("bo-7".to_owned(), "so-lieu".to_owned(), 1)),
    ];
    let mut group = bench.benchmark_group("page");
    for (name, page) in &kinds {
        group.bench_function(*name, |timed| timed.iter(|| write(black_box(page))));
    }
}

fn writing(bench: &mut Criterion) {
    const FILES: usize = 500;
    let bytes = vec![b'x'; 6_000];
    let put = |root: &Path, bytes: &[u8]| {
        let disk = Disk::open(root, Adopt::Never).expect("a folder of ours");
        for number in 0..FILES {
            let path = format!("trang-{}/{number}.html", number % 10);
            disk.put(path.clone().into(), |out| out.write_all(bytes)).expect("the disk takes a file");
        }
        disk.finish().expect("everything moves into place");
    };
    let mut group = bench.benchmark_group("write");
    group.throughput(Throughput::Elements(FILES as u64));
    group.sample_size(20);
    group.bench_function("500 new files", |timed| {
        timed.iter_batched_ref(
            || tempfile::tempdir().expect("a folder"),
            |folder| put(&folder.path().join("site"), &bytes),
            BatchSize::PerIteration,
        );
    });
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("site");
    put(&root, &bytes);
    group.bench_function("500 files that stand already", |timed| timed.iter(|| put(&root, &bytes)));
}

criterion_group!(stages, reading, texts, pages, writing);
criterion_main!(stages);
