//! The path of an endpoint, reassembled from Rust's tokens.

use super::segment::{self, Segment, unquoted};
use super::{clause_place, param, quoted, slips, tokens, url, words};
use crate::ast::{Need, Param, Path, PathPiece};
use crate::lex::{fail, is_end, next, peek_second_word, peek_word, show};
use crate::slip::refuse;
use crate::text::text;
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Lit, LitStr, Result, Token};

/// The kind of the previous token. Spaces are not tokens, so only this tells where a word ends.
#[derive(Clone)]
enum Last {
    Slash,
    Word(String),
    Mark(Punct),
    /// Two hexadecimal digits are next.
    Percent,
    Param(String),
}

struct PathBuilder {
    pieces: Vec<PathPiece<Param>>,
    text: String,
    segment: Segment,
    last: Last,
}

/// ```ebnf
/// path = "/" { "/" | word | mark | param | string } ;
/// word = identifier | keyword | number ;
/// mark = "-" | "." | "~" | "_" | "!" | "$" | "+" | "," | ":" | "@" | "%" ;
/// ```
/// It ends at `?`, `(`, `->`, `{` or `;`, never at a word.
pub(super) fn parse_path(input: ParseStream<'_>) -> Result<Path> {
    let path = read(input, |_, group| is_block(group))?;
    parentheses_in_path(&path.last, input)?;
    path.end()
}

/// Parses the path of a group, which ends at the braces that hold its lines.
pub(super) fn parse_prefix(input: ParseStream<'_>) -> Result<Path> {
    let is_end = |last: &Last, group: &Group| {
        !(matches!(last, Last::Slash | Last::Mark(_)) && tokens::may_be_parameter(group))
    };
    read(input, is_end)?.end()
}

/// Reads the pieces of a path up to its end; `is_end` decides about braces.
fn read(input: ParseStream<'_>, is_end: impl Fn(&Last, &Group) -> bool) -> Result<PathBuilder> {
    let mut path = PathBuilder {
        pieces: Vec::new(),
        text: String::new(),
        segment: Segment::default(),
        last: Last::Percent,
    };
    while let Some(token) = peek_piece(input, |group| is_end(&path.last, group)) {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => path.param(input)?,
            TokenTree::Punct(punct) => path.punct(&punct, input)?,
            TokenTree::Ident(ident) => path.ident(&ident, input)?,
            TokenTree::Literal(literal) => path.literal(&literal, input)?,
            TokenTree::Group(group) => return braces_in_path(&group),
        }
    }
    Ok(path)
}

/// The next token, unless the path ends before it.
fn peek_piece(input: ParseStream<'_>, is_end_at: impl Fn(&Group) -> bool) -> Option<TokenTree> {
    let token = next(input)?;
    let end = match &token {
        TokenTree::Punct(punct) => {
            punct.as_char() == '?'
                || is_end(&token)
                || input.peek(Token![->])
                || input.peek(Token![=>])
        }
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Parenthesis => true,
            // A block after the path: the missing arrow is reported where it is expected.
            Delimiter::Brace => is_end_at(group),
            _ => false,
        },
        _ => false,
    };
    (!end).then_some(token)
}

/// Whether braces hold clauses, rather than a parameter in the notation of others.
fn is_block(group: &Group) -> bool {
    let mut tokens = group.stream().into_iter();
    let clause = |word: &TokenTree| words::is_clause(&word.to_string());
    match (tokens.next(), tokens.next()) {
        (None, _) => true,
        (Some(word), Some(TokenTree::Punct(colon))) if colon.as_char() == ':' => {
            clause(&word) && tokens.count() > 1
        }
        (Some(word), second) => clause(&word) && second.is_some(),
    }
}

impl PathBuilder {
    fn param(&mut self, input: ParseStream<'_>) -> Result<()> {
        let param = param::parse_param(input)?;
        if let Last::Param(first) = &self.last {
            return adjacent_parameters(first, &param);
        }
        param::upper_case_parameter(&param)?;
        query_without_mark(&param, input)?;
        self.finish();
        self.segment.text += "<>";
        self.last = Last::Param(param.wire.text.clone());
        self.pieces.push(PathPiece::Param(param));
        Ok(())
    }

