//! The comparison as text.

use super::{Accepted, Comparison, percentage};
use crate::facts::Fact;
use crate::table::Table;
use std::collections::BTreeMap;

/// The numbers by resource, then every difference, then the operations that only their document has.
#[must_use]
pub fn report(comparison: &Comparison, accepted: &Accepted) -> String {
    let mut text = numbers(comparison, accepted).text("");
    match comparison.elsewhere() {
        0 => {}
        count => {
            text += &format!("{count} of those that agree are in the document beside theirs.\n")
        }
    }
    let mut known = Vec::new();
    let mut open = Vec::new();
    for fact in comparison.differences() {
        match accepted.reason(fact) {
            Some(entry) => known.push(format!("{fact} ({})", entry.reason)),
            None => open.push(fact.to_string()),
        }
    }
    text += &section("Differences", &open);
    text += &section("Accepted differences", &known);
    let undeclared: Vec<_> = comparison.undeclared().map(str::to_owned).collect();
    text + &section("Operations that only the other document has", &undeclared)
}

fn section(title: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let lines: Vec<_> = lines.iter().map(|line| format!("  {line}\n")).collect();
    format!("\n{title} ({}):\n{}", lines.len(), lines.concat())
}

#[derive(Default)]
struct Numbers {
    facts: usize,
    agreed: usize,
    accepted: usize,
}

impl Numbers {
    fn add(&mut self, fact: &Fact, accepted: &Accepted) {
        self.facts += 1;
        self.agreed += usize::from(fact.agrees());
        self.accepted += usize::from(!fact.agrees() && accepted.reason(fact).is_some());
    }

    fn row(&self, name: &str) -> [String; 5] {
        let Self { facts, agreed, accepted } = self;
        let share = format!("{:.2} %", percentage(*agreed, *facts));
        [name.to_owned(), facts.to_string(), agreed.to_string(), share, accepted.to_string()]
    }
}

fn numbers(comparison: &Comparison, accepted: &Accepted) -> Table {
    let mut by_resource: BTreeMap<&str, Numbers> = BTreeMap::new();
    let mut total = Numbers::default();
    for fact in comparison.facts() {
        by_resource.entry(&fact.resource).or_default().add(fact, accepted);
        total.add(fact, accepted);
    }
    let mut table = Table::default();
    table.row(["resource", "facts", "agreed", "", "accepted"]);
    by_resource.iter().for_each(|(name, numbers)| table.row(numbers.row(name)));
    table.row(total.row("all"));
    table
}
