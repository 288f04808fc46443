//! The slips of each place, in the words and marks of other libraries and languages.

use crate::slip::{Slip, slip};

/// At the start of a line or an item.
pub(super) const LINES: &[Slip] = &[
    slip("{}", "the braces of an endpoint follow its reply; remove the `;` before them"),
    slip("async fn _", NOT_A_FUNCTION_3),
    slip("unsafe fn _", NOT_A_FUNCTION_3),
    slip("fn _", NOT_A_FUNCTION_2),
    slip("def _", NOT_A_FUNCTION_2),
    slip("function _", NOT_A_FUNCTION_2),
    slip("rpc _", NOT_A_FUNCTION_2),
    slip("struct _ at", "a client is declared by its own word; write `client $2 at`"),
    slip("struct _", OUTSIDE),
    slip("enum _", OUTSIDE),
    slip("union _", OUTSIDE),
    slip("type _", OUTSIDE),
    slip("const _", OUTSIDE),
    slip("static _", OUTSIDE),
    slip("let _", OUTSIDE),
    slip("use _", OUTSIDE),
    slip("impl _", OUTSIDE),
    slip("trait _", A_GROUP),
    slip("interface _", A_GROUP),
    slip("service _", A_GROUP),
    slip("resource _", A_GROUP),
    slip("controller _", A_GROUP),
    slip("router _", A_GROUP),
    slip("mod _", A_GROUP),
    slip(
        "@ _",
        "a route is not an annotation; write it in the line, as in `list: GET /path -> Type;`",
    ),
    slip(
        "\"\"",
        "the name of a method is written without quotes, as in `list: GET /path -> Type;`",
    ),
];

const NOT_A_FUNCTION_2: &str =
    "an endpoint is a line, not a function; write `$2: GET /path -> Type;`";
const NOT_A_FUNCTION_3: &str =
    "an endpoint is a line, not a function; write `$3: GET /path -> Type;`";
const OUTSIDE: &str = "`$1` is not part of the language; move it out of `api!`";
const A_GROUP: &str = "endpoints are divided into groups; write `group name { .. }`";

/// After the name of a method, in place of a colon.
pub(super) const AFTER_NAME: &[Slip] = &[
    slip(
        "()",
        "the route says what a method takes; remove the parentheses, and write `:` after the name",
    ),
    slip("<", "a method has no type parameters; remove them, and write `:` after the name"),
    slip("- >", "a route stands between a name and `->`, as in `list: GET /path -> Type;`"),
    slip(
        "-",
        "the name of a method is a Rust identifier; write `_` in place of `-`, and `:` after the name",
    ),
    slip(". _ ()", "a route is written in a line, as in `list: GET /path -> Type;`"),
    slip(".", ONE_WORD),
    slip(": :", ONE_WORD),
];

const ONE_WORD: &str = "the name of a method is one word; write `group name { .. }` for a group";

/// In place of the HTTP method.
pub(super) const METHODS: &[Slip] =
    &[slip("\"\"", "a method and its path are written without quotes, as in `GET /users/<id>`")];

/// After the HTTP method, in place of a slash.
pub(super) const AFTER_METHOD: &[Slip] = &[
    slip("= /", "a path follows its method; remove the `=`"),
    slip("= > /", "a path follows its method; remove the `=>`"),
    slip("- > /", "a path follows its method; remove the `->`"),
    slip(
        "_ !",
        "a path is written as it is, without a macro; write `<name>` for a parameter, as in `/users/<id>`",
    ),
    slip("|", ONE_METHOD),
    slip(",", ONE_METHOD),
    slip(": /", "a method has no colon after it; remove the `:`"),
    slip(". /", "a path begins with `/`; remove the `.`"),
    slip(
        "{} /",
        "a path begins with `/`; remove `$1`, and write the base URL after the name of the client",
    ),
    slip("{}", "a path begins with `/`, and its parameters are written `<name>`"),
];

const ONE_METHOD: &str = "an endpoint has one method; write a line for each method";

/// In a path.
pub(super) const IN_PATH: &[Slip] = &[
    slip(
        "=",
        "a path has no `=`; write `?` before a query, as in `/users?a=b`, or quote the segment, as in `\"a=b\"`",
    ),
    slip(
        "* _",
        "`*` is not a wildcard; write `<$2..>` for the rest of the path, or quote the segment",
    ),
    slip(
        "*",
        "`*` is not a wildcard; write `<name..>` for the rest of the path, or quote the segment",
    ),
    slip(
        "&",
        "a query begins with `?`; write `?` before its first part, or quote the segment, as in `\"a&b\"`",
    ),
    slip(", /", "an endpoint has one path; write a line for each path"),
    slip("# _", FRAGMENT),
    slip("$ {}", "a parameter is written in angle brackets; write `<name>` for `$1$2`"),
];

