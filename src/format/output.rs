//! Results on their way out: to a file, written whole or not at all, or to standard output.
//!
//! A file is written under another name in the same folder and renamed when it is complete, so that a
//! full disk, a crash or a fault of ours leaves what was there before. Writing in place would be one
//! step less and would have lost a translator's afternoon.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::error::{Error, Result};

/// Gives `fill` a place to write and puts what it wrote at `path`, or on standard output if that is
/// `None` or `-`; hands on what `fill` has to say. If `fill` fails, `path` is as it was before.
pub fn write<T>(path: Option<&str>, fill: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> Result<T> {
    match path {
        None | Some("-") => {
            let mut out = BufWriter::new(io::stdout().lock());
            let filled = fill(&mut out).and_then(|said| out.flush().map(|()| said));
            filled.map_err(|error| Error::write("standard output", error))
        }
        Some(path) => {
            let (draft, said) = Draft::new(path, fill).map_err(|error| Error::write(path, error))?;
            draft.keep().map_err(|error| Error::write(path, error))?;
            Ok(said)
        }
    }
}

/// Writes several files, each by `fill` with its number; none is put in place before all are written.
pub fn write_each(
    paths: &[String],
    mut fill: impl FnMut(usize, &mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let mut drafts = Vec::with_capacity(paths.len());
    for (number, path) in paths.iter().enumerate() {
        let draft = Draft::new(path, |out| fill(number, out));
        drafts.push(draft.map_err(|error| Error::write(path, error))?.0);
    }
    for (draft, path) in drafts.into_iter().zip(paths) {
        draft.keep().map_err(|error| Error::write(path, error))?;
    }
    Ok(())
}

/// Whether each of `outputs` may be written, before any time is spent on what goes there; `-` is standard
/// output, which loses nothing. None may be one of `inputs`, the files that are read: what was meant is seldom that. No two may
/// be one file, where the second would write over the first. And each needs a folder to lie in.
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
            return Err(Error::content(output, "is one of the files read; write to another file"));
        }
        // What is no plain file, such as `/dev/null`, takes any number.
        let keeps = !fs::metadata(&place).is_ok_and(|metadata| !metadata.is_file());
        if keeps && outputs[..n].iter().any(same) {
            return Err(Error::content(output, "is named for two outputs; give each a file of its own"));
        }
    }
    Ok(())
}

/// Where a file lies or would lie, however it was named; nowhere if there is no such folder.
fn place(path: &str) -> Option<PathBuf> {
    let named = Path::new(path);
    fs::canonicalize(named).ok().or_else(|| {
        let folder = named.parent().filter(|folder| !folder.as_os_str().is_empty());
        Some(fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()?.join(named.file_name()?))
    })
}

/// A file that is written and not yet in its place.
enum Draft {
    /// Under another name in the same folder.
    Beside(tempfile::NamedTempFile, PathBuf),
    /// Where it belongs: what is no plain file, such as `/dev/null` or a named pipe, has nothing to keep
    /// whole, and a rename would put a file in its place.
    InPlace,
}

impl Draft {
    fn new<T>(path: &str, fill: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<(Self, T)> {
        let named = Path::new(path);
        if named.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if fs::metadata(named).is_ok_and(|metadata| !metadata.is_file()) {
            let mut out = BufWriter::new(fs::OpenOptions::new().write(true).open(named)?);
            let said = fill(&mut out)?;
            out.flush()?;
            return Ok((Self::InPlace, said));
        }
        // A link stays a link: the file that it names is replaced.
        let target = fs::canonicalize(named).unwrap_or_else(|_| named.to_owned());
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        builder.prefix(".duizhao-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As a newly made file would have it; the user's mask still applies.
            let mode = fs::metadata(&target).map_or(0o666, |metadata| metadata.permissions().mode());
            builder.permissions(fs::Permissions::from_mode(mode));
        }
        let file = builder.tempfile_in(folder.unwrap_or(Path::new("."))).map_err(plain)?;
        let mut out = BufWriter::new(file);
        let said = fill(&mut out)?;
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        Ok((Self::Beside(file, target), said))
    }

    /// Puts the file in its place.
    fn keep(self) -> io::Result<()> {
        match self {
            Self::Beside(file, target) => file.persist(&target).map(drop).map_err(|error| error.error),
            Self::InPlace => Ok(()),
        }
    }
}

/// The system's own error, without the temporary name that would only puzzle.
fn plain(error: io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => error.kind().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_the_old_file_if_writing_fails() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.txt");
        let name = path.to_str().unwrap();
        write(Some(name), |out| out.write_all(b"first")).unwrap();
        let failed = write::<()>(Some(name), |out| {
            out.write_all(b"second")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(failed.unwrap_err().to_string().ends_with("the disk is full; nothing was written"));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
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
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        write_each(&paths, fill(false)).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
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
    }

    #[test]
    fn says_that_the_folder_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("no/out.txt");
        let error = write(Some(path.to_str().unwrap()), |_| Ok(())).unwrap_err();
        assert!(error.to_string().ends_with("its folder does not exist"), "{error}");
    }
}
