//! As much of Rust's tokens as it takes to find paths: words and marks, without comments and texts.

/// A word, or one mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token(String);

impl Token {
    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

/// The tokens of a file. A text, a character and a lifetime are none.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => string(rest),
            '\'' => character(rest),
            _ if raw_string(rest).is_some() => raw_string(rest).unwrap_or_default(),
            _ if is_word(first) => {
                let end = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                // `b"text"`, `c"text"` and `r#type`.
                match word {
                    "b" | "c" if after.starts_with(['"', '\'']) => {}
                    "r" if after.starts_with('#') => {}
                    _ => tokens.push(Token(word.to_owned())),
                }
                end
            }
            _ => {
                if !first.is_whitespace() {
                    tokens.push(Token(first.to_string()));
                }
                first.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    tokens
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The length of a comment that others may be nested in.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        match &text.as_bytes()[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] if depth == 1 => return at + 2,
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    at
}

fn string(text: &str) -> usize {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// `r"..."`, `br#"..."#`.
fn raw_string(text: &str) -> Option<usize> {
    let start = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let content = start.trim_start_matches('#');
    let hashes = &start[..start.len() - content.len()];
    let content = content.strip_prefix('"')?;
    let end = format!("\"{hashes}");
    let before = text.len() - content.len();
    Some(content.find(&end).map_or(text.len(), |at| before + at + end.len()))
}

/// The length of a character, or of the quote that begins a lifetime.
fn character(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    match characters.next() {
        Some((_, '\\')) => {
            characters.next();
            characters
                .find(|(_, character)| *character == '\'')
                .map_or(text.len(), |(at, _)| at + 1)
        }
        Some(_) => match characters.next() {
            Some((at, '\'')) => at + 1,
            // The word after it would be taken for an identifier, which does no harm: no keyword is a lifetime.
            _ => 1,
        },
        None => 1,
    }
}

// ===== what follows a token =====

/// Whether tokens after `#` are an attribute `[cfg(..test..)]` that stands for tests alone.
pub(super) fn is_for_tests(tokens: &[Token]) -> bool {
    let attribute = &tokens[..tokens.len() - after_attribute(tokens).len()];
    let has = |word: &str| attribute.iter().any(|token| token.text() == word);
    attribute.get(1).is_some_and(|word| word.text() == "cfg")
        && has("test")
        && !has("not")
        && !has("any")
}

/// What follows `[..]`.
pub(super) fn after_attribute(tokens: &[Token]) -> &[Token] {
    match tokens {
        [open, ..] if open.text() == "[" => after_group(tokens),
        _ => tokens,
    }
}

/// What follows any number of attributes.
pub(super) fn after_attributes(mut tokens: &[Token]) -> &[Token] {
    while let [hash, rest @ ..] = tokens {
        if hash.text() != "#" {
            break;
        }
        tokens = after_attribute(rest);
    }
    tokens
}

/// What follows the rest of a visibility: `(crate)`, or nothing.
pub(super) fn after_visibility(tokens: &[Token]) -> &[Token] {
    match tokens {
        [open, ..] if open.text() == "(" => after_group(tokens),
        _ => tokens,
    }
}

/// What follows the visibility of an item, if it has one.
pub(super) fn after_visibility_of(item: &[Token]) -> &[Token] {
    match item {
        [word, rest @ ..] if word.text() == "pub" => after_visibility(rest),
        _ => item,
    }
}

/// What follows an item: its body in braces, or a semicolon.
pub(super) fn after_item(mut tokens: &[Token]) -> &[Token] {
    while let [token, rest @ ..] = tokens {
        tokens = match token.text() {
            ";" => return rest,
            // Those of a `use` are followed by a semicolon, and a body is not.
            "{" => match after_group(tokens) {
                [end, rest @ ..] if end.text() == ";" => return rest,
                rest => return rest,
            },
            "(" | "[" => after_group(tokens),
            _ => rest,
        };
    }
    tokens
}

/// What follows brackets of any kind, the first of which is the first token.
fn after_group(tokens: &[Token]) -> &[Token] {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        match token.text() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return &tokens[at + 1..];
        }
    }
    &[]
}

/// Whether a path goes on.
pub(super) fn is_path(rest: &[Token]) -> bool {
    matches!(rest, [one, two, next, ..]
        if one.text() == ":" && two.text() == ":" && next.text().starts_with(is_word))
}

/// The words of a path after its first, and what follows it.
pub(super) fn path(mut rest: &[Token]) -> (Vec<String>, &[Token]) {
    let mut path = Vec::new();
    while is_path(rest) {
        path.push(rest[2].text().to_owned());
        rest = &rest[3..];
    }
    (path, rest)
}

/// What a `use` names: each path, and the name that it gets here. Then what follows it.
pub(super) fn use_tree(tokens: &[Token]) -> (Vec<(Vec<String>, String)>, &[Token]) {
    let mut leaves = Vec::new();
    let rest = branch(tokens, &[], &mut leaves);
    (leaves, rest)
}

/// One branch of the tree, up to its comma, brace or semicolon.
fn branch<'t>(
    mut tokens: &'t [Token],
    before: &[String],
    leaves: &mut Vec<(Vec<String>, String)>,
) -> &'t [Token] {
    let mut path = before.to_vec();
    while let [token, rest @ ..] = tokens {
        match token.text() {
            ":" => tokens = rest,
            "{" => return group(rest, &path, leaves),
            "as" => {
                let name = rest.first().map(|name| name.text().to_owned()).unwrap_or_default();
                leaves.push((path, name));
                return rest.get(1..).unwrap_or_default();
            }
            "," | "}" | ";" => break,
            // `a::{self}` is `a`.
            "self" if !path.is_empty() => tokens = rest,
            word => {
                path.push(word.to_owned());
                tokens = rest;
            }
        }
    }
    let name = path.last().cloned().unwrap_or_default();
    leaves.push((path, name));
    tokens
}

/// Branches in braces.
fn group<'t>(
    mut tokens: &'t [Token],
    before: &[String],
    leaves: &mut Vec<(Vec<String>, String)>,
) -> &'t [Token] {
    loop {
        match tokens {
            [] => return tokens,
            [token, rest @ ..] => match token.text() {
                "}" => return rest,
                // What is in no `use` line, such as `+ use<>` before a body.
                ";" => return tokens,
                "," => tokens = rest,
                _ => tokens = branch(tokens, before, leaves),
            },
        }
    }
}
