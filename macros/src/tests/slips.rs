//! Slips of people who know other libraries: each is one message with what to write, and costs only its own line.

use super::{checked, group};

/// Asserts that the line gives one message, with `remedy` in it, and that the lines around it remain.
fn answers(lines: &[(&str, &str)]) {
    for (line, remedy) in lines {
        let (model, messages) = checked(&format!(
            "client Api at \"https://api.example.com\";
             group threads {{
                 create: POST /threads -> Thread;
                 {line}
                 delete: DELETE /threads/<thread: ThreadId> -> Deleted;
             }}"
        ));
        assert_eq!(messages.len(), 1, "in {line}: {messages:#?}");
        assert!(messages[0].contains(remedy), "in {line}: {messages:#?}");
        let methods = group(&model, "threads");
        assert_eq!(methods.first().map(String::as_str), Some("create"), "in {line}");
        assert_eq!(methods.last().map(String::as_str), Some("delete"), "in {line}");
    }
}

#[test]
fn a_comma_or_semicolon_in_place_of_the_other() {
    answers(&[
        ("list: GET /a -> T,", "write it in place of `,`"),
        ("list: GET /a -> T, timeout 3 s;", "separated by spaces"),
        ("list: GET /a -> T { timeout 3 s, retry 2 }", "ends with `;`"),
        ("timeout 3 s,", "ends with `;`"),
        ("list: GET /a; -> T;", "`;` ends a line"),
        ("list: GET /a;v=1 -> T;", "`;` ends a line"),
        ("list: GET /a?<b: u8>;<c: u8> -> T;", "joined by `&`"),
        ("save: POST /a (json T; header \"X\": T) -> T;", "separated by commas"),
    ]);
}

#[test]
fn a_doc_comment_inside_of_a_line() {
    let remedy = "before a line";
    answers(&[
        ("list: /// All.\n GET /a -> T;", remedy),
        ("list: GET /a?/// At most.\n <limit: u32?> -> T;", remedy),
        ("list: GET /a?<limit: u32?>&/** The first. */<after: T?> -> T;", remedy),
        ("list: GET /a (/// All.\n json T) -> T;", remedy),
        ("list: GET /a -> /// All.\n T;", remedy),
        ("list: GET /a -> T /// All.\n;", remedy),
        ("list: GET /a #[deprecated] -> T;", remedy),
        ("list: GET /a -> T { /// Long.\n timeout 3 s; }", "a comment with `//`"),
    ]);
}

#[test]
fn a_url_or_a_quoted_path() {
    answers(&[
        ("list: GET https:", "write `GET /path`"),
        ("GET https:", "write `GET /path`"),
        ("list: GET api.example.com/users -> T;", "remove the host"),
        ("list: GET localhost:8080/users -> T;", "remove the host"),
        ("list: GET \"https://api.example.com/users/{id}\" -> T;", "write `GET /users/<id>`"),
        ("list: GET \"/users/:id\" -> T;", "write `GET /users/<id>`"),
        ("list: get(\"/users\") -> T;", "write `GET /users`"),
        ("get \"/users/:id\" -> T;", "write `GET /users/<id>`"),
        ("list: GET {base}/users -> T;", "after the name of the client"),
        ("list: GET \"/users?limit={limit}&a=b\" -> T;", "write `GET /users?<limit>&a=b`"),
        ("list: GET format!(\"/users/{}\", id) -> T;", "without a macro"),
    ]);
}

#[test]
fn functions_and_items_of_rust() {
    answers(&[
        ("async fn list(&self) -> T;", "write `list: GET /path -> Type;`"),
        ("pub fn list() -> Result<T>;", "write `list: GET /path -> Type;`"),
        ("fn list() -> T;", "write `list: GET /path -> Type;`"),
        ("struct Thread { id: u64 }", "move it out of `api!`"),
        ("@GET(\"/users\") list() -> T;", "is not an annotation"),
        ("#[get(\"/users\")] list: GET /users -> T;", "remove this attribute"),
        ("list(id: u64): GET /users -> T;", "remove the parentheses"),
        ("list<T>: GET /users -> T;", "no type parameters"),
        ("list-all: GET /users -> T;", "`_` in place of `-`"),
        ("\"list\": GET /users -> T;", "without quotes"),
        ("list: pub GET /users -> T;", "remove `pub`"),
        ("list: async GET /users -> T;", "remove `async`"),
        ("list: Method::GET /users -> T;", "remove `Method`"),
        ("list: GET: /users -> T;", "remove the `:`"),
        ("list: GET | POST /users -> T;", "a line for each method"),
        ("list: FETCH /users -> T;", "did you mean `GET`?"),
        ("list: \"GET\" /users -> T;", "without quotes"),
        ("list: GET -> /users -> T;", "remove the `->`"),
        ("list: GET => /users -> T;", "remove the `=>`"),
        ("let list: GET /users -> T;", "`let` is no part of an endpoint"),
        ("list: GET /users -> T; { timeout 3 s; }", "remove the `;`"),
    ]);
}

