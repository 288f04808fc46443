//! Schemas as types of Rust.

use super::ids::Ids;
use super::item::{Content, Impl, Item};
use super::members;
use super::names::{Names, shortened, type_name, type_name_of};
use super::namespaces::Namespaces;
use super::report::Report;
use super::rust_type::RustType;
use super::said;
use super::uses::{Use, Uses};
use super::words::{singular_words, words};
use crate::document::Pointer;
use crate::schema::{Class, IntegerFormat, Kind, Schema, Schemas, UnionSchema, classify};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Makes the content of the item of a schema, with comments about what it does not say. It asks for other types in turn.
pub(crate) type Shape = fn(&mut Types<'_>, &Schema, &str, Use) -> (Content, Vec<String>);

/// The types that are declared so far.
pub(crate) struct Types<'a> {
    pub(crate) schemas: &'a Schemas<'a>,
    shape: Shape,
    pub(crate) uses: Uses,
    pub(crate) names: Names,
    namespaces: Namespaces,
    pub(crate) ids: Ids,
    pub(crate) items: Vec<Item>,
    pub(crate) report: Report,
    /// The names of types that references lead to.
    by_place: BTreeMap<Pointer, String>,
    /// Those whose items are not made yet.
    waiting: VecDeque<(Pointer, String)>,
    /// What is written in place, by the name that it would have.
    inline: BTreeMap<String, Vec<(Schema, Use, String)>>,
    /// The tags of the unions of which a type is a member, and `None` for another way to be one.
    pub(crate) member_of: BTreeMap<String, BTreeSet<Option<String>>>,
    /// The references that are being replaced by what they lead to.
    replacing: Vec<Pointer>,
    /// Where the next items belong.
    root: usize,
    /// The bodies of calls that change something that is there.
    pub(crate) changes: BTreeSet<Pointer>,
    /// The bodies in which the client asks for events.
    pub(crate) asked: BTreeSet<String>,
    /// The names of all items, and of those that wait.
    begun: BTreeSet<String>,
    /// What is written in place and being made, from the outside in.
    making: Vec<(Schema, String)>,
    /// Where each item is among them.
    index: BTreeMap<String, usize>,
}

/// How many types that are written in place may be within each other.
const DEEPEST: usize = 40;

/// Components come after what is written in operations.
const COMPONENTS: usize = 1 << 32;

impl<'a> Types<'a> {
    pub(crate) fn new(
        schemas: &'a Schemas<'a>,
        shape: Shape,
        uses: Uses,
        (names, namespaces): (Names, Namespaces),
        ids: Ids,
    ) -> Self {
        let mut types = Self {
            schemas,
            shape,
            uses,
            names,
            namespaces,
            ids,
            items: Vec::new(),
            report: Report::default(),
            by_place: BTreeMap::new(),
            waiting: VecDeque::new(),
            inline: BTreeMap::new(),
            member_of: BTreeMap::new(),
            replacing: Vec::new(),
            root: 0,
            changes: BTreeSet::new(),
            asked: BTreeSet::new(),
            begun: BTreeSet::new(),
            making: Vec::new(),
            index: BTreeMap::new(),
        };
        types.name_components();
        types
    }

    /// Components have the first choice of names, so that a name does not depend on what is imported beside it.
    fn name_components(&mut self) {
        let places: Vec<_> =
            self.uses.places().filter(|at| at.component().is_some()).cloned().collect();
        let named = |at: &Pointer| {
            let schema = self.schemas.get(at);
            is_named(&schema.kind) || matches!(schema.kind, Kind::Object(_))
        };
        let places: Vec<_> = places.into_iter().filter(named).collect();
        let components = places.iter().filter_map(|at| at.component());
        let all: BTreeSet<_> = components.map(|name| self.namespaces.type_name(name)).collect();
        for at in places {
            self.name_component(at, &all);
        }
    }

    fn name_component(&mut self, at: Pointer, all: &BTreeSet<String>) -> String {
        let component = at.component().unwrap_or_default();
        let full = type_name(component);
        let ends: Vec<_> = self.namespaces.type_names(component).collect();
        let short = short(ends.first().unwrap_or(&full)).filter(|short| !all.contains(short));
        let data = format!("{full}Data");
        let names: Vec<_> = short.into_iter().chain(ends).chain([full, data]).collect();
        let name = self.names.first_free(&names);
        self.by_place.insert(at, name.clone());
        name
    }

