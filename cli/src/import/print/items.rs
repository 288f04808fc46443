//! Types.

use super::attributes::{self, Word};
use super::{Source, WIDTH, expression};
use crate::import::case::{self, Of};
use crate::import::finish::required;
use crate::import::item::{
    Content, Field, Impl, Item, Null, StringVariant, Struct, StructKind, Union, Variant,
};
use crate::import::literal::quoted;
use crate::import::names::ident;
use crate::import::rust_type::RustType;
use std::collections::BTreeSet;

/// The names of the runtime that a file uses, and how it writes them.
#[derive(Debug, Default)]
pub(crate) struct Derives {
    /// Names that are types of the file or of others that it imports.
    pub(crate) taken: BTreeSet<String>,
    /// Names that the file imports from the runtime.
    pub(crate) used: BTreeSet<&'static str>,
}

impl Derives {
    /// A name of the runtime: alone if it is free, else with its path.
    fn name(&mut self, name: &'static str) -> String {
        if self.taken.contains(name) {
            return format!("schematic_api::{name}");
        }
        self.used.insert(name);
        name.to_owned()
    }

    /// A type as it is written.
    pub(crate) fn ty(&mut self, ty: &RustType) -> String {
        match ty {
            RustType::Plain(name) => (*name).to_owned(),
            RustType::Named(name) | RustType::Id(name) => name.clone(),
            RustType::Value if self.taken.contains("Value") => "serde_json::Value".to_owned(),
            RustType::Value => {
                self.used.insert("Value");
                "Value".to_owned()
            }
            RustType::File => self.name("FilePart"),
            RustType::Vec(inner) => format!("Vec<{}>", self.ty(inner)),
            RustType::Option(inner) => format!("Option<{}>", self.ty(inner)),
            RustType::Boxed(inner) => format!("Box<{}>", self.ty(inner)),
            RustType::Patch(inner) => format!("{}<{}>", self.name("Patch"), self.ty(inner)),
            RustType::Map(inner) => {
                let map = match self.taken.contains("BTreeMap") {
                    true => "std::collections::BTreeMap",
                    false => {
                        self.used.insert("BTreeMap");
                        "BTreeMap"
                    }
                };
                format!("{map}<String, {}>", self.ty(inner))
            }
        }
    }
}

/// Writes types.
pub(crate) fn items(
    source: &mut Source,
    items: &[&Item],
    without_default: &BTreeSet<String>,
    derives: &mut Derives,
) {
    for item in items {
        source.gap();
        source.comments(0, &item.comments);
        source.docs(0, &item.docs);
        match &item.content {
            Content::Struct(it) => structure(source, item, it, without_default, derives),
            Content::StringEnum(variants) => string_enum(source, &item.name, variants, derives),
            Content::Union(it) => union(source, &item.name, it, derives),
            Content::Events(variants) => events(source, &item.name, variants, derives),
            Content::Alias(ty) => {
                let ty = derives.ty(ty);
                alias(source, &item.name, &ty);
            }
        }
        for what in &item.impls {
            implementation(source, &item.name, what);
        }
    }
}

/// The line with which a type begins.
fn opening(source: &mut Source, word: &str, name: &str) {
    let line = format!("pub {word} {name} {{");
    if line.chars().count() <= WIDTH {
        return source.line(0, &line);
    }
    source.line(0, &format!("pub {word} {name}"));
    source.line(0, "{");
}

fn alias(source: &mut Source, name: &str, ty: &str) {
    let line = format!("pub type {name} = {ty};");
    if line.chars().count() <= WIDTH {
        return source.line(0, &line);
    }
    source.line(0, &format!("pub type {name} ="));
    source.line(4, &format!("{ty};"));
}

fn structure(
    source: &mut Source,
    item: &Item,
    it: &Struct,
    without_default: &BTreeSet<String>,
    derives: &mut Derives,
) {
    let derived = match it.kind {
        StructKind::Parts => format!("Debug, {}", derives.name("Multipart")),
        _ => format!("Clone, Debug, PartialEq, {}", derives.name("Object")),
    };
    source.line(0, &format!("#[derive({derived})]"));
    let (case, renamed) = case::renames(
        Of::Fields,
        &it.fields
            .iter()
            .map(|field| (field.name.as_str(), field.wire.as_str()))
            .collect::<Vec<_>>(),
    );
    let nullable = mostly_nullable(it);
    attributes::wire(source, 0, &words_of(item, it, case, nullable, without_default));
    if it.fields.is_empty() && !it.open {
        return source.line(0, &format!("pub struct {} {{}}", item.name));
    }
    opening(source, "struct", &item.name);
    for (field, renamed) in it.fields.iter().zip(renamed) {
        self::field(source, field, renamed, nullable, derives);
    }
    if it.open {
        let name = if it.fields.iter().any(|field| field.name == "extra") {
            "extra_fields"
        } else {
            "extra"
        };
        source.line(4, "/// Additional fields.");
        source.line(4, &format!("pub {name}: {},", derives.name("Extra")));
    }
    source.line(0, "}");
}

