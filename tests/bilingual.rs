//! A Word document for a client, as an office program leaves it: LibreOffice, where it is there.

use std::fs;
use std::path::Path;
use std::process::Command;

fn duizhao(folder: &Path, arguments: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_duizhao")).args(arguments).current_dir(folder).output();
    let done = done.expect("it runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("UTF-8")
}

#[test]
fn rows_come_back_from_an_office_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let rows = "zh\tar\ten\n“雨停了”，他说。\tقال: «توقف المطر».\t'=1 & <he> said\n\tلم يقل القبطان السبب.\t\n船长走了。\t\tThe captain left.\n";
    fs::write(at.join("rows.tsv"), rows).expect("a file");
    duizhao(at, &["convert", "-q", "rows.tsv", "--numbered", "-o", "rows.docx"]);
    let own = duizhao(at, &["convert", "-q", "rows.docx", "-f", "tsv"]);
    assert_eq!(own, duizhao(at, &["convert", "-q", "rows.tsv", "-f", "tsv"]));
    let profile = format!("-env:UserInstallation=file://{}", at.join("profile").display());
    let saved = Command::new("soffice")
        .args([
            &profile,
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            "saved",
            "rows.docx",
        ])
        .current_dir(at)
        .output();
    match saved {
        Ok(saved) if saved.status.success() && at.join("saved/rows.docx").exists() => {
            assert_eq!(duizhao(at, &["convert", "-q", "saved/rows.docx", "-f", "tsv"]), own);
        }
        _ => eprintln!("skipped: there is no LibreOffice"),
    }
}
