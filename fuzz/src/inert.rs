//! Inert HTML, seen as a browser's tokenizer sees it: no script but the
//! theme's own files, no handler, no style, no address that runs something.
//!
//! Knows nothing of congbo: what a browser would do is decided here anew.

use html5gum::{StartTag, Token, Tokenizer};

/// Elements that congbo's pages never have.
const NEVER: [&str; 10] = ["iframe", "object", "embed", "applet", "base", "style", "frame", "frameset", "noscript", "template"];

/// Attributes that hold an address.
const ADDRESSES: [&str; 9] = ["href", "src", "action", "formaction", "xlink:href", "poster", "cite", "background", "data"];

/// Fails when the HTML would do something in a browser that shows it.
pub fn assert_inert(html: &str) {
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        if let Token::StartTag(tag) = token
            && let Some(why) = harm(&tag)
        {
            panic!("{why} in {html}");
        }
    }
}

fn harm(tag: &StartTag<()>) -> Option<String> {
    let name = String::from_utf8_lossy(&tag.name).to_ascii_lowercase();
    if NEVER.contains(&name.as_str()) {
        return Some(format!("<{name}>"));
    }
    let value = |wanted: &str| tag.attributes.iter().find(|(key, _)| key.as_slice() == wanted.as_bytes()).map(|(_, v)| text(v));
    if name == "script" {
        let own = value("src").is_some_and(|src| src.contains("assets/") && !src.contains(':') && !src.starts_with("//"));
        let data = value("type").is_some_and(|kind| kind == "application/json" || kind == "application/ld+json");
        return (!own && !data).then(|| "a script".to_owned());
    }
    if name == "meta" && value("http-equiv").is_some_and(|what| what.eq_ignore_ascii_case("refresh")) {
        return Some("a refresh".to_owned());
    }
    for (key, given) in &tag.attributes {
        let (key, given) = (String::from_utf8_lossy(key).to_ascii_lowercase(), text(given));
        if key.starts_with("on") || key == "style" || key == "srcdoc" {
            return Some(format!("the attribute {key} of <{name}>"));
        }
        if ADDRESSES.contains(&key.as_str()) && runs(&given) {
            return Some(format!("the address {given:?} of <{name}>"));
        }
    }
    None
}

fn text(value: &[u8]) -> String {
    String::from_utf8_lossy(value).into_owned()
}

/// Whether a browser sees a scheme other than those that only lead somewhere,
/// or leaves the site without being told so: the steps of the URL standard.
fn runs(address: &str) -> bool {
    let trimmed = address.trim_matches(|c: char| c <= ' ');
    let plain: String = trimmed.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let slashes: String = plain.chars().take(2).map(|c| if c == '\\' { '/' } else { c }).collect();
    if slashes == "//" {
        return true;
    }
    let Some((scheme, _)) = plain.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme && !["http", "https", "mailto", "tel"].contains(&scheme.to_ascii_lowercase().as_str())
}
