//! A sign of life while something takes longer than a second, on a terminal only.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use duizhao::message::Message;

use super::ui::ui;

/// Shows what is being done until it is dropped.
pub struct Progress {
    bar: ProgressBar,
    end: Option<Sender<()>>,
    shower: Option<JoinHandle<()>>,
}

impl Progress {
    /// Shows `doing`, such as `aligning en.txt`, once a second has passed; nothing if `quiet` or if
    /// standard error is no terminal.
    pub fn start(doing: &Message, quiet: bool) -> Self {
        Self::show(ProgressBar::no_length(), "{spinner} {msg} ({elapsed})", doing, quiet)
    }

    /// The same for things of these sizes that are done one after the other, with how much is done in percent.
    pub fn over(doing: &Message, sizes: impl ExactSizeIterator<Item = usize>, quiet: bool) -> Self {
        // Of one thing there is nothing to tell before it is done.
        if sizes.len() < 2 {
            return Self::start(doing, quiet);
        }
        let all = sizes.sum::<usize>() as u64;
        Self::show(ProgressBar::new(all), "{spinner} {msg} {percent} % ({elapsed})", doing, quiet)
    }

    /// Advances the bar by `size` bytes.
    pub fn advance(&self, size: usize) {
        self.bar.inc(size as u64);
    }

    fn show(bar: ProgressBar, template: &str, doing: &Message, quiet: bool) -> Self {
        bar.set_draw_target(ProgressDrawTarget::hidden());
        if quiet || !io::stderr().is_terminal() {
            return Self { bar, end: None, shower: None };
        }
        bar.set_message(doing.in_(ui()));
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let (end, ended) = mpsc::channel();
        let shown = bar.clone();
        let show = move || {
            if ended.recv_timeout(Duration::from_secs(1)) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            shown.set_draw_target(ProgressDrawTarget::stderr());
            shown.enable_steady_tick(Duration::from_millis(100));
            let _ = ended.recv();
            shown.finish_and_clear();
        };
        // Where there is no thread to be had, the work is done all the same, unseen.
        Self { bar, end: Some(end), shower: thread::Builder::new().spawn(show).ok() }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(shower) = self.shower.take() {
            let _ = shower.join();
        }
    }
}
