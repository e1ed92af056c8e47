//! What people do to a portal between two builds, one random edit at a time.
//!
//! An edit may break the portal: then nothing may be published, and the next
//! edit undoes it. Knows files and texts only.

use std::collections::BTreeMap;
use std::fs::{self, FileTimes};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use congbo::pipeline::Options;

use crate::goldens::{project, tree, write_tree};

/// A small generator of numbers (splitmix64), so that a seed tells it all.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// The next number below `count`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % count as u64).expect("below a usize")
    }

    /// One of these.
    pub(crate) fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// A portal under edit.
pub(crate) struct Desk<'a> {
    /// The portal's folder.
    pub(crate) root: &'a Path,
    /// Where it is published.
    pub(crate) output: &'a Path,
    /// What builds are asked for.
    pub(crate) options: &'a mut Options,
    /// Outputs that were edited by hand, by their path.
    pub(crate) by_hand: &'a mut BTreeMap<String, Vec<u8>>,
    /// Where edits are drawn from.
    pub(crate) chance: &'a mut Chance,
}

/// An edit; gives what it did, or nothing when there was nothing to do it to.
type Edit = fn(&mut Desk<'_>) -> Option<String>;

/// All edits. Those of data come more than once: they are what people do.
pub(crate) const EDITS: &[Edit] = &[
    cell,
    cell,
    cell,
    sly_cell,
    row_goes,
    row_twice,
    descriptor,
    descriptor,
    setting,
    setting,
    page_text,
    page_text,
    page_head,
    page_comes,
    page_goes,
    dataset_goes,
    dataset_moves,
    dataset_twice,
    table_moves,
    template,
    words,
    static_file,
    static_file,
    static_goes,
    touched,
    output_edited,
    output_goes,
    output_touched,
    cache_goes,
    cache_broken,
    asked_otherwise,
    asked_otherwise,
    theme_switched,
    nothing,
];

impl Desk<'_> {
    /// A file of the portal whose path ends so, in one of its folders.
    fn file(&mut self, folder: &str, ending: &str) -> Option<PathBuf> {
        let all: Vec<String> = tree(&self.root.join(folder)).into_keys().filter(|path| path.ends_with(ending)).collect();
        (!all.is_empty()).then(|| self.root.join(folder).join(self.chance.of(&all)))
    }

    fn dataset(&mut self) -> Option<PathBuf> {
        let mut all: Vec<PathBuf> = fs::read_dir(self.root.join("data")).ok()?.filter_map(Result::ok).map(|entry| entry.path()).collect();
        all.sort();
        (!all.is_empty()).then(|| self.chance.of(&all).clone())
    }

    fn output(&mut self) -> Option<PathBuf> {
        let all: Vec<String> = tree(self.output).into_keys().collect();
        (!all.is_empty()).then(|| self.output.join(self.chance.of(&all)))
    }

    fn change(&self, file: &Path, with: impl FnOnce(&str) -> Option<String>) -> Option<String> {
        let text = with(&fs::read_to_string(file).ok()?)?;
        fs::write(file, text).ok()?;
        Some(file.strip_prefix(self.root).unwrap_or(file).display().to_string())
    }

    /// Another digit in the place of one of a table's.
    fn digit(&mut self, text: &str) -> Option<String> {
        let body = text.find('\n')? + 1;
        let digits: Vec<usize> =
            text.bytes().enumerate().filter(|(at, byte)| *at >= body && byte.is_ascii_digit()).map(|(at, _)| at).collect();
        let at = if digits.is_empty() { return None } else { *self.chance.of(&digits) };
        let other = ["1", "2", "3", "4"].into_iter().find(|digit| *digit != &text[at..=at])?;
        Some(format!("{}{other}{}", &text[..at], &text[at + 1..]))
    }
}

fn cell(desk: &mut Desk<'_>) -> Option<String> {
    let file = desk.file("data", "sv")?;
    let text = desk.digit(&fs::read_to_string(&file).ok()?)?;
    Some(format!("a cell of {}", desk.change(&file, |_| Some(text))?))
}

