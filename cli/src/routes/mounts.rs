//! Groups that are declared in one block and mounted in another.

use super::{Declared, Source};
use schematic_api_language::{Group, Mount};
use std::path::Path;

/// The groups of blocks without a client, and the clients that mount them.
pub(super) struct Mounts<'a> {
    groups: Vec<Mountable<'a>>,
}

/// A group of a block without a client.
struct Mountable<'a> {
    source: &'a Source,
    group: &'a Group,
    /// What it is to clients: `OpenAi::runs`.
    mounted: Vec<String>,
}

impl<'a> Mounts<'a> {
    pub(super) fn of(files: &'a [Declared<'a>]) -> Self {
        let mut mounts = Self { groups: Vec::new() };
        for Declared { source, declarations } in files {
            let apart = declarations.iter().filter(|declaration| declaration.client.is_none());
            let groups = apart.flat_map(|declaration| &declaration.groups);
            let mountable = |group| Mountable { source, group, mounted: Vec::new() };
            mounts.groups.extend(groups.map(mountable));
        }
        for Declared { source, declarations } in files {
            for declaration in declarations {
                let client = declaration.client.as_ref().map(|client| client.name.as_str());
                mounts.note(client.unwrap_or_default(), source, &declaration.mounts);
            }
        }
        mounts
    }

    fn note(&mut self, client: &str, source: &Source, mounts: &[Mount]) {
        for mount in mounts {
            if let Some(index) = self.find(mount, source) {
                self.groups[index].mounted.push(format!("{client}::{}", mount.name));
            }
        }
    }

    /// The group that a file mounts. Of several whose types have the same name, it is the one that is nearest to the file.
    fn find(&self, mount: &Mount, source: &Source) -> Option<usize> {
        let name = mount.ty.rsplit_once("::").map_or(mount.ty.as_str(), |(_, name)| name);
        let named = self.groups.iter().enumerate().filter(|(_, it)| it.group.ty == name);
        let nearest = named.max_by_key(|(_, it)| shared(&it.source.path, &source.path));
        nearest.map(|(index, _)| index)
    }

    /// Where the routes of a group are that a file mounts: the place of its declaration, or the path of its type.
    pub(super) fn place(&self, mount: &Mount, source: &Source) -> String {
        match self.find(mount, source).map(|index| &self.groups[index]) {
            Some(found) => format!("see {}:{}", found.source.path.display(), found.group.line),
            None => format!("see {}", mount.ty),
        }
    }

    /// What a group of a block without a client is called, and what it is to clients.
    pub(super) fn title(&self, group: &Group, source: &Source) -> String {
        let is_it = |it: &&Mountable<'_>| it.group.ty == group.ty && it.source.path == source.path;
        match self.groups.iter().find(is_it) {
            Some(Mountable { mounted, .. }) if !mounted.is_empty() => {
                format!("group {}, mounted as {}", group.ty, mounted.join(", "))
            }
            _ => format!("group {}", group.ty),
        }
    }
}

/// The number of folders that two paths have in common.
fn shared(one: &Path, other: &Path) -> usize {
    one.components().zip(other.components()).take_while(|(one, other)| one == other).count()
}