/// Whether most options are written as null.
fn mostly_nullable(it: &Struct) -> bool {
    let options = it.fields.iter().filter(|field| matches!(field.ty, RustType::Option(_)));
    let (all, written) = options.fold((0, 0), |(all, written), field| {
        (all + 1, written + usize::from(field.null == Null::Written))
    });
    written > 1 && written * 2 > all
}

fn words_of(
    item: &Item,
    it: &Struct,
    case: Option<&str>,
    nullable: bool,
    without_default: &BTreeSet<String>,
) -> Vec<Word> {
    let mut words = Vec::new();
    words.extend(case.map(|case| Word::Plain(format!("rename_all = {}", quoted(case)))));
    if !it.constants.is_empty() {
        let constants =
            it.constants.iter().map(|(key, value)| format!("{key} = {}", quoted(value)));
        words.push(Word::List("constant", constants.collect()));
    }
    words.extend(nullable.then(|| Word::Plain("nullable".to_owned())));
    if it.kind == StructKind::Lenient && needs_leniency(it) {
        let required: Vec<_> =
            required(item, without_default).iter().map(|field| field.name.clone()).collect();
        if !required.is_empty() {
            words.push(Word::List("required", required));
        }
        words.push(Word::Plain("lenient".to_owned()));
    }
    words
}

/// Whether there is a field that would have to be there.
fn needs_leniency(it: &Struct) -> bool {
    it.fields.iter().any(|field| !matches!(field.ty, RustType::Option(_) | RustType::Patch(_)))
}

fn field(source: &mut Source, field: &Field, renamed: bool, nullable: bool, derives: &mut Derives) {
    source.comments(4, &field.comments);
    source.docs(4, &field.docs);
    let mut words = Vec::new();
    words.extend(renamed.then(|| format!("rename = {}", quoted(&field.wire))));
    let is_option = matches!(field.ty, RustType::Option(_));
    let about_null: &[&str] = match (is_option, field.null, nullable) {
        (true, Null::Written, false) => &["nullable"],
        (true, Null::None, true) => &["optional"],
        (true, Null::Accepted, true) => &["optional", "accepts_null"],
        (true, Null::Accepted, false) => &["accepts_null"],
        _ => &[],
    };
    words.extend(about_null.iter().map(|word| (*word).to_owned()));
    words.extend(field.json.then(|| "json".to_owned()));
    words.extend(field.no_setter.then(|| "no_setter".to_owned()));
    words.extend(field.notes.iter().cloned());
    attributes::field(source, 4, &words);
    let ty = derives.ty(&field.ty);
    let line = format!("pub {}: {ty},", field.name);
    if 4 + line.chars().count() <= WIDTH {
        return source.line(4, &line);
    }
    match wide(&ty) {
        Some((outer, arguments)) => {
            source.line(4, &format!("pub {}: {outer}<", field.name));
            arguments.iter().for_each(|argument| source.line(8, &format!("{argument},")));
            source.line(4, ">,");
        }
        None => {
            source.line(4, &format!("pub {}:", field.name));
            source.line(8, &format!("{ty},"));
        }
    }
}

/// The arguments of a type that has no place on a line of its own, each of which has.
fn wide(ty: &str) -> Option<(&str, Vec<&str>)> {
    let fits = |text: &str| 8 + text.chars().count() < WIDTH;
    let (outer, rest) = ty.split_once('<').filter(|_| !fits(ty))?;
    let rest = rest.strip_suffix('>')?;
    let arguments = match rest.strip_prefix("String, ") {
        Some(values) => vec!["String", values],
        None => vec![rest],
    };
    arguments.iter().all(|argument| fits(argument)).then_some((outer, arguments))
}

fn string_enum(source: &mut Source, name: &str, variants: &[StringVariant], derives: &mut Derives) {
    source.line(
        0,
        &format!("#[derive(Clone, Debug, PartialEq, Eq, Hash, {})]", derives.name("StringEnum")),
    );
    let names: Vec<_> =
        variants.iter().map(|variant| (variant.name.as_str(), variant.wire.as_str())).collect();
    let (case, renamed) = case::renames(Of::Variants, &names);
    let rename_all = case.map(|case| format!("rename_all = {}", quoted(case)));
    attributes::plain(source, 0, rename_all.into_iter().collect());
    opening(source, "enum", name);
    for (variant, renamed) in variants.iter().zip(renamed) {
        source.docs(4, &variant.docs);
        let rename = renamed.then(|| format!("rename = {}", quoted(&variant.wire)));
        attributes::plain(source, 4, rename.into_iter().collect());
        source.line(4, &format!("{},", variant.name));
    }
    source.line(4, "/// A value that this version does not know.");
    source.line(4, "Unknown(String),");
    source.line(0, "}");
}

