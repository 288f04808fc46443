//! Lists that come in pages, as far as their shape shows it.

use super::item::{Content, Field, Impl, Item};
use super::line::{Clause, Line, Param};
use super::own::{SaidBy, Way};
use super::rust_type::RustType;
use super::types::Types;
use super::words::{snake, words};
use crate::document::Node;
use crate::operation::{Operation, Place};

/// Parameters that take a cursor.
const CURSORS: [&str; 17] = [
    "after",
    "after_id",
    "starting_after",
    "cursor",
    "page_token",
    "next_token",
    "next_cursor",
    "continuation_token",
    "start_cursor",
    "page_cursor",
    "marker",
    "page",
    "next",
    "page_after",
    "next_page_token",
    "continuation",
    "token",
];

/// Fields that have the cursor of the next page.
const NEXT: [&str; 14] = [
    "next_page_token",
    "next_cursor",
    "next_token",
    "next_page",
    "continuation_token",
    "end_cursor",
    "next_page_cursor",
    "next",
    "cursor",
    "next_marker",
    "page_token",
    "after",
    "next_continuation",
    "continuation",
];

/// Fields with more about a page.
const ABOUT: [&str; 8] = [
    "response_metadata",
    "meta",
    "metadata",
    "pagination",
    "paging",
    "page_info",
    "pagination_info",
    "cursors",
];

/// Fields with the URL of the next page.
const URLS: [&str; 6] =
    ["next", "next_url", "next_link", "next_page_url", "odata_next_link", "next_page"];

/// The fields that a page has its items in, before any other list.
const ITEMS: [&str; 10] = [
    "data", "items", "results", "value", "values", "entries", "records", "list", "objects", "nodes",
];

/// Adds `paged by` to a line whose reply is a page.
pub(crate) fn shape(types: &mut Types<'_>, operation: &Operation<'_>, line: &mut Line) {
    let Some(ty) = line.reply.json.clone() else { return };
    if let Some(way) = super::own::paging(operation) {
        return declared(types, line, &ty, way);
    }
    let told = told(operation);
    let Some(found) = find(types, line, &ty, told.as_ref()) else { return };
    if let (Some(what), RustType::Named(name)) = (&found.what, &ty) {
        if !implement(types, name, what) {
            return;
        }
    }
    if told.is_none() {
        let why = format!("`paged by {}`", found.clause);
        line.comments.push(format!("a guess: {why}"));
        types.report.guess(format!("{} {}: {why}", line.method, line.route));
    }
    line.clauses.insert(0, Clause::Own(format!("paged by {}", found.clause)));
}

/// Pages of which the document says everything but how the cursor is found in them.
fn declared(types: &mut Types<'_>, line: &mut Line, ty: &RustType, way: Way) {
    let what = Page::of(types, ty).and_then(|page| match &way.said_by {
        SaidBy::Others => Some(page.list()),
        SaidBy::Url => by_url(&page, line, None).map(|found| found.what),
        SaidBy::Cursor(name) => {
            let told = Told { parameter: Some(name.clone()), link: None };
            let found =
                by_last_id(&page, line).or_else(|| by_cursor(types, &page, line, Some(&told)));
            found.map(|found| found.what)
        }
    });
    let done = match (what, ty) {
        (Some(Some(what)), RustType::Named(name)) => implement(types, name, &what),
        (Some(_), _) => true,
        (None, _) => false,
    };
    match done {
        true => line.clauses.insert(0, Clause::Own(format!("paged by {}", way.clause))),
        false => line.comments.push(format!(
            "lost: `paged by {}`, since nothing in the page is known to be its cursor",
            way.clause
        )),
    }
}

/// What is said of pages in the document.
struct Told {
    /// The parameter of the cursor, if it is named.
    parameter: Option<String>,
    /// The field of the URL of the next page.
    link: Option<String>,
}

