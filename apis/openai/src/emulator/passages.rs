//! What file searches found, and how messages cite it.

use serde_json::json;

use crate::{Annotation, CitedFile, FileCitation, FileId, FileSearchResult, StepToolCall};

/// A result of a file search: see [`Turn::passages`](super::Turn::passages).
#[derive(Clone, Debug)]
pub struct Passage<'a> {
    result: &'a FileSearchResult,
    /// The index of the search among the tool calls of the run.
    call: usize,
    /// The index of the result in the search.
    index: usize,
}

impl<'a> Passage<'a> {
    /// Returns the result, with the id and the name of the file and its score.
    pub fn result(&self) -> &'a FileSearchResult {
        self.result
    }

    /// Returns the text that was found.
    pub fn text(&self) -> String {
        let pieces = self.result.content.iter().flatten();
        pieces.filter_map(|piece| piece.text.as_deref()).collect::<Vec<_>>().join("\n")
    }

    /// Returns the mark that cites the passage, such as `【0:2†report.txt】`: the number of the tool call in the run, the
    /// number of the result, both from 0, and the name of the file. Where the text of a message has it, the message has an
    /// annotation, in whichever way the mark got there.
    pub fn citation(&self) -> String {
        format!("【{}:{}†{}】", self.call, self.index, self.result.file_name)
    }
}

/// Returns what the file searches among the calls of a run have found.
pub(super) fn of_calls(calls: &[StepToolCall]) -> impl Iterator<Item = Passage<'_>> {
    calls.iter().enumerate().flat_map(|(call, tool)| {
        let results = match tool {
            StepToolCall::FileSearch(step) => step.file_search.results.as_deref(),
            _ => None,
        };
        let results = results.unwrap_or_default().iter().enumerate();
        results.map(move |(index, result)| Passage { result, call, index })
    })
}

/// The marks that cite what a run has found, with their files.
pub(super) struct Citations(Vec<(String, FileId)>);

/// A piece of a text: a word with the space behind it, or a mark.
#[derive(Debug, PartialEq)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) annotation: Option<Annotation>,
}

impl Citations {
    pub(super) fn new(calls: &[StepToolCall]) -> Self {
        let marks = of_calls(calls).map(|found| (found.citation(), found.result.file_id.clone()));
        Self(marks.collect())
    }

    /// Cuts a text into words and marks.
    pub(super) fn cut<'a>(&self, text: &'a str) -> Vec<Piece<'a>> {
        let (mut pieces, mut done, mut characters) = (Vec::new(), 0, 0);
        for (at, _) in text.match_indices('【') {
            let cited = self.0.iter().find(|(mark, _)| text[at..].starts_with(mark));
            // A mark may have another one in its file name.
            let Some((mark, file)) = cited.filter(|_| done <= at) else { continue };
            pieces.extend(words(&text[done..at]));
            characters += text[done..at].chars().count();
            let annotation = Some(annotation(mark, file, characters));
            characters += mark.chars().count();
            done = at + mark.len();
            pieces.push(Piece { text: &text[at..done], annotation });
        }
        pieces.extend(words(&text[done..]));
        pieces
    }
}

fn words(text: &str) -> impl Iterator<Item = Piece<'_>> {
    text.split_inclusive(' ').map(|text| Piece { text, annotation: None })
}

/// The service counts characters as Python does, which are the `char`s of Rust.
fn annotation(mark: &str, file: &FileId, start: usize) -> Annotation {
    let end = start + mark.chars().count();
    let citation = FileCitation::new()
        .text(mark)
        .file_citation(CitedFile::new().file_id(file))
        .start_index(start as u64)
        .end_index(end as u64);
    Annotation::FileCitation(citation)
}

/// Returns an annotation as a delta of a message carries it.
pub(super) fn delta(annotation: &Annotation, index: usize) -> serde_json::Value {
    let mut delta = json!(annotation);
    delta["index"] = index.into();
    delta
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FileSearchCall, FileSearchStep};

    fn search(names: &[&str]) -> StepToolCall {
        let results = names.iter().zip(["file-1", "file-2"]);
        let results: Vec<_> = results
            .map(|(name, id)| FileSearchResult::new().file_id(id).file_name(*name))
            .collect();
        StepToolCall::FileSearch(
            FileSearchStep::new().file_search(FileSearchCall::new().results(results)),
        )
    }

    /// Returns the pieces, with the file and the characters of each annotation.
    fn cut(calls: &[StepToolCall], text: &str) -> Vec<String> {
        let pieces = Citations::new(calls).cut(text);
        assert_eq!(pieces.iter().map(|piece| piece.text).collect::<String>(), text);
        let told = pieces.iter().map(|piece| match &piece.annotation {
            Some(Annotation::FileCitation(cited)) => {
                let FileCitation { text: mark, start_index: start, end_index: end, .. } = cited;
                let characters = text.chars().skip(*start as usize).take((end - start) as usize);
                assert_eq!(characters.collect::<String>(), *mark);
                assert_eq!(mark, piece.text);
                format!("{start}..{end} {}", cited.file_citation.file_id)
            }
            _ => piece.text.to_owned(),
        });
        told.collect()
    }

    #[test]
    fn marks_are_annotated_by_the_number_of_their_search_and_result() {
        let calls = [search(&["a b.txt", "ö.md"]), search(&["a b.txt"])];
        let text = "Été 🌞【0:1†ö.md】 and【1:0†a b.txt】【0:0†a b.txt】.";
        let expected =
            ["Été ", "🌞", "5..15 file-2", " ", "and", "19..32 file-1", "32..45 file-1", "."];
        assert_eq!(cut(&calls, text), expected);
    }

    #[test]
    fn marks_of_what_was_not_found_are_words() {
        let calls = [search(&["a.txt"])];
        for text in ["【0:1†a.txt】", "【0:0†b.txt】", "【0:0†a.txt", "【", "【【", "0:0†a.txt】"]
        {
            assert_eq!(cut(&calls, text), [text]);
        }
        assert_eq!(cut(&[], "【0:0†a.txt】"), ["【0:0†a.txt】"]);
        assert_eq!(cut(&calls, ""), [""; 0]);
    }

    #[test]
    fn the_name_of_a_file_may_look_like_a_mark() {
        let calls = [search(&["【0:1†x】", "x"])];
        assert_eq!(cut(&calls, "a【0:0†【0:1†x】】b"), ["a", "1..14 file-1", "b"]);
    }
}