/// The same length, and the file's time set back to what it was.
fn sly_cell(desk: &mut Desk<'_>) -> Option<String> {
    let file = desk.file("data", "sv")?;
    let time = fs::metadata(&file).ok()?.modified().ok()?;
    let text = desk.digit(&fs::read_to_string(&file).ok()?)?;
    let told = desk.change(&file, |_| Some(text))?;
    fs::File::options().write(true).open(&file).ok()?.set_times(FileTimes::new().set_modified(time)).ok()?;
    Some(format!("a cell of {told}, unseen"))
}

fn row_goes(desk: &mut Desk<'_>) -> Option<String> {
    let file = desk.file("data", "sv")?;
    let told = desk.change(&file, |text| text.trim_end().rsplit_once('\n').map(|(rest, _)| format!("{rest}\n")))?;
    Some(format!("the last row of {told} goes"))
}

fn row_twice(desk: &mut Desk<'_>) -> Option<String> {
    let file = desk.file("data", "sv")?;
    let told = desk.change(&file, |text| Some(format!("{}\n{}\n", text.trim_end(), text.trim_end().rsplit_once('\n')?.1)))?;
    Some(format!("the last row of {told} once more"))
}

fn descriptor(desk: &mut Desk<'_>) -> Option<String> {
    let file = desk.file("data", "dataset.toml")?;
    let number = desk.chance.below(100);
    let edits: [(&str, String); 4] = [
        ("title = ", format!("title = {{ vi = \"Tên {number}\", en = \"Name {number}\" }}\n# ")),
        ("title = ", format!("title = \"Tên {number}\"\n# ")),
        ("title = ", format!("description = \"Xem [bảng](/data/khac/) số {number}.\"\ntitle = ")),
        ("title = ", format!("version = \"{number}\"\ntitle = ")),
    ];
    let (old, new) = desk.chance.of(&edits).clone();
    Some(format!("{new:?} in {}", desk.change(&file, |text| Some(text.replacen(old, &new, 1)))?))
}

fn setting(desk: &mut Desk<'_>) -> Option<String> {
    let number = desk.chance.below(90) + 10;
    let edits = [
        ("per_page = ", format!("per_page = {} # ", number % 4 + 1)),
        ("preview_rows = ", format!("preview_rows = {} # ", number % 3)),
        ("rows_per_page = ", format!("rows_per_page = {} # ", number % 5 + 2)),
        ("downloads = ", "downloads = [\"json\", \"zip\"] # ".to_owned()),
        ("downloads = ", "downloads = [] # ".to_owned()),
        ("languages = ", "languages = [\"vi\"] # ".to_owned()),
        ("languages = ", "languages = [\"vi\", \"en\"] # ".to_owned()),
        ("email = ", format!("email = \"a{number}@mau.example\" # ")),
        ("as_of = ", format!("as_of = 2025-03-{:02} # ", number % 28 + 1)),
        ("y-te = ", format!("y-te = {{ vi = \"Y tế {number}\", en = \"Health {number}\" }} # ")),
    ];
    let (old, new) = desk.chance.of(&edits).clone();
    Some(format!("{new:?} in {}", desk.change(&desk.root.join("congbo.toml"), |text| Some(text.replacen(old, &new, 1)))?))
}

fn page_text(desk: &mut Desk<'_>) -> Option<String> {
    let file = desk.file("content", ".md")?;
    let texts =
        ["\n\nMột đoạn.\n", "\n\n[Bảng](/data/benh-vien/so-lieu.csv)\n", "\n\n[Về cổng](/content/pages/ve.md)\n", "\n\n## Đề mục\n"];
    let more = *desk.chance.of(&texts);
    Some(format!("{more:?} in {}", desk.change(&file, |text| Some(format!("{text}{more}")))?))
}

