//! The tags of HTML in descriptions, as Markdown or as nothing.

/// A tag by its name, and what stands for it where it begins and where it ends.
struct Tag {
    names: &'static [&'static str],
    begins: &'static str,
    ends: &'static str,
}

const TAGS: [Tag; 7] = [
    Tag { names: &["p", "div", "table", "section", "blockquote"], begins: "\n\n", ends: "\n\n" },
    Tag { names: &["br", "tr", "hr"], begins: "\n", ends: "" },
    Tag { names: &["li", "dt"], begins: "\n- ", ends: "" },
    Tag { names: &["ul", "ol", "dl"], begins: "\n", ends: "\n\n" },
    Tag { names: &["h1", "h2", "h3", "h4", "h5", "h6"], begins: "\n\n", ends: "\n\n" },
    Tag { names: &["code", "tt", "kbd"], begins: "`", ends: "`" },
    Tag {
        names: &[
            "a",
            "b",
            "i",
            "em",
            "strong",
            "span",
            "u",
            "sup",
            "sub",
            "small",
            "font",
            "img",
            "center",
            "td",
            "th",
            "tbody",
            "thead",
            "dd",
            "pre",
            "note",
            "para",
            "emph",
            "documentation",
            "italic",
            "replaceable",
        ],
        begins: "",
        ends: "",
    },
];

/// A text without the tags that are known. Code is left alone.
pub(crate) fn plain(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let mut written = String::new();
    let mut rest = text;
    let mut code = false;
    while let Some(at) = rest.find(['<', '`']) {
        let (before, found) = rest.split_at(at);
        written += before;
        if found.starts_with('`') {
            let ticks = found.bytes().take_while(|byte| *byte == b'`').count();
            code = !code;
            written += &found[..ticks];
            rest = &found[ticks..];
            continue;
        }
        match tag(found).filter(|_| !code) {
            Some((length, replaced)) => {
                // Within its own tag, code would end where a backtick is.
                written += replaced;
                rest = &found[length..];
            }
            None => {
                written.push('<');
                rest = &found[1..];
            }
        }
    }
    written + rest
}

/// The length of a known tag, and what stands for it.
fn tag(text: &str) -> Option<(usize, &'static str)> {
    let end = text.find('>')?;
    let inner = text[1..end].trim().trim_end_matches('/').trim_end();
    let (ends, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let name = inner.split_whitespace().next()?.to_ascii_lowercase();
    // `<a>` may be a placeholder; with an attribute or in a pair, it is a tag.
    let placeholder = ["a", "b", "i", "u", "p", "note"].contains(&name.as_str())
        && !ends
        && !text.contains(&format!("</{name}>"))
        && name != "p";
    let tag = TAGS.iter().find(|tag| tag.names.contains(&name.as_str()) && !placeholder)?;
    Some((end + 1, if ends { tag.ends } else { tag.begins }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_markdown() {
        let cases = [
            ("a<br/>b", "a\nb"),
            ("<p>One <b>word</b>.</p>", "\n\nOne word.\n\n"),
            ("<ul><li>x</li><li>y</li></ul>", "\n\n- x\n- y\n\n"),
            ("see <a href=\"/x\">this</a>", "see this"),
            ("<code>x</code>", "`x`"),
            ("`<b>` stays, and so does Vec<T>", "`<b>` stays, and so does Vec<T>"),
            ("1 < 2", "1 < 2"),
        ];
        for (html, markdown) in cases {
            assert_eq!(plain(html), markdown, "{html}");
        }
    }
}
