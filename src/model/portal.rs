//! The portal's own settings: `congbo.toml`, read and sound.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::dataset::License;
use super::lang::{Lang, Languages, Text};
use super::look::Look;
use crate::diag::report::Levels;
use crate::diag::{SourceId, Spot};

/// What `congbo.toml` says.
#[derive(Debug, Clone)]
pub struct Portal {
    /// `congbo.toml` itself.
    pub source: SourceId,
    /// `title`
    pub title: Text,
    /// `description`
    pub description: Text,
    /// `base_url`, ending in `/`.
    pub base_url: Option<String>,
    /// `languages` and `default_language`.
    pub languages: Languages,
    /// `as_of`
    pub as_of: Option<Date>,
    /// `publisher`
    pub publisher: Publisher,
    /// `license`: of every dataset that names none.
    pub license: Option<License>,
    /// `contact`
    pub contact: Contact,
    /// `security`: where weaknesses of the site are told.
    pub security: Option<Security>,
    /// `theme`
    pub theme: String,
    /// The kind of host that the site is made for, when a run is told.
    pub host: Option<Host>,
    /// `downloads`: names of the formats to publish; `None`: all.
    pub downloads: Option<Vec<String>>,
    /// `tables.rows_per_page`
    pub rows_per_page: u64,
    /// `tables.max_pages`; 0: tables have no pages of their own.
    pub max_pages: u64,
    /// `tables.preview_rows`: first rows of every table on its dataset's page.
    pub preview_rows: u64,
    /// `lists.per_page`: entries on a page of a list.
    pub per_page: u64,
    /// `lists.newest`: datasets that the home page names.
    pub newest: u64,
    /// `search`: whether there is a search page, a list of all names, and their index.
    pub search: bool,
    /// `topics`: labels of the topics that datasets may name.
    pub topics: BTreeMap<String, Text>,
    /// `look`
    pub look: Look,
    /// `words`: by language, words that replace the theme's.
    pub words: Vec<(Lang, Vec<Word>)>,
    /// `units`: labels of units beyond the built-in ones.
    pub units: BTreeMap<String, Text>,
    /// `levels`: levels of single codes.
    pub levels: Levels,
}

/// What `security.txt` says (RFC 9116).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Security {
    /// `security.contact`: addresses (`mailto:`, `https:`, `tel:`), the preferred first; at least one.
    pub contact: Vec<String>,
    /// `security.expires`: the day from which this is not to be relied upon.
    pub expires: Date,
    /// `security.policy`: the address of a policy.
    pub policy: Option<String>,
    /// `security.encryption`: the address of a key.
    pub encryption: Option<String>,
}

/// A kind of web server or service that a site is published on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// nginx.
    Nginx,
    /// Apache.
    Apache,
    /// Internet Information Services.
    Iis,
    /// The same with its module URL Rewrite.
    IisRewrite,
    /// Netlify, and Cloudflare Pages, which reads the same files.
    Netlify,
    /// GitHub Pages.
    GithubPages,
}

impl Host {
    /// All of them with the names that people type.
    pub const ALL: [(&str, Host); 6] = [
        ("nginx", Host::Nginx),
        ("apache", Host::Apache),
        ("iis", Host::Iis),
        ("iis-rewrite", Host::IisRewrite),
        ("netlify", Host::Netlify),
        ("github-pages", Host::GithubPages),
    ];

    /// The host of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, host)| *host)
    }
}

/// A page of a table shows at most so many cells: a table with very many
/// columns has fewer rows on a page.
pub const MOST_CELLS: u64 = 100_000;

impl Portal {
    /// Whether it publishes what is chosen by this name in `downloads`.
    pub fn publishes(&self, choice: &str) -> bool {
        self.downloads.as_ref().is_none_or(|names| names.iter().any(|name| name == choice))
    }

    /// How many rows of a table with so many columns stand on a page.
    pub fn rows_on_page(&self, columns: usize) -> u64 {
        let fitting = MOST_CELLS / (columns as u64).max(1);
        self.rows_per_page.clamp(1, fitting.max(1))
    }
}

/// A word that replaces one of the theme's.
#[derive(Debug, Clone)]
pub struct Word {
    /// Its key: `section.pillars`.
    pub key: String,
    /// What pages say instead.
    pub text: String,
    /// Where it stands.
    pub spot: Spot,
}

/// Who publishes the portal.
#[derive(Debug, Clone, Default)]
pub struct Publisher {
    /// `publisher.name`
    pub name: Text,
    /// `publisher.url`
    pub url: Option<String>,
    /// `publisher.agency`: an agency of the registry.
    pub agency: Option<String>,
}

/// Where readers turn to.
#[derive(Debug, Clone, Default)]
pub struct Contact {
    /// `contact.name`
    pub name: Text,
    /// `contact.email`
    pub email: Option<String>,
    /// `contact.phone`
    pub phone: Option<String>,
    /// `contact.url`
    pub url: Option<String>,
    /// `contact.report_url`: where errors are reported; `{page}` stands for
    /// the page's address. The e-mail address serves when it is absent.
    pub report_url: Option<String>,
}
