//! Results on their way out: to files, all of them whole or none, or to standard output.
//!
//! ```text
//! fill each ---> .duizhao-a1 .duizhao-b2 ---> standard output ---> rename, rename ---> sync the folder
//!                a full disk ends here: nothing was changed        no signal comes between
//! ```
//!
//! A file is written under another name in the same folder, brought to the disk, and renamed when all that the
//! command writes is complete, so that a full disk, a crash or a fault of ours leaves what was there before:
//! a log of fixes never stands beside a text that has not got them. What is renamed first is put back if a
//! later one cannot be. Writing in place would be one step less and would have lost a translator's afternoon.
//!
//! What was at the path stays what it was: a link stays a link and the file that it names is replaced, or made
//! if there is none; a file keeps its mode, and its owner where the system lets us. Other names of the same
//! file (hard links) keep the old content, since a rename is of one name. A file that nobody may write
//! is not replaced, although a rename would do it, unless [`replace_protected`] says so.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::error::{Error, Result};
use crate::say;

/// Gives `fill` a place to write and puts what it wrote at `path`, or on standard output if that is
/// `None` or `-`; hands on what `fill` has to say. If `fill` fails, `path` is as it was before.
pub fn write<T>(path: Option<&str>, fill: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> Result<T> {
    match path {
        None | Some("-") => {
            let mut out = BufWriter::new(io::stdout().lock());
            let filled = fill(&mut out).and_then(|said| out.flush().map(|()| said));
            filled.map_err(|error| Error::write(STANDARD, error))
        }
        // What is no plain file, such as `/dev/null` or a named pipe, has nothing to keep whole, and a rename
        // would put a file in its place.
        Some(path) if is_device(path) => {
            let open = || fs::OpenOptions::new().write(true).open(path);
            let written = open().and_then(|file| {
                let mut out = BufWriter::new(file);
                fill(&mut out).and_then(|said| out.flush().map(|()| said))
            });
            written.map_err(|error| Error::write(path, error))
        }
        Some(_) => {
            let mut outputs = Outputs::default();
            let said = outputs.add(path, fill)?;
            outputs.keep()?;
            Ok(said)
        }
    }
}

/// Writes several files, each by `fill` with its number; none is put in place before all are written.
pub fn write_each(
    paths: &[String],
    mut fill: impl FnMut(usize, &mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let mut outputs = Outputs::default();
    for (number, path) in paths.iter().enumerate() {
        outputs.add(Some(path), |out| fill(number, out))?;
    }
    outputs.keep()
}

/// How standard output is called in messages.
const STANDARD: &str = "standard output";

/// What one command writes: nothing of it is where it belongs until all of it is written.
///
/// ```no_run
/// use duizhao::format::output::Outputs;
///
/// let mut outputs = Outputs::default();
/// outputs.add(Some("clean.txt"), |out| out.write_all(b"text"))?;
/// outputs.add(Some("fixes.jsonl"), |out| out.write_all(b"{}"))?;
/// outputs.keep()?;
/// # Ok::<(), duizhao::format::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Outputs {
    /// What goes to standard output (`None`) or to what is no plain file: held until it can no longer be
    /// called back.
    held: Vec<(Option<String>, Vec<u8>)>,
    /// Files, in the order in which they are put in place.
    drafts: Vec<(String, Draft)>,
}

impl Outputs {
    /// Gives `fill` a place to write what goes to `path`, or to standard output if that is `None` or `-`; hands
    /// on what `fill` has to say.
    pub fn add<T>(
        &mut self,
        path: Option<&str>,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<T>,
    ) -> Result<T> {
        match path.filter(|path| *path != "-") {
            Some(path) if !is_device(path) => {
                let (draft, said) = Draft::new(path, fill).map_err(|error| Error::write(path, error))?;
                self.drafts.push((path.to_owned(), draft));
                Ok(said)
            }
            path => {
                let mut bytes = Vec::new();
                let said = fill(&mut bytes).map_err(|error| Error::write(path.unwrap_or(STANDARD), error))?;
                self.held.push((path.map(str::to_owned), bytes));
                Ok(said)
            }
        }
    }

    /// Puts all of it where it belongs, the files in the order in which they were added; or none of them, if
    /// one cannot be put there.
    pub fn keep(self) -> Result<()> {
        for (path, bytes) in self.held {
            match path {
                None => write(None, |out| out.write_all(&bytes))?,
                Some(path) => {
                    let open = fs::OpenOptions::new().write(true).open(&path);
                    let written = open.and_then(|mut file| file.write_all(&bytes));
                    written.map_err(|error| Error::write(path, error))?;
                }
            }
        }
        let mut placed: Vec<(PathBuf, Option<tempfile::TempPath>)> = Vec::new();
        let mut names = Vec::new();
        let several = self.drafts.len() > 1;
        // Whoever is told to end the process waits here until the last is in its place.
        let drafts = listed();
        for (path, Draft { file, target, name }) in self.drafts {
            names.push(name);
            let before = if several { earlier(&target) } else { Ok(None) };
            let done = before.and_then(|before| {
                file.persist(&target).map_err(|error| error.error)?;
                Ok(before)
            });
            match done {
                Ok(before) => placed.push((target, before)),
                Err(error) => {
                    for (target, before) in placed.into_iter().rev() {
                        // There is nothing left to do for who cannot even go back.
                        let _ = match before {
                            Some(before) => before.persist(&target).map_err(|error| error.error),
                            None => fs::remove_file(&target),
                        };
                    }
                    drop(drafts);
                    return Err(Error::write(path, plain(error)));
                }
            }
        }
        drop(drafts);
        let mut folders: Vec<_> = placed.iter().map(|(target, _)| folder_of(target)).collect();
        folders.dedup();
        folders.into_iter().for_each(sync);
        Ok(())
    }
}

/// The names of all drafts that are not in their places.
static DRAFTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn listed() -> MutexGuard<'static, Vec<PathBuf>> {
    DRAFTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes every file that is written and not yet in its place, and lets none be made or put in place from
/// now on: for who is about to end the process, as when a person has pressed Ctrl-C. What is just being put in
/// place is waited for, so that the outputs of a command are all there or none of them.
pub fn discard() {
    let drafts = listed();
    for draft in drafts.iter() {
        let _ = fs::remove_file(draft);
    }
    std::mem::forget(drafts);
}

/// Whether files that nobody may write are replaced.
static REPLACE_PROTECTED: AtomicBool = AtomicBool::new(false);

/// From now on, files that are write-protected are replaced like any others.
pub fn replace_protected() {
    REPLACE_PROTECTED.store(true, Ordering::Relaxed);
}

/// Whether each of `outputs` may be written, before any time is spent on what goes there; `-` is standard
/// output, which loses nothing. None may be one of `inputs`, the files that are read: what was meant is seldom that. No two may
/// be one file, where the second would write over the first. Each needs a folder to lie in. And none may be
/// write-protected, whoever owns the folder.
pub fn may_write(outputs: &[&str], inputs: &[&str]) -> Result<()> {
    for (n, &output) in outputs.iter().enumerate().filter(|(_, output)| **output != "-") {
        if Path::new(output).is_dir() {
            return Err(Error::write(output, io::ErrorKind::IsADirectory.into()));
        }
        let Some(place) = place(output) else {
            return Err(Error::write(output, io::ErrorKind::NotFound.into()));
        };
        let same = |other: &&str| *other != "-" && self::place(other).as_ref() == Some(&place);
        if inputs.iter().any(same) {
            return Err(Error::content(
                output,
                say!(
                    en: "is one of the files read; write to another file",
                    zh: "是读入的文件之一；换一个文件写"
                ),
            ));
        }
        // What is no plain file, such as `/dev/null`, takes any number.
        let keeps = !fs::metadata(&place).is_ok_and(|metadata| !metadata.is_file());
        if keeps && outputs[..n].iter().any(same) {
            return Err(Error::content(
                output,
                say!(
                    en: "is named for two outputs; give each a file of its own",
                    zh: "有两项输出都写它；各给一个文件"
                ),
            ));
        }
        if keeps && !REPLACE_PROTECTED.load(Ordering::Relaxed) && is_protected(&place) {
            return Err(Error::content(
                output,
                say!(en: "is write-protected; `--force` replaces it", zh: "有写保护；加 `--force` 可覆盖"),
            ));
        }
    }
    Ok(())
}

/// Whether there is a file that may not be written: by nobody, or by us.
fn is_protected(place: &Path) -> bool {
    let nobody = fs::metadata(place).is_ok_and(|metadata| metadata.permissions().readonly());
    let opened = || fs::OpenOptions::new().append(true).open(place);
    nobody || opened().is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied)
}

