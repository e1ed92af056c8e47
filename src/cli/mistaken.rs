//! What is wrong with a command line, in Vietnamese: clap itself speaks
//! English only, but says in parts what it found.
//!
//! Knows clap's parts of an error and no command.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::language::{OPTIONS, USAGE};
use crate::diag::wording::Tongue;

/// What is wrong, and what to write instead; `None` where clap's own words do:
/// for what was asked for, such as help, and in English.
pub(super) fn told(error: &Error, tongue: Tongue) -> Option<String> {
    let wrong = match tongue {
        Tongue::Vi => vietnamese(error)?,
        Tongue::En if error.kind() == ErrorKind::ValueValidation => english(error)?,
        Tongue::En => return None,
    };
    let level = match tongue {
        Tongue::Vi => "lỗi",
        Tongue::En => "error",
    };
    let mut text = format!("{level}: {wrong}\n");
    if let Some(near) = near(error).filter(|_| tongue == Tongue::Vi) {
        text += &format!("\n  có phải là `{near}` không?\n");
    }
    if let Some(usage) = error.get(ContextKind::Usage).filter(|_| tongue == Tongue::Vi) {
        let usage = usage.to_string();
        let usage = usage.trim().strip_prefix("Usage:").unwrap_or(&usage).trim().replace("[OPTIONS]", OPTIONS);
        text += &format!("\n{USAGE} {usage}\n");
    }
    text += match tongue {
        Tongue::Vi => "\nThêm `--help` để xem trợ giúp.\n",
        Tongue::En => "\nFor more information, try '--help'.\n",
    };
    Some(text)
}

fn vietnamese(error: &Error) -> Option<String> {
    let (argument, value) = (text(error, ContextKind::InvalidArg), text(error, ContextKind::InvalidValue));
    Some(match error.kind() {
        ErrorKind::InvalidSubcommand => format!("không có lệnh `{}`", text(error, ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand => {
            let known = values(error, ContextKind::ValidSubcommand);
            format!("chưa ghi lệnh; một trong: {}", known.join(", "))
        }
        ErrorKind::UnknownArgument => format!("không có tham số `{argument}` ở lệnh này"),
        ErrorKind::MissingRequiredArgument => {
            let missing: Vec<String> = values(error, ContextKind::InvalidArg).iter().map(|name| format!("`{name}`")).collect();
            format!("còn thiếu {}", missing.join(", "))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("sau `{argument}` phải có giá trị"),
        ErrorKind::InvalidValue => {
            let known = values(error, ContextKind::ValidValue);
            format!("`{argument}` không nhận giá trị `{value}`; một trong: {}", known.join(", "))
        }
        ErrorKind::ValueValidation => match wanted(&argument) {
            Some((wanted, _)) => format!("`{argument}` không nhận giá trị `{value}`: {wanted}"),
            None => format!("`{argument}` không nhận giá trị `{value}`"),
        },
        ErrorKind::ArgumentConflict => format!("`{argument}` ghi hai lần, hoặc không đi cùng tham số khác đã ghi"),
        ErrorKind::TooManyValues => format!("thừa giá trị `{value}` sau `{argument}`"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("`{argument}` thiếu hoặc thừa giá trị"),
        ErrorKind::NoEquals => format!("giữa `{argument}` và giá trị phải có dấu `=`"),
        ErrorKind::InvalidUtf8 => "dòng lệnh có chữ không phải UTF-8".to_owned(),
        // Help and version were asked for.
        _ => return None,
    })
}

/// A value of the wrong form: the parsers of the values speak of digits.
fn english(error: &Error) -> Option<String> {
    let argument = text(error, ContextKind::InvalidArg);
    let (_, wanted) = wanted(&argument)?;
    Some(format!("invalid value '{}' for '{argument}': {wanted}", text(error, ContextKind::InvalidValue)))
}

/// What an argument that has a form of its own is written like.
fn wanted(argument: &str) -> Option<(&'static str, &'static str)> {
    let name = argument.split([' ', '=']).next().unwrap_or_default();
    Some(match name {
        "--as-of" | "--start" | "--end" => ("ngày viết theo dạng năm-tháng-ngày, ví dụ 2025-12-31", "write the day as 2025-12-31"),
        "--published" => ("viết 2025-06-30 hoặc 2025-06-30T08:00:00+07:00", "write 2025-06-30 or 2025-06-30T08:00:00+07:00"),
        "--port" => ("phải là một số từ 0 đến 65535", "it has to be a number from 0 to 65535"),
        _ => return None,
    })
}

/// What the reader may have meant.
fn near(error: &Error) -> Option<String> {
    [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(|kind| values(error, kind).into_iter().next())
}

fn text(error: &Error, kind: ContextKind) -> String {
    values(error, kind).into_iter().next().unwrap_or_default()
}

fn values(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}
