//! Who answers the records of a batch?
//!
//! The thread that calls, and as many beside it as were asked for, fewer where there are none to be had. They are
//! started for the batch and end with it: a pool would be quicker by some microseconds, and a process that forked
//! after it was made would wait for threads that it does not have.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// As much as the thread has that a program starts on.
const STACK: usize = 8 << 20;

/// How long a person waits for an answer to Ctrl-C, if no record takes longer.
const PATIENCE: Duration = Duration::from_millis(200);

/// The answers of `one` to each of so many rows, in their order, on so many threads. `interrupted` is asked now and
/// then on the thread that calls; where it fails, no more are answered.
pub(crate) fn answered<T: Send, E>(
    rows: usize,
    jobs: usize,
    one: impl Fn(usize) -> T + Sync,
    interrupted: impl Fn() -> Result<(), E>,
) -> Result<Vec<T>, E> {
    let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    // Rows are taken one at a time: one of them may be as long as all others.
    let take = || {
        Some(next.fetch_add(1, Ordering::Relaxed))
            .filter(|&row| row < rows && !stopped.load(Ordering::Relaxed))
    };
    let work = || std::iter::from_fn(take).map(|row| (row, one(row))).collect::<Vec<_>>();
    let mut answers = thread::scope(|scope| {
        let others: Vec<_> = (1..jobs.min(rows))
            .map_while(|_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok())
            .collect();
        let (mut answers, mut asked) = (Vec::new(), Instant::now());
        while let Some(row) = take() {
            answers.push((row, one(row)));
            if asked.elapsed() > PATIENCE {
                if let Err(error) = interrupted() {
                    stopped.store(true, Ordering::Relaxed);
                    return Err(error);
                }
                asked = Instant::now();
            }
        }
        for other in others {
            // `one` does not panic, and if it did, that is a panic of whoever called.
            answers.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        Ok(answers)
    })?;
    answers.sort_unstable_by_key(|&(row, _)| row);
    Ok(answers.into_iter().map(|(_, answer)| answer).collect())
}
