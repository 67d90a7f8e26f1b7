//! What happens when a person presses Ctrl-C, or a limit is reached?
//!
//! Whoever ends the program finds everything as it was: drafts that are not in their places go, and then the
//! program ends as if it had heard nothing, so that a shell sees what ended it. A limit on the size of files
//! is no reason to be killed without a word: writing fails, as it does on a full disk, and that is said.

/// Heeds the signals by which people and systems end programs, those that whoever started this one had told it
/// to ignore (`nohup`) excepted.
#[cfg(unix)]
pub fn heed() {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::thread;

    use duizhao::format::output;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;
    use signal_hook::{flag, low_level};

    // That it is handled is enough: the write that would go too far then fails.
    let _ = flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    let ignored = ignored();
    let ends = [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| ignored & (1 << (signal - 1)) == 0);
    let ends: Vec<_> = ends.collect();
    // Where no thread is to be had, the signals keep their usual effect.
    let _ = thread::Builder::new().name("signals".into()).spawn(move || {
        let Ok(mut signals) = Signals::new(ends) else { return };
        if let Some(signal) = signals.forever().next() {
            output::discard();
            let _ = low_level::emulate_default_handler(signal);
        }
    });
}

/// The signals that are ignored, a bit each, as Linux tells it. Elsewhere, where it is not told, only that of a
/// terminal that goes away is taken for ignored, since that is what `nohup` is for.
#[cfg(unix)]
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(1)
}

/// Elsewhere they keep their usual effect.
#[cfg(not(unix))]
pub fn heed() {}
