//! Paths of documents, and how `api!` has them.

/// A piece of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Text as it is.
    Text(String),
    /// A parameter.
    Param(String),
}

/// A path with what may be written behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Template {
    /// Its pieces, beginning with a slash.
    pub(crate) pieces: Vec<Piece>,
    /// The query that is part of it.
    pub(crate) query: Vec<(String, String)>,
    /// The parameters of the query that are part of it.
    pub(crate) required: Vec<String>,
    /// The fragment that tells it from another.
    pub(crate) fragment: Option<String>,
}

/// Reads a path.
pub(crate) fn read(path: &str) -> Template {
    let (path, fragment) = match path.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment.to_owned())),
        None => (path, None),
    };
    // A `?` within braces belongs to the parameter.
    let (path, query) = match path.split_once('?') {
        Some((path, query)) if path.matches('{').count() == path.matches('}').count() => {
            (path, query)
        }
        _ => (path, ""),
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let (required, constant): (Vec<_>, Vec<_>) =
        pairs.partition(|(name, value)| format!("{name}{value}").contains('{'));
    let query =
        constant.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let required = required
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, _)| name.to_owned())
        .collect();
    Template { pieces: pieces(path), query, required, fragment }
}

fn pieces(path: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    if !path.starts_with('/') {
        text.push('/');
    }
    let mut rest = path;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else { break };
        text += &rest[..open];
        if !text.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut text)));
        }
        pieces.push(Piece::Param(rest[open + 1..open + close].to_owned()));
        rest = &rest[open + close + 1..];
    }
    text += rest;
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    pieces
}

/// The last segment of text before a parameter.
pub(crate) fn literal_before(path: &str, parameter: &str) -> Option<String> {
    let pieces = read(path).pieces;
    let index = pieces.iter().position(|piece| *piece == Piece::Param(parameter.to_owned()))?;
    let texts = pieces[..index].iter().rev().filter_map(|piece| match piece {
        Piece::Text(text) => text.split('/').rfind(|segment| !segment.is_empty()),
        Piece::Param(_) => None,
    });
    texts.map(str::to_owned).next()
}

/// The segments of text of a path, without versions.
pub(crate) fn literals(path: &str) -> Vec<String> {
    let pieces = read(path).pieces;
    let texts = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text.split(['/', ':'])),
        Piece::Param(_) => None,
    });
    let segments = texts.flatten().filter(|segment| !segment.is_empty() && !is_version(segment));
    segments.map(str::to_owned).collect()
}

/// `v1`, `v2beta`, `api`, `2024-01`
fn is_version(segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    let numbered = |rest: &str| rest.starts_with(|first: char| first.is_ascii_digit());
    lower == "api"
        || lower == "rest"
        || lower.strip_prefix('v').is_some_and(numbered)
        || numbered(&lower)
}

/// Whether the last segment is a parameter.
pub(crate) fn ends_with_parameter(path: &str) -> bool {
    matches!(read(path).pieces.last(), Some(Piece::Param(_)))
}

/// Why a path cannot be a line.
pub(crate) fn obstacle(template: &Template) -> Option<String> {
    let adjacent =
        template.pieces.windows(2).any(|pair| matches!(pair, [Piece::Param(_), Piece::Param(_)]));
    if adjacent {
        return Some("two parameters are side by side in its path".to_owned());
    }
    let text: String = template
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Param(_) => "x",
        })
        .collect();
    let segments = || text.split('/');
    if segments().any(|segment| segment == "." || segment == "..") {
        return Some("its path has a segment that leads to another path".to_owned());
    }
    text.contains(['?', '\n', '\r']).then(|| "its path has a mark that ends a path".to_owned())
}

/// A piece of text in a path of `api!`: as words where that reads as the same, else in quotes.
pub(crate) fn text(text: &str) -> String {
    let mut written = String::new();
    for (index, segment) in text.split('/').enumerate() {
        if index > 0 {
            written.push('/');
        }
        match segment.is_empty() {
            true => {}
            false if is_bare(segment, index == 0) => written += segment,
            false => written += &super::literal::quoted(&literal(segment)),
        }
    }
    // An empty segment is written within quotes.
    match text.contains("//") {
        true => {
            let segments: Vec<_> = text.trim_start_matches('/').split('/').map(literal).collect();
            format!("/{}", super::literal::quoted(&segments.join("/")))
        }
        false => written,
    }
}

/// A segment in quotes. One that looks like a parameter of some router has its first mark encoded.
fn literal(segment: &str) -> String {
    let encoded = |mark: char| Some(format!("%{:02X}{}", mark as u32, segment.strip_prefix(mark)?));
    [':', '<', '{'].into_iter().find_map(encoded).unwrap_or_else(|| segment.to_owned())
}

/// Whether a segment can stand without quotes. `after` says that a parameter is before it.
fn is_bare(segment: &str, after: bool) -> bool {
    let word = |word: &str| {
        let mut bytes = word.bytes();
        bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    // A mark after a parameter: `<name>.json`, `<id>:cancel`.
    let segment = match after {
        true => match segment.strip_prefix(['.', '-', ':', '~', '$', '@']) {
            Some(rest) => rest,
            // A word right behind a parameter needs quotes.
            None => return false,
        },
        false => segment.strip_prefix('@').unwrap_or(segment),
    };
    let mut parts = segment.split(['-', '.', ':']);
    let first = parts.next().unwrap_or_default();
    // Before a parameter, a segment may end with a mark.
    let rest: Vec<_> = parts.collect();
    let all_words = rest.iter().all(|part| word(part));
    (word(first) && all_words) || (number(first) && rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_pieces() {
        let template = read("/a/{id}:run#stream");
        let text = |text: &str| Piece::Text(text.to_owned());
        assert_eq!(template.pieces, [text("/a/"), Piece::Param("id".to_owned()), text(":run")]);
        assert_eq!(template.fragment.as_deref(), Some("stream"));
        let template = read("/a?b=c&d");
        assert_eq!(
            template.query,
            [("b".to_owned(), "c".to_owned()), ("d".to_owned(), String::new())]
        );
        assert_eq!(read("a").pieces, [text("/a")]);
    }

    #[test]
    fn text_is_bare_or_quoted() {
        let cases = [
            ("/threads/", "/threads/"),
            ("/chat-completions", "/chat-completions"),
            ("/v1.beta/x", "/v1.beta/x"),
            ("/2fa", "/\"2fa\""),
            ("/10/x", "/10/x"),
            ("/it's", "/\"it's\""),
            (":cancel", ":cancel"),
            (".json", ".json"),
            ("x", "\"x\""),
            ("/@me", "/@me"),
            ("/a//b", "/\"a//b\""),
            ("/a-", "/\"a-\""),
            ("/_x", "/\"_x\""),
            ("/a=1", "/\"a=1\""),
            ("/:id/<id>", "/\"%3Aid\"/\"%3Cid>\""),
        ];
        for (plain, written) in cases {
            assert_eq!(self::text(plain), written, "{plain}");
        }
    }

    #[test]
    fn what_names_things() {
        assert_eq!(literal_before("/v1/albums/{id}", "id").as_deref(), Some("albums"));
        assert_eq!(literals("/api/v1/repos/{owner}/issues:lock"), ["repos", "issues", "lock"]);
    }
}
