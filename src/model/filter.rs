//! Filters of charts and tables: which rows are meant.
//!
//! ```text
//! filter     = all { "or" all }
//! all        = term { "and" term }
//! term       = "not" term | "(" filter ")" | comparison
//! comparison = column ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) value
//!            | column [ "not" ] "in" "[" value { "," value } "]"
//!            | column "is" [ "not" ] "empty"
//! column     = word | "`" any "`"
//! value      = word | "'" any "'" | '"' any '"'
//! ```
//!
//! A word is letters, digits and `_ - . : /`. Values are read by the column's
//! type; numbers with `.` before the fraction, days as `2025-06-30`. An empty
//! cell equals nothing. Says only where and in which respect a filter is
//! wrong; knows no table until it is [bound](Filter::bind) to one.

mod bind;
mod parse;

pub use bind::{Bound, Unfit};
pub use parse::Fault;

use std::ops::Range;

/// A filter as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// All of them hold.
    All(Vec<Filter>),
    /// At least one of them holds.
    Any(Vec<Filter>),
    /// It does not hold.
    Not(Box<Filter>),
    /// The cell compares so with the value; a list does when an item does.
    Compare(Name, Operator, Name),
    /// The cell is one of the values; a list is when an item is.
    In(Name, Vec<Name>),
    /// The cell is empty.
    Empty(Name),
}

/// A word of a filter and its bytes in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The word without its quotes.
    pub text: String,
    /// Its place, quotes included.
    pub span: Range<usize>,
}

/// How a cell has to compare with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Operator {
    /// The sign.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::Equal => "=",
            Operator::Unequal => "!=",
            Operator::Less => "<",
            Operator::AtMost => "<=",
            Operator::Greater => ">",
            Operator::AtLeast => ">=",
        }
    }

    /// Whether it asks for an order and not only for sameness.
    pub fn is_ordered(self) -> bool {
        !matches!(self, Operator::Equal | Operator::Unequal)
    }
}