#[test]
fn marks_in_a_path_that_are_never_meant() {
    for mark in [",", ":", ".", "!", "$", "+", "@", "-", "~"] {
        let end = format!("`{mark}` cannot end a segment of a path");
        answers(&[
            (&format!("list: GET /users{mark} -> T;"), &end),
            (
                &format!("list: GET /users{mark}/all -> T;"),
                if mark == "," { "a line for each path" } else { &end },
            ),
            (&format!("list: GET /users/all{mark} (json T) -> T;"), &end),
            (&format!("list: GET /users/all{mark}?<limit: u32?> -> T;"), &end),
        ]);
    }
    answers(&[
        ("list: GET /users/,all -> T;", "`,` cannot begin"),
        ("list: GET /users/=all -> T;", "a path has no `=`"),
        ("list: GET /users/<id>=all -> T;", "a path has no `=`"),
        ("list: GET /users/limit=10 -> T;", "write `?` before a query"),
        ("list: GET /users= -> T;", "a path has no `=`"),
        ("GET /users = list -> T;", "a path has no `=`"),
        ("list: GET /users/<id>, -> T;", "`,` cannot end"),
        ("list: GET /users/@ -> T;", "`@` cannot end"),
        ("list: GET /users&limit=1 -> T;", "write `?` before its first part"),
        ("list: GET /users/<id>* -> T;", "write `<name..>`"),
        ("list: GET /users/.. -> T;", "would lead to another path"),
        ("list: GET /users/./all -> T;", "would lead to another path"),
        ("list: GET /users/\"..\" -> T;", "would lead to another path"),
        ("list: GET /users/\"a/../b\" -> T;", "would lead to another path"),
        ("list: GET /users/%2e%2E -> T;", "would lead to another path"),
        ("list: GET /users#all -> T;", "a fragment is not sent"),
        ("list: GET /users/%zz -> T;", "two hexadecimal digits"),
        ("list: GET /users/%2 -> T;", "two hexadecimal digits"),
        ("list: GET /a, /b -> T;", "a line for each path"),
        ("list: GET /\"users/{id}\" -> T;", "write `<id>` outside"),
        ("list: GET /\"users/:id\" -> T;", "write `<id>` outside"),
        ("list: GET /\"users/<id: u64>\" -> T;", "write `<id: u64>` outside"),
        ("list: GET /\"users?limit=1\" -> T;", "write the query after it"),
        ("list: GET /\"/users\" -> T;", "remove the first `/`"),
    ]);
}