/// What the extensions of several tools say.
fn told(operation: &Operation<'_>) -> Option<Told> {
    let node = operation.node;
    if let Some(page) = node.get("x-ms-pageable") {
        return Some(Told { parameter: None, link: page.text("nextLinkName").map(str::to_owned) });
    }
    if node.get("x-dropshot-pagination").is_some_and(|it| *it != Node::Null) {
        return Some(Told { parameter: Some("page_token".to_owned()), link: None });
    }
    let cursor = node.get("x-fern-pagination").and_then(|it| it.text("cursor"));
    let cursor = cursor.map(|it| it.trim_start_matches("$request.").to_owned());
    let inputs = node.get("x-speakeasy-pagination").map(|it| it.items("inputs"));
    let of_inputs = inputs.into_iter().flatten().find(|it| it.text("type") == Some("cursor"));
    let cursor = cursor.or_else(|| of_inputs?.text("name").map(str::to_owned));
    cursor.map(|parameter| Told { parameter: Some(parameter), link: None })
}

/// A way from page to page.
struct Found {
    /// What follows `paged by`.
    clause: String,
    /// What the type of the page needs.
    what: Option<Impl>,
}

fn find(types: &Types<'_>, line: &Line, ty: &RustType, told: Option<&Told>) -> Option<Found> {
    let page = Page::of(types, ty)?;
    if line.reply.headers.iter().any(|header| header.eq_ignore_ascii_case("link")) {
        return Some(Found { clause: "link".to_owned(), what: page.list() });
    }
    by_last_id(&page, line)
        .or_else(|| by_cursor(types, &page, line, told))
        .or_else(|| by_url(&page, line, told))
        .or_else(|| by_number(&page, line))
}

/// A reply with a list in it.
struct Page<'t> {
    /// The struct around the list, unless the reply is the list itself.
    item: Option<&'t Item>,
    /// The type of its items, and the expression of these.
    items: (String, String),
    /// The struct of an item.
    one: Option<&'t Item>,
}

impl<'t> Page<'t> {
    fn of(types: &'t Types<'_>, ty: &RustType) -> Option<Self> {
        if let RustType::Vec(inner) = ty {
            return Some(Self { item: None, items: (inner.to_string(), String::new()), one: None });
        }
        let RustType::Named(name) = ty else { return None };
        let item = types.get(name)?;
        let lists: Vec<_> = item
            .fields()
            .iter()
            .filter(|field| matches!(field.ty.bare(), RustType::Vec(_)))
            .collect();
        let usual = ITEMS.iter().find_map(|name| lists.iter().find(|field| field.name == *name));
        let field = usual.or(if lists.len() == 1 { lists.first() } else { None })?;
        let RustType::Vec(inner) = field.ty.bare() else { return None };
        let name = &field.name;
        let expression = match &field.ty {
            RustType::Vec(_) => format!("self.{name}"),
            RustType::Option(_) => format!("self.{name}.unwrap_or_default()"),
            _ => return None,
        };
        let one = match &**inner {
            RustType::Named(name) => types.get(name),
            _ => None,
        };
        Some(Self { item: Some(item), items: (inner.to_string(), expression), one })
    }

    fn field(&self, name: &str) -> Option<&'t Field> {
        self.item?.fields().iter().find(|field| plain(&field.wire) == name)
    }

    /// What a type with a list in it needs where something else says what follows.
    fn list(&self) -> Option<Impl> {
        let (item, items) = self.items.clone();
        self.item.map(|_| Impl::List { item, items })
    }

    fn page(&self, next: String, previous: Option<String>) -> Option<Impl> {
        let (item, items) = self.items.clone();
        self.item.map(|_| Impl::Page { item, items, next, previous })
    }
}

fn plain(wire: &str) -> String {
    snake(&words(wire))
}

/// The parameters of the query that may be left out.
fn in_query(line: &Line) -> impl Iterator<Item = &Param> {
    line.params.iter().filter(|param| param.place == Place::Query && !param.required)
}

/// The optional parameter of one of these names.
fn optional<'l>(line: &'l Line, names: &[&str]) -> Option<&'l Param> {
    let found = |name: &&str| {
        in_query(line).find(|param| plain(&param.wire) == **name && !param.wire.contains('['))
    };
    names.iter().find_map(found)
}

fn is_text(ty: &RustType) -> bool {
    matches!(ty.bare(), RustType::Plain("String") | RustType::Id(_))
}

