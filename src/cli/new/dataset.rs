//! `congbo new dataset`: a folder with a descriptor and a table.
//!
//! Writes no columns into the descriptor: congbo infers them from the rows, and
//! a declaration that nobody looked at would only hide mistakes.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use unicode_normalization::UnicodeNormalization;

use crate::cli::files::{Refusal, all_free, create, languages, texts, usable};
use crate::cli::{Session, say};
use crate::diag::wording::Tongue;
use crate::load::title_from;
use crate::model::lang::Languages;
use crate::model::schema::is_id;

/// What `congbo new dataset` is told.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Identifier of the dataset
    id: String,
    /// A CSV file that is copied into the dataset
    #[arg(long, value_name = "FILE.csv")]
    from: Option<PathBuf>,
}

/// Makes the dataset's files.
pub(super) fn make(session: &Session, arguments: &Arguments) -> Result<String, Refusal> {
    let tongue = session.tongue;
    usable(tongue, &arguments.id)?;
    let languages = languages(tongue, &session.root)?;
    let (name, bytes) = match &arguments.from {
        Some(path) => copied(tongue, path, &arguments.id)?,
        None => (arguments.id.clone(), b"id,name\n".to_vec()),
    };
    let folder = session.root.join("data").join(&arguments.id);
    let (descriptor, table) = (folder.join("dataset.toml"), folder.join(format!("{name}.csv")));
    all_free(tongue, [&folder])?;
    create(tongue, &table, &bytes)?;
    create(tongue, &descriptor, text(tongue, &title(arguments), &languages).as_bytes())?;
    Ok(say::dataset_made(tongue, &descriptor, &table))
}

/// Name and bytes of the table to copy. A file name that is no identifier
/// gives way to the dataset's.
fn copied(tongue: Tongue, path: &Path, id: &str) -> Result<(String, Vec<u8>), Refusal> {
    if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
        return Err(say::not_csv(tongue, path));
    }
    let bytes = fs::read(path).map_err(|error| say::disk(tongue, path, &error))?;
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_ascii_lowercase();
    Ok((if is_id(&stem) { stem } else { id.to_owned() }, bytes))
}

/// What the dataset is called until somebody says it better: as the table that
/// it is made from, whose name may have accents and spaces.
fn title(arguments: &Arguments) -> String {
    let stem = arguments.from.as_ref().and_then(|path| path.file_stem()?.to_str());
    title_from(&stem.unwrap_or(&arguments.id).nfc().collect::<String>())
}

fn text(tongue: Tongue, title: &str, languages: &Languages) -> String {
    let title = texts(languages, |_| title.to_owned());
    let description = texts(languages, |lang| match lang.as_str() {
        "vi" => "Bảng này là gì, mỗi dòng là gì.".to_owned(),
        _ => "What this table is, and what a row is.".to_owned(),
    });
    match tongue {
        Tongue::Vi => format!(
            "# Mô tả của bộ dữ liệu (Data Package viết bằng TOML). Bỏ dấu # ở đầu dòng rồi điền.\n\
             title = {title}\n\
             # description = {description}\n\
             # keywords = [\"chuyển đổi số\"]\n\
             \n\
             # [[sources]]\n\
             # title = \"Văn bản hoặc hệ thống mà số liệu được lấy từ đó\"\n\
             # path = \"https://…\"\n\
             \n\
             # [congbo]\n\
             # modified = 2025-06-30          # ngày cập nhật gần nhất\n\
             # periodicity = \"quarterly\"      # bao lâu cập nhật một lần\n"
        ),
        Tongue::En => format!(
            "# The dataset's descriptor (a Data Package in TOML). Take the # away and fill in.\n\
             title = {title}\n\
             # description = {description}\n\
             # keywords = [\"digital transformation\"]\n\
             \n\
             # [[sources]]\n\
             # title = \"The document or system that the figures come from\"\n\
             # path = \"https://…\"\n\
             \n\
             # [congbo]\n\
             # modified = 2025-06-30          # day of the last update\n\
             # periodicity = \"quarterly\"      # how often it is updated\n"
        ),
    }
}
