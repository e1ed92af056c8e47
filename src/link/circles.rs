//! Circles: what leads back to itself, among things of which each leads to one
//! other at most.

use std::collections::BTreeMap;

/// The circles in a relation that leads from each id to one other at most:
/// the least id of each, sorted, and the chain from it back to itself. Looks at
/// every id once.
pub(super) fn circles<'a>(ids: impl Iterator<Item = &'a str>, next: impl Fn(&'a str) -> Option<&'a str>) -> Vec<(&'a str, String)> {
    // Every id that was met, with the number of the walk that met it.
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (walk, start) in ids.enumerate() {
        let mut at = Some(start);
        while let Some(id) = at.filter(|id| !met.contains_key(id)) {
            met.insert(id, walk);
            at = next(id);
        }
        let Some(inside) = at.filter(|id| met[id] == walk) else { continue };
        let mut circle = vec![inside];
        circle.extend(std::iter::successors(next(inside), |id| next(id)).take_while(|id| *id != inside));
        let least = (0..circle.len()).min_by_key(|place| circle[*place]).expect("it holds an id");
        circle.rotate_left(least);
        circle.push(circle[0]);
        found.push((circle[0], circle.join(" → ")));
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::circles;

    #[test]
    fn every_circle_is_told_once_from_its_least_id() {
        let next = |id: &str| {
            let pairs = [("a", "c"), ("b", "b"), ("c", "e"), ("d", "c"), ("e", "d"), ("f", "g"), ("g", "nobody")];
            pairs.into_iter().find(|(from, _)| *from == id).map(|(_, to)| to)
        };
        let found = circles(["a", "b", "c", "d", "e", "f", "g"].into_iter(), next);
        assert_eq!(found, [("b", "b → b".to_owned()), ("c", "c → e → d → c".to_owned())]);
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_ids_is_walked_once() {
        let ids: Vec<String> = (0..100_000).map(|number| format!("{number:06}")).collect();
        let next = |id: &str| id.parse::<usize>().ok().and_then(|number| ids.get(number + 1)).map(String::as_str);
        assert!(circles(ids.iter().map(String::as_str), next).is_empty());
        let closed = |id: &str| next(id).or(Some(ids[0].as_str()));
        assert_eq!(circles(ids.iter().rev().map(String::as_str), closed).len(), 1);
    }
}
