//! The language of the command line: which one, and clap's own words in it.
//!
//! The help texts in the code are English; their Vietnamese stands in one
//! table here, with the words that clap adds: usage, defaults, possible values.
//! What is wrong with a command line is told in `mistaken.rs`.

use std::ffi::OsString;

use clap::{Arg, Command};

use crate::diag::wording::Tongue;

/// The language asked for by `--lang`, else that of the machine: Vietnamese
/// unless its locale names another one.
pub(super) fn tongue(args: &[OsString], locale: Option<&str>) -> Tongue {
    let mut words = args.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        let given = match word.strip_prefix("--lang") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        match given {
            Some("vi") => return Tongue::Vi,
            Some("en") => return Tongue::En,
            _ => {}
        }
    }
    match locale {
        Some(tag) if !matches!(tag, "" | "C" | "POSIX") && !tag.starts_with("C.") => Tongue::of(tag),
        _ => Tongue::Vi,
    }
}

/// The command with its help texts in the reader's language.
pub(super) fn translate(command: Command, tongue: Tongue) -> Command {
    match tongue {
        Tongue::En => command,
        Tongue::Vi => vietnamese(command, ""),
    }
}

fn vietnamese(command: Command, path: &str) -> Command {
    let text = |id: &str| VIETNAMESE.iter().find(|(known, _)| *known == id).map(|(_, text)| *text);
    let ids: Vec<String> = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    let names: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let mut command = command.subcommand_help_heading("Lệnh").help_template(TEMPLATE).disable_help_flag(true).disable_version_flag(true);
    command = command.arg(
        Arg::new("help")
            .short('h')
            .long("help")
            .action(clap::ArgAction::Help)
            .display_order(LAST)
            .help("In trợ giúp này")
            .help_heading("Tùy chọn"),
    );
    if path.is_empty() {
        command = command.arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .display_order(LAST)
                .help("In phiên bản")
                .help_heading("Tùy chọn"),
        );
    }
    if let Some(about) = text(if path.is_empty() { "congbo" } else { path }) {
        command = command.about(about);
    }
    let usage = usage(&command, path);
    command = command.override_usage(usage);
    for id in ids {
        let own = if path.is_empty() { id.clone() } else { format!("{path} {id}") };
        let help = text(&own).or_else(|| text(&id));
        command = command.mut_arg(&id, |argument| worded(argument, help));
    }
    for name in names {
        let below = if path.is_empty() { name.clone() } else { format!("{path} {name}") };
        command = command.mut_subcommand(&name, |command| vietnamese(command, &below));
    }
    command
}

/// An argument with its help, and what clap would add to it, in Vietnamese.
fn worded(argument: Arg, help: Option<&str>) -> Arg {
    let heading = if argument.is_positional() { "Tham số" } else { "Tùy chọn" };
    let mut help = help.unwrap_or_default().to_owned();
    let defaults: Vec<String> = argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let takes = argument.get_action().takes_values();
    if takes && !defaults.is_empty() {
        help += &format!(" [mặc định: {}]", defaults.join(", "));
    }
    let values: Vec<String> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if takes && !values.is_empty() {
        help += &format!(" [một trong: {}]", values.join(", "));
    }
    let argument = argument.help_heading(heading).help(help.trim().to_owned());
    if !takes {
        return argument;
    }
    let name = VALUE_NAMES.iter().find(|(known, _)| *known == value_name(&argument)).map(|(_, name)| *name);
    let argument = argument.hide_default_value(true).hide_possible_values(true);
    match name {
        Some(name) => argument.value_name(name),
        None => argument,
    }
}

/// The name of an argument's value: `DATE`.
fn value_name(argument: &Arg) -> String {
    let given = argument.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
    given.unwrap_or_else(|| argument.get_id().as_str().to_uppercase())
}

/// How a command is written: `congbo new result [TÙY-CHỌN] --target <MÃ> <MÃ>`.
fn usage(command: &Command, path: &str) -> String {
    let name = |argument: &Arg| {
        let name = value_name(argument);
        VALUE_NAMES.iter().find(|(known, _)| *known == name).map_or(name, |(_, told)| (*told).to_owned())
    };
    let mut parts = vec!["congbo".to_owned()];
    parts.extend((!path.is_empty()).then(|| path.to_owned()));
    parts.push(OPTIONS.to_owned());
    let required = command.get_arguments().filter(|argument| argument.is_required_set() && !argument.is_positional());
    parts.extend(required.map(|argument| format!("--{} <{}>", argument.get_long().unwrap_or_default(), name(argument))));
    parts.extend(command.get_positionals().map(|argument| {
        let name = name(argument);
        if argument.is_required_set() { format!("<{name}>") } else { format!("[{name}]") }
    }));
    parts.extend(command.has_subcommands().then(|| "<LỆNH>".to_owned()));
    parts.join(" ")
}

/// Where clap lists what it adds itself.
const LAST: usize = 999;