fn page_head(desk: &mut Desk<'_>) -> Option<String> {
    let file = desk.file("content", ".md")?;
    let number = desk.chance.below(100);
    Some(format!("the title of {}", desk.change(&file, |text| Some(text.replacen("title = \"", &format!("title = \"{number} "), 1)))?))
}

fn page_comes(desk: &mut Desk<'_>) -> Option<String> {
    let name = *desk.chance.of(&["pages/moi.md", "pages/moi.en.md", "tin/mot.md", "tin/hai.md"]);
    let file = desk.root.join("content").join(name);
    fs::create_dir_all(file.parent()?).ok()?;
    let order = desk.chance.below(9);
    fs::write(&file, format!("+++\ntitle = \"Trang mới\"\norder = {order}\n+++\n\nChữ [dữ liệu](/data/khac/).\n")).ok()?;
    Some(format!("content/{name} comes"))
}

fn page_goes(desk: &mut Desk<'_>) -> Option<String> {
    let file = desk.file("content", ".md")?;
    fs::remove_file(&file).ok()?;
    Some(format!("{} goes", file.display()))
}

fn dataset_goes(desk: &mut Desk<'_>) -> Option<String> {
    let folder = desk.dataset()?;
    fs::remove_dir_all(&folder).ok()?;
    Some(format!("{} goes", folder.display()))
}

fn dataset_moves(desk: &mut Desk<'_>) -> Option<String> {
    let folder = desk.dataset()?;
    let to = folder.with_file_name(format!("bo-{}", desk.chance.below(50)));
    fs::rename(&folder, &to).ok()?;
    Some(format!("{} becomes {}", folder.display(), to.display()))
}

fn dataset_twice(desk: &mut Desk<'_>) -> Option<String> {
    let folder = desk.dataset()?;
    let to = folder.with_file_name(format!("ban-sao-{}", desk.chance.below(50)));
    write_tree(&to, &tree(&folder));
    Some(format!("{} also as {}", folder.display(), to.display()))
}

fn table_moves(desk: &mut Desk<'_>) -> Option<String> {
    let file = desk.file("data", ".csv")?;
    let to = file.with_file_name("bang-doi-ten.csv");
    fs::rename(&file, &to).ok()?;
    Some(format!("{} becomes {}", file.display(), to.display()))
}

fn template(desk: &mut Desk<'_>) -> Option<String> {
    let name = *desk.chance.of(&["dataset.html", "table.html", "home.html", "datasets.html", "404.html"]);
    let file = desk.root.join("themes/rieng/templates").join(name);
    let number = desk.chance.below(100);
    let text = fs::read_to_string(project().join("themes/default/templates").join(name)).ok()?;
    fs::create_dir_all(file.parent()?).ok()?;
    fs::write(&file, text.replacen("{% block main %}", &format!("{{% block main %}}<p>{number}</p>"), 1)).ok()?;
    Some(format!("the template {name}"))
}

fn words(desk: &mut Desk<'_>) -> Option<String> {
    let file = desk.root.join("themes/rieng/messages/vi.toml");
    fs::create_dir_all(file.parent()?).ok()?;
    let number = desk.chance.below(100);
    fs::write(&file, format!("[section]\ndatasets = \"Kho {number}\"\n[unit]\nnguoi = \"người {number}\"\n")).ok()?;
    Some("the theme's words".into())
}

fn static_file(desk: &mut Desk<'_>) -> Option<String> {
    let name = *desk.chance.of(&[
        "static/favicon.svg",
        "static/tai-lieu/a.txt",
        "static/CNAME",
        "content/tin/anh.png",
        "themes/rieng/static/b.txt",
    ]);
    let file = desk.root.join(name);
    fs::create_dir_all(file.parent()?).ok()?;
    fs::write(&file, format!("{:04}", desk.chance.below(10_000))).ok()?;
    Some(name.into())
}

fn static_goes(desk: &mut Desk<'_>) -> Option<String> {
    let file = desk.file("static", "")?;
    fs::remove_file(&file).ok()?;
    Some(format!("{} goes", file.display()))
}

