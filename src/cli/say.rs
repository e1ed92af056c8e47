//! What the commands say, in both languages, side by side.
//!
//! The sentences of diagnostics are not here: those stand in `diag/wording`.

use std::path::Path;
use std::time::Duration;

use crate::diag::emit::summary;
use crate::diag::report::Report;
use crate::diag::wording::{Tongue, wording};
use crate::write::verify::Verified;

/// The sentence in the reader's language.
macro_rules! told {
    ($tongue:expr, $vi:literal, $en:literal) => {
        match $tongue {
            Tongue::Vi => format!($vi),
            Tongue::En => format!($en),
        }
    };
}

/// `0,42 giây`, `0.42 seconds`.
fn seconds(tongue: Tongue, time: Duration) -> String {
    let text = format!("{:.2}", time.as_secs_f64());
    match tongue {
        Tongue::Vi => format!("{} giây", text.replace('.', ",")),
        Tongue::En => format!("{text} seconds"),
    }
}

/// A path as people write it: what lies in the current folder by its name.
fn reached(path: &Path) -> std::path::Display<'_> {
    path.strip_prefix(".").ok().filter(|below| !below.as_os_str().is_empty()).unwrap_or(path).display()
}

/// A folder, with the slash that tells it is one.
fn folder(path: &Path) -> String {
    let text = path.strip_prefix(".").unwrap_or(path).display().to_string();
    if text.is_empty() { "./".to_owned() } else { format!("{}/", text.trim_end_matches(['/', '\\'])) }
}

/// How a check went; its counts, unless they stand under the findings already.
pub(super) fn checked(tongue: Tongue, report: &Report, time: Duration) -> String {
    let time = seconds(tongue, time);
    if !report.findings.is_empty() {
        return told!(tongue, "Đã kiểm tra trong {time}", "Checked in {time}");
    }
    let found = summary(report, wording(tongue));
    told!(tongue, "Đã kiểm tra trong {time}: {found}", "Checked in {time}: {found}")
}

/// Errors kept anything from being published.
pub(super) fn nothing_published(tongue: Tongue) -> String {
    told!(
        tongue,
        "Chưa công bố gì: sửa các lỗi trên rồi chạy lại. Trang đã công bố trước đó vẫn nguyên.",
        "Nothing was published: mend the errors above and run again. What was published before is untouched."
    )
}

/// There is nothing to verify against.
pub(super) fn no_sums(tongue: Tongue, path: &Path) -> String {
    let path = path.display();
    told!(
        tongue,
        "{path} không có SHA256SUMS: chỉ kiểm tra được thư mục một trang do congbo tạo, hoặc một gói ZIP của nó",
        "{path} has no SHA256SUMS: only the folder of a site that congbo made, or one of its ZIP bundles, can be verified"
    )
}

/// What came of verifying, a line for each file that is not as it was.
pub(super) fn verified(tongue: Tongue, verified: &Verified) -> String {
    let words = match tongue {
        Tongue::Vi => ["đã thêm", "đã sửa", "đã mất"],
        Tongue::En => ["added", "changed", "lost"],
    };
    let lists = [&verified.added, &verified.changed, &verified.lost];
    let lines = words.iter().zip(lists).flat_map(|(word, paths)| paths.iter().map(move |path| format!("{word}: {path}\n")));
    let (sound, [added, changed, lost]) = (verified.sound, lists.map(Vec::len));
    let summary = told!(
        tongue,
        "{sound} tệp đúng như khi công bố; {added} thêm, {changed} sửa, {lost} mất\n",
        "{sound} files are as they were published; {added} added, {changed} changed, {lost} lost\n"
    );
    lines.chain([summary]).collect()
}

/// `SOURCE_DATE_EPOCH` is not a number of seconds.
pub(super) fn bad_epoch(tongue: Tongue, given: &str) -> String {
    told!(
        tongue,
        "SOURCE_DATE_EPOCH phải là số giây tính từ 1970, không phải `{given}`",
        "SOURCE_DATE_EPOCH has to be a number of seconds since 1970, not `{given}`"
    )
}

/// `--base-url` is no address of a site.
pub(super) fn bad_base_url(tongue: Tongue, given: &str) -> String {
    told!(
        tongue,
        "--base-url phải là địa chỉ đầy đủ như `https://dulieu.example.vn/`, không phải `{given}`",
        "--base-url has to be a full address such as `https://data.example.org/`, not `{given}`"
    )
}

