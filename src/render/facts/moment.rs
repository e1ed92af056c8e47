//! The time that files inside archives bear: that of publication, else 1980,
//! before which ZIP knows none.

use jiff::tz::TimeZone;
use zip::DateTime;

use crate::model::Catalog;

/// The one time of all files in an archive.
pub(in crate::render) fn moment(catalog: &Catalog) -> DateTime {
    let of_zip = |moment: jiff::Timestamp| {
        let at = moment.to_zoned(TimeZone::UTC);
        let small = |number: i8| u8::try_from(number).ok();
        let (year, month, day) = (u16::try_from(at.year()).ok()?, small(at.month())?, small(at.day())?);
        DateTime::from_date_and_time(year, month, day, small(at.hour())?, small(at.minute())?, small(at.second())?).ok()
    };
    catalog.published.and_then(of_zip).unwrap_or_default()
}
