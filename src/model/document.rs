//! Legal and administrative documents, and what they do to each other.

use jiff::civil::Date;

use super::Ref;
use super::agency::Agency;
use super::lang::Text;

/// A row of the registry `documents`.
#[derive(Debug, Clone)]
pub struct LegalDocument {
    /// `id`
    pub id: String,
    /// `number`
    pub number: String,
    /// `type`: a code such as `decree`.
    pub kind: String,
    /// `issuer`
    pub issuer: Option<Ref<Agency>>,
    /// `date`
    pub date: Option<Date>,
    /// `title_*`
    pub title: Text,
    /// `in_force_from`
    pub in_force_from: Option<Date>,
    /// `in_force_to`
    pub in_force_to: Option<Date>,
    /// Relations of which it is the object: what other documents did to it.
    pub changed_by: Vec<Relation>,
    /// Relations of which it is the subject: what it did to others.
    pub changes: Vec<Relation>,
}

/// A row of the registry `document-relations`.
#[derive(Debug, Clone)]
pub struct Relation {
    /// The other document: `by` in `changed_by`, `document` in `changes`.
    pub other: Ref<LegalDocument>,
    /// `relation`: `amends`, `repeals` or `replaces`.
    pub relation: String,
    /// `date`
    pub date: Option<Date>,
    /// `scope_*`
    pub scope: Text,
    /// `source`
    pub source: String,
}

/// Whether a document is in force on a day, as far as the registry knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// The registry does not say.
    Unknown,
    /// Not yet.
    NotYet,
    /// In force.
    InForce,
    /// No longer.
    Ended,
}

impl Force {
    /// All of them.
    pub const ALL: [Force; 4] = [Force::Unknown, Force::NotYet, Force::InForce, Force::Ended];

    /// The code used in messages and data.
    pub fn name(self) -> &'static str {
        match self {
            Force::Unknown => "unknown",
            Force::NotYet => "not-yet",
            Force::InForce => "in-force",
            Force::Ended => "ended",
        }
    }
}

impl LegalDocument {
    /// Whether it is in force on `day`.
    pub fn force(&self, day: Date) -> Force {
        match (self.in_force_from, self.in_force_to) {
            (_, Some(to)) if day > to => Force::Ended,
            (Some(from), _) if day < from => Force::NotYet,
            (Some(_), _) => Force::InForce,
            (None, _) => Force::Unknown,
        }
    }
}