const FRAGMENT: &str = "a fragment is not sent to a service; remove `#` and what follows, or quote the segment, as in `\"a#b\"`";

/// At the start of a parameter, after its `<`.
pub(super) const IN_PARAMETER: &[Slip] = &[
    slip("json _", "inputs are in parentheses, as in `(json Type)`"),
    slip("form _", "inputs are in parentheses, as in `(form Type)`"),
    slip("* _", "write `<$2..>` for a parameter that takes the rest of the path"),
    slip(". . . _", "write `<$4..>` for a parameter that takes the rest of the path"),
    slip(". . _", "write `<$3..>` for a parameter that takes the rest of the path"),
    slip("? _", "the `?` of an optional parameter follows its type; write `<$2: Type?>`"),
    slip("& _", "a parameter begins with its name, as in `<name>` for a `&str`"),
    slip("{}", "a parameter is written in angle brackets alone, as in `<name>`"),
];

/// After the name or the type of a parameter, in place of `>`.
pub(super) const AFTER_PARAMETER: &[Slip] = &[
    slip("joined by \"\"", "the items of a list are joined by a separator; write `by $3`"),
    slip("joined \"\"", JOINED_BY),
    slip("join \"\"", JOINED_BY),
    slip("sep \"\"", JOINED_BY),
    slip("separator \"\"", JOINED_BY),
    slip("| _", "an optional parameter is marked with `?`, as in `<limit: u32?>`"),
    slip("? :", "the `?` of an optional parameter follows its type, as in `<limit: u32?>`"),
    slip(". . .", "the rest of a path is marked with two dots, as in `<path..>`"),
    slip(", _", "each parameter has brackets of its own; write `>&<` in place of `,` in a query"),
];

const JOINED_BY: &str = "the items of a list are joined by a separator; write `by $2`";

/// At the start of a part of the query.
pub(super) const IN_QUERY: &[Slip] = &[
    slip("amp ;", "`&amp;` is an `&` in HTML; write `&` alone"),
    slip("{}", "a parameter is written in angle brackets, as in `<limit: u32?>`"),
    slip("[]", "a parameter is written in angle brackets, as in `<limit: u32?>`"),
    slip("()", "a parameter is written in angle brackets, as in `<limit: u32?>`"),
    slip(": _", "a parameter is written in angle brackets; write `<$2>` for `$1$2`"),
    slip(
        "* _",
        "a struct that holds all the parameters is written in angle brackets, as in `<ListQuery>`",
    ),
    slip(
        ". . _",
        "a struct that holds all the parameters is written in angle brackets, as in `<ListQuery>`",
    ),
    slip("< . .", A_STRUCT),
    slip("< * _", A_STRUCT),
];

const A_STRUCT: &str = "a query has no rest; write the type of a struct that holds all the parameters, as in `<ListQuery>`";

/// After a part of the query, in place of `&`.
pub(super) const AFTER_QUERY_PART: &[Slip] = &[
    slip(", -", "nothing stands between a query and `->`; remove the `,`"),
    slip(",", JOINED),
    slip("; _", JOINED),
    slip("; <", JOINED),
    slip("|", JOINED),
    slip("<", "the parts of a query are joined by `&`; write it before `<`"),
    slip("# _", FRAGMENT),
];

const JOINED: &str = "the parts of a query are joined by `&`; write it in place of `$1`";

/// After the `=` of a constant of the query.
pub(super) const VALUES: &[Slip] = &[
    slip("{}", PARAMETER),
    slip(": _", PARAMETER),
    slip("$ _", PARAMETER),
    slip("$ {}", PARAMETER),
    slip("?", PARAMETER),
];

const PARAMETER: &str = "a parameter is written in angle brackets, without `=`, as in `<limit: u32?>`; a constant value with marks is quoted";

/// At the start of an input.
pub(super) const INPUTS: &[Slip] = &[
    slip("<", "parentheses hold inputs; quote those of a path, as in `/\"Users(\"<id>\")\"`"),
    slip("& self", NO_RECEIVER),
    slip("& mut self", NO_RECEIVER),
    slip("self", NO_RECEIVER),
    slip(
        "@ _",
        "an input has no annotation; write `json Type` for the body, and `header \"X-Name\": Type` for a header",
    ),
    slip(
        "{}",
        "a body has a type with a name; declare it with `#[derive(Object)]`, and write `json Type`",
    ),
    slip("application / json", "the encoding is one word; write `json`"),
    slip(
        "\"\"",
        "an input begins with a word; write `json Type`, `text` or `bytes` for a body, and `header \"X-Name\": Type` for a header",
    ),
    slip("query _", "a parameter of the query follows the path; write `?<$2: Type>` there"),
    slip("path _", "a parameter of the path is in it; write `<$2: Type>` there"),
    slip(
        "query : _",
        "the query follows the path; write `?<name: Type>` there, or `?<Type>` for a struct",
    ),
    slip(
        "params : _",
        "the query follows the path; write `?<name: Type>` there, or `?<Type>` for a struct",
    ),
    slip("headers : _", "headers are inputs one by one; write `header \"X-Name\": Type`"),
];