fn union(source: &mut Source, name: &str, it: &Union, derives: &mut Derives) {
    let union = derives.name("Union");
    let event = if it.events { format!(", {}", derives.name("Event")) } else { String::new() };
    source.line(0, &format!("#[derive(Clone, Debug, PartialEq, {union}{event})]"));
    let named: Vec<_> = it
        .variants
        .iter()
        .filter_map(|variant| Some((variant.name.as_str(), variant.wires.first()?.as_str())))
        .collect();
    let (case, renamed) = case::renames(Of::Variants, &named);
    let mut words: Vec<_> = it.tag.iter().map(|tag| format!("tag = {}", quoted(tag))).collect();
    words.extend(case.map(|case| format!("rename_all = {}", quoted(case))));
    attributes::plain(source, 0, words);
    opening(source, "enum", name);
    let mut renamed = renamed.into_iter();
    for variant in &it.variants {
        let rename =
            if variant.wires.is_empty() { false } else { renamed.next().unwrap_or_default() };
        self::variant(source, variant, rename, derives);
    }
    source.line(4, "/// A value that this version does not know.");
    let value = derives.ty(&RustType::Value);
    source.line(4, &format!("Unknown({value}),"));
    source.line(0, "}");
}

fn variant(source: &mut Source, variant: &Variant, rename: bool, derives: &mut Derives) {
    source.docs(4, &variant.docs);
    let mut words: Vec<_> = variant.word.clone().into_iter().collect();
    let first = variant.wires.first().filter(|_| rename);
    words.extend(first.map(|wire| format!("rename = {}", quoted(wire))));
    words.extend(variant.wires.iter().skip(1).map(|wire| format!("alias = {}", quoted(wire))));
    attributes::plain(source, 4, words);
    let Some(ty) = &variant.ty else { return source.line(4, &format!("{},", variant.name)) };
    let ty = derives.ty(ty);
    let line = format!("{}({ty}),", variant.name);
    if 4 + line.chars().count() <= WIDTH {
        return source.line(4, &line);
    }
    source.line(4, &format!("{}(", variant.name));
    source.line(8, &format!("{ty},"));
    source.line(4, "),");
}

fn events(source: &mut Source, name: &str, variants: &[Variant], derives: &mut Derives) {
    source.line(0, &format!("#[derive(Clone, Debug, PartialEq, {})]", derives.name("Event")));
    opening(source, "enum", name);
    for variant in variants {
        let wire = variant.wires.first().map(String::as_str).unwrap_or_default();
        let (_, renamed) = case::renames(Of::Variants, &[(variant.name.as_str(), wire)]);
        self::variant(source, variant, renamed.first().copied().unwrap_or_default(), derives);
    }
    source.line(4, "/// An event that this version does not know.");
    source.line(4, "Unknown { event: String, data: String },");
    source.line(0, "}");
}

fn implementation(source: &mut Source, name: &str, what: &Impl) {
    source.gap();
    match what {
        Impl::ApiError { message, code } => {
            source.line(0, &format!("impl schematic_api::ApiError for {name} {{"));
            function(
                source,
                "fn message(&self) -> Option<&str>",
                message.as_deref().unwrap_or("None"),
            );
            source.gap();
            function(source, "fn code(&self) -> Option<&str>", code.as_deref().unwrap_or("None"));
        }
        Impl::Page { item, items, next, previous } => {
            source.line(0, &format!("impl schematic_api::Page for {name} {{"));
            source.line(4, &format!("type Item = {item};"));
            source.gap();
            function(source, &format!("fn into_items(self) -> Vec<{item}>"), items);
            source.gap();
            function(source, "fn next_cursor(&self) -> Option<String>", next);
            if let Some(previous) = previous {
                source.gap();
                function(source, "fn previous_cursor(&self) -> Option<String>", previous);
            }
        }
        Impl::List { item, items } => {
            source.line(0, &format!("impl schematic_api::List for {name} {{"));
            source.line(4, &format!("type Item = {item};"));
            source.gap();
            function(source, &format!("fn into_vec(self) -> Vec<{item}>"), items);
        }
        Impl::Settles { field, optional, ty, active } => {
            settles(source, name, (field, *optional), ty, active)
        }
    }
    source.line(0, "}");
}

fn function(source: &mut Source, signature: &str, body: &str) {
    source.line(4, &format!("{signature} {{"));
    expression::chain(source, 8, body);
    source.line(4, "}");
}

fn settles(
    source: &mut Source,
    name: &str,
    (field, optional): (&str, bool),
    ty: &str,
    active: &[String],
) {
    source.line(0, &format!("impl {name} {{"));
    source.docs(4, "Returns whether its state does not change by itself any more. A state that is not known counts as one that does.");
    source.line(4, "#[must_use]");
    source.line(4, "pub fn is_settled(&self) -> bool {");
    let active: Vec<_> = active.iter().map(|state| format!("{ty}::{state}")).collect();
    expression::array(source, 8, "active", &active);
    let field = ident(field.trim_start_matches("r#"));
    let (state, by_reference) = match optional {
        true => (format!("self.{field}.clone().unwrap_or_default()"), "&state"),
        false => (format!("&self.{field}"), "state"),
    };
    source.line(8, &format!("let state = {state};"));
    let unknown = format!("!matches!(state, {ty}::Unknown(_))");
    expression::both(source, 8, &format!("!active.contains({by_reference})"), &unknown);
    source.line(4, "}");
}
