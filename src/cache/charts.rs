//! The forms of what is stored of a dataset's charts, field by field.

use std::ops::Range;

use super::codec::{In, Out, Stored, stored_enum, stored_struct};
use crate::model::block::{Block, BlockKind, ChartMark, ChartSpec, Goal, OwnChart, Sort};
use crate::model::filter::{Filter, Name, Operator};
use crate::model::value::Decimal;

stored_struct! {
    OwnChart { block, given }
    Block { kind, resource, title, filter, sort, limit, columns, chart, span, places, is_unfiltered }
    ChartSpec { mark, name, number, x, y, color, value, unit, target, from, bridge }
    Sort { column, descending }
    Name { text, span }
}

stored_enum! {
    BlockKind { 0 Chart {}, 1 Table {} }
    ChartMark { 0 Bar {}, 1 Grouped {}, 2 Stacked {}, 3 Dot {}, 4 Bullet {}, 5 Line {}, 6 Heat {}, 7 Timeline {} }
    Goal { 0 Number { 0: number }, 1 Column { 0: column } }
    Filter {
        0 All { 0: all }, 1 Any { 0: any }, 2 Not { 0: one }, 3 Compare { 0: column, 1: operator, 2: value },
        4 In { 0: column, 1: values }, 5 Empty { 0: column },
    }
    Operator { 0 Equal {}, 1 Unequal {}, 2 Less {}, 3 AtMost {}, 4 Greater {}, 5 AtLeast {} }
}

impl Stored for Range<usize> {
    fn put(&self, out: &mut Out<'_>) {
        (self.start, self.end).put(out);
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        let (start, end) = Stored::get(from)?;
        Some(start..end)
    }
}

impl Stored for Decimal {
    fn put(&self, out: &mut Out<'_>) {
        self.to_string().put(out);
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        from.text()?.parse().ok()
    }
}