/// The portal's folder is not there.
pub(super) fn no_root(tongue: Tongue, path: &Path, near: Option<&Path>) -> String {
    let path = path.display();
    match near.map(Path::display) {
        Some(near) => {
            told!(tongue, "không có thư mục `{path}`; có phải là `{near}` không?", "there is no folder `{path}`; did you mean `{near}`?")
        }
        None => told!(
            tongue,
            "không có thư mục `{path}`; `--root` phải chỉ thư mục của cổng, cổng mới thì tạo bằng `congbo init {path}`",
            "there is no folder `{path}`; `--root` names the portal's folder, and `congbo init {path}` makes a new portal"
        ),
    }
}

/// What should be the portal's folder is something else.
pub(super) fn root_no_folder(tongue: Tongue, path: &Path) -> String {
    let path = path.display();
    told!(
        tongue,
        "`{path}` không phải là thư mục; `--root` phải chỉ thư mục của cổng, là thư mục có `congbo.toml`",
        "`{path}` is no folder; `--root` names the portal's folder, the one in which `congbo.toml` lies"
    )
}

/// No such code.
pub(super) fn unknown_code(tongue: Tongue, given: &str, near: Option<&str>) -> String {
    match near {
        Some(near) => told!(tongue, "không có mã `{given}`; có phải là {near} không?", "there is no code `{given}`; did you mean {near}?"),
        None => told!(
            tongue,
            "không có mã `{given}`; `congbo explain` liệt kê mọi mã",
            "there is no code `{given}`; `congbo explain` lists all codes"
        ),
    }
}

/// The folder for a new portal is not empty.
pub(super) fn not_empty(tongue: Tongue, path: &Path) -> String {
    let path = folder(path);
    told!(tongue, "thư mục {path} không trống; hãy chọn một thư mục mới", "the folder {path} is not empty; choose a new one")
}

/// A new portal stands.
pub(super) fn portal_made(tongue: Tongue, path: &Path) -> String {
    let path = folder(path);
    told!(
        tongue,
        "Đã tạo cổng mới trong {path}\n\nTiếp theo:\n  1. sửa {path}congbo.toml: tên cổng, cơ quan công bố, địa chỉ\n  2. congbo --root {path} serve   xem cổng trong trình duyệt\n  3. congbo --root {path} build   công bố vào {path}public/\n",
        "Made a new portal in {path}\n\nNext:\n  1. edit {path}congbo.toml: title, publisher, address\n  2. congbo --root {path} serve   to see the portal in a browser\n  3. congbo --root {path} build   to publish into {path}public/\n"
    )
}

/// `serve` is ready.
pub(super) fn serving(tongue: Tongue, address: &str) -> String {
    told!(tongue, "Cổng đang chạy tại {address} (nhấn Ctrl-C để dừng)", "The portal is at {address} (press Ctrl-C to stop)")
}

/// `serve` was stopped.
pub(super) fn stopped(tongue: Tongue) -> String {
    told!(tongue, "Đã dừng", "Stopped")
}

/// A save was built.
pub(super) fn built(tongue: Tongue, time: Duration) -> String {
    let time = seconds(tongue, time);
    told!(tongue, "Đã dựng trong {time}", "Built in {time}")
}

/// A save has errors.
pub(super) fn kept(tongue: Tongue) -> String {
    told!(
        tongue,
        "Có lỗi: trình duyệt vẫn hiện bản tốt gần nhất, kèm các lỗi trên",
        "There are errors: the browser goes on showing the last good site, with the errors above it"
    )
}

/// The port cannot be had.
pub(super) fn port_taken(tongue: Tongue, port: u16, error: &str) -> String {
    told!(tongue, "không mở được cổng mạng {port}: {error}", "cannot listen on port {port}: {error}")
}

/// The folder cannot be watched.
pub(super) fn not_watched(tongue: Tongue, error: &str) -> String {
    told!(tongue, "không theo dõi được thay đổi của tệp: {error}", "changes of files cannot be followed: {error}")
}

mod disk;
mod new;
mod output;
pub(super) use disk::*;
pub(super) use new::*;
pub(super) use output::*;
