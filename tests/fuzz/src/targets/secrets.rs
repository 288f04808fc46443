//! Secrets: whatever a service repeats, and wherever, nothing that is printed has a secret of the client in it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use schematic_api::{CallOptions, Error, api};
use schematic_tests::records::{Records, shown};
use schematic_tests::scripted::{Reply, Scripted};
use schematic_tests::shop::ShopError;
use serde_json::json;

use super::paused;
use crate::source::Source;

api! {
    client Bearer at "https://bearer.example.com" { auth bearer; error ShopError; }

    get: GET /items?<cursor: String?> -> Counts;
    watch: GET /items/events -> sse serde_json::Value;
    label: GET /items/label -> text;
}

api! {
    client Basic at "https://basic.example.com" { auth basic; error ShopError; }

    get: GET /items?<cursor: String?> -> Counts;
    watch: GET /items/events -> sse serde_json::Value;
    label: GET /items/label -> text;
}

api! {
    client Keyed at "https://keyed.example.com" { auth query "pass"; error ShopError; }

    get: GET /items?<cursor: String?> -> Counts;
    watch: GET /items/events -> sse serde_json::Value;
    label: GET /items/label -> text;
}

type Counts = std::collections::BTreeMap<String, u32>;

/// What a header and a query can carry, and a text or JSON escapes.
const TOKENS: &[&str] = &[
    "\"", "\\", "'", "%", "&", "+", "=", "/", "<", ">", "{", "}", "[", "]", ";", ",", "~", "#",
    "?", "`",
];

const HEADERS: &[&str] = &["x-api-key", "x-auth-token", "authorization", "cookie", "x-secret"];

struct Secret {
    /// In every form in which it is sent, and in some in which a service may write it.
    forms: Vec<String>,
}

impl Secret {
    fn of(text: &str) -> Self {
        let form = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let percent = utf8_percent_encode(text, ENCODED).to_string();
        let lower = lower_case_escapes(&percent);
        Self { forms: vec![text.to_owned(), percent, form, lower, html(text)] }
    }

    fn basic(user: &str, password: &str) -> Self {
        let pair = format!("{user}:{password}");
        let mut forms = Self::of(&pair).forms;
        forms.extend(Self::of(password).forms);
        forms.push(STANDARD.encode(&pair));
        Self { forms }
    }
}

/// `%2f` for `%2F`
fn lower_case_escapes(percent: &str) -> String {
    let mut parts = percent.split('%');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let (digits, rest) = part.split_at(2);
        text + "%" + &digits.to_ascii_lowercase() + rest
    })
}

/// The text between tags or in an attribute.
fn html(text: &str) -> String {
    let escape = |char: char| match char {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        '\'' => "&#39;".to_owned(),
        '/' => "&#x2F;".to_owned(),
        '`' => "&#96;".to_owned(),
        char => char.to_string(),
    };
    text.chars().map(escape).collect()
}

const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A call with a secret in each place that can have one.
#[derive(Debug)]
struct Case {
    scheme: Scheme,
    reads: Reads,
    credential: String,
    header: (&'static str, String),
    query: String,
}

#[derive(Clone, Copy, Debug)]
enum Scheme {
    Bearer,
    Basic,
    Keyed,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Reads {
    Json,
    Text,
    Events,
}

pub(crate) fn run(source: &mut Source) {
    let case = Case {
        scheme: [Scheme::Bearer, Scheme::Basic, Scheme::Keyed][source.below(3)],
        reads: [Reads::Json, Reads::Text, Reads::Events][source.below(3)],
        credential: secret(source),
        header: (source.pick(HEADERS), secret(source)),
        query: secret(source),
    };
    let secrets = case.secrets();
    let forms: Vec<&String> = secrets.iter().flat_map(|secret| &secret.forms).collect();
    let echoed = forms[source.below(forms.len())];
    let text = padded(source, echoed);
    let reply = echo(source, case.reads, &text);
    let records = Records::default();
    let tracing = tracing::subscriber::set_default(records.clone());
    let error = paused(case.error(Scripted::new([reply.clone()])));
    drop(tracing);
    let shown = format!("{} {}", error.as_ref().map(texts).unwrap_or_default(), records.text());
    check(&shown, &secrets, &format!("{case:?}, {reply:?}"));
}

impl Case {
    /// The secrets that are sent.
    fn secrets(&self) -> Vec<Secret> {
        let mut secrets = vec![Secret::of(&self.header.1), Secret::of(&self.query)];
        match self.scheme {
            // The caller's header is sent in place of the credential.
            Scheme::Bearer | Scheme::Basic if self.header.0 == "authorization" => {}
            Scheme::Basic => secrets.push(Secret::basic("user", &self.credential)),
            Scheme::Bearer | Scheme::Keyed => secrets.push(Secret::of(&self.credential)),
        }
        secrets
    }

