//! The look that a portal chooses: its accent colour and its emblem.
//!
//! From one accent come the colours of links, lines and buttons on light and on
//! dark grounds, each with the contrast that WCAG 2.2 asks for. Knows the
//! grounds of the built-in theme; knows nothing of style sheets.

use std::fmt;

use crate::diag::Spot;

/// What `[look]` of `congbo.toml` says.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// `look.accent`
    pub accent: Option<Colour>,
    /// `look.emblem`: the site path of a picture, and where it is named.
    pub emblem: Option<(String, Spot)>,
}

/// A colour of sRGB: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// The colours of one scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheme {
    /// A ground of the accent's colour.
    pub accent: Colour,
    /// Text on it.
    pub accent_ink: Colour,
    /// Links: readable on both grounds.
    pub link: Colour,
    /// Lines and bars: seen on both grounds.
    pub bar: Colour,
    /// Cells of heat tables: text can be read over the fullest.
    pub cell: Colour,
}

/// The grounds of the built-in theme, light: page and raised parts.
pub const LIGHT: [Colour; 2] = [Colour(0xff, 0xfd, 0xfa), Colour(0xf6, 0xf2, 0xec)];

/// The grounds of the built-in theme, dark.
pub const DARK: [Colour; 2] = [Colour(0x1a, 0x17, 0x15), Colour(0x25, 0x21, 0x1e)];

const WHITE: Colour = Colour(0xff, 0xff, 0xff);
const BLACK: Colour = Colour(0, 0, 0);

/// The text of the built-in theme on dark grounds.
const DARK_INK: Colour = Colour(0xef, 0xe9, 0xe2);

/// How much of its colour the fullest cell of a heat table shows on dark
/// grounds, in hundredths: the last step of `chart.css`.
const FULLEST: u16 = 52;

/// What text has to have, and what graphics (WCAG 2.2, 1.4.3 and 1.4.11).
pub const TEXT: f64 = 4.5;
const GRAPHICS: f64 = 3.0;

