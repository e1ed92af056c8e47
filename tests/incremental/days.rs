//! Builds of other days than the last one.

use congbo::pipeline::{Adopt, Options, build};
use congbo::progress::Progress;
use jiff::civil::{Date, date};

use crate::{cache, portal, told};

#[test]
fn a_new_day_changes_what_is_told_only_when_a_day_of_a_report_has_come() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, output) = (folder.path().join("portal"), folder.path().join("public"));
    portal(&root);
    // Whether the portal had to be read again; what is told is what a clean build tells.
    let is_read = |today: Option<Date>| {
        let options = Options { root: root.clone(), today, ..Options::default() };
        let again = build(&options, &output, Adopt::Never, Some(&cache(&root)), &Progress::default());
        let clean = build(&options, &folder.path().join("clean"), Adopt::Never, None, &Progress::default());
        assert_eq!(told(&again), told(&clean), "{today:?}");
        again.site.is_some()
    };
    // One task was completed on 20 June, one on 20 August; results end with June.
    assert!(is_read(Some(date(2025, 6, 1))), "the first build");
    assert!(!is_read(Some(date(2025, 6, 19))), "another day, on which nothing has come");
    assert!(is_read(Some(date(2025, 6, 20))), "the day on which a task was completed");
    assert!(is_read(Some(date(2025, 6, 19))), "a clock that was set back");
    assert!(is_read(Some(date(2026, 1, 1))), "every day has come");
    assert!(!is_read(Some(date(2046, 1, 1))), "and none is left");
    assert!(is_read(None), "nobody says the day");
    assert!(!is_read(None), "nor the next time");
}