const NO_RECEIVER: &str = "the method has a receiver anyway; remove `self`";

/// After the word of a body, in place of its type.
pub(super) const AFTER_ENCODING: &[Slip] = &[
    slip("=", BODY),
    slip(":", BODY),
    slip("<", BODY),
    slip("_ : _", "a body has no name here; write the type without `$1:`"),
];

const BODY: &str = "the type of a body follows its encoding, as in `json Type`; remove `$1`";

/// After an input, in place of a comma.
pub(super) const AFTER_INPUT: &[Slip] = &[slip(";", SEPARATED), slip("&", SEPARATED)];

const SEPARATED: &str = "inputs are separated by commas; write `,` in place of `$1`";

/// After the name of a client.
pub(super) const AFTER_CLIENT: &[Slip] = &[
    slip("=", AT),
    slip(":", AT),
    slip("-", AT),
    slip("()", AT),
    slip("for", AT),
    slip("\"\"", "the base URL follows the word `at`; write `at $1`"),
];

const AT: &str = "the base URL follows the word `at`, as in `at \"https://api.example.com/v1\"`";

/// In place of the base URL.
pub(super) const BASE_URLS: &[Slip] = &[
    slip("https :", IN_QUOTES),
    slip("http :", IN_QUOTES),
    slip(": \"\"", "the base URL follows `at` without a colon; remove the `:`"),
    slip(
        "env \"\"",
        "a variable overrides the base URL; write `base_url env $2;` in the braces of the client",
    ),
];

const IN_QUOTES: &str = "the base URL is written in quotes, as in `at \"https://api.example.com/v1\"` (`//` starts a comment)";

/// After `base_url`.
pub(super) const BASE_URL_SETTINGS: &[Slip] =
    &[slip("\"\"", FOLLOWS_AT), slip("= \"\"", FOLLOWS_AT), slip(": \"\"", FOLLOWS_AT)];

const FOLLOWS_AT: &str = "the base URL follows the name of the client, as in `client Api at \"https://api.example.com\"`; `base_url env \"VARIABLE\"` names a variable that overrides it";

/// In place of a clause.
pub(super) const CLAUSES: &[Slip] = &[
    slip(
        "\"\"",
        "a clause begins with a word; the base URL follows the name of the client, as in `client Api at \"https://api.example.com\"`",
    ),
    slip("0", "a clause begins with a word; write `error $1: Type` for the type of an error body"),
    slip("{}", "the braces are doubled; remove those inside"),
];

/// After the word of a clause.
pub(super) const AFTER_CLAUSE: &[Slip] = &[slip("=", NO_MARK), slip(":", NO_MARK)];

const NO_MARK: &str =
    "a clause has no `$1` after its word, as in `timeout 30 s` or `retry 2`; remove it";

/// After an auth scheme, in place of `env`.
pub(super) const CREDENTIALS: &[Slip] = &[
    slip(
        "\"\"",
        "a credential does not belong in source code; name a variable, as in `env \"API_KEY\"`",
    ),
    slip("_", "a credential comes from a variable of the environment; write `env \"$1\"`"),
    slip("$ _", "a credential comes from a variable of the environment; write `env \"$2\"`"),
    slip(
        ":",
        "the credential follows the scheme without a colon, as in `env \"API_KEY\"`; remove the `:`",
    ),
    slip("=", "the credential follows the scheme without `=`, as in `env \"API_KEY\"`; remove it"),
    slip("()", "the credential follows the scheme without parentheses, as in `env \"API_KEY\"`"),
];

/// After a credential.
pub(super) const AFTER_CREDENTIAL: &[Slip] = &[
    slip("env \"\"", ONE_VARIABLE),
    slip(": env \"\"", ONE_VARIABLE),
    slip(", env \"\"", JOINED_BY_OR),
    slip("| env \"\"", JOINED_BY_OR),
    slip("| | env \"\"", JOINED_BY_OR),
];

const ONE_VARIABLE: &str = "a credential is one variable, which for `basic` holds `user:password`; to read another if it is \
                            not set, write `or` before it";
const JOINED_BY_OR: &str =
    "variables of which the first that is set is read are joined by `or`; write it before `env`";

