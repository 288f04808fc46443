//! Declarations and types as source, in the form that rustfmt gives it.
//!
//! `api!` lines have no other printer, and a printer of syntax trees would drop the comments that say what is lost.

mod attributes;
mod block;
mod expression;
mod items;
mod wrap;

pub(crate) use block::{Block, Mount};
pub(crate) use items::{Derives, items};

/// How wide a line of source is.
pub(crate) const WIDTH: usize = 100;

/// Source that is being written.
#[derive(Default)]
pub(crate) struct Source {
    text: String,
}

impl Source {
    /// A line, without spaces at its end.
    pub(crate) fn line(&mut self, indent: usize, line: &str) {
        let line = line.trim_end();
        if !line.is_empty() {
            self.text += &" ".repeat(indent);
        }
        self.text += line;
        self.text.push('\n');
    }

    /// An empty line, unless one is there or the text begins.
    pub(crate) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") && !self.text.ends_with("{\n") {
            self.text.push('\n');
        }
    }

    /// A doc comment.
    pub(crate) fn docs(&mut self, indent: usize, docs: &str) {
        for line in super::docs::lines(docs, indent) {
            self.line(indent, &format!("/// {line}"));
        }
    }

    /// A doc comment of the file.
    pub(crate) fn file_docs(&mut self, docs: &str) {
        for line in super::docs::lines(docs, 0) {
            self.line(0, &format!("//! {line}"));
        }
    }

    /// Comments, each broken into lines.
    pub(crate) fn comments(&mut self, indent: usize, comments: &[String]) {
        for comment in comments {
            for line in wrap::words(&crate::import::literal::one_line(comment), WIDTH - indent - 3)
            {
                self.line(indent, &format!("// {line}"));
            }
        }
    }

    /// The text.
    pub(crate) fn end(self) -> String {
        let text = self.text.trim_end();
        format!("{text}\n")
    }
}
