//! Descriptions as doc comments: Markdown that says in rustdoc what it says in the document, and never runs as a test.

/// How wide the text of a doc comment is.
const WIDTH: usize = 96;

/// The lines of a doc comment, without `///`.
#[must_use]
pub(crate) fn lines(description: &str, indent: usize) -> Vec<String> {
    let mut writer = Writer { width: WIDTH.saturating_sub(indent), ..Writer::default() };
    let text = description.replace("\r\n", "\n").replace(['\r', '\t', '\u{a0}'], " ");
    let text: String = text.chars().filter(|char| *char == '\n' || !char.is_control()).collect();
    for line in super::html::plain(text.trim()).lines() {
        writer.line(line);
    }
    writer.end()
}

/// Puts lines together to paragraphs, and writes these in lines of their own.
#[derive(Default)]
struct Writer {
    width: usize,
    written: Vec<String>,
    /// The paragraph or item that is being read, as it is in the document.
    paragraph: String,
    /// What the item begins with; its further lines are indented as far.
    marker: String,
    /// The fence that ends a block of code.
    fence: Option<String>,
}

impl Writer {
    fn line(&mut self, line: &str) {
        let bare = line.trim();
        if let Some(fence) = &self.fence {
            let ends = bare.starts_with(fence.as_str());
            if ends {
                self.fence = None;
            }
            let text = if ends { bare } else { line.trim_end() };
            return self.written.push(text.to_owned());
        }
        if bare.is_empty() {
            self.flush();
            self.blank();
        } else if let Some(fence) = fence(bare) {
            self.flush();
            self.blank();
            // A block without a language would be a test.
            self.written.push(format!("{fence}text"));
            self.fence = Some(fence);
        } else if bare.starts_with('|') || bare.starts_with('#') {
            self.flush();
            self.written.push(escaped(bare));
        } else if let Some((marker, text)) = item(bare) {
            self.flush();
            // An indented item would be code, or a part of the one before.
            self.marker = format!("{marker} ");
            self.paragraph = text.to_owned();
        } else {
            if !self.paragraph.is_empty() {
                self.paragraph.push(' ');
            }
            self.paragraph += bare.trim_start_matches('>').trim_start();
        }
    }

    /// Writes the paragraph, broken into lines.
    fn flush(&mut self) {
        let paragraph = escaped(&std::mem::take(&mut self.paragraph));
        let mut line = std::mem::take(&mut self.marker);
        let hanging = line.len();
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            let full = line.chars().count() + 1 + word.chars().count() > self.width;
            // A word that means something at the beginning of a line stays behind the one before.
            if full && line.len() > hanging && !begins_block(word) {
                let next = " ".repeat(hanging);
                self.written.push(std::mem::replace(&mut line, next));
            }
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
            line += word;
        }
        if !line.trim().is_empty() {
            self.written.push(line.trim_end().to_owned());
        }
    }

    fn blank(&mut self) {
        if self.written.last().is_some_and(|last| !last.is_empty()) {
            self.written.push(String::new());
        }
    }

    fn end(mut self) -> Vec<String> {
        self.flush();
        if let Some(fence) = self.fence.take() {
            self.written.push(fence);
        }
        while self.written.last().is_some_and(|last| last.is_empty()) {
            self.written.pop();
        }
        self.separated()
    }

    /// A list or a table after text begins a block of its own, so that no line is taken for one of the text.
    fn separated(self) -> Vec<String> {
        let mut separated: Vec<String> = Vec::new();
        let mut fenced = false;
        for line in self.written {
            let is_fence = line.starts_with("```") || line.starts_with("~~~");
            if let Some(last) =
                separated.last().filter(|last| !last.is_empty() && !line.is_empty() && !fenced)
            {
                let same = kind(last) == kind(&line) || line.starts_with("  ");
                let of_item = last.starts_with("  ") && kind(&line) == Block::Item;
                if !same && !of_item {
                    separated.push(String::new());
                }
            }
            fenced ^= is_fence;
            separated.push(line);
        }
        separated
    }
}

/// What kind of block a line belongs to.
#[derive(PartialEq)]
enum Block {
    Text,
    Item,
    Table,
    Heading,
    Code,
}

fn kind(line: &str) -> Block {
    if line.starts_with('|') {
        Block::Table
    } else if line.starts_with('#') {
        Block::Heading
    } else if line.starts_with("```") || line.starts_with("~~~") {
        Block::Code
    } else if item(line).is_some() || line.starts_with("  ") {
        Block::Item
    } else {
        Block::Text
    }
}

/// The fence that begins a block of code.
fn fence(line: &str) -> Option<String> {
    let mark = line.chars().next().filter(|mark| ['`', '~'].contains(mark))?;
    let length = line.chars().take_while(|char| *char == mark).count();
    // Code on one line is no block.
    let inline = mark == '`' && line[length..].contains('`');
    (length >= 3 && !inline).then(|| mark.to_string().repeat(length))
}