/// After the variable of a header, a parameter or the base URL.
pub(super) const AFTER_VARIABLE: &[Slip] = &[slip(
    "or",
    "only a credential can come from the first of several variables; name one, or set the value on the builder",
)];

/// After `paged by`.
pub(super) const PAGED_BY: &[Slip] = &[
    slip(
        "header \"\"",
        "the cursor of the header goes into a parameter, as in `after from header $2`; URLs in the header `Link` are `paged by link`",
    ),
    slip("body .", "a field of the body is named before `in body`, as in `start_cursor in body`"),
    slip("query .", "a query parameter is named alone, as in `paged by after`"),
    slip("page from 0", "pages are counted by a parameter, as in `paged by number page from 1`"),
    slip("link =", LINK_ALONE),
    slip("link \"\"", LINK_ALONE),
    slip("Link", "the header `Link` is written `paged by link`"),
];

const LINK_ALONE: &str = "`link` stands alone: it is the link with the relation `next`";

/// After `env`, in place of the name of a variable.
pub(super) const VARIABLES: &[Slip] = &[
    slip("! ()", "the variable is named without `!` and parentheses, as in `env \"API_KEY\"`"),
    slip("()", "the variable is named without parentheses, as in `env \"API_KEY\"`"),
    slip("_", "the name of a variable is quoted; write `env \"$1\"`"),
];

/// After the name of a group.
pub(super) const AFTER_GROUP: &[Slip] = &[
    slip(":", "the braces of a group follow its name; remove the `:`"),
    slip("()", "a group has no arguments; remove the parentheses"),
];

/// After the name of an id.
pub(super) const AFTER_ID: &[Slip] = &[
    slip("=", OF_TYPE),
    slip("()", OF_TYPE),
    slip("_", "ids are separated by commas; write `,` before `$1`"),
];

const OF_TYPE: &str = "an id is text, or the type after its colon, as in `id UserId: u64`";

/// After a reply.
pub(super) const AFTER_REPLY: &[Slip] = &[
    slip(", _ ;", ONE_REPLY),
    slip("- > _", ONE_REPLY),
    slip("- > 0", ONE_REPLY),
    slip("0", "the type of an error body is a clause; write `error $1: Type`"),
    slip("[]", "a list is written `Vec<Type>`; remove the brackets"),
    slip("sse", "events as a second reply follow `|`; write it before `sse`"),
    slip("()", "inputs come before `->`; move the parentheses there"),
];

const ONE_REPLY: &str =
    "an endpoint has one reply; the type of an error body is a clause, `error 404: Type`";

/// In place of an attribute.
pub(super) const ATTRIBUTES: &[Slip] = &[slip(
    "# ! []",
    "only what follows can be described; write `///` for a doc comment, `#[..]` for an attribute, or a comment with `//`",
)];

/// Words in place of a clause, and what is meant by them.
pub(super) const WORDS: &[(&[&str], &str)] = &[
    (&["pub"], "a setting has no visibility; remove `pub`"),
    (&["headers"], "write `header \"X-Name\": \"value\"` for each header"),
    (&["user_agent"], "write `header \"User-Agent\": \"value\"`"),
    (
        &["url", "base", "host", "server", "servers", "endpoint", "at", "base_uri", "baseUrl"],
        "the base URL follows the name of the client, as in `client Api at \"https://api.example.com\"`",
    ),
    (
        &["prefix", "path", "scope"],
        "write `group name at /path { .. }` for a path that several lines begin with",
    ),
    (&["tag"], "write a group for endpoints that belong together, as in `group users { .. }`"),
    (
        &[
            "bearer",
            "basic",
            "token",
            "api_key",
            "apikey",
            "security",
            "authorization",
            "credential",
        ],
        "write `auth bearer env \"VARIABLE\"` in the braces of the client",
    ),
    (&["no", "public", "anonymous", "unauthenticated"], "write `auth none`"),
    (
        &["throws", "raises", "errors", "catch", "or", "else", "responses"],
        "write `error 404: Type` for the type of an error body",
    ),
    (&["retries", "attempts", "max_retries"], "write `retry 2`"),
    (&["none"], "it follows the `?` of the reply, as in `-> Type? none on 404`"),
    (&["times"], "`retry` is followed by the number alone"),
    (
        &["paginated", "paginate", "pagination", "pages", "cursor"],
        "write `paged by after`, `paged by link` or `paged by number page from 1`",
    ),
    (
        &["params", "param"],
        "the query follows the path of a line, as in `?<limit: u32?>&beta=true`; a parameter of every call is `query \"name\": \"value\"`",
    ),
    (
        &["body", "json", "form", "text", "bytes", "stream", "multipart", "with", "takes", "input"],
        "inputs are in parentheses before `->`, as in `(json Type)`",
    ),
];
