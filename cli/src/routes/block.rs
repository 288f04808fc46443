//! One block: what it declares, and a line for each route.

use super::{Source, mounts::Mounts};
use crate::table::Table;
use schematic_api_language::{Declaration, Route};

/// The table of a block.
pub(super) fn text(source: &Source, declaration: &Declaration, mounts: &Mounts<'_>) -> String {
    let shared = shared(&declaration.routes);
    let place = format!("{}:{}", source.path.display(), declaration.line);
    let mut text = format!("{place}: {}\n", title(source, declaration, mounts));
    if !shared.is_empty() {
        text += &format!("  each with {}\n", shared.join(", "));
    }
    text + &rows(source, declaration, mounts, &shared).text("  ")
}

fn title(source: &Source, declaration: &Declaration, mounts: &Mounts<'_>) -> String {
    match &declaration.client {
        Some(client) => {
            let base_url = client.base_url.iter().map(|url| format!(" at {url}"));
            format!("client {}{}", client.name, base_url.collect::<String>())
        }
        None => {
            let groups = declaration.groups.iter().map(|group| mounts.title(group, source));
            groups.collect::<Vec<_>>().join("; ")
        }
    }
}

fn rows(source: &Source, declaration: &Declaration, mounts: &Mounts<'_>, shared: &[&str]) -> Table {
    let mut table = Table::default();
    for route in &declaration.routes {
        let clauses = route.clauses.iter().filter(|clause| !shared.contains(&clause.as_str()));
        let clauses = clauses.map(String::as_str).collect::<Vec<_>>().join(", ");
        let (inputs, reply) = (route.inputs.join(", "), format!("-> {}", route.reply));
        let (id, method) = (route.id.clone(), route.method.clone());
        table.row([id, method, route.path_and_query(), inputs, reply, clauses]);
    }
    for mount in &declaration.mounts {
        table.row([mount.name.clone(), String::new(), mounts.place(mount, source)]);
    }
    table
}

/// The clauses that all of several routes have. They stand above the table.
fn shared(routes: &[Route]) -> Vec<&str> {
    let [first, others @ ..] = routes else { return Vec::new() };
    if others.is_empty() {
        return Vec::new();
    }
    let in_all = |clause: &&String| others.iter().all(|route| route.clauses.contains(clause));
    first.clauses.iter().filter(in_all).map(String::as_str).collect()
}
