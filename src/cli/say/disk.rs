//! Why a disk or a network refused, in both languages: what the system says
//! comes in English and with numbers of its own.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::{Tongue, reached};
use crate::diag::disk;
use crate::diag::wording::wording;

/// The disk refused.
pub(in crate::cli) fn disk(tongue: Tongue, path: &Path, error: &io::Error) -> String {
    let (path, reason) = (reached(path), reason(tongue, error));
    told!(tongue, "không đọc hoặc ghi được {path}: {reason}", "cannot read or write {path}: {reason}")
}

/// What was asked for cannot be printed.
pub(in crate::cli) fn unprinted(tongue: Tongue, error: &io::Error) -> String {
    let reason = reason(tongue, error);
    told!(tongue, "không in được kết quả: {reason}", "the result cannot be printed: {reason}")
}

/// It is no ZIP file, or a broken one.
pub(in crate::cli) fn not_zip(tongue: Tongue, path: &Path) -> String {
    let path = reached(path);
    told!(
        tongue,
        "{path} không phải là tệp ZIP, hoặc là tệp ZIP bị hỏng; hãy tải lại tệp",
        "{path} is no ZIP file, or a broken one; download it again"
    )
}

/// What the system says, in the reader's language.
pub(in crate::cli) fn reason(tongue: Tongue, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => told!(tongue, "không có tệp hoặc thư mục này", "there is no such file or folder"),
        ErrorKind::PermissionDenied => told!(tongue, "không có quyền", "it is not permitted"),
        ErrorKind::AddrInUse => told!(
            tongue,
            "một chương trình khác đang dùng; tắt chương trình đó, hoặc chọn số khác bằng --port",
            "another program uses it; stop that one, or choose another number with --port"
        ),
        ErrorKind::AddrNotAvailable => told!(tongue, "máy này không có địa chỉ đó", "this machine has no such address"),
        _ => match (disk::reason(error), error.raw_os_error()) {
            (Some(word), _) => wording(tongue).word(word).to_owned(),
            (None, Some(number)) => told!(tongue, "hệ thống báo lỗi số {number}", "the system reports error number {number}"),
            (None, None) => error.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_comes_in_the_readers_language_and_without_its_numbers() {
        for number in [1, 2, 5, 13, 17, 20, 21, 28, 30, 36, 40, 98, 999] {
            let error = io::Error::from_raw_os_error(number);
            for tongue in [Tongue::Vi, Tongue::En] {
                let told = reason(tongue, &error);
                assert!(!told.contains("os error"), "{number}: {told}");
            }
            assert_ne!(reason(Tongue::Vi, &error), reason(Tongue::En, &error), "{number}");
        }
    }
}
