//! Topics: the list of them, and the datasets of a topic.

use serde::Serialize;

use super::dataset::{DatasetRow, dataset_rows};
use super::paging::{Paging, listed};
use super::standpoint::Standpoint;
use super::{Head, Item};
use crate::render::text::orders::Order;
use crate::route::PageId;

/// A page of the list of all topics.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Topics {
    intro: String,
    topics: Vec<TopicRow>,
    paging: Paging,
}

/// A topic in the list.
#[derive(Debug, Serialize)]
struct TopicRow {
    topic: Item,
    /// `12 bộ dữ liệu`
    datasets: String,
}

/// A page of a topic's datasets.
#[derive(Debug, Serialize)]
pub(in crate::render) struct TopicView {
    /// How many there are on all its pages.
    count: String,
    datasets: Vec<DatasetRow>,
    paging: Paging,
}

/// A page of the list of all topics, by name.
pub(in crate::render) fn topics(at: &Standpoint<'_>, number: u64) -> (Head, Topics) {
    let (ids, head, paging) = listed(at, &PageId::Topics, number, at.section_head("topics"));
    let row = |id: &str| TopicRow { topic: at.topic(id), datasets: count(at, id) };
    (head, Topics { intro: at.t("intro.topics"), topics: ids.into_iter().map(row).collect(), paging })
}

/// A page of a topic's datasets, by title.
pub(in crate::render) fn topic(at: &Standpoint<'_>, topic: &str, number: u64) -> (Head, TopicView) {
    let title = at.topic(topic).to(None);
    let count = count(at, topic);
    let description = format!("{}: {count}.", title.text);
    let head = Head { title, description, above: vec![at.above(PageId::Topics, "topics")] };
    let (ids, head, paging) = listed(at, &PageId::Topic(topic.to_owned()), number, head);
    (head, TopicView { count, datasets: dataset_rows(at, ids.into_iter()), paging })
}

fn count(at: &Standpoint<'_>, topic: &str) -> String {
    let datasets = at.order(&PageId::Topic(topic.to_owned())).map_or(0, Order::len);
    at.words.count("count.datasets", datasets as u64)
}
