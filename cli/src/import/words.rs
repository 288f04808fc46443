//! Names of documents as words, and words as the names that a Rust programmer would choose.

/// The words of a name: `listRunSteps`, `list-run-steps` and `List run steps` have the same.
#[must_use]
pub(crate) fn words(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut begins = true;
    for (index, &char) in chars.iter().enumerate() {
        if !is_word(char) {
            begins = true;
            continue;
        }
        if begins || is_boundary(&chars, index) {
            words.push(String::new());
        }
        begins = false;
        if let Some(word) = words.last_mut() {
            word.push(char);
        }
    }
    words
}

/// Everything that no identifier has is between words, and so are marks that Rust joins with the letter before them.
fn is_word(char: char) -> bool {
    char.is_alphanumeric() && unicode_ident::is_xid_continue(char)
}

/// Small letters. Some capitals become a letter and a mark.
fn lower(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    chars.flat_map(char::to_lowercase).filter(|char| is_word(*char))
}

/// A capital begins a word after a small letter, and at the end of an acronym: `HTTPError`. `IDs` is one word.
fn is_boundary(chars: &[char], index: usize) -> bool {
    let Some(before) = index.checked_sub(1).and_then(|before| chars.get(before)) else {
        return true;
    };
    let char = chars[index];
    if !char.is_uppercase() {
        return false;
    }
    if before.is_lowercase() || before.is_ascii_digit() {
        return true;
    }
    let after = chars.get(index + 1).is_some_and(|after| after.is_lowercase());
    let plural = chars.get(index + 1) == Some(&'s')
        && !chars.get(index + 2).is_some_and(|after| after.is_lowercase());
    before.is_uppercase() && after && !plural
}

/// `["list", "run"]` -> `ListRun`
#[must_use]
pub(crate) fn camel(words: &[String]) -> String {
    let mut name = String::new();
    for word in words {
        // `1.0` and `10` stay apart.
        let digits = name.ends_with(|last: char| last.is_ascii_digit())
            && word.starts_with(|first: char| first.is_ascii_digit());
        if digits {
            name.push('_');
        }
        let mut chars = word.chars();
        name.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        name.extend(lower(chars));
    }
    name
}

/// `["list", "run"]` -> `list_run`
#[must_use]
pub(crate) fn snake(words: &[String]) -> String {
    let words: Vec<_> = words.iter().map(|word| lower(word.chars()).collect::<String>()).collect();
    words.join("_")
}

/// The words of a name that may have none, such as `>=`, with its symbols spelled out.
#[must_use]
pub(crate) fn spelled(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = String::new();
    for char in text.chars() {
        match symbol(char) {
            Some(symbol) => {
                words.extend(self::words(&std::mem::take(&mut rest)));
                words.push(symbol.to_owned());
            }
            None => rest.push(char),
        }
    }
    words.extend(self::words(&rest));
    words
}

fn symbol(char: char) -> Option<&'static str> {
    Some(match char {
        '=' => "equal",
        '!' => "not",
        '<' => "less",
        '>' => "greater",
        '~' => "tilde",
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '$' => "dollar",
        '#' => "hash",
        '@' => "at",
        '?' => "question",
        '(' | '[' | '{' => "open",
        ')' | ']' | '}' => "close",
        '"' | '\'' | '`' => "quote",
        '_' => "underscore",
        _ => return None,
    })
}

/// Words that are the same for one and for several, or that only end as if they were for several.
const SAME: [&str; 27] = [
    "access",
    "address",
    "alias",
    "analysis",
    "atlas",
    "aws",
    "basis",
    "bias",
    "bus",
    "canvas",
    "css",
    "data",
    "dns",
    "gas",
    "https",
    "kubernetes",
    "lens",
    "metadata",
    "news",
    "postgres",
    "redis",
    "series",
    "sms",
    "species",
    "status",
    "tls",
    "does",
];

