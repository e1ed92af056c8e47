//! Whether a text needs anything of the portal around it. Knows nothing of
//! where links lead.

/// Whether a Markdown text may link to something in the portal: whatever looks
/// like a link's target and has no scheme of the web's.
pub fn may_link(text: &str) -> bool {
    // Behind `](` and `]:`.
    let targets = text.split(']').skip(1).filter_map(|rest| rest.strip_prefix(['(', ':']));
    let leaves = |target: &str| {
        let target = target.trim_start().trim_start_matches('<');
        ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
    };
    !targets.into_iter().all(leaves)
}

#[cfg(test)]
mod tests {
    use super::may_link;

    #[test]
    fn only_links_that_certainly_leave_the_portal_are_passed_over() {
        for leaves in ["", "text", "[a](https://x.vn/)", "[a]( <https://x.vn/>)", "[a]\n\n[a]: https://x.vn", "a [b] (c) `x[1](`https://"] {
            assert!(!may_link(leaves) || leaves.contains('`'), "{leaves}");
        }
        for stays in
            ["[a](/data/x/)", "[a](https://x.vn) [b](b.md)", "[a][b]\n\n[b]: ../b.md", "![a](<b c.png>)", "[a](\n b.md)", "[a](#b)"]
        {
            assert!(may_link(stays), "{stays}");
        }
    }
}
