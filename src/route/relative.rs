//! Relative links.

/// A relative link from one address to another; names the file, so that it
/// works on any host and from a disk.
pub fn relative(from: &str, to: &str) -> String {
    const UP: &str = "../";
    let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    // Behind the last folder that both stand in.
    let shared = from.as_bytes()[..same].iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    let up = from.as_bytes()[shared..].iter().filter(|byte| **byte == b'/').count();
    let mut link = String::with_capacity(up * UP.len() + to.len() - shared);
    (0..up).for_each(|_| link.push_str(UP));
    link.push_str(&to[shared..]);
    link
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn links_name_the_file_and_climb_no_higher_than_they_must() {
        assert_eq!(relative("index.html", "en/index.html"), "en/index.html");
        assert_eq!(relative("en/plans/a.html", "en/targets/a/1.html"), "../targets/a/1.html");
        assert_eq!(relative("ke-hoach/a.html", "ke-hoach/index.html"), "index.html");
        assert_eq!(relative("a/b/c.html", "data/x.csv"), "../../data/x.csv");
    }
}
