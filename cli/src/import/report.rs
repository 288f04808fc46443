//! What an import guessed and lost.

use crate::document::Pointer;

/// What the person who owns the file should know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many operations the document has, as far as they were asked for.
    pub operations: usize,
    /// How many of them are lines; the others are comments.
    pub lines: usize,
    /// How many types were declared.
    pub types: usize,
    /// How many fields they have.
    pub fields: usize,
    /// The fields whose type is any value: `Type.field`.
    pub untyped: Vec<String>,
    /// What was guessed.
    pub guesses: Vec<String>,
    /// What the declarations do not say, and where that is in the document.
    pub losses: Vec<(Pointer, String)>,
}

impl Report {
    pub(crate) fn lose(&mut self, at: &Pointer, what: impl Into<String>) {
        let loss = (at.clone(), what.into());
        if !self.losses.contains(&loss) {
            self.losses.push(loss);
        }
    }

    pub(crate) fn guess(&mut self, what: impl Into<String>) {
        self.guesses.push(what.into());
    }
}

/// How many lines of each kind a summary has.
const MOST: usize = 20;

impl std::fmt::Display for Report {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { operations, lines, types, fields, untyped, guesses, losses } = self;
        writeln!(
            formatter,
            "{lines} of {operations} operations are lines; {types} types with {fields} fields"
        )?;
        section(formatter, "fields of any value", untyped.iter().cloned())?;
        section(formatter, "guesses", guesses.iter().cloned())?;
        let losses = losses.iter().map(|(at, what)| format!("{at}: {what}"));
        section(formatter, "not said by the declarations", losses)
    }
}

fn section(
    formatter: &mut std::fmt::Formatter<'_>,
    title: &str,
    lines: impl ExactSizeIterator<Item = String>,
) -> std::fmt::Result {
    let count = lines.len();
    if count == 0 {
        return Ok(());
    }
    writeln!(formatter, "{title}: {count}")?;
    for line in lines.take(MOST) {
        writeln!(formatter, "  {line}")?;
    }
    match count > MOST {
        true => writeln!(formatter, "  and {} more, each with a comment in the file", count - MOST),
        false => Ok(()),
    }
}