impl Colour {
    /// Reads `#a61c1c` or `#a11`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let part = |from: usize, length: usize| u8::from_str_radix(&digits[from..from + length], 16).ok();
        match digits.len() {
            6 => Some(Colour(part(0, 2)?, part(2, 2)?, part(4, 2)?)),
            3 => Some(Colour(part(0, 1)? * 17, part(1, 1)? * 17, part(2, 1)? * 17)),
            _ => None,
        }
    }

    /// Its contrast with another colour, from 1 to 21.
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Its least contrast with any of some grounds.
    pub fn contrast_with(self, grounds: &[Colour]) -> f64 {
        grounds.iter().map(|ground| self.contrast(*ground)).fold(f64::INFINITY, f64::min)
    }

    /// Relative luminance, from 0 to 1.
    fn luminance(self) -> f64 {
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// The colour with so many of `all` parts of another.
    fn mixed(self, other: Colour, parts: u16, all: u16) -> Colour {
        let mixed = |from: u8, to: u8| {
            let value = (u16::from(from) * (all - parts) + u16::from(to) * parts) / all;
            u8::try_from(value).expect("between two bytes")
        };
        Colour(mixed(self.0, other.0), mixed(self.1, other.1), mixed(self.2, other.2))
    }

    /// The colour moved towards another in 64 steps until it is as it should be.
    fn towards(self, end: Colour, is_right: impl Fn(Colour) -> bool) -> Colour {
        (0..=64).map(|step| self.mixed(end, step, 64)).find(|colour| is_right(*colour)).unwrap_or(end)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// The accent's colours on light grounds.
pub fn light(accent: Colour) -> Scheme {
    scheme(accent, &LIGHT, BLACK)
}

/// The accent's colours on dark grounds.
pub fn dark(accent: Colour) -> Scheme {
    let scheme = scheme(accent, &DARK, WHITE);
    let fullest = |colour: Colour| DARK[0].mixed(colour, FULLEST, 100);
    // Browsers mix the two with roundings of their own.
    Scheme { cell: scheme.bar.towards(BLACK, |colour| DARK_INK.contrast(fullest(colour)) >= TEXT + 0.1), ..scheme }
}

fn scheme(accent: Colour, grounds: &[Colour], away: Colour) -> Scheme {
    let accent_ink = if accent.contrast(WHITE) >= accent.contrast(BLACK) { WHITE } else { BLACK };
    let seen = |least: f64| accent.towards(away, |colour| colour.contrast_with(grounds) >= least);
    Scheme { accent, accent_ink, link: seen(TEXT), bar: seen(GRAPHICS), cell: seen(GRAPHICS) }
}

/// A channel of sRGB as a share of light: ((c + 0.055) / 1.055) ^ 2.4. Only
/// sums, products and quotients, which every machine rounds alike.
fn linear(channel: u8) -> f64 {
    let share = f64::from(channel) / 255.0;
    if share <= 0.04045 {
        return share / 12.92;
    }
    let base = (share + 0.055) / 1.055;
    // base ^ 2.4 is base² times the fifth root of base².
    let square = base * base;
    let mut root = 1.0;
    for _ in 0..40 {
        root = (4.0 * root + square / (root * root * root * root)) / 5.0;
    }
    square * root
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let rounded = |one: &str, two: &str| (Colour::parse(one).unwrap().contrast(Colour::parse(two).unwrap()) * 100.0).round() / 100.0;
        assert_eq!(rounded("#000", "#fff"), 21.0);
        assert_eq!(rounded("#767676", "#ffffff"), 4.54);
        assert_eq!(rounded("#ff0000", "#ffffff"), 4.0);
    }

    #[test]
    fn every_accent_gets_links_that_can_be_read_in_both_schemes() {
        for accent in ["#fc0", "#000", "#fff", "#a61c1c", "#00f", "#0f0", "#808080"] {
            let accent = Colour::parse(accent).unwrap();
            for (scheme, grounds) in [(light(accent), LIGHT), (dark(accent), DARK)] {
                assert!(scheme.link.contrast_with(&grounds) >= TEXT, "{accent}: {scheme:?}");
                assert!(scheme.bar.contrast_with(&grounds) >= GRAPHICS, "{accent}: {scheme:?}");
                assert!(scheme.accent.contrast(scheme.accent_ink) >= TEXT, "{accent}: {scheme:?}");
            }
        }
    }

    #[test]
    fn numbers_can_be_read_over_the_fullest_cell_of_a_dark_heat_table_in_every_accent() {
        for accent in ["#fc0", "#000", "#fff", "#a61c1c", "#00f", "#0f0", "#808080"] {
            let cell = dark(Colour::parse(accent).unwrap()).cell;
            assert!(DARK_INK.contrast(DARK[0].mixed(cell, FULLEST, 100)) >= TEXT, "{accent}: {cell}");
        }
        let sheet = include_str!("../../themes/default/static/chart.css");
        assert!(sheet.contains(&format!("--c-full6: 0.{FULLEST};")));
        assert!(include_str!("../../themes/default/static/style.css").contains(&format!("--ink: {DARK_INK};")));
    }

    #[test]
    fn an_accent_that_can_be_read_is_left_as_it_is() {
        let accent = Colour::parse("#9c1f1b").unwrap();
        assert_eq!(light(accent).link, accent);
        assert_ne!(dark(accent).link, accent);
    }

    #[test]
    fn a_colour_is_written_in_hexadecimal() {
        assert_eq!(Colour::parse("#A1c").unwrap().to_string(), "#aa11cc");
        assert!(["a61c1c", "#a61c1", "red", "#đỏđ", ""].iter().all(|text| Colour::parse(text).is_none()));
    }

    #[test]
    fn the_grounds_are_those_of_the_built_in_style_sheet() {
        let sheet = include_str!("../../themes/default/static/style.css");
        let (light, dark) = sheet.split_once("prefers-color-scheme: dark").expect("a dark scheme");
        for (part, grounds) in [(light, LIGHT), (dark, DARK)] {
            assert!(part.contains(&format!("--ground: {}", grounds[0])) && part.contains(&format!("--raised: {}", grounds[1])));
        }
    }
}