    /// Says where the types belong that are written in an operation.
    pub(crate) fn in_operation(&mut self, index: usize) {
        self.root = index;
    }

    /// The type of a schema, without regard to null. `hint` is the name of a type that is written in place.
    pub(crate) fn ty(&mut self, schema: &Schema, hint: &str, of: Use) -> RustType {
        self.notes(schema);
        match &schema.kind {
            Kind::Any => RustType::Value,
            Kind::Bool => RustType::Plain("bool"),
            Kind::Integer(format) => RustType::Plain(match format {
                IntegerFormat::I32 => "i32",
                IntegerFormat::I64 => "i64",
                IntegerFormat::U32 => "u32",
                IntegerFormat::U64 => "u64",
            }),
            Kind::Number => RustType::Plain("f64"),
            Kind::String(_) => RustType::TEXT,
            Kind::Array(items) => {
                let items = self.items_of(items, hint, of);
                self.shallow(items, schema, hint).list()
            }
            Kind::Map(values) => {
                let values = self.items_of(values, hint, of);
                RustType::Map(Box::new(self.shallow(values, schema, hint)))
            }
            Kind::Object(object) if object.fields.is_empty() && object.undeclared.is_empty() => {
                RustType::Map(Box::new(RustType::Value))
            }
            Kind::Enum(listed) if listed.values.is_empty() => RustType::TEXT,
            Kind::Object(_) | Kind::Enum(_) => self.inline(schema, hint, of),
            Kind::Union(union) => self.union(schema, union, hint, of),
            Kind::Ref(target) => self.reference(target, hint, of),
        }
    }

    /// The type of the items of a list or a map, each of which may be null.
    fn items_of(&mut self, items: &Schema, hint: &str, of: Use) -> RustType {
        let hint = match type_name_of(&singular_words(&words(hint))) {
            one if one == hint => format!("{hint}Item"),
            one => one,
        };
        let ty = self.ty(items, &hint, of);
        let nullable = items.nullable && ty != RustType::Value;
        if nullable { ty.optional() } else { ty }
    }

    /// A name for what is nested more deeply than is easy to read.
    fn shallow(&mut self, ty: RustType, schema: &Schema, hint: &str) -> RustType {
        if ty.depth() < 2 {
            return ty;
        }
        let same = |item: &&Item| matches!(&item.content, Content::Alias(other) if *other == ty);
        if let Some(known) = self.items.iter().find(same) {
            return RustType::Named(known.name.clone());
        }
        let name =
            self.names.free(&format!("{}Entry", type_name_of(&singular_words(&words(hint)))));
        self.push(name.clone(), schema.at.clone(), String::new());
        self.set(&name, Content::Alias(ty));
        RustType::Named(name)
    }

    fn union(&mut self, schema: &Schema, union: &UnionSchema, hint: &str, of: Use) -> RustType {
        match classify(self.schemas, union) {
            Class::One(only) => self.ty(&only, hint, of),
            Class::Told(_) => self.inline(schema, hint, of),
            Class::Unclear(reason) => {
                let members = members::named(self.schemas, union);
                self.report.lose(&schema.at, format!("{reason}: {members}"));
                RustType::Value
            }
        }
    }

    /// What a reference leads to: a type with a name, or what has none.
    fn reference(&mut self, target: &Pointer, hint: &str, of: Use) -> RustType {
        let schema = self.schemas.get(target);
        let is_object = matches!(schema.kind, Kind::Object(_));
        let clear = match &schema.kind {
            Kind::Union(union) => matches!(classify(self.schemas, union), Class::Told(_)),
            kind => is_named(kind) || is_object,
        };
        if clear {
            let name = self.named(target, hint);
            self.member_of.entry(name.clone()).or_default().insert(None);
            return RustType::Named(name);
        }
        if let Some(id) = target.component().and_then(|name| self.ids.of_component(name, &schema)) {
            return RustType::Id(id);
        }
        if self.replacing.contains(target) {
            self.report.lose(target, "a list or a map of itself");
            return RustType::Value;
        }
        self.replacing.push(target.clone());
        let hint = target.component().map_or_else(|| hint.to_owned(), type_name);
        let ty = self.ty(&schema, &hint, of);
        self.replacing.pop();
        ty
    }

    /// The name that a place has, if nothing is made of it yet; from now on, something is.
    pub(crate) fn claim(&mut self, target: &Pointer) -> Option<String> {
        let name = self.by_place.get(target)?.clone();
        self.begun.insert(name.clone()).then_some(name)
    }

