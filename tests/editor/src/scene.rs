//! A declaration in one of its states, and the code that calls it, as the editor has them open.

use std::ops::Range;
use std::path::Path;

use crate::document::Document;
use crate::server::Result;
use crate::state::{Place, State};
use crate::subject::Subject;

pub(crate) struct Scene<'a> {
    pub(crate) subject: &'a Subject,
    pub(crate) declaration: Document,
    pub(crate) caller: Document,
    /// Where the sound line is.
    pub(crate) sound: Range<usize>,
    /// Where the broken lines are, with the names of their methods.
    pub(crate) broken: Vec<(Range<usize>, &'static str)>,
    /// How many of the lines have a mistake.
    pub(crate) mistakes: usize,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(root: &Path, subject: &'a Subject, state: &State) -> Result<Self> {
        let mut declaration = Document::read(root.join(subject.declaration))?;
        let caller = Document::read(root.join(subject.caller))?;
        let mut texts = Vec::new();
        for (sound, broken, name) in state.broken(subject) {
            declaration.text = put(&declaration.text, state.place, subject.first, &sound, &broken)?;
            texts.push((broken, name));
        }
        let text = &declaration.text;
        let range = |(broken, name): (String, _)| {
            // A line that is only a name is on a line of its own.
            let start = text.find(&format!(" {broken}\n")).ok_or("no broken line")? + 1;
            Ok((start..start + broken.len(), name))
        };
        let broken = texts.into_iter().map(range).collect::<Result<Vec<_>>>()?;
        let mistakes = if state.is_sound() { 0 } else { broken.len() };
        let start = text.find(subject.sound).ok_or("no sound line")?;
        let end = start + text[start..].find('\n').ok_or("no end of the line")?;
        Ok(Self { subject, caller, sound: start..end, broken, declaration, mistakes })
    }
}

/// Puts a broken line in the place of the sound one, or before all the others.
fn put(text: &str, place: Place, first: &str, sound: &str, broken: &str) -> Result<String> {
    let start = text.find(sound).ok_or_else(|| format!("no `{sound}`"))?;
    let end = start + text[start..].find('\n').ok_or("no end of the line")?;
    match place {
        Place::Own => Ok(format!("{}{broken}{}", &text[..start], &text[end..])),
        Place::First => {
            let without = format!("{}{}", &text[..start], &text[end..]);
            Ok(without.replacen(first, &format!("{broken}\n        {first}"), 1))
        }
    }
}
