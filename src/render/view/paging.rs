//! Paging: lists cut into pages, and what stands before and after a page.

use serde::Serialize;

use super::standpoint::Standpoint;
use super::{Head, Item};
use crate::route::{PageId, list_pages};

/// Where a page stands among the pages of its list.
#[derive(Debug, Default, Serialize)]
pub(in crate::render) struct Paging {
    /// Leads to the page before it.
    previous: Option<String>,
    /// Leads to the page after it.
    next: Option<String>,
    /// `Trang 2 / 5`; empty when there is one page.
    position: String,
}

/// The ids on a page of the list that begins with the page `list`, the page's
/// head, and where it stands. `name` is the list's, `intro` what it is.
pub(in crate::render) fn listed<'a>(at: &Standpoint<'a>, list: &PageId, number: u64, head: Head) -> (Vec<&'a str>, Head, Paging) {
    let per_page = at.catalog().portal.per_page;
    let Some(order) = at.order(list) else { return (Vec::new(), head, Paging::default()) };
    let (head, paging) = numbered_paging(at, list, number, list_pages(order.len(), per_page), head);
    (order.page(number, per_page).collect(), head, paging)
}

/// The head of a page of a list, and where it stands among `pages`.
pub(in crate::render) fn numbered_paging(at: &Standpoint<'_>, list: &PageId, number: u64, pages: u64, head: Head) -> (Head, Paging) {
    let printed = |number: u64| at.words.number(number.into());
    let position =
        if pages > 1 { at.words.fill("site.page-n", &[("n", &printed(number)), ("total", &printed(pages))]) } else { String::new() };
    let link = |number: u64| at.href(&list.with_number(number));
    let paging = Paging {
        previous: (number > 1).then(|| link(number - 1)).flatten(),
        next: (number < pages).then(|| link(number + 1)).flatten(),
        position,
    };
    (numbered(head, list, number, &paging.position), paging)
}

/// The head of a later page of a list: it says which one it is, and its first
/// page stands above it.
fn numbered(mut head: Head, list: &PageId, number: u64, position: &str) -> Head {
    if number > 1 {
        head.above.push((list.clone(), head.title.clone()));
        head.title.text = format!("{} ({position})", head.title.text);
        head.description = format!("{} {position}.", head.description);
    }
    head
}

/// `Dòng 1 đến 50 trong 120 dòng`; `50 dòng` where all of them stand.
pub(super) fn shown(at: &Standpoint<'_>, first: u64, last: u64, total: u64) -> String {
    if first == 1 && last == total {
        return at.words.count("count.rows", total);
    }
    let [first, last, total] = [first, last, total].map(|number| at.words.number(number.into()));
    at.words.fill("table.shown", &[("first", &first), ("last", &last), ("total", &total)])
}

/// What stands before and after a page, each with its name: pages of a list or
/// of a table, and neighbours in the list of datasets.
pub(in crate::render) fn beside(at: &Standpoint<'_>, page: &PageId) -> (Option<Item>, Option<Item>) {
    let numbered = |number: u64, page: &dyn Fn(u64) -> PageId| {
        let link = |number: Option<u64>, key: &str| Some(Item::plain(at.t(key)).to(Some(at.href(&page(number?))?)));
        (link(number.checked_sub(1).filter(|number| *number > 0), "site.previous"), link(number.checked_add(1), "site.next"))
    };
    match page {
        PageId::Dataset(name) => {
            let (before, after) = at.order(&PageId::Datasets).map_or((None, None), |order| order.beside(name));
            let named = |name: &str| {
                let dataset = at.catalog().datasets.get(name)?;
                Some(at.text(&dataset.title).to(at.href(&PageId::Dataset(name.to_owned()))))
            };
            (before.and_then(named), after.and_then(named))
        }
        PageId::Table(dataset, table, number) => numbered(*number, &|number| PageId::Table(dataset.clone(), table.clone(), number)),
        page => {
            let (list, number) = page.numbered();
            if *list == PageId::Names || at.order(list).is_some() {
                numbered(number, &|number| list.with_number(number))
            } else {
                (None, None)
            }
        }
    }
}
