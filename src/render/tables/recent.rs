//! What was made a moment ago and is wanted again soon.
//!
//! Outputs are made dataset by dataset, so what one of them needs is most often
//! what the one before needed. Held up to a number of bytes; what was made
//! first goes first. Whether something is held decides how long it takes, never
//! what comes out.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard};

/// What a value's key and place take, about, in bytes: of nothing, too, not any
/// number is held.
const PLACE: usize = 128;

/// Values made a moment ago.
pub(in crate::render) struct Recent<K, V> {
    held: Mutex<Held<K, V>>,
    /// Bytes of all that are held.
    room: usize,
}

struct Held<K, V> {
    values: HashMap<K, (Arc<V>, usize)>,
    /// Their keys, in the order in which they came.
    order: VecDeque<K>,
    bytes: usize,
}

impl<K: Eq + Hash + Clone, V> Recent<K, V> {
    /// Nothing is held, and never more than `room` bytes.
    pub(in crate::render) fn new(room: usize) -> Self {
        Self { held: Mutex::new(Held { values: HashMap::new(), order: VecDeque::new(), bytes: 0 }), room }
    }

    /// The value of a key; made, with its size in bytes, when it is not held.
    ///
    /// # Errors
    /// Those of `make`.
    pub(in crate::render) fn get<E>(&self, key: &K, make: impl FnOnce() -> Result<(V, usize), E>) -> Result<Arc<V>, E> {
        if let Some((value, _)) = self.held().values.get(key) {
            return Ok(value.clone());
        }
        // Others go on meanwhile, and may make the same.
        let (value, bytes) = make()?;
        let (value, bytes) = (Arc::new(value), bytes + PLACE);
        let mut held = self.held();
        if bytes <= self.room && held.values.insert(key.clone(), (value.clone(), bytes)).is_none() {
            held.order.push_back(key.clone());
            held.bytes += bytes;
        }
        while held.bytes > self.room {
            let Some(oldest) = held.order.pop_front() else { break };
            held.bytes -= held.values.remove(&oldest).map_or(0, |(_, bytes)| bytes);
        }
        Ok(value)
    }

    fn held(&self) -> MutexGuard<'_, Held<K, V>> {
        self.held.lock().expect("no thread panics while holding it")
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    #[test]
    fn what_was_made_first_goes_first_and_what_is_too_large_is_not_held() {
        let recent: Recent<u32, u32> = Recent::new(10 + 2 * PLACE);
        let mut made = Vec::new();
        for (key, bytes) in [(1, 4), (2, 4), (1, 4), (3, 4), (2, 4), (1, 4), (4, 300), (4, 300), (1, 4)] {
            let value = recent.get(&key, || {
                made.push(key);
                Ok::<_, Infallible>((key * 10, bytes))
            });
            assert_eq!(value.map(|value| *value), Ok(key * 10));
        }
        assert_eq!(made, [1, 2, 3, 1, 4, 4]);
    }
}