/// The marker of an item, and its text.
fn item(line: &str) -> Option<(&str, &str)> {
    let (marker, text) = line.split_once(' ')?;
    let digits = marker.strip_suffix('.').or_else(|| marker.strip_suffix(')'));
    let numbered = digits.is_some_and(|digits| {
        !digits.is_empty() && digits.len() < 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    (["-", "*", "+"].contains(&marker) || numbered).then(|| (marker, text.trim()))
}

/// Whether a word at the beginning of a line would begin a block.
fn begins_block(word: &str) -> bool {
    let numbered = word.ends_with(['.', ')'])
        && word[..word.len() - 1].bytes().all(|byte| byte.is_ascii_digit())
        && word.len() > 1;
    numbered
        || ["-", "*", "+", "=", "--", "---", "==="].contains(&word)
        || word.starts_with(['#', '|', '>'])
        || word.starts_with("```")
        || word.starts_with("~~~")
}

/// A text in which rustdoc finds no link, no tag and no bare address that is none.
fn escaped(text: &str) -> String {
    let mut written = String::new();
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let taken = code(rest).or_else(|| link(rest)).or_else(|| address(rest, &written));
        let (length, replaced) = taken.unwrap_or_else(|| (char.len_utf8(), plain(char, rest)));
        written += &replaced;
        rest = &rest[length..];
    }
    written
}

fn plain(char: char, rest: &str) -> String {
    match char {
        // A backtick that no other closes.
        '[' | ']' | '<' | '`' => format!("\\{char}"),
        // An escape of the document stays one.
        '\\' if rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) => String::new(),
        '\\' => "\\\\".to_owned(),
        _ => char.to_string(),
    }
}

/// Code between backticks.
fn code(rest: &str) -> Option<(usize, String)> {
    let ticks = rest.bytes().take_while(|byte| *byte == b'`').count();
    if ticks == 0 {
        return None;
    }
    let mark = &rest[..ticks];
    let end = rest[ticks..].find(mark)? + ticks;
    let inner = &rest[ticks..end];
    if inner.trim().is_empty() || rest[end + ticks..].starts_with('`') {
        return None;
    }
    Some((end + ticks, format!("{mark}{inner}{mark}")))
}

/// `[text](address)`: a link if the address is a whole one, else its text.
fn link(rest: &str) -> Option<(usize, String)> {
    let image = usize::from(rest.starts_with("!["));
    if !rest[image..].starts_with('[') {
        return None;
    }
    let close = matching(&rest[image..], '[', ']')? + image;
    let after = rest[close + 1..].strip_prefix('(')?;
    let end = matching(&rest[close + 1..], '(', ')')?;
    let address = after[..end - 1].split_whitespace().next().unwrap_or_default();
    let text = escaped(&rest[image + 1..close]);
    let is_whole = (address.starts_with("https://") || address.starts_with("http://"))
        && !address.contains(['<', '>', '[', ']', '`', '\\']);
    let written = match is_whole && image == 0 && !text.trim().is_empty() {
        true => format!("[{text}]({address})"),
        false => text,
    };
    Some((close + 1 + end + 1, written))
}

/// The place of the mark that closes the first one.
fn matching(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    for (index, char) in text.char_indices() {
        if char == open {
            depth += 1;
        } else if char == close {
            depth -= 1;
            if depth == 0 {
                return Some(index);
            }
        }
    }
    None
}

/// An address that stands by itself, or between angle brackets.
fn address(rest: &str, before: &str) -> Option<(usize, String)> {
    let bracket = usize::from(rest.starts_with('<'));
    let text = &rest[bracket..];
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    if before.ends_with(|last: char| last.is_ascii_alphanumeric()) {
        return None;
    }
    let ends =
        |char: char| char.is_whitespace() || "<>()[]{}\"'`|\\,".contains(char) || !char.is_ascii();
    let end = text.find(ends).unwrap_or(text.len());
    let address = text[..end].trim_end_matches(['.', ';', ':', '!', '?', '*', '_']);
    let closed = bracket == 1 && text[address.len()..].starts_with('>');
    if address.ends_with("//") {
        return None;
    }
    match (bracket, closed) {
        (1, false) => None,
        _ => Some((bracket + address.len() + usize::from(closed), format!("<{address}>"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> String {
        lines(text, 0).join("\n")
    }

    #[test]
    fn nothing_is_taken_for_a_link_or_a_tag() {
        let cases = [
            ("a list[0] of <b>Things</b>, a Vec<T>", r"a list\[0\] of Things, a Vec\<T>"),
            ("see [the docs](/docs/x)", "see the docs"),
            (
                "see [the docs](https://example.com/x \"t\").",
                "see [the docs](https://example.com/x).",
            ),
            ("see https://example.com/a.", "see <https://example.com/a>."),
            ("see <https://example.com/a>.", "see <https://example.com/a>."),
            ("`Vec<T>` and `[x]` stay", "`Vec<T>` and `[x]` stay"),
            ("an ` alone", r"an \` alone"),
            ("![image](https://example.com/i.png)", "image"),
            (r"C:\dir", r"C:\\dir"),
            ("", ""),
        ];
        for (text, doc) in cases {
            assert_eq!(joined(text), doc, "{text}");
        }
    }

    #[test]
    fn code_is_no_test() {
        assert_eq!(joined("a\n```json\n{}\n```\nb"), "a\n\n```text\n{}\n```\n\nb");
        assert_eq!(joined("a\n\n    let x;\n"), "a\n\nlet x;");
        assert_eq!(joined("```\nunclosed"), "```text\nunclosed\n```");
    }

    #[test]
    fn items_hang() {
        let long = "word ".repeat(25);
        let read = lines(&format!("Either:\n- {long}\n- b\n  more\nand then"), 0);
        assert_eq!(read[0], "Either:");
        assert_eq!(read[1], "");
        assert!(read[2].starts_with("- word") && read[3].starts_with("  word"));
        assert_eq!(read[4], "- b more and then");
    }

    #[test]
    fn no_line_begins_a_block_by_chance() {
        let text = format!("{} - 1. # | > end", "w".repeat(94));
        assert_eq!(lines(&text, 0), [format!("{} - 1. # | >", "w".repeat(94)), "end".to_owned()]);
    }
}
