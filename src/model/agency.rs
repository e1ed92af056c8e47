//! Agencies, what documents call them, and provinces: who promises and where.

use jiff::civil::Date;

use super::Ref;
use super::lang::Text;
use super::plan::Plan;

/// What kind of agency a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgencyKind {
    /// One agency.
    Single,
    /// Several agencies that documents name together: *Các phòng thuộc Sở*.
    Group,
    /// A division of an agency.
    Unit,
}

impl AgencyKind {
    /// The code in the data.
    pub fn name(self) -> &'static str {
        match self {
            AgencyKind::Single => "single",
            AgencyKind::Group => "group",
            AgencyKind::Unit => "unit",
        }
    }
}

/// The codes of `level`, from above.
pub const LEVELS: [&str; 7] = ["central", "province", "department", "district", "commune", "party", "enterprise"];

/// A row of the registry `agencies`.
#[derive(Debug, Clone)]
pub struct Agency {
    /// `id`
    pub id: String,
    /// `name_*`
    pub name: Text,
    /// `kind`
    pub kind: AgencyKind,
    /// `level`
    pub level: String,
    /// `province`
    pub province: Option<Ref<Province>>,
    /// `parent`
    pub parent: Option<Ref<Agency>>,
    /// `members`
    pub members: Vec<Ref<Agency>>,
    /// `successor`
    pub successor: Option<Ref<Agency>>,
    /// `valid_from`
    pub valid_from: Option<Date>,
    /// `valid_to`
    pub valid_to: Option<Date>,
    /// What documents call it, sorted.
    pub aliases: Vec<Alias>,
}

/// A row of the registry `agency-aliases`, kept with its agency.
#[derive(Debug, Clone)]
pub struct Alias {
    /// `alias`
    pub alias: String,
    /// `plan`; `None`: everywhere.
    pub plan: Option<Ref<Plan>>,
}

/// A row of the registry `provinces`.
#[derive(Debug, Clone)]
pub struct Province {
    /// `id`
    pub id: String,
    /// `code`: two digits; ambiguous without the time.
    pub code: String,
    /// `name_*`
    pub name: Text,
    /// `valid_from`
    pub valid_from: Option<Date>,
    /// `valid_to`
    pub valid_to: Option<Date>,
    /// `successor`
    pub successor: Option<Ref<Province>>,
}