#[test]
fn parameters_of_other_routers() {
    answers(&[
        ("read: GET /users/:id -> T;", "write `<id>`"),
        ("read: GET /users/{id} -> T;", "write `<id>`"),
        ("read: GET /users/{id: u64} -> T;", "write `<id: u64>`"),
        ("read: GET /users/${id} -> T;", "angle brackets"),
        ("read: GET /users/[id] -> T;", "write `<id>`"),
        ("read: GET /users/(id) -> T;", "write `<id>`"),
        ("read: GET /users/{*path} -> T;", "write `<path..>`"),
        ("read: GET /users/{+path} -> T;", "write `<path..>`"),
        ("read: GET /users{?limit,page} -> T;", "write `?<limit>&<page>`"),
        ("read: GET /users/%s -> T;", "`<name>` for a parameter"),
        ("read: GET /Users(<id>) -> T;", "quote those of a path"),
        ("read: GET /users/<*path> -> T;", "write `<path..>`"),
        ("read: GET /users/<..path> -> T;", "write `<path..>`"),
        ("read: GET /users/<path...> -> T;", "as in `<path..>`"),
        ("read: GET /users/<int:id> -> T;", "write `<id: i64>`"),
        ("read: GET /users/<path:rest> -> T;", "write `<rest..>`"),
        ("read: GET /users/<u64> -> T;", "as in `<id: u64>`"),
        ("read: GET /users/<UserId> -> T;", "`<user_id: UserId>`"),
        ("read: GET /users/<id: Path<u64>> -> T;", "write `u64`"),
        ("read: GET /users/<id: &'a str> -> T;", "omit the type"),
        ("read: GET /users/<id: Id<'a>> -> T;", "write `'_`"),
        ("read: GET /users/<id: Option<u64>> -> T;", "declare two endpoints"),
        ("read: GET /users/<id: impl Into<u64>> -> T;", "with a name"),
        ("read: GET /users/<ids: [u64]> -> T;", "write `Vec<u64>`"),
    ]);
}

#[test]
fn queries_of_other_libraries() {
    answers(&[
        ("list: GET /a?limit=<limit: u32> -> T;", "write `<limit: u32>`"),
        ("list: GET /a?per_page=<n: u32?> -> T;", "write `<per_page as n: u32?>`"),
        ("list: GET /a?limit={limit} -> T;", "as in `<limit: u32?>`"),
        ("list: GET /a?limit=:limit -> T;", "as in `<limit: u32?>`"),
        ("list: GET /a?{limit} -> T;", "as in `<limit: u32?>`"),
        ("list: GET /a?:limit -> T;", "write `<limit>`"),
        ("list: GET /a?page=1&per_page -> T;", "write `<per_page: Type?>`"),
        ("list: GET /a?limit: u32 -> T;", "write `<limit: Type>`"),
        ("list: GET /a?limit= -> T;", "write `limit=\"\"`"),
        ("list: GET /a?limit=10;", "expected `->`"),
        ("list: GET /a?<limit: u32 | null> -> T;", "marked with `?`"),
        ("list: GET /a?<limit: u32>,<page: u32> -> T;", "joined by `&`"),
        ("list: GET /a?<limit: u32><page: u32> -> T;", "joined by `&`"),
        ("list: GET /a?<limit: u32, page: u32> -> T;", "brackets of its own"),
        ("list: GET /a?<limit: u32>& -> T;", "expected a parameter"),
        ("list: GET /a?<limit: u32>, -> T;", "remove the `,`"),
        ("list: GET /a?<limit?: u32> -> T;", "follows its type"),
        ("list: GET /a?<limit: u32>? -> T;", "inside of its brackets"),
        ("list: GET /a?<limit: u32>=5 -> T;", "cannot have a default"),
        ("list: GET /a?<limit: Option<u32>> -> T;", "write `Type?`"),
        ("list: GET /a?<Option<ListQuery>> -> T;", "write `<ListQuery?>`"),
        ("list: GET /a?<Query<ListQuery>> -> T;", "write `ListQuery`"),
        ("list: GET /a?<ListQuery..> -> T;", "write `<ListQuery>`"),
        ("list: GET /a?ListQuery -> T;", "write `<ListQuery>`"),
        ("list: GET /a?q=b c -> T;", "quote the whole value"),
        ("list: GET /a?q=b+c -> T;", "quote the whole value"),
        ("list: GET /a?q=b%20c -> T;", "quote the whole value"),
        ("list: GET /a?q=\"b%20c\" -> T;", "encoded again"),
        ("list: GET /a?q=b#all -> T;", "a fragment is not sent"),
        ("list: GET /a?q=* -> T;", "in quotes"),
        ("list: GET /a?limit=\"{limit}\" -> T;", "without `=`"),
        ("list: GET /a?limit=\":limit\" -> T;", "without `=`"),
        ("list: GET /a?q=b, -> T;", "remove the `,`"),
        ("list: GET /a?a=1&amp;b=2 -> T;", "write `&` alone"),
    ]);
}

