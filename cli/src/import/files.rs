//! The files of an import: one for all, or one for each group.

use super::client::Client;
use super::finish::without_default;
use super::groups::{Division, Group};
use super::item::Item;
use super::line::Line;
use super::lines::Lines;
use super::names::Names;
use super::print::{Block, Derives, Mount, Source, items};
use super::rust_type::RustType;
use super::types::Types;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is to be written.
pub(crate) struct Declared<'a> {
    pub(crate) client: &'a Client,
    pub(crate) division: &'a Division,
    pub(crate) lines: &'a Lines,
    pub(crate) types: &'a Types<'a>,
    pub(crate) title: String,
}

impl Declared<'_> {
    /// One file.
    pub(crate) fn one_file(&self) -> String {
        let all: Vec<_> = self.types.items.iter().collect();
        let mut block = self.client_block();
        block.groups = self.groups();
        self.file(&self.title, Some(&block), &all, &[], &[])
    }

    /// One file without a declaration.
    pub(crate) fn types_alone(&self) -> String {
        let all: Vec<_> = self.types.items.iter().collect();
        self.file(&self.title, None, &all, &[], &[])
    }

    /// A file for the client, one for each group, and one for the types that several of these need.
    pub(crate) fn several_files(&self, own: &str) -> Vec<(String, String)> {
        let owners = self.owners();
        let mut modules = Names::with(&["shared", "mod", "lib", "main", own]);
        let mut files = Vec::new();
        let mut block = self.client_block();
        let mut names = Vec::new();
        for (number, (group, lines)) in self.groups().into_iter().enumerate() {
            let said = lines.iter().any(|line| line.omitted.is_none());
            let Some(name) = group.name.clone().filter(|_| said) else {
                block.groups.push((group, lines));
                continue;
            };
            let module = modules.free(&name);
            block.mounts.push(Mount {
                name: name.clone(),
                path: format!("{module}::{}", group.ty),
                docs: group.docs.clone(),
            });
            files.push((format!("{module}.rs"), self.group_file(number, group, lines, &owners)));
            names.push(module);
        }
        let shared: Vec<_> = self
            .types
            .items
            .iter()
            .filter(|item| owners.get(&item.name).copied().flatten().is_none())
            .collect();
        if !shared.is_empty() {
            files.push((
                "shared.rs".to_owned(),
                self.file(
                    "Types that several files have.",
                    None,
                    &shared,
                    &[],
                    &self.imports(&shared, &[]),
                ),
            ));
            names.push("shared".to_owned());
        }
        names.sort();
        files.insert(
            0,
            ("mod.rs".to_owned(), self.file(&self.title, Some(&block), &[], &names, &[])),
        );
        files
    }

    fn group_file(
        &self,
        number: usize,
        group: &Group,
        lines: Vec<&Line>,
        owners: &BTreeMap<String, Option<usize>>,
    ) -> String {
        let own: Vec<_> = self
            .types
            .items
            .iter()
            .filter(|item| owners.get(&item.name) == Some(&Some(number)))
            .collect();
        let imports = self.imports(&own, &lines);
        let block = Block { groups: vec![(group, lines)], by_type: true, ..Block::default() };
        let title = format!("The group `{}`.", group.name.as_deref().unwrap_or_default());
        self.file(&title, Some(&block), &own, &[], &imports)
    }

    fn client_block(&self) -> Block<'_> {
        let mut shared: Vec<_> = self
            .lines
            .error
            .iter()
            .map(|error| format!("error {error}{}", self.lines.error_media))
            .collect();
        let condition = self.lines.error.as_ref().zip(self.lines.condition.as_ref());
        shared
            .extend(condition.map(|(error, condition)| format!("error {error} when {condition}")));
        let ids = self.types.ids.declared().filter(|(name, _)| self.is_used(name));
        let ids = ids.map(|(name, ty)| match ty {
            Some(ty) => format!("{name}: {ty}"),
            None => name.to_owned(),
        });
        Block { client: Some(self.client), shared, ids: ids.collect(), ..Block::default() }
    }

    /// Whether an id is named somewhere.
    fn is_used(&self, id: &str) -> bool {
        let is = |ty: &RustType| matches!(ty.innermost(), RustType::Id(name) if name == id);
        let in_lines = self
            .lines
            .lines
            .iter()
            .filter(|line| line.omitted.is_none())
            .flat_map(|line| &line.types)
            .any(is);
        in_lines || self.types.items.iter().flat_map(Item::types).any(is)
    }

    fn groups(&self) -> Vec<(&Group, Vec<&Line>)> {
        let numbered = self.division.groups.iter().enumerate();
        let groups = numbered.map(|(number, group)| {
            let lines = self.lines.lines.iter().filter(|line| line.group == number);
            (group, lines.collect())
        });
        groups.collect()
    }

    /// The group that alone leads to a type.
    fn owners(&self) -> BTreeMap<String, Option<usize>> {
        let by_name: BTreeMap<_, _> =
            self.types.items.iter().map(|item| (item.name.as_str(), item)).collect();
        let mut groups: BTreeMap<String, BTreeSet<Option<usize>>> = BTreeMap::new();
        let mut waiting: Vec<(String, Option<usize>)> = Vec::new();
        for line in &self.lines.lines {
            let group = self.division.groups[line.group].name.as_ref().map(|_| line.group);
            waiting.extend(line.types.iter().filter_map(named).map(|name| (name, group)));
        }
        // The client itself names this one.
        waiting.extend(self.lines.error.iter().map(|error| (error.clone(), None)));
        while let Some((name, group)) = waiting.pop() {
            if groups.entry(name.clone()).or_default().insert(group) {
                let held = by_name.get(name.as_str()).into_iter().flat_map(|item| item.types());
                waiting.extend(held.filter_map(named).map(|name| (name, group)));
            }
        }
        let only = |groups: BTreeSet<Option<usize>>| {
            if groups.len() == 1 { groups.into_iter().next().flatten() } else { None }
        };
        groups.into_iter().map(|(name, groups)| (name, only(groups))).collect()
    }

    /// The types of other files that items and lines name.
    fn imports(&self, own: &[&Item], lines: &[&Line]) -> Vec<String> {
        let of_items = own.iter().flat_map(|item| item.types());
        let of_lines =
            lines.iter().filter(|line| line.omitted.is_none()).flat_map(|line| &line.types);
        let mut names: BTreeSet<_> = of_items
            .chain(of_lines)
            .filter_map(|ty| match ty.innermost() {
                RustType::Named(name) | RustType::Id(name) => Some(name.clone()),
                _ => None,
            })
            .collect();
        for item in own {
            names.remove(&item.name);
        }
        names.into_iter().collect()
    }

    fn file(
        &self,
        title: &str,
        block: Option<&Block<'_>>,
        own: &[&Item],
        modules: &[String],
        imports: &[String],
    ) -> String {
        let mut derives = Derives::default();
        derives.taken.extend(own.iter().map(|item| item.name.clone()));
        derives.taken.extend(imports.iter().cloned());
        // Everything that the other files declare is in the scope of the first.
        if !modules.is_empty() {
            derives.taken.extend(self.types.items.iter().map(|item| item.name.clone()));
        }
        let mut body = Source::default();
        if let Some(block) = block {
            let lines = block
                .groups
                .iter()
                .flat_map(|(_, lines)| lines.iter())
                .filter(|line| line.omitted.is_none());
            // What lines name has to be there, too.
            lines.flat_map(|line| &line.types).for_each(|ty| drop(derives.ty(ty)));
            block.print(&mut body);
        }
        items(&mut body, own, &without_default(&self.types.items), &mut derives);
        let mut source = Source::default();
        source.file_docs(title);
        source.gap();
        modules.iter().for_each(|module| source.line(0, &format!("mod {module};")));
        source.gap();
        uses(&mut source, &derives, block.is_some(), imports);
        source.gap();
        modules.iter().for_each(|module| source.line(0, &format!("pub use self::{module}::*;")));
        source.gap();
        format!("{}\n{}", source.end(), body.end())
    }
}