    /// The name of the type at a place, which is made later if it is not there yet.
    pub(crate) fn named(&mut self, target: &Pointer, hint: &str) -> String {
        let name = match self.by_place.get(target) {
            Some(name) => name.clone(),
            None if target.component().is_some() => {
                self.name_component(target.clone(), &BTreeSet::new())
            }
            // Outside of the components, a place has the name of whoever comes first.
            None => {
                let name = self.names.free(hint);
                self.by_place.insert(target.clone(), name.clone());
                name
            }
        };
        if self.begun.insert(name.clone()) {
            self.waiting.push_back((target.clone(), name.clone()));
        }
        name
    }

    /// The item of a name, which is made now if it waits.
    pub(crate) fn made(&mut self, name: &str) -> Option<&mut Item> {
        let index = self.waiting.iter().position(|(_, waiting)| waiting == name);
        if let Some((target, name)) = index.and_then(|index| self.waiting.remove(index)) {
            let root = self.root;
            self.make(&target, name);
            self.root = root;
        }
        self.get_mut(name)
    }

    fn get_mut(&mut self, name: &str) -> Option<&mut Item> {
        let index = *self.index.get(name)?;
        self.items.get_mut(index)
    }

    /// Puts all items in the order of the document.
    pub(crate) fn sort(&mut self) {
        self.items.sort_by_key(|item| item.order);
        self.index =
            self.items.iter().enumerate().map(|(index, item)| (item.name.clone(), index)).collect();
    }

    /// Adds an item whose content comes later.
    pub(crate) fn push(&mut self, name: String, at: Pointer, docs: String) {
        let order = (self.root, self.items.len());
        let content = Content::StringEnum(Vec::new());
        let (comments, impls) = (Vec::new(), BTreeSet::new());
        self.index.insert(name.clone(), self.items.len());
        self.items.push(Item { name, at, docs, comments, content, order, impls });
    }

    /// Gives an item its content.
    pub(crate) fn set(&mut self, name: &str, content: Content) {
        if let Some(item) = self.get_mut(name) {
            item.content = content;
        }
    }

    /// Adds what a schema leads to that no operation names.
    pub(crate) fn uses_of(&mut self, schema: &Schema) {
        let mut uses = std::mem::take(&mut self.uses);
        uses.add(self.schemas, schema, Use::RECEIVED);
        self.uses = uses;
    }

    /// Makes the items of all names.
    pub(crate) fn finish_waiting(&mut self) {
        while let Some((target, name)) = self.waiting.pop_front() {
            self.make(&target, name);
        }
    }

    fn make(&mut self, target: &Pointer, name: String) {
        let schema = self.schemas.get(target);
        self.root = self.place_of(target);
        let of = self.uses.get(target);
        let of = if of == Use::default() { Use::RECEIVED } else { of };
        self.item(&schema, name, of);
    }

    /// Where a component is among the others.
    fn place_of(&self, target: &Pointer) -> usize {
        let parent = target.parent();
        let siblings = parent.and_then(|parent| self.schemas.document().get(&parent)?.as_object());
        let index = siblings.zip(target.last()).and_then(|(all, key)| all.get_index_of(key));
        COMPONENTS + index.unwrap_or_default()
    }

    /// The type of something that is written in place. What has the same name and the same values is one type.
    fn inline(&mut self, schema: &Schema, hint: &str, of: Use) -> RustType {
        let hint = &shortened(hint);
        let stripped = stripped(schema);
        let known = self.inline.get(hint.as_str()).into_iter().flatten();
        let same = |(other, other_use, _): &&(Schema, Use, String)| {
            *other == stripped && (*other_use == of || matches!(schema.kind, Kind::Enum(_)))
        };
        if let Some((_, _, name)) = known.into_iter().find(same) {
            return RustType::Named(name.clone());
        }
        if let Some(within) = self.within(schema) {
            return within;
        }
        let name = self.names.free(hint);
        let entry = (stripped, of, name.clone());
        self.inline.entry(hint.to_owned()).or_default().push(entry);
        self.nested(schema, &name, of);
        self.member_of.entry(name.clone()).or_default().insert(None);
        RustType::Named(name)
    }

