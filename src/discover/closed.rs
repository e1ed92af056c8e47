//! The folders that the disk does not give.
//!
//! What seems to be missing from a portal may lie in one of them: whoever finds
//! something missing asks here before telling it. Knows paths only.

/// Folders that could not be read, by their paths below the portal's folder.
#[derive(Debug, Clone, Default)]
pub struct Closed(Vec<String>);

impl Closed {
    /// One more of them.
    pub(super) fn add(&mut self, folder: &str) {
        self.0.push(folder.to_owned());
    }

    /// Whether what lies at a path, if anything does, lies in one of them.
    pub fn may_hold(&self, path: &str) -> bool {
        self.0.iter().any(|folder| is_within(path, folder))
    }

    /// Whether one of them holds what lies at a path, or lies in it.
    pub fn may_hold_part_of(&self, path: &str) -> bool {
        self.may_hold(path) || self.0.iter().any(|folder| is_within(folder, path))
    }
}

fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::Closed;

    #[test]
    fn a_folder_holds_what_lies_below_it_and_not_what_only_begins_as_it() {
        let closed = Closed(vec!["data/x".to_owned()]);
        assert!(["data/x", "data/x/t.csv", "data/x/y/t.csv"].into_iter().all(|path| closed.may_hold(path)));
        assert!(!["data", "data/xy/t.csv", "content/x"].into_iter().any(|path| closed.may_hold(path)));
        assert!(["data", "data/x/y"].into_iter().all(|path| closed.may_hold_part_of(path)));
        assert!(!["dat", "data/xy"].into_iter().any(|path| closed.may_hold_part_of(path)));
    }
}
