//! The reference: nothing that a declaration says can become anything but text in it.

use schematic_api::openapi::{Components, OpenApi, Schema};
use schematic_api::{Object, api};
use serde_json::{Value, json};

/// <script>alert("type")</script> & `<code>` [link](javascript:alert(1)) [web](https://x.example/"onclick="y)
#[derive(Clone, Debug, Object)]
pub struct Hostile {
    /// <img src=x onerror=alert(1)>
    #[wire(rename = "</code><script>")]
    pub field: String,
    /// Its values.
    pub values: Values,
}

/// A type whose schema is hostile.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Values(String);

impl Schema for Values {
    fn schema(_: &mut Components) -> Value {
        json!({
            "enum": ["<script>", "\" onload=\"x"],
            "format": "<b>",
            "pattern": "</small><script>",
            "default": "<script>",
        })
    }
}

api! {
    /// <script>alert("client")</script>
    pub client Shop at "https://shop.example.com/" { auth header "X-Key"; }

    /// </title><script>alert("group")</script>
    group things {
        /// <script>alert("line")</script>
        ///
        /// ```
        /// <script>
        /// ```
        read: GET /things/<"a\"b" as a>?<"<script>" as odd: Values?>&x="</b>" -> Hostile;
        find: "PROPFIND" /things -> text;
    }
}

/// The tags of a page: what is between `<` and `>`, without attributes.
fn tags(html: &str) -> Vec<&str> {
    let tags = html.split('<').skip(1);
    tags.map(|tag| tag.split(['>', ' ', '\n']).next().unwrap_or_default()).collect()
}

/// The attributes of a page, by the values in quotes that `=` begins.
fn attributes(html: &str) -> Vec<&str> {
    let inside = html.split('<').skip(1).filter_map(|tag| tag.split('>').next());
    let names =
        inside.flat_map(|tag| tag.split("=\"").map(|before| before.rsplit([' ', '"']).next()));
    names.flatten().collect()
}

#[test]
fn nothing_of_a_declaration_becomes_html() {
    let page = OpenApi::of::<Shop>().title("<script>").version("\"><script>").reference();
    let body = page.split("<body>").nth(1).expect("a body");
    let known = [
        "nav", "/nav", "h1", "/h1", "h2", "/h2", "h4", "/h4", "ul", "/ul", "li", "/li", "a", "/a",
        "main", "/main", "p", "/p", "code", "/code", "pre", "/pre", "details", "/details",
        "summary", "/summary", "table", "/table", "tr", "/tr", "td", "/td", "b", "/b", "small",
        "/small", "/body", "/html",
    ];
    let unknown: Vec<_> = tags(body).into_iter().filter(|tag| !known.contains(tag)).collect();
    assert_eq!(unknown, Vec::<&str>::new());
    let handlers: Vec<_> =
        attributes(body).into_iter().filter(|name| name.starts_with("on")).collect();
    assert_eq!(handlers, Vec::<&str>::new());
    let links = body.split("href=\"").skip(1).filter_map(|link| link.split('"').next());
    let strange: Vec<_> =
        links.filter(|link| !link.starts_with('#') && !link.starts_with("https://")).collect();
    assert_eq!(strange, Vec::<&str>::new());
}

#[test]
fn each_link_within_the_page_has_its_target() {
    let page = Shop::openapi().v3_2().reference();
    let of = |attribute: &str| {
        let values = page.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
        values.map(str::to_owned).collect::<Vec<_>>()
    };
    let ids = of(" id=\"");
    let links = of("href=\"#");
    assert_eq!(ids.len(), 3, "two operations and a type: {ids:?}");
    assert!(links.len() >= ids.len());
    let broken: Vec<_> = links.iter().filter(|link| !ids.contains(link)).collect();
    assert_eq!(broken, Vec::<&String>::new());
}

#[test]
fn the_page_loads_and_runs_nothing() {
    let page = Shop::openapi().reference();
    let head = page.split("</head>").next().expect("a head");
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">";
    assert_eq!(head.matches(policy).count(), 1);
    let elements = ["script", "link", "img", "iframe"];
    let loaded: Vec<_> = tags(&page).into_iter().filter(|tag| elements.contains(tag)).collect();
    assert_eq!(loaded, Vec::<&str>::new());
}