#[test]
fn inputs_of_other_libraries() {
    answers(&[
        ("save: POST /a (Json<T>) -> T;", "write `json T`"),
        ("save: POST /a (body: Json<T>) -> T;", "write `json T`"),
        ("save: POST /a (Json(body): Json<T>) -> T;", "write `json T`"),
        ("save: POST /a (json Json<T>) -> T;", "write `T` instead of `Json<T>`"),
        ("save: POST /a (Form<T>) -> T;", "write `form T`"),
        ("save: POST /a (Path(id): Path<u64>) -> T;", "write `<name: u64>` in the path"),
        ("save: POST /a (Query<T>) -> T;", "write `?<T>`"),
        ("save: POST /a (query: ListParams) -> T;", "`?<Type>`"),
        ("save: POST /a (query limit: u32) -> T;", "write `?<limit: Type>`"),
        ("save: POST /a (id: u64) -> T;", "write `<id: u64>` in the path"),
        ("save: POST /a (State(db): State<Db>) -> T;", "only the body and headers"),
        ("save: POST /a (headers: HeaderMap) -> T;", "header \"X-Name\": Type"),
        ("save: POST /a (header X-Trace: String) -> T;", "write `\"X-Trace\"`"),
        ("save: POST /a (&self, json T) -> T;", "remove `self`"),
        ("save: POST /a (@Body note: T) -> T;", "no annotation"),
        ("save: POST /a (String) -> T;", "write `text`"),
        ("save: POST /a (Vec<u8>) -> T;", "write `bytes`"),
        ("save: POST /a (json: T) -> T;", "write `json Type`"),
        ("save: POST /a (json body: T) -> T;", "without `body:`"),
        ("save: POST /a (json<T>) -> T;", "remove `<`"),
        ("save: POST /a (json = T) -> T;", "remove `=`"),
        ("save: POST /a (json &T) -> T;", "write `T` instead of `&T`"),
        ("save: POST /a (json &[T]) -> T;", "write `Vec<T>`"),
        ("save: POST /a (json T<'a>) -> T;", "write `'_`"),
        ("save: POST /a ({ title: String }) -> T;", "#[derive(Object)]"),
        ("save: POST /a json T -> T;", "inputs are in parentheses"),
        ("save: POST /a {json T} -> T;", "write `(json T)`"),
        ("save: POST /a (multipart) -> T;", "write `multipart Upload`"),
        ("save: POST /a (multipart/form-data T) -> T;", "write `multipart Upload`"),
        ("save: POST /a (body: Multipart) -> T;", "derives `Multipart`"),
        ("save: POST /a (text String) -> T;", "remove `String`"),
        ("save: POST /a (json T U) -> T;", "expected `,` or `)`"),
        ("save: POST /a (json impl Serialize) -> T;", "with a name"),
        ("save: POST /a <json T> -> T;", "in parentheses"),
        ("save: POST /a -> T (json T);", "inputs come before `->`"),
    ]);
}