    fn punct(&mut self, punct: &Punct, input: ParseStream<'_>) -> Result<()> {
        let char = punct.as_char();
        match char {
            '/' if matches!(self.last, Last::Slash) => return empty_segment(punct),
            ':' if matches!(self.last, Last::Slash) => return colon_parameter(input),
            '%' => percent_without_digits(input)?,
            '>' => return unopened_parameter(punct),
            _ => refuse(input, slips::IN_PATH)?,
        }
        if char == '/' {
            self.end_segment()?;
        } else if char != '%' {
            segment::mark_out_of_place(punct, &self.segment, input)?;
        }
        input.parse::<TokenTree>()?;
        self.text.push(char);
        self.last = match char {
            '/' => Last::Slash,
            '%' => Last::Percent,
            _ => Last::Mark(punct.clone()),
        };
        if char != '/' {
            self.segment.push(&char.to_string(), punct.clone());
        }
        Ok(())
    }

    fn end_segment(&mut self) -> Result<()> {
        let segment = std::mem::take(&mut self.segment);
        if let Last::Mark(mark) = &self.last {
            segment::mark_at_the_end(mark, &segment)?;
        }
        segment::dot_segment(&segment)
    }

    fn ident(&mut self, ident: &Ident, input: ParseStream<'_>) -> Result<()> {
        let text = ident.unraw().to_string();
        self.word(&text, input)
    }

    fn literal(&mut self, literal: &Literal, input: ParseStream<'_>) -> Result<()> {
        match Lit::new(literal.clone()) {
            Lit::Str(text) => {
                quoted::check_path(&text, matches!(self.last, Last::Slash))?;
                self.word(&text.value(), input)
            }
            Lit::Int(_) | Lit::Float(_) | Lit::Verbatim(_) => {
                self.word(&literal.to_string(), input)
            }
            _ => unquoted(input),
        }
    }

    fn word(&mut self, text: &str, input: ParseStream<'_>) -> Result<()> {
        match &self.last {
            Last::Word(first) => return adjacent_identifiers_in_path(first, input),
            Last::Param(first) if !input.peek(LitStr) => {
                return adjacent_identifiers_in_path(&format!("<{first}>"), input);
            }
            _ => {}
        }
        self.text += &encode(text);
        self.segment.push(text, input.parse::<TokenTree>()?);
        self.last = Last::Word(text.to_owned());
        Ok(())
    }

    fn end(mut self) -> Result<Path> {
        self.end_segment()?;
        self.finish();
        Ok(Path { pieces: self.pieces })
    }

    fn finish(&mut self) {
        if !self.text.is_empty() {
            self.pieces.push(PathPiece::Literal(std::mem::take(&mut self.text)));
        }
    }
}

/// Percent-encodes the characters that a path cannot contain. Encoded text stays as it is.
fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for (at, byte) in text.bytes().enumerate() {
        let digits = text.as_bytes().get(at + 1..at + 3);
        let escape =
            byte == b'%' && digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/".contains(&byte) || escape {
            encoded.push(char::from(byte));
        } else {
            encoded += &format!("%{byte:02X}");
        }
    }
    encoded
}

/// Two words with nothing between them but a space: the arrow is missing, or a comment swallowed a slash.
fn adjacent_identifiers_in_path<T>(first: &str, input: ParseStream<'_>) -> Result<T> {
    input_without_parentheses(input)?;
    clause_place::clause_before_reply(input)?;
    let second = next(input).map(|token| show(&token)).unwrap_or_default();
    let message = format!(
        "`{first}` and `{second}` are side by side in a path; write `{first}/{second}`, `{first}-{second}`, or `->` before a reply{}",
        slash_star()
    );
    fail(next(input), message)
}

/// The words of inputs, followed by a type.
fn input_without_parentheses(input: ParseStream<'_>) -> Result<()> {
    match (peek_word(input), peek_second_word(input)) {
        (Some(word), Some(second))
            if is_input(&word.to_string()) && !is_input(&second.to_string()) =>
        {
            fail(word, "inputs are in parentheses, as in `(json Type)`; the arrow follows them")
        }
        _ => Ok(()),
    }
}