/// A text or an id as a cursor: an expression of the type `Option<String>`.
fn cursor_of(of: &str, ty: &RustType) -> Option<String> {
    Some(match ty {
        RustType::Plain("String") => format!("Some({of}.clone())"),
        RustType::Id(_) => format!("Some({of}.to_string())"),
        RustType::Plain("i64" | "i32" | "u32" | "u64") => format!("Some({of}.to_string())"),
        RustType::Option(inner) => match &**inner {
            RustType::Plain("String") => format!("{of}.clone()"),
            RustType::Id(_) | RustType::Plain("i64" | "i32" | "u32" | "u64") => {
                format!("{of}.as_ref().map(ToString::to_string)")
            }
            _ => return None,
        },
        _ => return None,
    })
}

/// `after` takes the id of the last item.
fn by_last_id(page: &Page<'_>, line: &Line) -> Option<Found> {
    let after = optional(line, &["after", "after_id", "starting_after"])
        .filter(|param| is_text(&param.ty))?;
    let more =
        page.field("has_more").filter(|field| *field.ty.bare() == RustType::Plain("bool"))?;
    let more = match more.ty {
        RustType::Option(_) => "self.has_more != Some(false)",
        _ => "self.has_more",
    };
    let guarded =
        |cursor: String| format!("{cursor}.filter(|cursor| {more} && !cursor.is_empty())");
    let next = match page.field("last_id") {
        Some(last) => guarded(cursor_of("self.last_id", &last.ty)?),
        None => {
            let id = page.one?.fields().iter().find(|field| field.name == "id")?;
            let id = cursor_of("item.id", &id.ty)?;
            let items = page.items.1.strip_prefix("self.").filter(|name| !name.contains('.'))?;
            guarded(format!("self.{items}.last().{}", within("item", &id)))
        }
    };
    let before = optional(line, &["before", "before_id", "ending_before"])
        .filter(|param| is_text(&param.ty));
    let first = page.field("first_id").and_then(|first| cursor_of("self.first_id", &first.ty));
    let previous = before.zip(first).map(|(before, first)| (before, guarded(first)));
    let back = previous
        .as_ref()
        .map_or_else(String::new, |(before, _)| format!(" back by {}", name_of(&before.wire)));
    let what = page.page(next, previous.map(|(_, expression)| expression))?;
    Some(Found { clause: format!("{}{back}", name_of(&after.wire)), what: Some(what) })
}

/// A parameter takes what a field of the page has.
fn by_cursor(
    types: &Types<'_>,
    page: &Page<'_>,
    line: &Line,
    told: Option<&Told>,
) -> Option<Found> {
    let item = page.item?;
    let named = told.and_then(|told| told.parameter.as_deref());
    let param = match named {
        Some(name) => in_query(line).find(|param| param.wire == name),
        None => optional(line, &CURSORS),
    };
    let (clause, ty) = match param {
        Some(param) => (name_of(&param.wire), param.ty.clone()),
        None => in_body(types, line)?,
    };
    let next = next_of(types, item, &plain(clause.trim_end_matches(" in body")))?;
    // A number of a page is no cursor, unless the page says which is next.
    let counts = matches!(ty.bare(), RustType::Plain("i64" | "i32" | "u32" | "u64"));
    if counts && !next.contains("to_string") {
        return None;
    }
    let next = format!("{next}.filter(|cursor| !cursor.is_empty())");
    Some(Found { clause, what: Some(page.page(next, None)?) })
}

/// A field of the body that takes a cursor.
fn in_body(types: &Types<'_>, line: &Line) -> Option<(String, RustType)> {
    let body = line.body.as_ref().filter(|body| body.word == "json")?;
    let Some(RustType::Named(name)) = &body.ty else { return None };
    let fields = types.get(name)?.fields();
    let optional = |field: &&Field| matches!(field.ty, RustType::Option(_) | RustType::Patch(_));
    let named =
        |name: &&str| fields.iter().filter(optional).find(|field| plain(&field.wire) == **name);
    let field = CURSORS.iter().find_map(named)?;
    Some((format!("{} in body", name_of(&field.wire)), field.ty.clone()))
}

