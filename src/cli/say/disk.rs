//! Why a disk or a network refused, in both languages: what the system says
//! comes in English and with numbers of its own.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::Tongue;

/// The disk refused.
pub(in crate::cli) fn disk(tongue: Tongue, path: &Path, error: &io::Error) -> String {
    let (path, reason) = (path.display(), reason(tongue, error));
    told!(tongue, "không đọc hoặc ghi được {path}: {reason}", "cannot read or write {path}: {reason}")
}

/// It is no ZIP file, or a broken one.
pub(in crate::cli) fn not_zip(tongue: Tongue, path: &Path) -> String {
    let path = path.display();
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
        ErrorKind::AlreadyExists => told!(tongue, "đã có tệp hoặc thư mục tên này", "a file or folder of this name is there already"),
        ErrorKind::IsADirectory => told!(tongue, "đây là một thư mục, không phải tệp", "it is a folder, not a file"),
        ErrorKind::NotADirectory => {
            told!(tongue, "một phần của đường dẫn là tệp, không phải thư mục", "part of the path is a file, not a folder")
        }
        ErrorKind::StorageFull => told!(tongue, "đĩa đã đầy", "the disk is full"),
        ErrorKind::QuotaExceeded => told!(tongue, "đã hết hạn mức đĩa", "the disk quota is used up"),
        ErrorKind::ReadOnlyFilesystem => told!(tongue, "đĩa chỉ cho đọc", "the disk is read-only"),
        ErrorKind::InvalidData => told!(tongue, "nội dung không đúng dạng", "it is not of the form expected"),
        ErrorKind::UnexpectedEof => told!(tongue, "tệp bị cắt cụt", "the file is cut short"),
        ErrorKind::InvalidFilename => told!(tongue, "tên tệp không dùng được", "the file name cannot be used"),
        ErrorKind::AddrInUse => told!(
            tongue,
            "một chương trình khác đang dùng; tắt chương trình đó, hoặc chọn số khác bằng --port",
            "another program uses it; stop that one, or choose another number with --port"
        ),
        ErrorKind::AddrNotAvailable => told!(tongue, "máy này không có địa chỉ đó", "this machine has no such address"),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_comes_in_the_readers_language_and_without_its_numbers() {
        for number in [1, 2, 13, 17, 20, 21, 28, 30, 98] {
            let error = io::Error::from_raw_os_error(number);
            for tongue in [Tongue::Vi, Tongue::En] {
                let told = reason(tongue, &error);
                assert!(!told.contains("os error"), "{number}: {told}");
            }
            assert_ne!(reason(Tongue::Vi, &error), reason(Tongue::En, &error), "{number}");
        }
    }
}