/// What clap calls `[OPTIONS]`.
pub(super) const OPTIONS: &str = "[TÙY-CHỌN]";
/// What clap calls `Usage:`.
pub(super) const USAGE: &str = "Cách dùng:";

/// The names of values.
const VALUE_NAMES: &[(&str, &str)] = &[
    ("DIR", "THƯ-MỤC"),
    ("DIR|ZIP", "THƯ-MỤC|ZIP"),
    ("DATE", "NGÀY"),
    ("INSTANT", "THỜI-ĐIỂM"),
    ("NUMBER", "SỐ"),
    ("HOST", "MÁY-CHỦ"),
    ("URL", "ĐỊA-CHỈ"),
    ("FORM", "DẠNG"),
    ("ID", "MÃ"),
    ("CODE", "MÃ"),
    ("PLAN", "KẾ-HOẠCH"),
    ("FILE.csv", "TỆP.csv"),
];

const TEMPLATE: &str = "{about}\n\nCách dùng: {usage}\n\n{all-args}";

/// By the path of the command, or of the argument in its command; an argument
/// that means the same everywhere stands under its own name.
const VIETNAMESE: &[(&str, &str)] = &[
    ("congbo", "Biến một thư mục CSV và Markdown thành cổng dữ liệu mở"),
    ("root", "Thư mục của cổng"),
    ("lang", "Ngôn ngữ của thông báo"),
    ("build", "Kiểm tra cổng rồi công bố vào một thư mục"),
    ("check", "Chỉ kiểm tra cổng, không công bố gì"),
    ("init", "Tạo một cổng mới để bắt đầu"),
    ("serve", "Xem cổng trong trình duyệt trên máy này; lưu tệp là thấy ngay"),
    ("new", "Thêm kế hoạch, bộ dữ liệu, trang hoặc kết quả"),
    ("new plan", "Thêm một kế hoạch: trang và các bảng trống"),
    ("new dataset", "Thêm một bộ dữ liệu"),
    ("new page", "Thêm một trang bằng mọi ngôn ngữ của cổng"),
    ("new result", "Thêm một dòng kết quả của một chỉ tiêu"),
    ("verify", "Cho biết trang hay gói ZIP có tệp nào thêm, sửa hoặc mất"),
    ("verify path", "Thư mục của trang, gói đã giải nén, hoặc tệp ZIP"),
    ("explain", "Giải thích một mã, hoặc liệt kê mọi mã"),
    ("output", "Thư mục công bố [mặc định: public/ trong thư mục của cổng]"),
    ("base_url", "Địa chỉ của cổng, thay cho base_url trong congbo.toml"),
    ("as_of", "Ngày tính tình trạng, thay cho as_of trong congbo.toml"),
    ("published", "Thời điểm công bố: 2025-06-30 hoặc 2025-06-30T08:00:00+07:00"),
    ("precompress", "Ghi thêm bản nén (.gz, .br) cạnh mỗi tệp, cho máy chủ biết gửi bản nén"),
    ("host", "Ghi thêm tệp cho loại máy chủ này"),
    ("force", "Dùng cả thư mục không phải do congbo tạo; không xóa gì trong đó"),
    ("format", "Cách in các phát hiện"),
    ("notes", "In cả ghi chú, không chỉ đếm"),
    ("port", "Cổng mạng [mặc định: 8000, hoặc số trống tiếp theo]"),
    ("init dir", "Thư mục mới, hoặc thư mục trống"),
    ("explain code", "Mã, ví dụ C0301"),
    ("new plan id", "Mã của kế hoạch, ví dụ ke-hoach-2025"),
    ("new dataset id", "Mã của bộ dữ liệu"),
    ("new dataset from", "Tệp CSV được chép vào bộ dữ liệu"),
    ("new page id", "Mã của trang"),
    ("new result plan", "Mã của kế hoạch"),
    ("new result target", "Mã của chỉ tiêu"),
    ("new result value", "Giá trị đạt được, ví dụ 82.5"),
    ("new result start", "Ngày đầu của kỳ báo cáo"),
    ("new result end", "Ngày cuối của kỳ báo cáo"),
    ("new result id", "Mã của kết quả [mặc định: mã chỉ tiêu và ngày cuối kỳ]"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &[&str], locale: Option<&str>) -> Tongue {
        tongue(&words.iter().map(OsString::from).collect::<Vec<_>>(), locale)
    }

    #[test]
    fn the_language_asked_for_wins_then_the_machines_then_vietnamese() {
        assert_eq!(of(&["congbo", "--lang", "en", "check"], Some("vi-VN")), Tongue::En);
        assert_eq!(of(&["congbo", "check", "--lang=vi"], Some("en-US")), Tongue::Vi);
        assert_eq!(of(&["congbo", "check"], Some("en-US")), Tongue::En);
        assert_eq!(of(&["congbo", "check"], Some("vi-VN")), Tongue::Vi);
        assert_eq!(of(&["congbo", "check"], Some("C")), Tongue::Vi);
        assert_eq!(of(&["congbo", "check"], None), Tongue::Vi);
    }
}
