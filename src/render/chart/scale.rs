//! Scale: numbers become pixels here and only here.

use plotters::coord::ranged1d::{BoldPoints, Ranged};
use plotters::coord::types::RangedCoordf64;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use crate::model::value::Decimal;

/// A straight scale between two pixels.
pub(super) struct Scale {
    range: RangedCoordf64,
    limit: (i32, i32),
}

impl Scale {
    /// A scale that holds all `values` and `base`, from pixel to pixel.
    pub(super) fn new(values: impl Iterator<Item = Decimal>, base: Decimal, limit: (i32, i32)) -> Self {
        let base = number(base);
        let (least, most) = values.map(number).fold((base, base), |(least, most), value| (least.min(value), most.max(value)));
        // One value alone still has a place.
        let most = if least == most { least + 1.0_f64.max(least.abs() * 0.1) } else { most };
        Self { range: (least..most).into(), limit }
    }

    /// The same, reaching from round number to round number.
    pub(super) fn rounded(values: impl Iterator<Item = Decimal>, base: Decimal, limit: (i32, i32), ticks: usize) -> Self {
        let begin = number(base);
        let tight = Self::new(values, base, limit);
        let points = tight.range.key_points(BoldPoints(ticks));
        let std::ops::Range { start, end } = tight.range.range();
        let [first, second, ..] = points[..] else { return tight };
        let step = second - first;
        let round_down = |value: f64| (value / step - 1e-9).ceil() * step;
        // Where the scale was told to begin, it begins.
        let least = if start < begin.min(first - 1e-9 * step) { round_down(start) - step } else { start };
        let last = *points.last().expect("at least two");
        let most = if end > last + 1e-9 * step { last + step } else { end };
        Self { range: (least..most).into(), limit }
    }

    /// The pixel of a number.
    pub(super) fn at(&self, value: Decimal) -> i32 {
        self.range.map(&number(value), self.limit)
    }

    /// Round numbers inside the scale, about as many as asked for.
    pub(super) fn ticks(&self, about: usize) -> Vec<Decimal> {
        let points = self.range.key_points(BoldPoints(about)).into_iter();
        points.filter_map(|point| Decimal::from_f64(point)?.round_sf(9)).map(|point| point.normalize()).collect()
    }
}

fn number(value: Decimal) -> f64 {
    value.to_f64().filter(|value| value.is_finite()).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(values: &[i64], ticks: usize) -> (Scale, Vec<String>) {
        let values = values.iter().map(|value| Decimal::from(*value));
        let scale = Scale::rounded(values, Decimal::ZERO, (0, 1000), ticks);
        let ticks = scale.ticks(ticks).iter().map(ToString::to_string).collect();
        (scale, ticks)
    }

    #[test]
    fn axes_end_at_round_numbers_that_hold_every_value() {
        let (scaled, ticks) = scale(&[3, 97], 6);
        assert_eq!(ticks, ["0", "20", "40", "60", "80", "100"]);
        assert_eq!((scaled.at(Decimal::ZERO), scaled.at(Decimal::ONE_HUNDRED)), (0, 1000));
        let (scaled, ticks) = scale(&[-7, 12], 6);
        assert_eq!((ticks.first().map(String::as_str), ticks.last().map(String::as_str)), (Some("-10"), Some("15")));
        assert!(scaled.at(Decimal::from(-7)) > 0 && scaled.at(Decimal::from(12)) < 1000);
    }

    #[test]
    fn odd_values_have_a_place() {
        for values in [&[][..], &[0], &[5], &[i64::MAX, i64::MIN]] {
            let (scaled, ticks) = scale(values, 4);
            assert!(!ticks.is_empty() || !values.is_empty(), "{values:?}");
            assert!(values.iter().all(|value| (0..=1000).contains(&scaled.at(Decimal::from(*value)))), "{values:?}");
        }
        let all = [Decimal::MAX, Decimal::MIN];
        let scaled = Scale::rounded(all.into_iter(), Decimal::ZERO, (0, 10), 4);
        assert!(all.iter().all(|value| (0..=10).contains(&scaled.at(*value))));
    }
}
