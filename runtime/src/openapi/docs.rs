//! Doc comments as descriptions in a document, for readers who know nothing of Rust.

use serde_json::Value;

/// Adds the doc comment to a schema, unless there is none.
pub(super) fn describe(schema: &mut Value, docs: &str) {
    let text = text(docs);
    if let (Value::Object(schema), false) = (schema, text.is_empty()) {
        schema.insert("description".to_owned(), text.into());
    }
}

/// The text of a doc comment, without the space before each line: links to items of Rust are their text, and code in Rust is left out.
pub(super) fn text(docs: &str) -> String {
    let mut text = Vec::new();
    let mut fence = Fence::None;
    for line in docs.lines() {
        let line = line.trim_end();
        match (fence, line.trim_start().strip_prefix("```")) {
            (Fence::None, Some(language)) => fence = Fence::of(language),
            (_, Some(_)) => {
                text.extend((fence == Fence::Other).then(|| line.to_owned()));
                fence = Fence::None;
                continue;
            }
            (Fence::Rust, None) => continue,
            (Fence::Other, None) => text.push(line.to_owned()),
            (Fence::None, None) => text.push(without_links(line)),
        }
        text.extend((fence == Fence::Other && line.contains("```")).then(|| line.to_owned()));
    }
    without_empty_sections(text)
}

/// What the lines are in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fence {
    None,
    Rust,
    Other,
}

impl Fence {
    /// rustdoc takes code for Rust if nothing else is said.
    fn of(language: &str) -> Self {
        const RUST: [&str; 6] =
            ["rust", "no_run", "ignore", "should_panic", "compile_fail", "edition2024"];
        let mut words = language.split([',', ' ']).filter(|word| !word.is_empty());
        if words.all(|word| RUST.contains(&word)) { Self::Rust } else { Self::Other }
    }
}

/// Drops headings below which nothing is left, and blank lines at the ends and next to each other.
fn without_empty_sections(lines: Vec<String>) -> String {
    let mut kept: Vec<String> = Vec::new();
    for line in lines.into_iter().rev() {
        let is_heading = line.starts_with('#');
        let below = kept.last().is_none_or(|below| below.starts_with('#'));
        let is_blank = line.is_empty() && kept.last().is_none_or(String::is_empty);
        let last_text = kept.iter().rev().find(|line| !line.is_empty());
        let is_empty = is_heading && (below || last_text.is_none_or(|text| text.starts_with('#')));
        if is_empty {
            while kept.last().is_some_and(String::is_empty) {
                kept.pop();
            }
        } else if !is_blank {
            kept.push(line);
        }
    }
    while kept.last().is_some_and(String::is_empty) {
        kept.pop();
    }
    kept.reverse();
    kept.join("\n")
}

/// The line with links to items of Rust replaced by their text. Links to the web stay.
fn without_links(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        rest = after;
        match Link::at(after) {
            Some(Link { shown, rest: behind, target }) if target.is_none_or(is_item) => {
                text.push_str(shown);
                rest = behind;
            }
            _ => text.push('['),
        }
    }
    text + rest
}

/// A link of Markdown: `[shown](target)`, `[shown][target]`, or `[shown]` for an item in code.
struct Link<'a> {
    shown: &'a str,
    target: Option<&'a str>,
    rest: &'a str,
}

impl<'a> Link<'a> {
    /// The link that begins before `text`, behind its bracket.
    fn at(text: &'a str) -> Option<Self> {
        let (shown, rest) = text.split_once(']')?;
        let target = |open, close| rest.strip_prefix(open).and_then(|rest| rest.split_once(close));
        match target('(', ')').or_else(|| target('[', ']')) {
            Some((target, rest)) => Some(Self { shown, target: Some(target), rest }),
            None if shown.starts_with('`') => Some(Self { shown, target: None, rest }),
            None => None,
        }
    }
}

/// Whether the target of a link is an item of Rust.
fn is_item(target: &str) -> bool {
    !target.contains("//") && !target.starts_with(['#', '/', '.']) && !target.starts_with("mailto:")
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn links_to_items_are_their_text() {
        assert_eq!(text("Gets a [`Run`](crate::Run), see [there]."), "Gets a `Run`, see [there].");
        assert_eq!(text("The [`Self::id`] and [the `x`][Self::x]"), "The `Self::id` and the `x`");
        assert_eq!(text("[Guide](https://example.com/a)"), "[Guide](https://example.com/a)");
        assert_eq!(text("a[0] and an array[`"), "a[0] and an array[`");
    }

    #[test]
    fn code_in_rust_is_left_out_with_its_heading() {
        let docs =
            "A run.\n\n# Examples\n\n```no_run\nrun();\n```\n\n```json\n{\"a\": [`b`]}\n```\n";
        assert_eq!(text(docs), "A run.\n\n# Examples\n\n```json\n{\"a\": [`b`]}\n```");
        assert_eq!(text("A run.\n\n# Examples\n\n```\nrun();\n```\n"), "A run.");
        assert_eq!(text("# A\n\n```\nx\n```\n\n# B\n\nText.\n"), "# B\n\nText.");
    }

    #[test]
    fn nothing_stays_nothing() {
        assert_eq!(text(""), "");
        assert_eq!(text("\n\n"), "");
    }
}
