//! What the served copy of a page has beside the published one: the script that
//! reloads it, the findings above it, and leave for both in its content policy.
//!
//! Works on the text of the page; the files of the site stay as they are.

/// The page as it is served.
pub(super) fn page(html: &str, build: &str, findings: Option<&str>) -> String {
    let html = allow(html);
    let lower = html.to_ascii_lowercase();
    let start = body_start(&lower);
    let end = lower.rfind("</body").filter(|end| *end >= start).unwrap_or(html.len());
    let findings = findings.unwrap_or_default();
    let script = format!("<script src=\"/__congbo/reload.js\" data-build=\"{build}\" defer></script>");
    format!("{}{findings}{}{script}{}", &html[..start], &html[start..end], &html[end..])
}

/// Where the content of the body begins. Pages may leave the tag out; then it
/// begins behind the head, and without a head at the end of the page.
fn body_start(lower: &str) -> usize {
    let Some(tag) = lower.find("<body") else {
        return lower.find("</head>").map_or(lower.len(), |head| head + "</head>".len());
    };
    tag_end(lower, tag).unwrap_or(lower.len())
}

/// Behind the `>` of the tag that begins at `start`, quoted ones passed over.
fn tag_end(html: &str, start: usize) -> Option<usize> {
    let mut quote = None;
    for (offset, byte) in html.bytes().enumerate().skip(start) {
        match (quote, byte) {
            (None, b'>') => return Some(offset + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The page with a content policy (when it has one) that lets the script, the
/// style and the connection of this server through.
fn allow(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let Some((start, end)) = policy_tag(&lower) else { return html.to_owned() };
    let Some((from, to, quoted)) = attribute(&lower[start..end], "content") else { return html.to_owned() };
    let policy = html[start + from..start + to].replace("&#39;", "'").replace("&#x27;", "'").replace("&apos;", "'");
    let (before, after) = (&html[..start + from], &html[start + to..]);
    let own = ["script-src", "style-src", "connect-src"].iter().fold(policy, |policy, directive| with_self(&policy, directive));
    match quoted {
        Some('"') => format!("{before}{own}{after}"),
        Some(_) => format!("{before}{}{after}", own.replace('\'', "&#39;")),
        None => format!("{before}\"{own}\"{after}"),
    }
}

/// The `meta` tag that holds the policy.
fn policy_tag(lower: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = lower[from..].find("<meta") {
        let start = from + found;
        let end = tag_end(lower, start)?;
        let names_it =
            attribute(&lower[start..end], "http-equiv").is_some_and(|(a, b, _)| &lower[start + a..start + b] == "content-security-policy");
        if names_it {
            return Some((start, end));
        }
        from = end;
    }
    None
}

/// Where the value of an attribute stands in a tag, and its quote.
fn attribute(tag: &str, name: &str) -> Option<(usize, usize, Option<char>)> {
    let mut from = 0;
    loop {
        let at = from + tag[from..].find(name)?;
        let rest = &tag[at + name.len()..];
        let value = rest.trim_start().strip_prefix('=').map(str::trim_start);
        let stands_alone = tag[..at].ends_with(|before: char| before.is_ascii_whitespace() || before == '"' || before == '\'');
        if let (true, Some(value)) = (stands_alone, value) {
            let start = tag.len() - value.len();
            return Some(match value.chars().next() {
                Some(quote @ ('"' | '\'')) => (start + 1, start + 1 + value[1..].find(quote)?, Some(quote)),
                _ => (start, start + value.find([' ', '>', '/']).unwrap_or(value.len()), None),
            });
        }
        from = at + name.len();
    }
}

/// The policy with `'self'` among the sources of a directive.
fn with_self(policy: &str, directive: &str) -> String {
    let mut parts: Vec<String> = policy.split(';').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
    match parts.iter_mut().find(|part| part.split_whitespace().next().is_some_and(|name| name.eq_ignore_ascii_case(directive))) {
        Some(part) if part.split_whitespace().any(|source| source == "'self'") => {}
        Some(part) => {
            *part = part.split_whitespace().filter(|source| *source != "'none'").collect::<Vec<_>>().join(" ");
            part.push_str(" 'self'");
        }
        None => parts.push(format!("{directive} 'self'")),
    }
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_before_the_end_of_the_body_and_findings_at_its_beginning() {
        let served = page("<html><head></head><body class=\"a>b\"><p>x</p></body></html>", "7-1", Some("<aside></aside>"));
        assert_eq!(
            served,
            "<html><head></head><body class=\"a>b\"><aside></aside><p>x</p>\
             <script src=\"/__congbo/reload.js\" data-build=\"7-1\" defer></script></body></html>"
        );
    }

    #[test]
    fn pages_without_closing_tags_are_served_too() {
        assert!(page("<!doctype html><p>x", "1", None).ends_with("defer></script>"));
        assert!(page("<head><title>t</title></head><p>x", "1", Some("<i></i>")).contains("</head><i></i><p>x<script"));
    }

    #[test]
    fn the_content_policy_lets_this_server_through_and_nothing_else() {
        let meta =
            |policy: &str| format!("<meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"><body></body>");
        let served = allow(&meta("default-src 'none'; script-src 'self'; style-src 'self' 'sha256-x'; connect-src 'none'"));
        assert_eq!(served, meta("default-src 'none'; script-src 'self'; style-src 'self' 'sha256-x'; connect-src 'self'"));
        let served = allow(&meta("default-src 'self'"));
        assert_eq!(served, meta("default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'"));
        let reversed = "<meta content=\"script-src 'self'\" http-equiv=Content-Security-Policy>";
        assert!(allow(reversed).contains("connect-src 'self'"));
        assert_eq!(allow("<p>no policy</p>"), "<p>no policy</p>");
    }
}