#[test]
fn replies_of_other_libraries() {
    answers(&[
        ("read: GET /a -> Json<T>;", "write `-> T`"),
        ("read: GET /a -> Result<T>;", "write `-> T`"),
        ("read: GET /a -> Result<Json<Vec<T>>, E>;", "write `-> Vec<T>`"),
        ("read: GET /a -> Result<(), E>;", "write `-> empty`"),
        ("read: GET /a -> Result<String>;", "write `-> text`"),
        ("read: GET /a -> String;", "write `-> text`"),
        ("read: GET /a -> &str;", "`-> json String`"),
        ("read: GET /a -> &'static str;", "write `-> text`"),
        ("read: GET /a -> Cow<'static, str>;", "write `-> text`"),
        ("read: GET /a -> Vec<u8>;", "write `-> bytes`"),
        ("read: GET /a -> &[u8];", "write `-> bytes`"),
        ("read: GET /a -> bytes::Bytes;", "write `-> bytes`"),
        ("read: GET /a -> u64;", "write `json u64`"),
        ("read: GET /a -> Note<'a>;", "remove `'a`"),
        ("read: GET /a -> Note<'_>;", "remove `'_`"),
        ("read: GET /a -> &Note;", "write `Note`"),
        ("read: GET /a -> [Note];", "write `Vec<Note>`"),
        ("read: GET /a -> Note[];", "`Vec<Type>`"),
        ("read: GET /a -> impl Stream<Item = T>;", "write `-> stream`"),
        ("read: GET /a -> Box<dyn Stream<Item = T>>;", "write `-> stream`"),
        ("read: GET /a -> Sse<T>;", "write `-> sse T`"),
        ("read: GET /a -> sse<T>;", "remove the angle brackets"),
        ("read: GET /a -> stream T;", "`sse T` for events"),
        ("read: GET /a -> Promise<T>;", "write `-> T`"),
        ("read: GET /a -> ();", "write `-> empty`"),
        ("read: GET /a -> StatusCode;", "write `-> empty`"),
        ("read: GET /a -> 200 T;", "remove `200`"),
        ("read: GET /a -> 201: T;", "remove the `:`"),
        ("read: GET /a -> { id: u64 };", "#[derive(Object)]"),
        (
            "read: GET /a -> rows;",
            "a type, which starts with an upper-case letter, `text`, `bytes`",
        ),
        ("read: GET /a -> \"rows\";", "a type, `text`, `bytes`"),
        ("read: GET /a -> lines;", "as in `lines Type`"),
        ("read: GET /a -> JsonLines<T>;", "write `-> lines T`"),
        ("read: GET /a -> ndjson T;", "did you mean `lines`?"),
        ("read: GET /a -> jsonl T;", "did you mean `lines`?"),
        ("read: GET /a -> lines<T>;", "remove the angle brackets"),
        ("read: GET /a -> lines T?;", "only JSON can be nothing"),
        ("read: GET /a -> lines T | sse E;", "two replies"),
        ("send: POST /a (ndjson T) -> empty;", "did you mean `lines`?"),
        ("send: POST /a (lines) -> empty;", "the type of the body"),
        ("read: GET /a -> T | E;", "write `error 404: Type`"),
        ("read: GET /a -> T | sse;", "expected the type of the events"),
        ("read: GET /a -> T | stream;", "expected `sse`"),
        ("read: GET /a -> T -> 404 E;", "`error 404: Type`"),
        ("read: GET /a -> fn() -> T;", "with a name"),
        ("read: GET /a -> T or E;", "write `error 404: Type`"),
        ("read: GET /a -> T, E;", "`error 404: Type`"),
    ]);
}