fn is_input(word: &str) -> bool {
    words::INPUTS.contains(&word) || ["body", "with"].contains(&word)
}

/// `/a/**/b` is read as `/a b`, because a comment leaves no token.
fn slash_star() -> &'static str {
    " (`/*` starts a comment in Rust, even in a path)"
}

/// Without text between two parameters, the end of the first is unknown.
fn adjacent_parameters<T>(first: &str, second: &Param) -> Result<T> {
    let name = &second.wire.text;
    fail(
        &second.wire.tokens,
        format!(
            "`<{first}>` and `<{name}>` are side by side in a path; write `/` or other text between them"
        ),
    )
}

/// Two slashes with a space between them. Without the space, they start a comment.
fn empty_segment<T>(slash: &Punct) -> Result<T> {
    fail(
        slash,
        "the path has an empty segment; write a single `/`, or quote the segments, as in `\"a//b\"`, if the service needs it",
    )
}

/// The notation of other routers.
fn colon_parameter<T>(input: ParseStream<'_>) -> Result<T> {
    let colon = input.parse::<TokenTree>()?;
    let name = next(input).map(|token| show(&token)).unwrap_or_default();
    fail(colon, format!("a parameter is written in angle brackets; write `<{name}>` for `:{name}`"))
}

/// The notation of API documents and format strings.
fn braces_in_path<T>(group: &Group) -> Result<T> {
    let (inside, written) = (group.stream(), text(group));
    if let Some(TokenTree::Ident(word)) = inside.clone().into_iter().next() {
        if words::INPUTS.contains(&word.to_string().as_str()) && inside.into_iter().count() > 1 {
            let inputs = group.stream();
            return fail(group, format!("inputs are in parentheses; write `({inputs})`"));
        }
    }
    let parameter = url::parameter(&text(&group.stream()));
    fail(
        group,
        format!("a parameter is written in angle brackets; write `{parameter}` for `{written}`"),
    )
}

/// Parentheses after a slash that do not begin like an input.
fn parentheses_in_path(last: &Last, input: ParseStream<'_>) -> Result<()> {
    let Some(TokenTree::Group(group)) = next(input).filter(|_| matches!(last, Last::Slash)) else {
        return Ok(());
    };
    match group.stream().into_iter().next() {
        Some(TokenTree::Ident(word)) if group.delimiter() == Delimiter::Parenthesis => {
            let word = word.to_string();
            let name = word.starts_with(|first: char| first.is_lowercase());
            let known = is_input(&word)
                || ["query", "path", "self", "application"].contains(&word.as_str());
            if name && !known { braces_in_path(&group) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

fn percent_without_digits(input: ParseStream<'_>) -> Result<()> {
    let digits = input.cursor().token_tree().and_then(|(_, rest)| rest.token_tree());
    let text = digits.map(|(token, _)| show(&token)).unwrap_or_default();
    if text.len() >= 2 && text.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(());
    }
    fail(
        next(input),
        "`%` needs two hexadecimal digits; write `%25` for the character itself, or `<name>` for a parameter",
    )
}

/// A bracket that closes nothing: `<` is missing, or the `-` of an arrow.
fn unopened_parameter<T>(bracket: &Punct) -> Result<T> {
    fail(bracket, "`>` without `<`; write a parameter as `<name>`, and `->` before a reply")
}

/// Optional parameters joined by `&` are a query whose `?` is missing.
fn query_without_mark(param: &Param, input: ParseStream<'_>) -> Result<()> {
    if param.need == Need::Optional && input.peek(Token![&]) {
        let name = &param.wire.text;
        return fail(
            &param.wire.tokens,
            format!("a query starts with `?`; write it before the parameter `{name}`"),
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn only_what_a_path_cannot_hold_is_encoded() {
        assert_eq!(encode("chat-completions"), "chat-completions");
        assert_eq!(encode("it's a//b"), "it's%20a//b");
        assert_eq!(encode("a#b?c\\d"), "a%23b%3Fc%5Cd");
        assert_eq!(encode("100%"), "100%25");
        assert_eq!(encode("a%2Fb"), "a%2Fb");
        assert_eq!(encode("{é}"), "%7B%C3%A9%7D");
    }
}