/// Whether there is something at `path` that is no plain file.
fn is_device(path: &str) -> bool {
    fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

/// Where a file lies or would lie, however it was named; nowhere if there is no such folder.
fn place(path: &str) -> Option<PathBuf> {
    fs::canonicalize(path).ok().or_else(|| {
        let named = pointed(Path::new(path));
        Some(fs::canonicalize(folder_of(&named)).ok()?.join(named.file_name()?))
    })
}

/// The file that `path` names, through links of which the last names a file that is not there.
fn pointed(path: &Path) -> PathBuf {
    /// More links than a system follows.
    const MOST: usize = 40;
    let mut named = path.to_owned();
    for _ in 0..MOST {
        let Ok(next) = fs::read_link(&named) else { break };
        named = folder_of(&named).join(next);
    }
    named
}

/// The folder in which a file lies.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file that is written and not yet in its place.
#[derive(Debug)]
struct Draft {
    /// It, under another name in the folder of `target`.
    file: tempfile::NamedTempFile,
    target: PathBuf,
    name: Listed,
}

/// The name of a draft as long as it stands in the list of them.
#[derive(Debug)]
struct Listed(PathBuf);

impl Drop for Listed {
    fn drop(&mut self) {
        listed().retain(|draft| *draft != self.0);
    }
}

impl Draft {
    fn new<T>(path: &str, fill: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<(Self, T)> {
        let named = Path::new(path);
        if named.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let target = fs::canonicalize(named).unwrap_or_else(|_| pointed(named));
        let before = fs::metadata(&target).ok();
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As a newly made file would have it; the user's mask still applies.
            let mode = before.as_ref().map_or(0o666, |metadata| metadata.permissions().mode());
            builder.permissions(fs::Permissions::from_mode(mode));
        }
        let (file, name) = {
            let mut drafts = listed();
            let file = builder.tempfile_in(folder_of(&target)).map_err(plain)?;
            drafts.push(file.path().to_owned());
            let name = Listed(file.path().to_owned());
            (file, name)
        };
        let draft = Self { file, target, name };
        // The file itself: what is written through its wrapper names the draft in its errors.
        let mut out = BufWriter::new(draft.file.as_file());
        let said = fill(&mut out)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?;
        if let Some(before) = before {
            like(draft.file.as_file(), &before);
        }
        draft.file.as_file().sync_all()?;
        Ok((draft, said))
    }
}

/// What the names of drafts begin with.
const PREFIX: &str = ".duizhao-";

/// Gives `file` the owner and the mode of what was there before, as far as the system lets us.
#[cfg(unix)]
fn like(file: &fs::File, before: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let Ok(now) = file.metadata() else { return };
    if (now.uid(), now.gid()) != (before.uid(), before.gid()) {
        // Who may not give a file away may still be in its group.
        let _ = fchown(file, Some(before.uid()), Some(before.gid()))
            .or_else(|_| fchown(file, None, Some(before.gid())));
    }
    if now.mode() != before.mode() {
        let _ = file.set_permissions(before.permissions());
    }
}

#[cfg(not(unix))]
fn like(_: &fs::File, _: &fs::Metadata) {}

/// A second name for what is at `target`, by which it can be put back; a copy where the system knows no
/// second names. Nothing if nothing is there.
fn earlier(target: &Path) -> io::Result<Option<tempfile::TempPath>> {
    if !target.exists() {
        return Ok(None);
    }
    let second = |path: &Path| match fs::hard_link(target, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::copy(target, path).map(drop),
        linked => linked,
    };
    let made = tempfile::Builder::new().prefix(PREFIX).make_in(folder_of(target), second);
    made.map(|made| Some(made.into_temp_path())).map_err(plain)
}

/// Brings to the disk that files in `folder` have new names, so that a power cut does not take them back.
fn sync(folder: &Path) {
    // Some systems cannot, and the files themselves are whole whatever comes of it.
    #[cfg(unix)]
    let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = folder;
}

/// The system's own error, without the temporary name that would only puzzle.
fn plain(error: io::Error) -> io::Error {
    let within = error.get_ref().and_then(|inner| inner.source()?.downcast_ref::<io::Error>());
    match error.raw_os_error().or_else(|| within?.raw_os_error()) {
        Some(code) => io::Error::from_raw_os_error(code),
        None => error.kind().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files in a folder, by name, with what they hold.
    fn files(folder: &Path) -> Vec<(String, String)> {
        let entry = |entry: io::Result<fs::DirEntry>| {
            let path = entry.unwrap().path();
            (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap())
        };
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(entry).collect();
        files.sort();
        files
    }

    fn file(name: &str, content: &str) -> (String, String) {
        (name.to_owned(), content.to_owned())
    }

    #[test]
    fn leaves_the_old_file_if_writing_fails() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.txt");
        let name = path.to_str().unwrap();
        write(Some(name), |out| out.write_all(b"first")).unwrap();
        // A disk that is full after so many bytes, at any of them.
        for room in 0..6 {
            let failed = write::<()>(Some(name), |out| {
                out.write_all(&b"second"[..room])?;
                Err(io::ErrorKind::StorageFull.into())
            });
            assert!(
                failed.unwrap_err().to_string().ends_with("out.txt: the disk is full; nothing was written")
            );
            assert_eq!(files(folder.path()), [file("out.txt", "first")], "and no temporary file is left");
        }
    }

    #[test]
    fn writes_all_of_several_files_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["a", "b"].map(|name| folder.path().join(name).to_str().unwrap().to_owned());
        let fill = |fails: bool| {
            move |number: usize, out: &mut dyn Write| match number {
                1 if fails => Err(io::ErrorKind::StorageFull.into()),
                _ => out.write_all(b"x"),
            }
        };
        write_each(&paths, fill(true)).unwrap_err();
        assert_eq!(files(folder.path()), []);
        write_each(&paths, fill(false)).unwrap();
        assert_eq!(files(folder.path()), [file("a", "x"), file("b", "x")]);
    }

    /// The last cannot be put in place, since a folder has come there meanwhile.
    #[test]
    fn what_was_put_in_place_is_put_back_if_the_rest_cannot_be() {
        let folder = tempfile::tempdir().unwrap();
        let named = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        fs::write(named("old"), "old").unwrap();
        let mut outputs = Outputs::default();
        for name in ["old", "new", "last"] {
            outputs.add(Some(&named(name)), |out| out.write_all(b"draft")).unwrap();
        }
        fs::create_dir(named("last")).unwrap();
        let error = outputs.keep().unwrap_err();
        assert!(error.to_string().contains("last: "), "{error}");
        fs::remove_dir(named("last")).unwrap();
        assert_eq!(files(folder.path()), [file("old", "old")]);
    }

    #[test]
    fn refuses_to_write_over_what_was_read_or_written() {
        let folder = tempfile::tempdir().unwrap();
        let named = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let (path, roundabout, new) = (named("en.txt"), named("./en.txt"), named("new.txt"));
        fs::write(&path, "x").unwrap();
        #[track_caller]
        fn check(outputs: &[&str], inputs: &[&str], said: Option<&str>) {
            let message = may_write(outputs, inputs).err().map(|error| error.to_string());
            assert_eq!(message.is_some(), said.is_some(), "{message:?}");
            assert!(message.unwrap_or_default().contains(said.unwrap_or_default()));
        }
        check(&[&roundabout], &["-", &path], Some("is one of the files read"));
        check(&[&new], &[&path], None);
        check(&["-"], &[&path, "-"], None);
        check(&[], &[&path], None);
        check(&[&new, &named("./new.txt")], &[], Some("is named for two outputs"));
        check(&[&new, &path, "-"], &[], None);
        check(&["-", "-"], &[], None);
        check(&[&named("")], &[], Some("is a folder"));
        check(&[&named("no/new.txt")], &[], Some("its folder does not exist"));
        #[cfg(unix)]
        check(&["/dev/null", "/dev/null"], &[], None);
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        check(&[&path], &[], Some("en.txt: is write-protected; `--force` replaces it"));
    }

    #[cfg(unix)]
    #[test]
    fn links_and_modes_stay_as_they_are() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let named = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        fs::create_dir(named("far")).unwrap();
        symlink("far/text", named("link")).unwrap();
        symlink("link", named("again")).unwrap();
        for content in ["made", "replaced"] {
            write(Some(&named("again")), |out| out.write_all(content.as_bytes())).unwrap();
            assert!(fs::symlink_metadata(named("again")).unwrap().is_symlink());
            assert_eq!(fs::read_to_string(named("far/text")).unwrap(), content);
            fs::set_permissions(named("far/text"), fs::Permissions::from_mode(0o640)).unwrap();
        }
        assert_eq!(fs::metadata(named("far/text")).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn says_that_the_folder_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("no/out.txt");
        let error = write(Some(path.to_str().unwrap()), |_| Ok(())).unwrap_err();
        assert!(error.to_string().ends_with("its folder does not exist"), "{error}");
    }
}
