//! Roles: what a shape or a text is, which is all that decides how it looks.
//!
//! A role is a colour while the drawing library carries it, and a class of the
//! style sheet in the end.

use plotters::style::RGBColor;
use plotters_backend::BackendColor;

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident $class:literal;)*) => {
        /// What a shape or text is, which is all that decides how it looks.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Role {
            $($(#[$doc])* $role,)*
        }

        const CLASSES: &[&str] = &[$($class),*];

        #[cfg(test)]
        impl Role {
            pub(super) const ALL: &[Self] = &[$(Self::$role),*];
        }
    };
}

roles! {
    /// A line at zero, or along which things stand.
    Axis "axis";
    /// A line at a round number.
    Grid "grid";
    /// The number of a grid line.
    Tick "tick";
    /// A value; of a series, when there are several.
    Bar "bar";
    /// A value below zero.
    Negative "bar negative";
    /// A value as a point.
    Point "point";
    /// Values joined over time.
    Curve "curve";
    /// The room that values may take.
    Track "track";
    /// Where values are as they should be.
    Zone "zone";
    /// The way to a mark where there is no value yet.
    Awaited "awaited";
    /// Where a pointer or a finger reaches a mark that is too thin for it.
    Reach "reach";
    /// A value of an earlier time.
    Earlier "earlier";
    /// What a value is held against.
    Mark "mark";
    /// The day that the data is told for.
    Now "now";
    /// Where nothing is known.
    Gap "gap";
    /// The name of a datum.
    Label "label";
    /// The number of a datum.
    Value "value";
    /// The number of a mark.
    MarkLabel "mark-label";
    /// What the numbers count.
    Unit "unit";
    /// What a shape or a pattern stands for.
    Key "key";
    /// A cell of a heat table; the series is how full it is.
    Cell "cell";
    /// What lies behind a text on a pattern.
    Plate "plate";
    // Parts of symbols: style sheets reach them by their own class alone,
    // because they are drawn inside another element.
    /// A shape filled with its tone.
    Solid "c-solid";
    /// A shape drawn by its edge, in its tone.
    Hollow "c-hollow";
    /// What is cut out of a solid shape.
    Cut "c-cut";
    /// A symbol; the series is its tone.
    Symbol "symbol";
}

/// A role and, where there are several of its kind, which: from 1; 0 for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    role: Role,
    series: u8,
}

impl From<Role> for Style {
    fn from(role: Role) -> Self {
        Self { role, series: 0 }
    }
}

impl Role {
    /// The role in a series, counted from 0.
    pub(super) fn of(self, series: usize) -> Style {
        Style { role: self, series: u8::try_from(series % SERIES + 1).expect("there are few series") }
    }
}

/// After so many series looks begin again.
pub(super) const SERIES: usize = 8;

impl Style {
    /// The colour that stands for the style while plotters carries it.
    pub(super) fn color(self) -> RGBColor {
        RGBColor(self.role as u8, self.series, 0)
    }
}

/// The classes of a style.
#[derive(Debug, Clone, Copy)]
pub(super) struct Class(u8, u8);

impl From<Style> for Class {
    fn from(style: Style) -> Self {
        Class(style.role as u8, style.series)
    }
}

impl From<BackendColor> for Class {
    fn from(color: BackendColor) -> Self {
        Class(color.rgb.0, color.rgb.1)
    }
}

impl Class {
    /// The classes of the role, and that of the series where there is one.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        let role = CLASSES.get(usize::from(self.0)).copied().unwrap_or_default();
        (role, NUMBERED.get(usize::from(self.1).wrapping_sub(1)).copied().unwrap_or_default())
    }
}

/// The classes that a drawing uses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Classes {
    /// One bit for each role.
    roles: u32,
    /// One bit for each series.
    series: u8,
    /// Whether a pattern lies over its series.
    pub(super) has_patterns: bool,
}

/// The class of patterns.
pub(super) const PATTERN: &str = "pattern";

const NUMBERED: [&str; SERIES] = ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"];

const _: () = assert!(CLASSES.len() <= 32, "a bit for each role");

impl Classes {
    /// Adds the classes of a style.
    pub(super) fn add(&mut self, class: Class) {
        self.roles |= 1 << class.0;
        self.series |= 1_u8.checked_shl(u32::from(class.1).wrapping_sub(1)).unwrap_or(0);
    }

    /// How many different classes that is.
    #[cfg(test)]
    pub(super) fn all_words() -> usize {
        Self::default().others().collect::<std::collections::BTreeSet<_>>().len()
    }

    /// The classes that other drawings have and this one has not.
    pub(super) fn others(self) -> impl Iterator<Item = &'static str> {
        let words = move |is_used: bool| {
            let roles = CLASSES.iter().enumerate().filter(move |(role, _)| (self.roles >> role & 1 == 1) == is_used);
            roles.flat_map(|(_, classes)| classes.split(' '))
        };
        let roles = words(false).filter(move |word| words(true).all(|used| used != *word));
        let series = NUMBERED.into_iter().enumerate().filter(move |(series, _)| self.series >> series & 1 == 0);
        roles.chain(series.map(|(_, class)| class)).chain((!self.has_patterns).then_some(PATTERN))
    }
}
