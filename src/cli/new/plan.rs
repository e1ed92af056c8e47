//! `congbo new plan`: a plan's page in every language, and its dataset with the
//! headers of all well-known tables.

use std::path::PathBuf;

use clap::Args;

use crate::cli::files::{Refusal, all_free, create, languages, page_file, quoted, texts, usable};
use crate::cli::{Session, say};
use crate::diag::wording::Tongue;
use crate::model::dataset::ProfileName;
use crate::model::lang::{Lang, Languages};
use crate::model::profile;

/// What `congbo new plan` is told.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Identifier of the plan, such as plan-2025
    id: String,
}

/// Makes the plan's files.
pub(super) fn make(session: &Session, arguments: &Arguments) -> Result<String, Refusal> {
    let (tongue, id) = (session.tongue, arguments.id.as_str());
    usable(tongue, id)?;
    let languages = languages(tongue, &session.root)?;
    let pages = session.root.join("content").join("plans");
    let folder = session.root.join("data").join(id);
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    for lang in languages.iter() {
        files.push((page_file(&pages, id, lang, &languages), page(tongue, id, lang, &languages)));
    }
    for table in profile::tables(ProfileName::Plan) {
        let names: Vec<String> = table.schema(&languages).fields.into_iter().map(|field| field.name).collect();
        files.push((folder.join(format!("{}.csv", table.name)), format!("{}\n", names.join(","))));
    }
    files.push((folder.join("dataset.toml"), descriptor(tongue, id, &languages)));

    all_free(tongue, files.iter().map(|(path, _)| path).chain([&folder]))?;
    for (path, text) in &files {
        create(tongue, path, text.as_bytes())?;
    }
    Ok(say::plan_made(tongue, &files[0].0, &folder))
}

/// `ke-hoach-2026` is `Kế hoạch 2026` until somebody says it better.
fn title(id: &str, lang: Lang) -> String {
    let rest = ["ke-hoach-", "plan-"].iter().find_map(|begin| id.strip_prefix(begin)).unwrap_or(id);
    if lang.as_str() == "vi" { format!("Kế hoạch {rest}") } else { format!("Plan {rest}") }
}

fn page(tongue: Tongue, id: &str, lang: Lang, languages: &Languages) -> String {
    let (description, body) = match lang.as_str() {
        "vi" => ("Kế hoạch này hứa gì, ai làm, khi nào xong.", "Tóm tắt kế hoạch bằng lời dễ hiểu."),
        _ => ("What this plan promises, who carries it out and by when.", "Sum up the plan in plain words."),
    };
    let facts = if lang == languages.default() { facts(tongue, id) } else { String::new() };
    format!("+++\ntitle = {}\ndescription = {}\n{facts}+++\n\n{body}\n", quoted(&title(id, lang)), quoted(description))
}

/// What only the page in the default language says.
fn facts(tongue: Tongue, id: &str) -> String {
    let id = quoted(id);
    match tongue {
        Tongue::Vi => format!(
            "dataset = {id}\n\
             kind = \"plan\"\n\
             number = \"\"                  # số, ký hiệu, ví dụ \"01/KH-UBND\"\n\
             # date = 2025-01-31          # ngày ban hành\n\
             # issuer = \"…\"               # cơ quan ban hành: một mã trong agencies.csv\n\
             # start = 2025-01-01\n\
             # end = 2025-12-31\n\
             # source_url = \"https://…\"   # nơi đăng văn bản gốc\n"
        ),
        Tongue::En => format!(
            "dataset = {id}\n\
             kind = \"plan\"\n\
             number = \"\"                  # number and symbol, such as \"01/KH-UBND\"\n\
             # date = 2025-01-31          # day of issue\n\
             # issuer = \"…\"               # who issued it: an identifier of agencies.csv\n\
             # start = 2025-01-01\n\
             # end = 2025-12-31\n\
             # source_url = \"https://…\"   # where the original is published\n"
        ),
    }
}

fn descriptor(tongue: Tongue, id: &str, languages: &Languages) -> String {
    let title = texts(languages, |lang| title(id, lang));
    let description = texts(languages, |lang| match lang.as_str() {
        "vi" => "Chỉ tiêu, nhiệm vụ và kinh phí của kế hoạch.".to_owned(),
        _ => "Targets, tasks and budget of the plan.".to_owned(),
    });
    let (about, source, spatial) = match tongue {
        Tongue::Vi => ("Mô tả của bộ dữ liệu (Data Package viết bằng TOML).", "Tên và số của văn bản gốc", "mã tỉnh trong provinces.csv"),
        Tongue::En => {
            ("The dataset's descriptor (a Data Package in TOML).", "Title and number of the original", "an identifier of provinces.csv")
        }
    };
    let source = quoted(source);
    format!(
        "# {about}\n\
         title = {title}\n\
         description = {description}\n\
         \n\
         # [[sources]]\n\
         # title = {source}\n\
         # path = \"https://…\"\n\
         \n\
         [congbo]\n\
         profile = \"plan\"\n\
         # publisher = \"…\"\n\
         # modified = 2025-06-30\n\
         # spatial = \"…\"    # {spatial}\n"
    )
}