#[test]
fn clauses_of_other_libraries() {
    answers(&[
        ("read: GET /a -> T headers: { \"X\": \"a\" };", "header \"X-Name\": \"value\""),
        ("read: GET /a -> T header X-Version: \"2\";", "write `\"X-Version\"`"),
        ("read: GET /a timeout 3 s -> T;", "after `-> Type`"),
        ("read: GET /a/<id> auth none -> T;", "after `-> Type`"),
        ("read: POST /a (json T) header \"X\": \"a\" -> T;", "after `-> Type`"),
        ("read: GET /a?<after: T?> paged by after -> T;", "after `-> Type`"),
        (
            "list: GET /a?<after?> -> T paged by header \"X-Next\";",
            "`after from header \"X-Next\"`",
        ),
        ("list: POST /a (json T) -> T paged by body.cursor;", "`start_cursor in body`"),
        (
            "list: POST /a (json T) -> T paged by page.cursor in body;",
            "write `page[cursor] in body`",
        ),
        ("list: POST /a (json T) -> T paged by cursors[] in body;", "write `cursors in body`"),
        ("list: GET /a?<after?> -> T paged by query.after;", "named alone"),
        ("list: GET /a?<page?> -> T paged by page from 1;", "`paged by number page from 1`"),
        ("list: GET /a -> T paged by link \"next\";", "stands alone"),
        ("list: GET /a -> T paged by Link;", "`paged by link`"),
        ("list: GET /a -> T paged by links;", "did you mean `paged by link`?"),
        ("list: GET /a?<n?> -> T paged by number n;", "`paged by number n from 1`"),
        ("list: GET /a -> T paginated;", "`paged by link`"),
        ("read: GET /a -> T header Authorization: Bearer abc;", "auth bearer env"),
        ("read: GET /a -> T timeout = 3 s;", "has no `=`"),
        ("read: GET /a -> T timeout: 3 s;", "has no `:`"),
        ("read: GET /a -> T { timeout: 3 s }", "has no `:`"),
        ("read: GET /a -> T retries 3;", "write `retry 2`"),
        ("read: GET /a -> T 404: E;", "write `error 404: Type`"),
        ("read: GET /a -> T? | sse E;", "declare two endpoints"),
        ("read: GET /a -> T | sse E when;", "as in `when query stream`"),
        ("read: GET /a -> T | sse E when ?stream;", "as in `when query stream`"),
        ("read: GET /a -> T | sse E when stream;", "`when query stream`"),
        ("read: GET /a -> T | sse E when stream=true;", "its name alone"),
        ("read: GET /a?stream=true -> T | sse E when query stream;", "remove the constant"),
        ("read: GET /a -> T none on 404;", "follows the `?` of the reply"),
        ("read: GET /a -> T? none on 404, 304;", "separate them with spaces"),
        ("read: GET /a -> T? none 404;", "`none on 404 304`"),
        ("read: GET /a -> text?;", "only JSON can be nothing"),
        ("read: GET /a -> sse T?;", "only JSON can be nothing"),
        ("read: GET /a -> T error 400, 404: E;", "separate them with spaces"),
        ("read: GET /a -> T error 400-499: E;", "write `4xx`"),
        ("read: GET /a -> T error 400..=499: E;", "write `4xx`"),
        ("read: GET /a -> T error 2xx: E;", "`4xx` or `5xx`"),
        ("read: GET /a -> T error E when ok == false;", "`=` and a value"),
        ("read: GET /a -> T error E when ok: false;", "`=` and a value"),
        ("read: GET /a -> T error E when !ok;", "a field of the body"),
        ("read: GET /a -> T error E when status = failed;", "write `\"failed\"`"),
        ("read: GET /a -> T throws E;", "write `error 404: Type`"),
        ("read: GET /a -> T no auth;", "write `auth none`"),
        ("read: GET /a -> T polled until T::is_done();", "write `T::is_done`"),
        ("timeout: 3 s;", "has no `:`"),
        ("base_url \"/threads\";", "in the braces of the client"),
        ("read: \"PROPFIND\" \"/a/{id}\" -> T;", "write `\"PROPFIND\" /a/<id>`"),
        ("prefix \"/threads\";", "write `group name at /path { .. }`"),
    ]);
}

#[test]
fn settings_of_other_libraries() {
    for (client, remedy) in [
        ("client Api \"https://a.example\";", "write `at \"https://a.example\"`"),
        ("client Api: \"https://a.example\";", "follows the word `at`"),
        ("client Api = \"https://a.example\";", "follows the word `at`"),
        ("client Api at: \"https://a.example\";", "remove the `:`"),
        ("client Api at \"https://a.example\", { auth bearer; }", "remove the `,`"),
        ("client Api { base_url = \"https://a.example\"; }", "client Api at"),
        ("client Api { base_url: \"https://a.example\" }", "client Api at"),
        ("client Api { url \"https://a.example\"; }", "client Api at"),
        ("client Api { \"https://a.example\" }", "client Api at"),
        ("client Api { auth bearer \"sk-123\"; }", "name a variable"),
        ("client Api { auth bearer KEY; }", "write `env \"KEY\"`"),
        ("client Api { auth bearer env KEY; }", "write `env \"KEY\"`"),
        ("client Api { auth bearer env \"$KEY\"; }", "as in `env \"KEY\"`"),
        ("client Api { auth bearer env \"${KEY}\"; }", "as in `env \"KEY\"`"),
        ("client Api { auth bearer env \"\"; }", "as in `env \"API_KEY\"`"),
        ("client Api at \"https://{region}.example.com\";", "has no parameters"),
        ("client Api at \"https://a.example/<version>\";", "has no parameters"),
        ("client Api { auth bearer env(\"KEY\"); }", "without parentheses"),
        ("client Api { auth basic env \"USER\" env \"PASS\"; }", "`user:password`"),
        ("client Api { auth bearer env \"A\", env \"B\"; }", "joined by `or`"),
        ("client Api { auth bearer env \"A\" || env \"B\"; }", "joined by `or`"),
        ("client Api { header \"X\": env \"A\" or env \"B\"; }", "only a credential"),
        ("client Api { base_url env \"A\" or env \"B\"; }", "only a credential"),
        ("client Api { auth admin bearer env \"A\"; }", "write `auth admin: bearer`"),
        ("client Api { query version: \"1\"; }", "write `\"version\"`"),
        ("client Api { auth header X-Key env \"KEY\"; }", "write `\"X-Key\"`"),
        ("client Api { auth: bearer; }", "has no `:`"),
        ("client Api { bearer env \"KEY\"; }", "auth bearer env"),
        ("client Api { header Authorization: Bearer abc; }", "auth bearer env"),
        ("client Api { timeout: 30; }", "has no `:`"),
        ("client Api { timeout 3 s, }", "ends with `;`"),
        ("client Api { pub timeout 3 s; }", "remove `pub`"),
        ("client Api { fn list() -> T; }", "write `list: GET /path -> Type;`"),
    ] {
        let (model, messages) = checked(&format!("{client} group a {{ list: GET /a -> T; }}"));
        assert_eq!(messages.len(), 1, "in {client}: {messages:#?}");
        assert!(messages[0].contains(remedy), "in {client}: {messages:#?}");
        assert_eq!(group(&model, "a"), ["list"], "in {client}");
    }
}