    /// The error of the call, or of the events that it returns.
    async fn error(&self, transport: Scripted) -> Option<Error> {
        let (name, value) = (self.header.0, &self.header.1);
        let value = if name == "cookie" { &format!("a=b; session={value}") } else { value };
        let options = CallOptions::new().header(name, value).query("api_key", &self.query);
        macro_rules! call {
            ($Client:ident, $credential:expr) => {{
                let client = $Client::builder().credential($credential).transport(transport);
                let client = client.retries(0).build().expect("a client");
                match self.reads {
                    Reads::Json => client.get().options(&options).await.err(),
                    Reads::Text => client.label().options(&options).await.err(),
                    Reads::Events => match client.watch().options(&options).await {
                        Ok(mut events) => events.try_next().await.err(),
                        Err(error) => Some(error),
                    },
                }
            }};
        }
        match self.scheme {
            Scheme::Bearer => call!(Bearer, self.credential.clone()),
            Scheme::Basic => call!(Basic, format!("user:{}", self.credential)),
            Scheme::Keyed => call!(Keyed, self.credential.clone()),
        }
    }
}

fn secret(source: &mut Source) -> String {
    let mut secret = source.word(8);
    for _ in 0..source.below(4) {
        secret += source.pick(TOKENS);
        secret += &source.word(3);
    }
    secret
}

/// Puts a text in the middle of others, at times near the place where a long message is cut.
fn padded(source: &mut Source, text: &str) -> String {
    let before = if source.once_in(3) { source.below(1_200) } else { source.below(10) };
    format!("{}{text}{}", "x".repeat(before), source.pick(&["", ".", " end", "\"", "\\"]))
}

/// A reply that repeats a text.
fn echo(source: &mut Source, reads: Reads, text: &str) -> Reply {
    let (quoted, status) = (json!(text), [400, 401, 404, 409, 422][source.below(5)]);
    let events =
        |body: String| Reply::status(200).header("content-type", "text/event-stream").chunk(body);
    match source.below(if reads == Reads::Events { 11 } else { 8 }) {
        0 => Reply::json(status, json!({"error": {"message": text, "code": "c"}}).to_string()),
        1 => Reply::json(status, json!({"error": {"message": "m", "code": text}}).to_string()),
        2 => Reply::json(status, "{}").header("x-request-id", text),
        3 => Reply::json(200, format!("{{{quoted}:\"x\"}}")),
        4 => Reply::json(200, format!("{{\"a\":{quoted}}}")),
        5 => Reply::json(200, format!("<{text}>")).header("x-request-id", text),
        6 => Reply::status(302).header("location", &format!("https://elsewhere.example/?{text}")),
        7 => Reply::json(status, text.to_owned()).header("content-type", "text/plain"),
        8 => events(format!("event: {text}\ndata: {{\n\n")),
        9 => events(format!("data: {{\"error\":{{\"message\":{quoted}}}}}\n\n")),
        _ => events(format!("event: error\ndata: {text}\n\ndata: {{{quoted}: \"x\"\n\n")),
    }
}

/// Everything that an error says.
fn texts(error: &Error) -> String {
    format!("{} {:?} {:?}", shown(error), error.request_id(), error.json_path())
}

/// Nothing of a secret shows, as it is or escaped, not even its beginning.
fn check(text: &str, secrets: &[Secret], context: &str) {
    for form in secrets.iter().flat_map(|secret| &secret.forms) {
        let escaped: String = form.escape_debug().collect();
        let begun: String = form.chars().take(8).collect();
        for form in [form, &escaped, &begun] {
            assert!(!text.contains(form.as_str()), "{form:?} shows: {context}\n{text}");
        }
    }
}
