//! Expressions in the form that rustfmt gives them.

use super::{Source, WIDTH};

/// The widest chain of calls that rustfmt leaves on one line.
const CHAIN: usize = 60;

/// An expression that is a chain of calls, or short.
pub(super) fn chain(source: &mut Source, indent: usize, expression: &str) {
    let links = links(expression);
    let long = expression.chars().count();
    let fits = indent + long <= WIDTH && (long <= CHAIN || links.len() <= 2);
    if fits {
        return source.line(indent, expression);
    }
    let mut links = links.into_iter();
    let root = links.next().unwrap_or_default();
    // What is as short as an indent has the first link behind it.
    let first = if root.len() <= 4 { links.next().unwrap_or_default() } else { String::new() };
    source.line(indent, &format!("{root}{first}"));
    links.for_each(|link| source.line(indent + 4, &link));
}

/// The parts of a chain: `self`, `.next`, `.clone()`.
fn links(expression: &str) -> Vec<String> {
    let mut links = vec![String::new()];
    let mut depth = 0_usize;
    for char in expression.chars() {
        match char {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            '.' if depth == 0 => links.push(String::new()),
            _ => {}
        }
        if let Some(link) = links.last_mut() {
            link.push(char);
        }
    }
    links
}

/// The widest array that rustfmt leaves on one line.
const ARRAY: usize = 60;

/// `let name = [a, b];`
pub(super) fn array(source: &mut Source, indent: usize, name: &str, items: &[String]) {
    let all = items.join(", ");
    if all.chars().count() + 2 <= ARRAY {
        return source.line(indent, &format!("let {name} = [{all}];"));
    }
    source.line(indent, &format!("let {name} = ["));
    items.iter().for_each(|item| source.line(indent + 4, &format!("{item},")));
    source.line(indent, "];");
}

/// `a && b`
pub(super) fn both(source: &mut Source, indent: usize, first: &str, second: &str) {
    let whole = format!("{first} && {second}");
    if indent + whole.chars().count() <= WIDTH {
        return source.line(indent, &whole);
    }
    source.line(indent, first);
    source.line(indent + 4, &format!("&& {second}"));
}