#[test]
fn items_of_other_libraries() {
    for (item, remedy) in [
        ("struct Note { id: u64 }", "move it out of `api!`"),
        ("pub struct Other at \"https://a.example\";", "write `client Other at`"),
        ("use crate::Note;", "move it out of `api!`"),
        ("service Notes { }", "write `group name { .. }`"),
        ("async fn read() -> T;", "write `read: GET /path -> Type;`"),
        ("app.get(\"/notes\", list);", "list: GET /path -> Type;"),
        ("headers: { \"X\": \"a\" };", "header \"X-Name\": \"value\""),
        ("id NoteId = u64;", "`id UserId: u64`"),
        ("id NoteId(u64);", "`id UserId: u64`"),
        ("id NoteId: &str;", "an id owns its value; write `String`"),
        ("id NoteId UserId;", "separated by commas"),
        ("group notes at \"/notes/:id\" { list: GET / -> T; }", "write `at /notes/<id>`"),
        ("group notes /notes { list: GET / -> T; }", "write `at` before it"),
        ("group notes at /notes/{id} { list: GET / -> T; }", "write `<id>` for `{id}`"),
        ("group notes at /{team}/notes/{id} { list: GET / -> T; }", "write `<team>` for `{team}`"),
        ("group notes at /notes/ { list: GET / -> T; }", "ends with a segment"),
        ("group notes at notes { list: GET / -> T; }", "begins with `/`"),
        ("group notes at /notes?a=b { list: GET / -> T; }", "has no query"),
        ("group notes at /notes = other::Notes;", "write `at` before its braces"),
        ("group notes at /notes;", "expected `{`"),
        ("save: PUT /a (xml T) -> T;", "write `T via Format`"),
        ("read: GET /a -> msgpack T;", "write `T via Format`"),
        ("read: GET /a?<ids: Vec<T> joined by \",\"> -> T;", "write `by \",\"`"),
        ("read: GET /a?<ids: Vec<T> sep \",\"> -> T;", "write `by \",\"`"),
        ("read: GET <url> -> T;", "`GET <location: Url>`"),
        ("group notes: { list: GET /notes -> T; }", "remove the `:`"),
        ("//! Notes.\n", "write `///`"),
        (",", "remove the `,`"),
    ] {
        let (model, messages) = checked(&format!(
            "client Api at \"https://api.example.com\"; {item} group a {{ list: GET /a -> T; }}"
        ));
        assert_eq!(messages.len(), 1, "in {item}: {messages:#?}");
        assert!(messages[0].contains(remedy), "in {item}: {messages:#?}");
        assert_eq!(group(&model, "a"), ["list"], "in {item}");
    }
}

#[test]
fn a_doc_comment_after_the_last_line() {
    for source in [
        "client Api; GET /a -> T; /// The last line.",
        "client Api; group a { list: GET /a -> T; /// The last line.\n }",
        "client Api { timeout 3 s; /// The last line.\n }",
    ] {
        let (_, messages) = checked(source);
        assert_eq!(messages.len(), 1, "in {source}: {messages:#?}");
        assert!(messages[0].contains("move it above a line"), "in {source}: {messages:#?}");
    }
}
