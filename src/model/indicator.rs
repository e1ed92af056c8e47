//! Indicators, which join targets across plans, and pillars, which group them.

use super::lang::Text;
use super::target::Direction;

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