/// The expression of the cursor of the next page.
fn next_of(types: &Types<'_>, item: &Item, parameter: &str) -> Option<String> {
    let next = |fields: &[Field], of: &str| {
        let wanted = format!("next_{parameter}");
        let names = std::iter::once(wanted.as_str()).chain(NEXT);
        let mut found =
            names.filter_map(|name| fields.iter().find(|field| plain(&field.wire) == name));
        found.find_map(|field| cursor_of(&format!("{of}.{}", field.name), &field.ty))
    };
    if let Some(own) = next(item.fields(), "self") {
        return Some(own);
    }
    let about = ABOUT
        .iter()
        .find_map(|name| item.fields().iter().find(|field| plain(&field.wire) == *name))?;
    let RustType::Named(name) = about.ty.bare() else { return None };
    let fields = types.get(name)?.fields();
    match &about.ty {
        RustType::Option(_) => {
            let inner = next(fields, "page")?;
            Some(format!("self.{}.as_ref().{}", about.name, within("page", &inner)))
        }
        _ => next(fields, &format!("self.{}", about.name)),
    }
}

/// What is done with a value that may be there, to get another that may be there.
pub(super) fn within(name: &str, expression: &str) -> String {
    match expression.strip_prefix("Some(").and_then(|rest| rest.strip_suffix(')')) {
        Some(always) => format!("map(|{name}| {always})"),
        None => format!("and_then(|{name}| {expression})"),
    }
}

/// A field has the URL of the next page.
fn by_url(page: &Page<'_>, line: &Line, told: Option<&Told>) -> Option<Found> {
    let named = told.and_then(|told| told.link.as_deref());
    let field = match named {
        Some(name) => page.item?.fields().iter().find(|field| field.wire == name),
        None => URLS.iter().find_map(|name| page.field(name)).filter(|field| is_url(field, line)),
    }?;
    let next =
        cursor_of(&format!("self.{}", field.name), &field.ty).filter(|_| is_text(&field.ty))?;
    let next = format!("{next}.filter(|url| !url.is_empty())");
    Some(Found { clause: "url".to_owned(), what: Some(page.page(next, None)?) })
}

/// Whether a field says that it is a URL, or its name does.
fn is_url(field: &Field, line: &Line) -> bool {
    let says = field.docs.contains("URL")
        || field.docs.contains("Format: `uri`")
        || field.docs.to_lowercase().contains("link to");
    let name = plain(&field.wire);
    says || name.ends_with("url")
        || name.ends_with("link")
        || (name == "next" && optional(line, &["offset"]).is_some())
}

/// The pages or the items are counted.
fn by_number(page: &Page<'_>, line: &Line) -> Option<Found> {
    let is_number =
        |param: &&Param| matches!(param.ty, RustType::Plain("i64" | "i32" | "u32" | "u64"));
    let number =
        optional(line, &["page", "page_number", "page_no", "page_index"]).filter(is_number);
    if let Some(number) = number {
        let from = number.first.filter(|first| (0..=1).contains(first)).unwrap_or(1);
        let clause = format!("number {} from {from}", name_of(&number.wire));
        return Some(Found { clause, what: page.list() });
    }
    let offset =
        optional(line, &["offset", "skip", "start_index", "start_at"]).filter(is_number)?;
    let from = if offset.first == Some(1) { " from 1" } else { "" };
    Some(Found { clause: format!("offset {}{from}", name_of(&offset.wire)), what: page.list() })
}

/// A name in a clause; words that mean another way are quoted.
fn name_of(wire: &str) -> String {
    match ["link", "url", "number", "offset"].contains(&wire) {
        true => super::literal::quoted(wire),
        false => super::spelling::wire_name(wire),
    }
}

/// Adds what a page needs; `false` if it has another cursor already.
fn implement(types: &mut Types<'_>, name: &str, what: &Impl) -> bool {
    let Some(item) = types.get(name) else { return false };
    if !matches!(item.content, Content::Struct(_)) {
        return false;
    }
    let known = item.impls.iter().find(|known| matches!(known, Impl::Page { .. })).cloned();
    match (known, what) {
        // A page with a cursor is a list.
        (Some(_), Impl::List { .. }) => true,
        (
            Some(Impl::Page { next: known, previous, .. }),
            Impl::Page { next, previous: wanted, .. },
        ) => known == *next && (wanted.is_none() || previous == *wanted),
        _ => {
            types.remove_list(name, what);
            types.implement(name, what.clone());
            true
        }
    }
}
