//! Results on their way out: to a file, written whole or not at all, or to standard output.
//!
//! A file is written under another name in the same folder and renamed when it is complete, so that a
//! full disk, a crash or a fault of ours leaves what was there before. Writing in place would be one
//! step less and would have lost a translator's afternoon.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::error::{Error, Result};

/// Gives `fill` a place to write and puts what it wrote at `path`, or on standard output if that is
/// `None` or `-`. If `fill` fails, `path` is as it was before.
pub fn write(path: Option<&str>, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    match path {
        None | Some("-") => {
            let mut out = BufWriter::new(io::stdout().lock());
            fill(&mut out).and_then(|()| out.flush()).map_err(|error| Error::write("standard output", error))
        }
        Some(path) => replace(path, fill).map_err(|error| Error::write(path, error)),
    }
}

fn replace(path: &str, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let named = Path::new(path);
    if named.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // What is no plain file, such as `/dev/null` or a named pipe, has nothing to keep whole, and a
    // rename would put a file in its place.
    if fs::metadata(named).is_ok_and(|metadata| !metadata.is_file()) {
        let mut out = BufWriter::new(fs::OpenOptions::new().write(true).open(named)?);
        fill(&mut out)?;
        return out.flush();
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
    let file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    let mut out = BufWriter::new(file);
    fill(&mut out)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    file.persist(&target)?;
    Ok(())
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
        let failed = write(Some(name), |out| {
            out.write_all(b"second")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(failed.unwrap_err().to_string().ends_with("the disk is full; nothing was written"));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
    }

    #[test]
    fn says_that_the_folder_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("no/out.txt");
        let error = write(Some(path.to_str().unwrap()), |_| Ok(())).unwrap_err();
        assert!(error.to_string().ends_with("its folder does not exist"), "{error}");
    }
}
