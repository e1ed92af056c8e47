//! The codes: one line for every rule congbo has, with its usual level.
//!
//! The number says which stage notices it: C01 discover, C02 load, C03 rows,
//! C04 rules of one file, C05 plans, C06 link, C07 route, C08 theme. What each
//! code means, in words, stands in `wording/<language>.toml`; a test holds the
//! two lists together.

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Said on request and on the site: true, and nobody's mistake.
    Note,
    /// Should be mended; the site is published all the same.
    Warning,
    /// Must be mended; nothing is published.
    Error,
}

impl Level {
    /// The word used in machine-readable output and in `congbo.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// A rule: its number, its short name and its usual level.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `C0301`.
    pub id: &'static str,
    /// A name for programs and for searching this source: `cell-type`.
    pub name: &'static str,
    /// The level unless `congbo.toml` sets another.
    pub level: Level,
}

macro_rules! codes {
    ($($constant:ident $id:literal $name:literal $level:ident;)*) => {
        $(#[doc = concat!("`", $id, "` ", $name)] pub const $constant: Code = Code { id: $id, name: $name, level: Level::$level };)*
        /// Every code, in order of number.
        pub const CODES: &[&Code] = &[$(&$constant),*];
    };
}

codes! {
    UNREADABLE "C0101" "unreadable-file" Error;
    SYMLINK "C0102" "symbolic-link" Warning;
    NOT_PUBLISHED "C0103" "file-not-published" Warning;
    BAD_NAME "C0104" "bad-name" Error;
    EMPTY_DATASET "C0105" "dataset-without-table" Warning;
    NO_CONFIG "C0106" "no-configuration" Error;
    TOO_LARGE "C0107" "file-too-large" Error;

    SYNTAX "C0201" "syntax" Error;
    WRONG_TYPE "C0202" "wrong-type" Error;
    UNKNOWN_KEY "C0203" "unknown-key" Warning;
    MISSING_KEY "C0204" "missing-key" Error;
    BAD_VALUE "C0205" "bad-value" Error;
    NOT_UTF8 "C0206" "not-utf8" Error;
    NO_FRONT_MATTER "C0207" "no-front-matter" Error;
    TWO_DESCRIPTORS "C0208" "two-descriptors" Error;
    RESOURCE_PATH "C0209" "resource-path" Error;
    UNSUPPORTED "C0210" "unsupported-property" Warning;
    NO_METADATA "C0211" "missing-metadata" Warning;
    DUPLICATE_NAME "C0212" "duplicate-name" Error;
    BAD_SCHEMA "C0213" "bad-schema" Error;
    NOT_A_PLAN_TABLE "C0214" "unknown-profile-table" Warning;
    UNKNOWN_TOPIC "C0215" "unknown-topic" Warning;
    LOW_CONTRAST "C0216" "low-contrast" Warning;
    CONFLICT "C0217" "merge-conflict" Error;

    CELL_TYPE "C0301" "cell-type" Error;
    CELL_REQUIRED "C0302" "cell-required" Error;
    CELL_CONSTRAINT "C0303" "cell-constraint" Error;
    RAGGED_ROW "C0304" "ragged-row" Error;
    MISSING_COLUMN "C0305" "missing-column" Error;
    DUPLICATE_COLUMN "C0306" "duplicate-column" Error;
    UNKNOWN_COLUMN "C0307" "unknown-column" Error;
    EMPTY_HEADER "C0308" "empty-header" Error;
    NO_HEADER "C0309" "no-header" Error;
    DUPLICATE_KEY "C0310" "duplicate-key" Error;
    FOREIGN_KEY "C0311" "foreign-key" Error;
    UNCLOSED_QUOTE "C0312" "unclosed-quote" Error;
    NOT_NFC "C0313" "not-nfc" Warning;
    EDGE_SPACE "C0314" "edge-space" Warning;
    BLANK_ROW "C0315" "blank-row" Error;
    STRAY_TEXT "C0316" "text-behind-quote" Error;
    BEYOND_FORMAT "C0317" "beyond-format" Note;
    VIETNAMESE_FORM "C0318" "vietnamese-form" Warning;
    SPREADSHEET_ERROR "C0319" "spreadsheet-error" Error;
    GARBLED "C0320" "garbled-text" Warning;
    LEFT_OUT "C0321" "left-out" Note;
    LEADING_ZEROS "C0322" "leading-zeros" Warning;
    SHORTENED "C0323" "shortened-number" Warning;
    TOTAL_AT_END "C0324" "total-at-end" Warning;
    MERGED_COLUMN "C0325" "merged-column" Warning;
    MIXED_COLUMN "C0326" "mixed-column" Warning;
    REPEATED_ROW "C0327" "repeated-row" Warning;
    STRAY_ROW "C0328" "stray-row" Error;

    DATE_ORDER "C0401" "date-order" Error;
    RAW_HTML "C0402" "raw-html" Warning;
    BAD_BLOCK "C0403" "bad-block" Error;
    BAD_FILTER "C0404" "bad-filter" Error;
    NOT_FROM_ZERO "C0405" "bar-not-from-zero" Error;
    BRIDGED_GAP "C0406" "bridged-gap" Error;
    CHART_UNIT "C0407" "chart-without-unit" Error;
    MIXED_UNITS "C0408" "mixed-units" Error;
    CROWDED_CHART "C0409" "crowded-chart" Error;
    UNLIKELY_DATE "C0410" "unlikely-date" Warning;

    TARGET_KIND "C0501" "target-kind" Error;
    NO_UNIT "C0502" "no-unit" Error;
    TASK_REPORT "C0503" "task-report" Error;
    AGENCY_GROUP "C0504" "agency-group" Error;
    STATEMENTS_DISAGREE "C0505" "statements-disagree" Note;
    DATES_DISAGREE "C0506" "dates-disagree" Note;
    PARTS_DISAGREE "C0507" "parts-disagree" Note;
    BUDGET_PARTS "C0508" "budget-parts" Note;
    PLAN_WITHOUT_PAGE "C0509" "plan-without-page" Error;
    UNKNOWN_UNIT "C0510" "unknown-unit" Warning;
    PLAN_WITHOUT_NUMBER "C0511" "plan-without-number" Note;
    TOTAL_ROW "C0512" "total-row" Error;
    TARGET_NOT_STATED "C0513" "target-not-stated" Warning;
    MERGED_CELLS "C0514" "merged-cells" Warning;
    UNITS_DIFFER "C0515" "units-differ" Error;
    OUTSIDE_PERIOD "C0516" "outside-period" Warning;
    RESULTS_DISAGREE "C0517" "results-disagree" Warning;
    TOO_SMALL "C0518" "too-small" Warning;
    OPPOSITE_DIRECTION "C0519" "opposite-direction" Warning;
    UNIT_CHANGES "C0520" "unit-changes" Warning;
    TURNS_BACK "C0521" "turns-back" Warning;
    NOT_AS_WRITTEN "C0522" "not-as-written" Warning;
    OUTSIDE_PLAN "C0523" "outside-plan" Warning;
    NAMED_TWICE "C0524" "named-twice" Warning;

    DANGLING "C0601" "dangling-reference" Error;
    NO_TRANSLATION "C0602" "missing-translation" Warning;
    DUPLICATE_ID "C0603" "duplicate-id" Error;
    BROKEN_LINK "C0604" "broken-link" Error;
    BROKEN_ANCHOR "C0605" "broken-anchor" Error;
    CYCLE "C0606" "cycle" Error;
    AMBIGUOUS_ALIAS "C0607" "ambiguous-alias" Error;
    NO_BASE_URL "C0608" "no-base-url" Warning;
    NO_AS_OF "C0609" "no-as-of" Error;
    AS_OF_BEHIND "C0610" "as-of-behind" Warning;
    NOT_YET "C0611" "not-yet" Warning;
    DOCUMENT_TWICE "C0612" "document-twice" Warning;
    CHANGED_BY_OLDER "C0613" "changed-by-older" Warning;

    COLLISION "C0701" "colliding-address" Error;
    CASE_COLLISION "C0702" "case-collision" Error;
    RESERVED_NAME "C0703" "reserved-name" Error;

    TEMPLATE "C0801" "template" Error;
    NO_THEME "C0802" "no-theme" Error;
    MESSAGE "C0803" "message" Warning;
}

/// The code with this id, in any case (`c0301`).
pub fn find(id: &str) -> Option<&'static Code> {
    CODES.iter().copied().find(|code| code.id.eq_ignore_ascii_case(id))
}
