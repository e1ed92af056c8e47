//! Indicators, which join targets across plans, and pillars, which group them.

use super::lang::Text;

/// A row of the registry `indicators`.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// `id`
    pub id: String,
    /// `name_*`
    pub name: Text,
    /// `unit`
    pub unit: String,
    /// `direction`
    pub direction: Option<Direction>,
    /// `definition_*`
    pub definition: Text,
}

/// A row of the registry `pillars`.
#[derive(Debug, Clone)]
pub struct Pillar {
    /// `id`
    pub id: String,
    /// `name_*`
    pub name: Text,
    /// `order`
    pub order: i64,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// The level is to be held.
    Keep,
}

impl Direction {
    /// The code in the data.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Higher => "higher",
            Direction::Lower => "lower",
            Direction::Keep => "keep",
        }
    }

    /// The direction with this code.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Higher, Self::Lower, Self::Keep].into_iter().find(|this| this.name() == name)
    }
}