/// Words whose form for one has no rule.
const IRREGULAR: [(&str, &str); 12] = [
    ("addresses", "address"),
    ("aliases", "alias"),
    ("analyses", "analysis"),
    ("biases", "bias"),
    ("buses", "bus"),
    ("children", "child"),
    ("cookies", "cookie"),
    ("indices", "index"),
    ("movies", "movie"),
    ("people", "person"),
    ("statuses", "status"),
    ("ties", "tie"),
];

/// The word for one of several: `companies` -> `company`.
#[must_use]
pub(crate) fn singular(word: &str) -> String {
    let lower = word.to_ascii_lowercase();
    if let Some((_, one)) = IRREGULAR.iter().find(|(several, _)| *several == lower) {
        return like(word, one);
    }
    let ends = |ends: &[&str]| ends.iter().any(|end| lower.ends_with(end));
    if SAME.contains(&lower.as_str()) || ends(&["ss", "us", "is"]) {
        return word.to_owned();
    }
    let cut = |count: usize| word.chars().take(word.chars().count() - count).collect::<String>();
    if lower.len() > 4 && ends(&["ies"]) {
        format!("{}y", cut(3))
    } else if ends(&["ches", "shes", "xes", "sses", "zes"]) {
        cut(2)
    } else if lower.len() > 2 && ends(&["s"]) {
        cut(1)
    } else {
        word.to_owned()
    }
}

/// A word with a capital, if another one has it.
fn like(word: &str, other: &str) -> String {
    match word.starts_with(|first: char| first.is_uppercase()) {
        true => camel(&[other.to_owned()]),
        false => other.to_owned(),
    }
}

/// Words whose last is the one for one of several.
#[must_use]
pub(crate) fn singular_words(words: &[String]) -> Vec<String> {
    let mut words = words.to_vec();
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_words() {
        let cases: &[(&str, &str)] = &[
            ("listRunSteps", "list_run_steps"),
            ("list-run-steps", "list_run_steps"),
            ("HTTPServerError", "http_server_error"),
            ("HTTPValidationError", "http_validation_error"),
            ("userIDs", "user_ids"),
            ("fileIDsOnly", "file_ids_only"),
            ("v2Thing", "v2_thing"),
            ("ACL", "acl"),
            ("billing_portal.session", "billing_portal_session"),
            ("x-amz-ACL", "x_amz_acl"),
            ("+1", "1"),
            ("größe", "größe"),
            ("İzmir k\u{301}n", "izmir_k_n"),
            ("StartTime>", "start_time"),
            ("", ""),
        ];
        for (text, name) in cases {
            assert_eq!(snake(&words(text)), *name, "{text}");
        }
    }

    #[test]
    fn names_of_types() {
        let cases = [
            ("run_step", "RunStep"),
            ("OpenAI", "OpenAi"),
            ("1.0", "1_0"),
            ("10", "10"),
            ("OAuth2Client", "OAuth2Client"),
        ];
        for (text, name) in cases {
            assert_eq!(camel(&words(text)), name, "{text}");
        }
    }

    #[test]
    fn symbols_are_spelled() {
        let cases = [
            (">=", "GreaterEqual"),
            ("!=", "NotEqual"),
            ("~", "Tilde"),
            ("+1", "Plus1"),
            ("-1", "Minus1"),
            ("a.b", "ADotB"),
        ];
        for (text, name) in cases {
            assert_eq!(camel(&spelled(text)), name, "{text}");
        }
    }

    #[test]
    fn one_of_several() {
        let cases = [
            ("runs", "run"),
            ("companies", "company"),
            ("statuses", "status"),
            ("status", "status"),
            ("addresses", "address"),
            ("batches", "batch"),
            ("boxes", "box"),
            ("data", "data"),
            ("news", "news"),
            ("movies", "movie"),
            ("analyses", "analysis"),
            ("s", "s"),
            ("access", "access"),
        ];
        for (several, one) in cases {
            assert_eq!(singular(several), one);
        }
    }
}