fn named(ty: &RustType) -> Option<String> {
    match ty.innermost() {
        RustType::Named(name) => Some(name.clone()),
        _ => None,
    }
}

/// The imports of a file, in the order of rustfmt.
fn uses(source: &mut Source, derives: &Derives, has_block: bool, imports: &[String]) {
    let other = ["Value", "BTreeMap"];
    let mut names: Vec<_> =
        derives.used.iter().copied().filter(|name| !other.contains(name)).collect();
    if has_block {
        names.push("api");
    }
    list(source, "schematic_api", &names);
    if derives.used.contains("Value") {
        source.line(0, "use serde_json::Value;");
    }
    if derives.used.contains("BTreeMap") {
        source.line(0, "use std::collections::BTreeMap;");
    }
    if !imports.is_empty() {
        source.gap();
        let names: Vec<_> = imports.iter().map(String::as_str).collect();
        list(source, "super", &names);
    }
}

/// `use path::{a, b};`
fn list(source: &mut Source, path: &str, names: &[&str]) {
    match names {
        [] => {}
        [name] => source.line(0, &format!("use {path}::{name};")),
        names => {
            let all = format!("use {path}::{{{}}};", names.join(", "));
            if all.len() <= super::print::WIDTH {
                return source.line(0, &all);
            }
            source.line(0, &format!("use {path}::{{"));
            let mut line = String::new();
            for name in names {
                if 4 + line.len() + name.len() + 2 > super::print::WIDTH {
                    source.line(4, &std::mem::take(&mut line));
                }
                line += &format!("{name}, ");
            }
            source.line(4, &line);
            source.line(0, "};");
        }
    }
}
