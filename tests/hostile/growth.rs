//! Ten times the input takes about ten times the work: measured as the
//! processor time of the run, with so much room that only work which grows
//! with the square of the input is told, and memory by a limit of the system.

use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::process::Stdio;

use crate::support::{Portal, command};

/// Processor time of a run in hundredths of a second, as the system counts it.
fn ticks(portal: &Portal, arguments: &[&str]) -> u64 {
    let mut child =
        command().current_dir(portal.root()).args(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it runs");
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("congbo speaks UTF-8");
    assert!(!said.contains("panicked"), "{said}");
    // A process that has ended can be asked until it is waited for.
    let used = loop {
        let stat = fs::read_to_string(format!("/proc/{}/stat", child.id())).expect("Linux tells of processes");
        let fields: Vec<&str> = stat.rsplit(')').next().expect("a last part").split_whitespace().collect();
        if fields[0] == "Z" {
            break fields[11].parse::<u64>().expect("a number") + fields[12].parse::<u64>().expect("a number");
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    };
    child.wait().expect("it has ended");
    used
}

/// Ten times the input may take thirty times as long, and a second always.
fn grows_evenly(what: &str, size: usize, arguments: &[&str], fill: impl Fn(&Portal, usize)) {
    let measured = |size: usize| {
        let portal = Portal::new();
        fill(&portal, size);
        ticks(&portal, arguments)
    };
    let (small, large) = (measured(size), measured(size * 10));
    assert!(large <= 30 * small.max(4), "{what}: {small} ticks for {size}, {large} for ten times as many");
}

/// A descriptor of the table `thu` with these lines in its schema.
fn described(portal: &Portal, schema: &str) {
    let head = "title = \"Thử\"\n[[resources]]\nname = \"thu\"\npath = \"thu.csv\"\n[resources.schema]\n";
    portal.write("data/thu/dataset.toml", &format!("{head}{schema}"));
}

/// `line(0)`, `line(1)` … below a header.
fn table(portal: &Portal, header: &str, rows: usize, line: impl Fn(usize) -> String) {
    let mut text = format!("{header}\n");
    (0..rows).for_each(|row| writeln!(text, "{}", line(row)).expect("memory takes everything"));
    portal.write("data/thu/thu.csv", &text);
}

#[test]
fn many_columns_take_time_in_proportion() {
    let names = |prefix: &str, count: usize| (0..count).map(|column| format!("{prefix}{column}")).collect::<Vec<_>>();
    grows_evenly("columns without a descriptor", 1_000, &["build"], |portal, count| {
        table(portal, &names("cot-", count).join(","), 3, |row| vec![row.to_string(); count].join(","));
    });
    grows_evenly("columns all misspelt", 1_000, &["check"], |portal, count| {
        table(portal, &names("cot-", count).join(","), 1, |_| vec!["1"; count].join(","));
        let fields: Vec<String> = names("cto-", count).iter().map(|name| format!("{{ name = \"{name}\", type = \"integer\" }}")).collect();
        described(portal, &format!("primaryKey = {:?}\nfields = [{}]\n", names("cto-", count), fields.join(", ")));
    });
    grows_evenly("columns of one name", 1_000, &["check"], |portal, count| {
        table(portal, &vec!["a"; count].join(","), 1, |_| vec!["1"; count].join(","));
    });
}

#[test]
fn many_wrong_cells_take_time_in_proportion() {
    grows_evenly("keys that lead nowhere", 2_000, &["check"], |portal, rows| {
        table(portal, "id,cha", rows, |row| format!("dong-{row},dong-khac-{row}"));
        described(
            portal,
            "primaryKey = [\"id\"]\nfields = [{ name = \"id\", type = \"string\" }, { name = \"cha\", type = \"string\" }]\n\
             [[resources.schema.foreignKeys]]\nfields = [\"cha\"]\nreference = { resource = \"\", fields = [\"id\"] }\n",
        );
    });
    grows_evenly("a list of values as long as the table", 2_000, &["check"], |portal, rows| {
        table(portal, "a,b", rows, |row| format!("gia-tri-{row}x,{row}"));
        let list = |prefix: &str| (0..rows).map(|value| format!("\"{prefix}{value}\"")).collect::<Vec<_>>().join(", ");
        let fields = format!(
            "fields = [{{ name = \"a\", type = \"string\", constraints = {{ enum = [{}] }} }}, \
             {{ name = \"b\", type = \"integer\", constraints = {{ enum = [{}] }} }}]\n",
            list("gia-tri-"),
            list("0")
        );
        described(portal, &fields);
    });
    grows_evenly("one key in every row", 2_000, &["check"], |portal, rows| {
        table(portal, "id,b", rows, |row| format!("a,{row}"));
        let fields = "fields = [{ name = \"id\", type = \"string\" }, { name = \"b\", type = \"any\" }]\n";
        described(portal, &format!("primaryKey = [\"id\"]\n{fields}"));
    });
    grows_evenly("records that end nowhere", 2_000, &["check"], |portal, rows| {
        table(portal, "a,b", rows, |_| "\"x\"\"y,\"z\"w".into());
    });
}

#[test]
fn long_texts_take_time_in_proportion() {
    for (what, piece) in [
        ("brackets", "["),
        ("emphasis", "*a _b "),
        ("code", "`a``b "),
        ("links to nowhere", "[a](b.md) "),
        ("headings of one name", "# a\n"),
        ("footnotes", "[^1]: a\n\n[^1] "),
        ("references", "[a]: b\n[a][a] "),
        ("tables", "|a|b|\n|-|-|\n|1|2|\n\n"),
        ("HTML", "<b x='"),
        ("lists", "- a\n  - b\n"),
        ("blocks", "```table\nresource = \"a/b\"\n```\n"),
    ] {
        grows_evenly(what, 2_000, &["check"], |portal, count| {
            portal.write("content/pages/dai.md", &format!("+++\ntitle = \"Dài\"\n+++\n\n{}", piece.repeat(count)));
        });
    }
    for (what, text) in [
        ("keys of a TOML file", (|count| (0..count).map(|key| format!("k{key} = {key}\n")).collect()) as fn(usize) -> String),
        ("tables of a TOML file", |count| (0..count).map(|key| format!("[t{key}.a]\nx = 1\n")).collect()),
        ("a long value", |count| format!("title = \"{}\"\n", "ă".repeat(count * 100))),
        ("sources", |count| "[[sources]]\ntitle = \"x\"\n".repeat(count)),
    ] {
        grows_evenly(what, 1_000, &["check"], |portal, count| {
            portal.write("data/thu/thu.csv", "a\n1\n");
            portal.write("data/thu/dataset.toml", &text(count));
        });
    }
}

#[test]
fn many_small_files_take_time_in_proportion() {
    grows_evenly("files that are copied", 300, &["build"], |portal, count| {
        (0..count).for_each(|file| portal.write(&format!("static/{}/{file}.txt", file % 100), "x"));
    });
    grows_evenly("datasets", 100, &["check"], |portal, count| {
        (0..count).for_each(|file| portal.write(&format!("data/bo-{file}/bang.csv"), "a,b\n1,2\n"));
    });
    grows_evenly("pages that name each other", 100, &["check"], |portal, count| {
        for file in 0..count {
            let text = format!("+++\ntitle = \"T\"\n+++\n\n[a](p{}.md) [b](khong-{file}.md)\n", (file + 1) % count);
            portal.write(&format!("content/pages/p{file}.md"), &text);
        }
    });
}

#[test]
fn a_cell_of_fifty_megabytes_is_published_within_a_small_multiple_of_its_size() {
    let portal = Portal::new();
    let cell = "ă".repeat(25 << 20);
    portal.write("data/thu/thu.csv", &format!("id,chu\n1,{cell}\n2,\" {}\"\n", &cell[..1 << 20]));
    // Formats that are written cell by cell hold a cell whole. What allocators set
    // aside for each thread is some 2 GB of addresses, without any memory behind
    // them; 600 MB more are enough for all formats.
    let script = "ulimit -v 2700000; exec \"$0\" \"$@\"";
    let ran = |arguments: &[&str]| {
        let congbo = env!("CARGO_BIN_EXE_congbo");
        let mut shell = std::process::Command::new("bash");
        let output =
            shell.current_dir(portal.root()).args(["-c", script, congbo, "--lang", "en"]).args(arguments).output().expect("bash runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), said)
    };
    let (code, said) = ran(&["check"]);
    assert_eq!(code, Some(0), "{}", said.get(..2_000).unwrap_or(&said));
    assert!(said.len() < 20_000 && said.contains("thu.csv:3:3"), "{}", said.get(..2_000).unwrap_or(&said));
    let (code, said) = ran(&["build"]);
    assert_eq!(code, Some(0), "{}", said.get(..2_000).unwrap_or(&said));
}
