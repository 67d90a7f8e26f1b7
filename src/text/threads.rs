//! On whose threads is a text worked on?
//!
//! The caller's. An engine that is called inside a rayon pool (`pool.install(|| check(..))`) spreads its work
//! over that pool; called on any other thread it works on that thread alone and starts none. A pool of the
//! library's own, or rayon's global one, would use all processors unasked in every process of a cluster, and
//! hangs a process that was forked after it had been used.
//!
//! What comes out is the same either way: parts are put together in their order.

use rayon::prelude::*;

/// Whether the caller has given a pool of several threads.
fn are_given() -> bool {
    rayon::current_thread_index().is_some() && rayon::current_num_threads() > 1
}

/// What `work` makes of each of `items`, in their order.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Send + Sync) -> Vec<R> {
    if are_given() { items.par_iter().map(work).collect() } else { items.iter().map(work).collect() }
}

/// What `work` makes of each run of `size` items and the number of its first, in their order.
pub(crate) fn map_chunks<T: Sync, R: Send>(
    items: &[T],
    size: usize,
    work: impl Fn(usize, &[T]) -> R + Send + Sync,
) -> Vec<R> {
    if are_given() {
        items.par_chunks(size).enumerate().map(|(chunk, items)| work(chunk * size, items)).collect()
    } else {
        items.chunks(size).enumerate().map(|(chunk, items)| work(chunk * size, items)).collect()
    }
}

/// Does `work` on each of `items`, which it may change.
pub(crate) fn each<T: Send>(items: &mut [T], work: impl Fn(&mut T) + Send + Sync) {
    if are_given() { items.par_iter_mut().for_each(work) } else { items.iter_mut().for_each(work) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_thread_is_used_that_was_not_given() {
        let here = std::thread::current().id();
        let used = map(&[(); 100], |()| std::thread::current().id());
        assert!(used.iter().all(|&id| id == here));
        assert!(map_chunks(&[(); 100], 7, |_, _| std::thread::current().id()).iter().all(|&id| id == here));
    }

    #[test]
    fn the_order_is_that_of_the_items_on_any_number_of_threads() {
        let numbers: Vec<usize> = (0..1000).collect();
        let work = || (map(&numbers, |n| n * 2), map_chunks(&numbers, 7, |first, part| (first, part.len())));
        let alone = work();
        for threads in [1, 3] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            assert_eq!(pool.install(work), alone);
        }
    }
}
