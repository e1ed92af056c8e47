//! What is said of publishing, in both languages: what was done, what was found
//! in the output folder, and why the disk refused.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Tongue, folder, reason, seconds, wording};
use crate::pipeline::{Notices, Published, Refusal, Trouble, Unwritable};
use crate::progress::Stage;

/// How many files a list names before it ends in a count.
const NAMED: usize = 10;

/// What was published.
pub(in crate::cli) fn published(tongue: Tongue, made: &Published, output: &Path, time: Duration) -> String {
    let words = wording(tongue);
    // The list of checksums is neither among the pages nor among what is new.
    let others = words.number(made.files.saturating_sub(made.pages + 1));
    let (pages, written) = (words.number(made.pages), words.number(made.written));
    let (output, time) = (folder(output), seconds(tongue, time));
    told!(
        tongue,
        "Đã công bố {pages} trang, {others} tệp khác và SHA256SUMS vào {output} trong {time} ({written} tệp mới hoặc thay đổi)",
        "Published {pages} pages, {others} other files and SHA256SUMS into {output} in {time} ({written} files new or changed)"
    )
}

/// What somebody else had done to the files of the site, one text each.
pub(in crate::cli) fn notices(tongue: Tongue, notices: &Notices, output: &Path) -> Vec<String> {
    let note = wording(tongue).word("level-note");
    let list = |paths: &[String]| files(tongue, paths.iter().map(|path| output.join(path)));
    let mut lines = Vec::new();
    if notices.resumed {
        let output = folder(output);
        lines.push(told!(
            tongue,
            "{note}: lần công bố trước vào {output} bị ngắt giữa chừng; đã hoàn tất lần đó trước",
            "{note}: the build before was cut off while it published into {output}; that was completed first"
        ));
    }
    if !notices.replaced.is_empty() {
        let list = list(&notices.replaced);
        lines.push(told!(
            tongue,
            "{note}: đã thay các tệp bị sửa bằng tay; muốn đổi trang thì sửa tệp nguồn:{list}",
            "{note}: files that had been edited by hand were replaced; to change the site, edit its sources:{list}"
        ));
    }
    if !notices.stay.is_empty() {
        let list = list(&notices.stay);
        lines.push(told!(
            tongue,
            "{note}: các tệp này không còn thuộc trang nhưng đã bị sửa bằng tay nên được giữ lại; xóa đi nếu không cần:{list}",
            "{note}: these files left the site but had been edited by hand, so they stay; delete them if nobody needs them:{list}"
        ));
    }
    lines
}

/// What a run is doing.
pub(in crate::cli) fn stage(tongue: Tongue, stage: Stage) -> String {
    match stage {
        Stage::Reading => told!(tongue, "Đọc tệp nguồn", "Reading sources"),
        Stage::Checking => told!(tongue, "Kiểm tra dữ liệu", "Checking data"),
        Stage::Linking => told!(tongue, "Đối chiếu dữ liệu", "Linking data"),
        Stage::Making => told!(tongue, "Làm tệp của trang", "Making files"),
        Stage::Moving => told!(tongue, "Đưa tệp vào chỗ", "Moving files into place"),
        Stage::Finishing => told!(tongue, "Dọn dẹp và ghi nhớ", "Clearing up"),
    }
}

/// How much of a stage is done, and how fast.
pub(in crate::cli) fn pace(tongue: Tongue, stage: Stage, done: usize, total: usize, time: Duration) -> String {
    let words = wording(tongue);
    let rate = words.number((done as f64 / time.as_secs_f64().max(0.001)) as usize);
    let (done, total) = (words.number(done), words.number(total));
    match stage {
        Stage::Checking => told!(tongue, "{done}/{total} · {rate} bộ dữ liệu/giây", "{done}/{total} · {rate} datasets/s"),
        _ => told!(tongue, "{done}/{total} · {rate} tệp/giây", "{done}/{total} · {rate} files/s"),
    }
}

/// Somebody asked the run to stop before files moved.
pub(in crate::cli) fn interrupted(tongue: Tongue) -> String {
    told!(
        tongue,
        "Đã dừng theo yêu cầu; chưa công bố gì. Trang đã công bố trước đó vẫn nguyên.",
        "Stopped as asked; nothing was published. What was published before is untouched."
    )
}

/// Why the disk kept anything from being published.
pub(in crate::cli) fn trouble(tongue: Tongue, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Disk(address, error) => match Unwritable::of(error) {
            Some(unwritable) => unwritten(tongue, &unwritable.path, &unwritable.error),
            None => {
                let reason = unread(tongue, error);
                told!(tongue, "không làm được {address}: {reason}", "cannot make {address}: {reason}")
            }
        },
        Trouble::AmongSources(path) => {
            let path = folder(path);
            told!(
                tongue,
                "cổng được đọc từ {path}, nên không công bố vào đó được; chọn thư mục khác bằng --output",
                "the portal is read from {path}, so it cannot be published there; choose another folder with --output"
            )
        }
        Trouble::Output(refusal) => refused(tongue, refusal),
        Trouble::Stopped => interrupted(tongue),
        Trouble::Templates(_) => told!(tongue, "khuôn mẫu của giao diện có lỗi", "the theme's templates fail"),
    }
}

