//! `api!` blocks.

use super::{Source, WIDTH, wrap};
use crate::import::client::Client;
use crate::import::groups::Group;
use crate::import::line::{Clause, Line};
use crate::import::literal::quoted;

/// A group of another block.
pub(crate) struct Mount {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) docs: String,
}

/// A block.
#[derive(Default)]
pub(crate) struct Block<'a> {
    pub(crate) client: Option<&'a Client>,
    /// The clauses of the client that come from its lines.
    pub(crate) shared: Vec<String>,
    pub(crate) ids: Vec<String>,
    pub(crate) mounts: Vec<Mount>,
    pub(crate) groups: Vec<(&'a Group, Vec<&'a Line>)>,
    /// Whether groups are named by their types, as those without a client are.
    pub(crate) by_type: bool,
}

impl Block<'_> {
    /// Writes the block.
    pub(crate) fn print(&self, source: &mut Source) {
        source.gap();
        source.line(0, "api! {");
        if let Some(client) = self.client {
            self.client(source, client);
        }
        self.ids(source);
        for mount in &self.mounts {
            source.gap();
            source.docs(4, &mount.docs);
            source.line(4, &format!("group {} = {};", mount.name, mount.path));
        }
        for (group, lines) in &self.groups {
            self.group(source, group, lines);
        }
        source.line(0, "}");
    }

    fn client(&self, source: &mut Source, client: &Client) {
        source.comments(4, &client.comments);
        source.docs(4, &client.docs);
        source.line(4, &format!("pub client {} at {} {{", client.name, quoted(&client.url)));
        for clause in client.clauses.iter().chain(&self.shared) {
            source.line(8, &format!("{clause};"));
        }
        source.line(4, "}");
    }

    /// All ids in one item, which may take several lines.
    fn ids(&self, source: &mut Source) {
        if self.ids.is_empty() {
            return;
        }
        source.gap();
        let last = self.ids.len() - 1;
        let parts: Vec<_> = self
            .ids
            .iter()
            .enumerate()
            .map(|(index, id)| {
                let (space, end) = (
                    if index == 0 { "pub id " } else { " " },
                    if index == last { ";" } else { "," },
                );
                (space, format!("{id}{end}"))
            })
            .collect();
        wrap::parts(&parts, WIDTH - 4).iter().for_each(|line| source.line(4, line));
    }

    fn group(&self, source: &mut Source, group: &Group, lines: &[&Line]) {
        let (told, omitted): (Vec<&Line>, Vec<&Line>) =
            lines.iter().partition(|line| line.omitted.is_none());
        source.gap();
        let indent = if group.name.is_some() { 8 } else { 4 };
        let shared = shared(&told);
        if let (Some(name), false) = (&group.name, told.is_empty()) {
            source.docs(4, &group.docs);
            match self.by_type {
                true => source.line(4, &format!("pub group {} {{", group.ty)),
                false => source.line(4, &format!("group {name} {{")),
            }
            shared.iter().for_each(|clause| source.line(8, &format!("{clause};")));
        }
        let own: &[Clause] = if group.name.is_some() { &shared } else { &[] };
        for line in &told {
            source.gap();
            self::line(source, indent, line, own);
        }
        let indent = if told.is_empty() { 4 } else { indent };
        for line in omitted {
            source.gap();
            let reason = line.omitted.as_deref().unwrap_or_default();
            source.comments(
                indent,
                &[format!("left out: `{}`, {} {}: {reason}", line.name, line.method, line.route)],
            );
        }
        if group.name.is_some() && !told.is_empty() {
            source.line(4, "}");
        }
    }
}

/// The clauses that all lines of a group have, if there are several lines.
fn shared(lines: &[&Line]) -> Vec<Clause> {
    let Some((first, others)) = lines.split_first().filter(|(_, others)| !others.is_empty()) else {
        return Vec::new();
    };
    let shareable = |clause: &&Clause| !matches!(clause, Clause::Own(_));
    let everywhere = |clause: &&Clause| others.iter().all(|line| line.clauses.contains(clause));
    first.clauses.iter().filter(shareable).filter(everywhere).cloned().collect()
}

fn line(source: &mut Source, indent: usize, line: &Line, shared: &[Clause]) {
    source.docs(indent, &line.docs);
    source.comments(indent, &line.comments);
    let parts = parts(line, shared);
    for (index, text) in wrap::parts(&parts, WIDTH - indent).into_iter().enumerate() {
        let _ = index;
        source.line(indent, &text);
    }
}

fn parts(line: &Line, shared: &[Clause]) -> Vec<(&'static str, String)> {
    let method = match line.method.as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => {
            known.to_owned()
        }
        other => quoted(other),
    };
    let name = crate::import::names::ident(&line.name);
    let mut parts = vec![("", format!("{name}: {method} {}", line.path))];
    for (index, part) in line.query.iter().enumerate() {
        parts.push(("", format!("{}{part}", if index == 0 { "?" } else { "&" })));
    }
    let last = line.inputs.len().saturating_sub(1);
    for (index, input) in line.inputs.iter().enumerate() {
        let open = if index == 0 { "(" } else { "" };
        let close = if index == last { ")" } else { "," };
        parts.push((" ", format!("{open}{input}{close}")));
    }
    parts.push((" ", format!("-> {}", line.reply.text)));
    let own = line.clauses.iter().filter(|clause| !shared.contains(clause));
    let (inside, behind): (Vec<_>, Vec<_>) =
        own.partition(|clause| matches!(clause, Clause::Header(..) | Clause::Error(..)));
    parts.extend(behind.iter().map(|clause| (" ", clause.to_string())));
    let end = match inside.is_empty() {
        true => ";".to_owned(),
        false => {
            let inside: String = inside.iter().map(|clause| format!("{clause}; ")).collect();
            format!(" {{ {inside}}}")
        }
    };
    if let Some((_, last)) = parts.last_mut() {
        last.push_str(&end);
    }
    parts
}
