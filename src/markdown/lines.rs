//! The lines of written HTML joined where a line break shows nothing: beside
//! the tags of paragraphs, lists, tables and headings. Readers get fewer
//! bytes; code keeps its lines.

use memchr::memmem;

/// Elements that Markdown becomes and that begin and end a line of their own.
const BLOCKS: [&str; 24] = [
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
];

/// Takes out the line breaks of HTML as the writer of Markdown lays it out.
pub(super) fn joined(html: &str) -> String {
    let mut joined = String::with_capacity(html.len());
    let mut rest = html;
    loop {
        let (text, code) = rest.split_at(memmem::find(rest.as_bytes(), b"<pre").unwrap_or(rest.len()));
        join(text, &mut joined);
        if code.is_empty() {
            return joined;
        }
        let (code, after) = code.split_at(code.find("</pre>").unwrap_or(code.len()));
        joined.push_str(code);
        rest = after;
    }
}

fn join(text: &str, joined: &mut String) {
    let mut lines = text.split('\n');
    joined.push_str(lines.next().unwrap_or_default());
    let mut lines = lines.peekable();
    while let Some(line) = lines.next() {
        // The last line of a text before code goes on with the code's own tag.
        let begins_block = begins_block(line) || (line.is_empty() && lines.peek().is_none());
        if !ends_block(joined) && !begins_block {
            joined.push('\n');
        }
        joined.push_str(line);
    }
}

fn begins_block(text: &str) -> bool {
    text.strip_prefix('<').is_some_and(|tag| is_block(tag.strip_prefix('/').unwrap_or(tag)))
}

fn ends_block(text: &str) -> bool {
    text.ends_with('>') && text.rfind('<').is_some_and(|start| is_block(text[start + 1..].strip_prefix('/').unwrap_or(&text[start + 1..])))
}

fn is_block(tag: &str) -> bool {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    BLOCKS.contains(&&tag[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_go_beside_blocks_and_stay_in_lines_and_in_code() {
        let html = "<p>a\nb <em>c</em>\n<a href=\"x\">d</a>\ne</p>\n<ul>\n<li>f</li>\n</ul>\n<pre><code>g\n\n<b>\n</code></pre>\n<hr />\n";
        let small = "<p>a\nb <em>c</em>\n<a href=\"x\">d</a>\ne</p><ul><li>f</li></ul><pre><code>g\n\n<b>\n</code></pre><hr />";
        assert_eq!(joined(html), small);
        assert_eq!(joined("<p>a</p>\n<pre>"), "<p>a</p><pre>");
    }
}