fn touched(desk: &mut Desk<'_>) -> Option<String> {
    let folder = *desk.chance.of(&["data", "content", "static"]);
    let file = desk.file(folder, "")?;
    let to = SystemTime::now() - Duration::from_secs(desk.chance.below(100_000) as u64);
    fs::File::options().write(true).open(&file).ok()?.set_times(FileTimes::new().set_modified(to)).ok()?;
    Some(format!("{} touched", file.display()))
}

fn output_edited(desk: &mut Desk<'_>) -> Option<String> {
    let file = desk.output()?;
    let mut bytes = fs::read(&file).ok()?;
    let time = fs::metadata(&file).ok()?.modified().ok()?;
    let at = if bytes.is_empty() { return None } else { desk.chance.below(bytes.len()) };
    bytes[at] ^= 1;
    fs::write(&file, &bytes).ok()?;
    desk.by_hand.insert(file.strip_prefix(desk.output).ok()?.to_str()?.to_owned(), bytes);
    if desk.chance.below(2) == 0 {
        fs::File::options().write(true).open(&file).ok()?.set_times(FileTimes::new().set_modified(time)).ok()?;
    }
    // Of a list of sums that was edited congbo cannot know whose folder it is.
    if file.ends_with("SHA256SUMS") && !fs::read_to_string(&file).is_ok_and(|text| text.starts_with("# congbo")) {
        fs::remove_dir_all(desk.output).ok()?;
    }
    Some(format!("the output {} edited", file.display()))
}

fn output_goes(desk: &mut Desk<'_>) -> Option<String> {
    let file = desk.output()?;
    if file.ends_with("SHA256SUMS") {
        fs::remove_dir_all(desk.output).ok()?;
    } else {
        fs::remove_file(&file).ok()?;
    }
    Some(format!("the output {} goes", file.display()))
}

fn output_touched(desk: &mut Desk<'_>) -> Option<String> {
    let file = desk.output()?;
    fs::File::options().write(true).open(&file).ok()?.set_times(FileTimes::new().set_modified(SystemTime::now())).ok()?;
    Some(format!("the output {} touched", file.display()))
}

fn cache_goes(desk: &mut Desk<'_>) -> Option<String> {
    fs::remove_dir_all(desk.root.join(".congbo")).ok()?;
    Some("the cache goes".into())
}

fn cache_broken(desk: &mut Desk<'_>) -> Option<String> {
    let file = desk.file(".congbo", "")?;
    let mut bytes = fs::read(&file).ok()?;
    let at = if bytes.is_empty() { return None } else { desk.chance.below(bytes.len()) };
    if desk.chance.below(2) == 0 {
        bytes.truncate(at);
    } else {
        bytes[at] ^= 0x55;
    }
    fs::write(&file, bytes).ok()?;
    Some(format!("{} broken at {at}", file.display()))
}

fn asked_otherwise(desk: &mut Desk<'_>) -> Option<String> {
    let day = desk.chance.below(28) + 1;
    match desk.chance.below(4) {
        0 => desk.options.as_of = format!("2025-05-{day:02}").parse().ok(),
        1 => desk.options.as_of = None,
        2 => desk.options.published = format!("2025-06-{day:02}T00:00:00Z").parse().ok(),
        _ => desk.options.base_url = day.is_multiple_of(2).then(|| format!("https://so{day}.example/")),
    }
    Some(format!("asked for {:?}", desk.options))
}

fn theme_switched(desk: &mut Desk<'_>) -> Option<String> {
    let to = *desk.chance.of(&["theme = \"default\" # ", "theme = \"rieng\" # "]);
    Some(format!("{to:?} in {}", desk.change(&desk.root.join("congbo.toml"), |text| Some(text.replacen("theme = ", to, 1)))?))
}

fn nothing(_: &mut Desk<'_>) -> Option<String> {
    Some("nothing".into())
}
