//! What `congbo new` says, in both languages.

use std::path::Path;

use super::{Tongue, reached};

/// Nothing can be called this.
pub(in crate::cli) fn bad_id(tongue: Tongue, id: &str, near: &str) -> String {
    told!(
        tongue,
        "`{id}` không dùng làm mã được: chỉ dùng chữ thường không dấu a-z, chữ số và dấu gạch nối ở giữa, ví dụ `{near}`",
        "`{id}` cannot be an identifier: use only the letters a-z, digits and hyphens between them, such as `{near}`"
    )
}

/// The root is not a portal.
pub(in crate::cli) fn no_portal(tongue: Tongue, path: &Path) -> String {
    let path = reached(path);
    told!(
        tongue,
        "không có {path}; chạy lệnh trong thư mục của cổng, hoặc chỉ thư mục bằng --root",
        "there is no {path}; run the command in the portal's folder, or name the folder with --root"
    )
}

/// The settings cannot be read.
pub(in crate::cli) fn bad_portal(tongue: Tongue, path: &Path) -> String {
    let path = reached(path);
    told!(tongue, "{path} có lỗi; chạy `congbo check` để xem", "{path} has errors; `congbo check` shows them")
}

/// Something of this name is there.
pub(in crate::cli) fn taken(tongue: Tongue, path: &Path) -> String {
    let path = reached(path);
    told!(tongue, "đã có {path}; congbo không ghi đè", "{path} is there already; congbo does not overwrite")
}

/// The table to copy is not a CSV.
pub(in crate::cli) fn not_csv(tongue: Tongue, path: &Path) -> String {
    let path = reached(path);
    told!(
        tongue,
        "{path} không phải là tệp .csv; trong Excel chọn Tệp → Lưu thành → CSV UTF-8",
        "{path} is not a .csv file; in Excel choose File → Save As → CSV UTF-8"
    )
}

/// There is no such plan.
pub(in crate::cli) fn no_plan(tongue: Tongue, plan: &str, near: Option<&str>) -> String {
    if let Some(near) = near {
        return told!(
            tongue,
            "không có kế hoạch `{plan}`; có phải là `{near}` không?",
            "there is no plan `{plan}`; did you mean `{near}`?"
        );
    }
    told!(
        tongue,
        "không có kế hoạch `{plan}`: không có thư mục data/{plan}/ và không có trang content/plans/{plan}.md",
        "there is no plan `{plan}`: neither a folder data/{plan}/ nor a page content/plans/{plan}.md"
    )
}

/// There is no such target.
pub(in crate::cli) fn no_target(tongue: Tongue, target: &str, table: &Path, near: Option<&str>) -> String {
    let table = reached(table);
    match near {
        Some(near) => told!(
            tongue,
            "không có chỉ tiêu `{target}` trong {table}; có phải là `{near}` không?",
            "there is no target `{target}` in {table}; did you mean `{near}`?"
        ),
        None => told!(tongue, "không có chỉ tiêu `{target}` trong {table}", "there is no target `{target}` in {table}"),
    }
}

/// The value is no number.
pub(in crate::cli) fn bad_value(tongue: Tongue, value: &str) -> String {
    told!(
        tongue,
        "`{value}` không phải là số; chỉ viết chữ số, phần lẻ sau dấu chấm, ví dụ 82.5",
        "`{value}` is not a number; write digits only, with a point before the fraction, such as 82.5"
    )
}

/// The period ends before it starts.
pub(in crate::cli) fn bad_period(tongue: Tongue) -> String {
    told!(tongue, "ngày cuối kỳ (--end) trước ngày đầu kỳ (--start)", "the period ends (--end) before it starts (--start)")
}

/// The table cannot be read as it is.
pub(in crate::cli) fn bad_table(tongue: Tongue, path: &Path) -> String {
    let path = reached(path);
    told!(
        tongue,
        "{path} không đọc được như một bảng CSV UTF-8 có cột `id`; chạy `congbo check` để xem",
        "{path} cannot be read as a UTF-8 CSV with a column `id`; `congbo check` shows why"
    )
}

/// A result of this identifier is there.
pub(in crate::cli) fn result_taken(tongue: Tongue, id: &str, path: &Path) -> String {
    let path = reached(path);
    told!(
        tongue,
        "đã có kết quả `{id}` trong {path}; sửa dòng đó, hoặc đặt mã khác bằng --id",
        "there is a result `{id}` in {path} already; edit that row, or give another identifier with --id"
    )
}

/// A plan was made.
pub(in crate::cli) fn plan_made(tongue: Tongue, page: &Path, folder: &Path) -> String {
    let (page, folder) = (reached(page), reached(folder));
    told!(
        tongue,
        "Đã tạo kế hoạch:\n  {page}\n  {folder}/ với các bảng trống\n\nTiếp theo:\n  1. sửa trang: tên, số, ngày, cơ quan ban hành, tóm tắt\n  2. điền targets.csv và tasks.csv; xóa các bảng không dùng\n  3. congbo check\n",
        "Made a plan:\n  {page}\n  {folder}/ with empty tables\n\nNext:\n  1. edit the page: title, number, date, issuer, summary\n  2. fill in targets.csv and tasks.csv; delete unused tables\n  3. congbo check\n"
    )
}

/// A dataset was made.
pub(in crate::cli) fn dataset_made(tongue: Tongue, descriptor: &Path, table: &Path) -> String {
    let (descriptor, table) = (reached(descriptor), reached(table));
    told!(
        tongue,
        "Đã tạo bộ dữ liệu: {table}\n\nTiếp theo:\n  1. sửa {descriptor}: tên, mô tả, nguồn\n  2. congbo check\n",
        "Made a dataset: {table}\n\nNext:\n  1. edit {descriptor}: title, description, source\n  2. congbo check\n"
    )
}

/// A page was made.
pub(in crate::cli) fn page_made(tongue: Tongue, pages: &[std::path::PathBuf]) -> String {
    let list: String = pages.iter().map(|page| format!("  {}\n", reached(page))).collect();
    told!(tongue, "Đã tạo trang; sửa các tệp:\n{list}", "Made a page; edit its files:\n{list}")
}

/// A row was added.
pub(in crate::cli) fn result_made(tongue: Tongue, id: &str, table: &Path) -> String {
    let table = reached(table);
    told!(
        tongue,
        "Đã thêm kết quả `{id}` vào {table}\n\nTiếp theo: kiểm tra dòng cuối của {table}, rồi congbo check\n",
        "Added the result `{id}` to {table}\n\nNext: look at the last row of {table}, then congbo check\n"
    )
}
