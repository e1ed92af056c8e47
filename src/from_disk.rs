//! Reading from a disk: more files at once than there are processors.
//!
//! Whoever builds for the first time on a day reads tens of thousands of small
//! files that are not in memory. Each takes the disk a moment, during which the
//! processor has nothing to do, and a disk answers many questions at once.

use std::env;

use rayon::ThreadPoolBuilder;

/// How many files are asked for at once, unless there are more processors:
/// more than disks answer at once gains nothing.
const AT_ONCE: usize = 16;

/// Does what waits for a disk more than it computes. Parallel work within it is
/// divided between more threads than other work has, which end with it: what
/// memory they have given back is the others' then. Whoever says how many
/// threads there are to be is obeyed here as well.
pub fn from_disk<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    if env::var_os("RAYON_NUM_THREADS").is_some() {
        return work();
    }
    let count = rayon::current_num_threads().max(AT_ONCE);
    match ThreadPoolBuilder::new().num_threads(count).build() {
        Ok(threads) => threads.install(work),
        // There are not more threads than the system gives.
        Err(_) => work(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Condvar, Mutex};
    use std::time::Duration;

    use super::*;

    #[test]
    fn as_many_files_as_a_disk_answers_at_once_are_asked_for_at_once() {
        if env::var_os("RAYON_NUM_THREADS").is_some() {
            return;
        }
        let (waiting, all_wait) = (Mutex::new(0), Condvar::new());
        let one = || {
            let mut count = waiting.lock().expect("no thread panics while holding it");
            *count += 1;
            all_wait.notify_all();
            let all = all_wait.wait_timeout_while(count, Duration::from_secs(30), |count| *count < AT_ONCE);
            assert!(!all.expect("no thread panics while holding it").1.timed_out(), "the others wait until this one ends");
        };
        from_disk(|| rayon::scope(|scope| (0..AT_ONCE).for_each(|_| scope.spawn(|_| one()))));
    }
}
