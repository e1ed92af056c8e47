//! Targets, every time they are stated, and the results reported of them.

use jiff::civil::Date;

use super::Ref;
use super::agency::Agency;
use super::document::LegalDocument;
use super::indicator::{Direction, Indicator, Pillar};
use super::lang::Text;
use super::plan::Provenance;
use super::state::Status;
use super::value::Decimal;

/// A row of `targets`.
#[derive(Debug, Clone)]
pub struct Target {
    /// `id`
    pub id: String,
    /// `section`
    pub section: String,
    /// `pillar`
    pub pillar: Option<Ref<Pillar>>,
    /// `code`
    pub code: String,
    /// `name_*`
    pub name: Text,
    /// `indicator`
    pub indicator: Option<Ref<Indicator>>,
    /// `kind`
    pub kind: TargetKind,
    /// `comparator`
    pub comparator: Option<Comparator>,
    /// `value`
    pub value: Option<Decimal>,
    /// `unit`
    pub unit: String,
    /// `direction`
    pub direction: Option<Direction>,
    /// `level`
    pub level: String,
    /// `start`; the plan's when empty.
    pub start: Option<Date>,
    /// `end`; the plan's when empty.
    pub end: Option<Date>,
    /// `responsible`
    pub responsible: Vec<Ref<Agency>>,
    /// `monitor`
    pub monitor: Vec<Ref<Agency>>,
    /// `legal_basis`
    pub legal_basis: Vec<Ref<LegalDocument>>,
    /// `page_line`, `as_written`
    pub provenance: Provenance,
    /// Derived; see [`super::status`].
    pub status: Status,
    /// Rows of `results` outside the target's period, newest first: shown as
    /// earlier values, never as status.
    pub earlier: Vec<usize>,
    /// Rows of `results` inside the target's period, newest first.
    pub within: Vec<usize>,
    /// Rows of `statements` that state it, in order of their source lines.
    pub statements: Vec<usize>,
}

/// A row of `statements`.
#[derive(Debug, Clone)]
pub struct Statement {
    /// `id`
    pub id: String,
    /// `target`
    pub target: Ref<Target>,
    /// `place`
    pub place: String,
    /// `comparator`
    pub comparator: Option<Comparator>,
    /// `value`
    pub value: Option<Decimal>,
    /// `unit`
    pub unit: String,
    /// `page_line`, `as_written`
    pub provenance: Provenance,
}

/// A row of `results`.
#[derive(Debug, Clone)]
pub struct ResultRow {
    /// `id`
    pub id: String,
    /// `target`
    pub target: Option<Ref<Target>>,
    /// `indicator`
    pub indicator: Option<Ref<Indicator>>,
    /// `name_*`
    pub name: Text,
    /// `start`
    pub start: Option<Date>,
    /// `end`
    pub end: Option<Date>,
    /// `numerator`
    pub numerator: Option<Decimal>,
    /// `denominator`
    pub denominator: Option<Decimal>,
    /// `value`
    pub value: Option<Decimal>,
    /// `unit`
    pub unit: String,
    /// `page_line`, `as_written`
    pub provenance: Provenance,
}

/// What a target is measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    /// By a number.
    Quantitative,
    /// In words only.
    Qualitative,
    /// Done or not.
    YesNo,
}

impl TargetKind {
    /// The code in the data.
    pub fn name(self) -> &'static str {
        match self {
            TargetKind::Quantitative => "quantitative",
            TargetKind::Qualitative => "qualitative",
            TargetKind::YesNo => "yes-no",
        }
    }
}

/// How a value has to compare with the target's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// `=`
    Equal,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `<`
    Less,
    /// `<=`
    AtMost,
}

impl Comparator {
    /// The sign in the data.
    pub fn sign(self) -> &'static str {
        match self {
            Comparator::Equal => "=",
            Comparator::Greater => ">",
            Comparator::AtLeast => ">=",
            Comparator::Less => "<",
            Comparator::AtMost => "<=",
        }
    }

    /// The comparator with this sign.
    pub fn from_sign(sign: &str) -> Option<Self> {
        [Self::Equal, Self::Greater, Self::AtLeast, Self::Less, Self::AtMost].into_iter().find(|this| this.sign() == sign)
    }

    /// Whether `value` satisfies `self target`, such as `71 > 70`.
    pub fn holds(self, value: Decimal, target: Decimal) -> bool {
        match self {
            Comparator::Equal => value == target,
            Comparator::Greater => value > target,
            Comparator::AtLeast => value >= target,
            Comparator::Less => value < target,
            Comparator::AtMost => value <= target,
        }
    }
}