    /// The type of a schema that is within itself, or too deep within others.
    fn within(&mut self, schema: &Schema) -> Option<RustType> {
        let same = self
            .making
            .iter()
            .find(|(other, _)| other.at == schema.at && other.kind == schema.kind);
        if let Some((_, name)) = same {
            return Some(RustType::Named(name.clone()));
        }
        (self.making.len() >= DEEPEST).then(|| {
            self.report.lose(&schema.at, "what is this deep within other types");
            RustType::Value
        })
    }

    fn nested(&mut self, schema: &Schema, name: &str, of: Use) {
        self.making.push((schema.clone(), name.to_owned()));
        self.item(schema, name.to_owned(), of);
        self.making.pop();
    }

    /// The struct of an object that is a member of a union and written in place.
    pub(crate) fn member(&mut self, schema: &Schema, hint: &str, of: Use) -> String {
        if let Some(RustType::Named(name)) = self.within(schema) {
            return name;
        }
        let name = self.names.free(&shortened(hint));
        self.nested(schema, &name, of);
        name
    }

    /// Makes the item of a name.
    fn item(&mut self, schema: &Schema, name: String, of: Use) {
        self.notes(schema);
        // The place of the item comes before those of the types within.
        let index = self.items.len();
        self.push(name.clone(), schema.at.clone(), said::about_type(&schema.about, &name));
        self.items[index].comments = said::lost(&schema.about);
        let (content, comments) = (self.shape)(self, schema, &name, of);
        self.items[index].content = content;
        self.items[index].comments.extend(comments);
    }

    fn notes(&mut self, schema: &Schema) {
        for note in &schema.about.notes {
            self.report.lose(&schema.at, note.clone());
        }
    }

    /// The item of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&Item> {
        self.items.get(*self.index.get(name)?)
    }

    /// Removes what a page with a cursor is in any case.
    pub(crate) fn remove_list(&mut self, name: &str, what: &Impl) {
        if let (Impl::Page { .. }, Some(item)) = (what, self.get_mut(name)) {
            item.impls.retain(|known| !matches!(known, Impl::List { .. }));
        }
    }

    /// Adds a paragraph to the documentation of an item.
    pub(crate) fn say(&mut self, name: &str, what: &str) {
        if let Some(item) = self.get_mut(name) {
            let gap = if item.docs.is_empty() { "" } else { "\n\n" };
            item.docs = format!("{}{gap}{what}", item.docs);
        }
    }

    /// Adds what an item has.
    pub(crate) fn implement(&mut self, name: &str, what: Impl) {
        if let Some(item) = self.get_mut(name) {
            item.impls.insert(what);
        }
    }
}

/// Whether a schema of this kind has a name of its own in Rust.
fn is_named(kind: &Kind) -> bool {
    match kind {
        Kind::Object(object) => !object.fields.is_empty() || !object.undeclared.is_empty(),
        Kind::Enum(listed) => !listed.values.is_empty(),
        Kind::Union(_) => true,
        _ => false,
    }
}

/// A name without what only tells how the document uses it: `CreateRunRequest`, `RunObject`.
fn short(full: &str) -> Option<String> {
    if let Some(short) = full.strip_suffix("Object").or_else(|| full.strip_suffix("Dto")) {
        return Some(short.to_owned()).filter(|short| !short.is_empty());
    }
    let short = full.strip_suffix("Request")?;
    let verbs = [
        "Create", "Modify", "Update", "Submit", "Add", "Search", "Upsert", "Patch", "Replace",
        "Set", "Complete",
    ];
    let begins = |verb: &str| {
        short.strip_prefix(verb).is_some_and(|rest| rest.starts_with(|it: char| it.is_uppercase()))
    };
    verbs.iter().any(|verb| begins(verb)).then(|| short.to_owned())
}

/// The schema without places and what is said of it, so that equal values are equal.
fn stripped(schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    strip(&mut schema);
    schema
}

fn strip(schema: &mut Schema) {
    schema.at = Pointer::root();
    schema.about = crate::schema::About::default();
    match &mut schema.kind {
        Kind::Array(inner) | Kind::Map(inner) => strip(inner),
        Kind::Union(union) => union.members.iter_mut().for_each(strip),
        Kind::Object(object) => {
            object.fields.iter_mut().for_each(|field| strip(&mut field.schema));
            if let crate::schema::Others::Typed(values) = &mut object.others {
                strip(values);
            }
        }
        Kind::Enum(listed) => listed.values.iter_mut().for_each(|value| value.description = None),
        _ => {}
    }
}
