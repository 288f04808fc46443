//! Descriptions as HTML: paragraphs, headings, lists, code and links. Everything else of Markdown is shown as it is written.

use std::fmt::Write;

use super::html::Text;

/// A text of several paragraphs.
pub(super) fn blocks(text: &str) -> String {
    let mut html = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.trim_start().starts_with("```") {
            let code: Vec<_> =
                lines.by_ref().take_while(|line| !line.trim_start().starts_with("```")).collect();
            let _ = writeln!(html, "<pre>{}</pre>", Text(&code.join("\n")));
        } else if !line.trim().is_empty() {
            let mut block = vec![line];
            while let Some(line) =
                lines.next_if(|line| !line.trim().is_empty() && !line.starts_with("```"))
            {
                block.push(line);
            }
            html += &of_lines(&block);
        }
    }
    html
}

fn of_lines(lines: &[&str]) -> String {
    match lines {
        [heading] if heading.starts_with('#') => {
            format!("<h4>{}</h4>\n", inline(heading.trim_start_matches('#').trim_start()))
        }
        [first, ..] if item(first).is_some() => list(lines),
        [first, ..] if first.starts_with('|') => {
            format!("<pre>{}</pre>\n", Text(&lines.join("\n")))
        }
        _ => format!("<p>{}</p>\n", inline(&lines.join("\n"))),
    }
}

/// The text of an item of a list.
fn item(line: &str) -> Option<&str> {
    line.strip_prefix("- ").or_else(|| line.strip_prefix("* "))
}

/// Lines that begin no item go on with the one before.
fn list(lines: &[&str]) -> String {
    let mut items: Vec<String> = Vec::new();
    for line in lines {
        match (item(line), items.last_mut()) {
            (None, Some(last)) => *last += &format!("\n{}", line.trim_start()),
            (text, _) => items.push(text.unwrap_or(line).to_owned()),
        }
    }
    let items: String = items.iter().map(|text| format!("<li>{}</li>\n", inline(text))).collect();
    format!("<ul>\n{items}</ul>\n")
}

/// Text within a paragraph.
pub(super) fn inline(text: &str) -> String {
    let mut html = String::new();
    let mut rest = text;
    while let Some(index) = rest.find(['`', '[']) {
        let (before, from) = rest.split_at(index);
        let _ = write!(html, "{}", Text(before));
        rest = match code(from).or_else(|| link(from)) {
            Some((shown, behind)) => {
                html += &shown;
                behind
            }
            None => {
                let mut letters = from.chars();
                html.extend(letters.next());
                letters.as_str()
            }
        };
    }
    let _ = write!(html, "{}", Text(rest));
    html
}

fn code(text: &str) -> Option<(String, &str)> {
    let (code, rest) = text.strip_prefix('`')?.split_once('`')?;
    Some((format!("<code>{}</code>", Text(code)), rest))
}

/// A link to the web. Others lead nowhere, and may run something.
fn link(text: &str) -> Option<(String, &str)> {
    let (shown, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (url, rest) = rest.split_once(')')?;
    let is_web = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    let link = || format!("<a href=\"{}\" rel=\"noreferrer\">{}</a>", Text(url), Text(shown));
    is_web.then(|| (link(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_has_paragraphs_lists_code_and_links() {
        let text = "One `a<b`\nline, see [it](https://x.example/?a&b).\n\n# Head\n\n- one\n  more\n- two\n\n```\n<x>\n\ny\n```\n\n| a |";
        assert_eq!(
            blocks(text),
            "<p>One <code>a&lt;b</code>\nline, see <a href=\"https://x.example/?a&amp;b\" rel=\"noreferrer\">it</a>.</p>\n\
             <h4>Head</h4>\n<ul>\n<li>one\nmore</li>\n<li>two</li>\n</ul>\n<pre>&lt;x&gt;\n\ny</pre>\n<pre>| a |</pre>\n"
        );
    }

    #[test]
    fn what_is_no_link_stays_text() {
        assert_eq!(inline("[a](javascript:alert(1))"), "[a](javascript:alert(1))");
        assert_eq!(inline("a[0] `open [b](c"), "a[0] `open [b](c");
        let broken = "[a](https://x\" onclick=\"y)";
        assert_eq!(
            inline(broken),
            "<a href=\"https://x&quot; onclick=&quot;y\" rel=\"noreferrer\">a</a>"
        );
    }
}
