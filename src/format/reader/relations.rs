//! Which part of an Office file belongs to which: its relationships, by which parts are named by what they are.

use super::archive::Archive;
use super::xml::{Node, Walk};
use crate::format::error::Result;

/// A part that another names.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// By what the other calls it: `rId3`.
    pub(super) id: String,
    /// What it is: `styles`, `slide`.
    pub(super) kind: String,
    /// Its name in the archive.
    pub(super) target: String,
}

/// The parts that `part` names; those of the file itself if that is empty.
pub(super) fn of(archive: &mut Archive, part: &str) -> Result<Vec<Relation>> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let file =
        if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let Some(part) = archive.part(&file)? else { return Ok(Vec::new()) };
    let mut relations = Vec::new();
    let mut walk = Walk::of(&file, &part.text);
    while let Some((node, _)) = walk.next()? {
        let Node::Open(element) = node else { continue };
        if element.name.local != "Relationship" {
            continue;
        }
        let attribute = |name: &str| element.attribute(name).unwrap_or_default();
        if attribute("TargetMode") == "External" {
            continue;
        }
        let kind = attribute("Type").rsplit('/').next().unwrap_or_default().to_owned();
        relations.push(Relation {
            id: attribute("Id"),
            kind,
            target: resolved(folder, &attribute("Target")),
        });
    }
    Ok(relations)
}

/// The name in the archive of what is called `target` from inside `folder`.
pub(super) fn resolved(folder: &str, target: &str) -> String {
    let (folder, target) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, target),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(target.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