/// Why the output folder was not written.
fn refused(tongue: Tongue, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Disk(path, error) => unwritten(tongue, path, error),
        Refusal::Halfway(path, error) => {
            let why = unwritten(tongue, path, error);
            told!(
                tongue,
                "{why}\nMột số tệp mới đã vào chỗ, các tệp khác còn là bản cũ; lần chạy sau sẽ hoàn tất, không mất gì.",
                "{why}\nSome new files are in place, others are still the old ones; the next run completes this, nothing is lost."
            )
        }
        Refusal::Foreign(path) => {
            let path = folder(path);
            told!(
                tongue,
                "thư mục {path} không trống và không phải do congbo tạo; chọn thư mục khác bằng --output, hoặc thêm --force (không xóa gì trong đó)",
                "the folder {path} is not empty and was not made by congbo; choose another with --output, or add --force (nothing in it is deleted)"
            )
        }
        Refusal::Occupied(paths) => {
            let list = files(tongue, paths.iter().cloned());
            told!(
                tongue,
                "ở địa chỉ của trang đã có tệp không phải do congbo viết; dời các tệp này đi:{list}",
                "files that congbo did not write stand at addresses of the site; move them away:{list}"
            )
        }
        Refusal::Locked(path) => {
            let path = folder(path);
            told!(
                tongue,
                "một lần chạy khác đang công bố vào {path}; đợi nó xong rồi chạy lại",
                "another run is publishing into {path}; wait for it to end and run again"
            )
        }
        Refusal::Vanished(path) => {
            let path = folder(path);
            told!(
                tongue,
                "các tệp đang chờ trong {path} đã bị xóa trong lúc chạy; chạy lại",
                "files on their way in {path} were deleted during the run; run again"
            )
        }
    }
}

/// Files, one a line; the end of a long list is a count.
fn files(tongue: Tongue, paths: impl ExactSizeIterator<Item = PathBuf>) -> String {
    let more = paths.len().saturating_sub(NAMED);
    let list: String = paths.take(NAMED).map(|path| format!("\n  {}", path.strip_prefix(".").unwrap_or(&path).display())).collect();
    if more == 0 {
        return list;
    }
    let more = wording(tongue).number(more);
    told!(tongue, "{list}\n  … và {more} tệp khác", "{list}\n  … and {more} more")
}

/// The disk refused a file or folder of the site.
fn unwritten(tongue: Tongue, path: &Path, error: &io::Error) -> String {
    let path = path.strip_prefix(".").unwrap_or(path).display();
    let reason = match error.kind() {
        ErrorKind::StorageFull => told!(tongue, "đĩa đã đầy; giải phóng chỗ rồi chạy lại", "the disk is full; make room and run again"),
        ErrorKind::QuotaExceeded => {
            told!(tongue, "đã hết hạn mức đĩa; giải phóng chỗ rồi chạy lại", "the disk quota is used up; make room and run again")
        }
        ErrorKind::FileTooLarge => told!(
            tongue,
            "tệp lớn hơn mức mà đĩa hoặc hệ thống cho phép; chọn thư mục trên đĩa khác bằng --output",
            "the file is larger than the disk or the system allows; choose a folder on another disk with --output"
        ),
        ErrorKind::ReadOnlyFilesystem => {
            told!(tongue, "đĩa chỉ cho đọc; chọn thư mục khác bằng --output", "the disk is read-only; choose another folder with --output")
        }
        ErrorKind::PermissionDenied => told!(
            tongue,
            "không có quyền ghi; sửa quyền của thư mục, hoặc chọn thư mục khác bằng --output",
            "writing is not permitted; change the folder's permissions, or choose another with --output"
        ),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => told!(
            tongue,
            "ở đó cần một thư mục nhưng đã có một tệp; dời tệp đó đi, hoặc chọn thư mục khác bằng --output",
            "a file stands where a folder has to be; move it away, or choose another folder with --output"
        ),
        ErrorKind::NotFound => {
            told!(tongue, "tệp hoặc thư mục đã biến mất trong lúc chạy; chạy lại", "the file or folder vanished during the run; run again")
        }
        _ => reason(tongue, error),
    };
    told!(tongue, "không ghi được {path}: {reason}", "cannot write {path}: {reason}")
}

/// What a file is made from could not be read.
fn unread(tongue: Tongue, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => told!(
            tongue,
            "tệp nguồn của nó đã biến mất trong lúc chạy; chạy lại",
            "the file that it is made from vanished during the run; run again"
        ),
        ErrorKind::PermissionDenied => told!(
            tongue,
            "không có quyền đọc tệp nguồn của nó; sửa quyền của tệp rồi chạy lại",
            "the file that it is made from may not be read; change its permissions and run again"
        ),
        _ => reason(tongue, error),
    }
}
