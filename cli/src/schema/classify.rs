//! How the members of a union are told apart: by a tag, by a key, by their shape, or not at all.

use super::Schemas;
use super::any_of;
use super::kind::{Discriminator, EnumSchema, Field, IntegerFormat, Kind, Schema, UnionSchema};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a union amounts to.
#[derive(Clone, Debug, PartialEq)]
pub enum Class {
    /// Its members are told apart.
    Told(Told),
    /// All its members are of one kind.
    One(Box<Schema>),
    /// Nothing tells its members apart; the reason, in words.
    Unclear(String),
}

/// A union whose members are told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The key whose value tells objects apart.
    pub tag: Option<String>,
    /// The members, in the order of the document.
    pub variants: Vec<Variant>,
    /// Members that nothing tells apart from the others.
    pub left_out: Vec<Schema>,
}

/// A member of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// How it is told.
    pub how: How,
    /// What it is.
    pub schema: Schema,
}

/// How a member is told from the others.
#[derive(Clone, Debug, PartialEq)]
pub enum How {
    /// An object whose tag has one of these values.
    Tag(Vec<String>),
    /// An object with this key.
    Key(String),
    /// The object without the tag.
    Untagged,
    /// The only object.
    Object,
    /// Any string, or one of a list.
    String,
    /// Any list.
    Array,
    /// `true` and `false`
    Bool,
    /// Any number without a fraction.
    Integer,
    /// Any other number.
    Number,
}

/// How many unions within unions are opened.
const DEEPEST: usize = 8;

/// Tells the members of a union apart.
#[must_use]
pub fn classify(schemas: &Schemas<'_>, union: &UnionSchema) -> Class {
    let mut parts = Parts::default();
    for member in &union.members {
        parts.add(schemas, member, 0);
    }
    let objects =
        match objects(schemas, std::mem::take(&mut parts.objects), union.discriminator.as_ref()) {
            Ok(objects) => objects,
            Err(reason) => return Class::Unclear(reason),
        };
    let mut variants = objects.variants;
    variants.extend(parts.scalars());
    variants.sort_by_key(|(order, _)| *order);
    let mut variants: Vec<_> = variants.into_iter().map(|(_, variant)| variant).collect();
    if variants.len() == 1 && objects.left_out.is_empty() && objects.tag.is_none() {
        return Class::One(Box::new(variants.remove(0).schema));
    }
    Class::Told(Told { tag: objects.tag, variants, left_out: objects.left_out })
}

/// A member with its place among the others.
type Ordered<T> = (usize, T);

/// The members by their shapes.
#[derive(Default)]
struct Parts {
    count: usize,
    objects: Vec<Ordered<Schema>>,
    strings: Vec<Ordered<(Schema, Rc<Schema>)>>,
    arrays: Vec<Ordered<(Schema, Rc<Schema>)>>,
    integer: Option<Ordered<Schema>>,
    number: Option<Ordered<Schema>>,
    bool: Option<Ordered<Schema>>,
}

impl Parts {
    fn add(&mut self, schemas: &Schemas<'_>, member: &Schema, depth: usize) {
        let order = self.count;
        self.count += 1;
        let resolved = schemas.resolve(member);
        match &resolved.kind {
            Kind::String(_) | Kind::Enum(_) => {
                self.strings.push((order, (member.clone(), resolved)))
            }
            Kind::Array(_) => self.arrays.push((order, (member.clone(), resolved))),
            Kind::Bool => drop(self.bool.get_or_insert((order, member.clone()))),
            Kind::Number => drop(self.number.get_or_insert((order, member.clone()))),
            Kind::Integer(format) => self.integer(order, member, *format),
            Kind::Union(inner) if depth < DEEPEST => {
                inner.members.iter().for_each(|inner| self.add(schemas, inner, depth + 1));
            }
            _ => self.objects.push((order, member.clone())),
        }
    }

    /// Of two ranges, the larger one counts.
    fn integer(&mut self, order: usize, member: &Schema, format: IntegerFormat) {
        let (_, known) = self.integer.get_or_insert((order, member.clone()));
        if known.kind != Kind::Integer(format) {
            known.kind = Kind::Integer(IntegerFormat::I64);
        }
    }

    /// The members other than objects.
    fn scalars(&mut self) -> Vec<Ordered<Variant>> {
        let strings = one(&self.strings, together_strings).map(|it| (it, How::String));
        let arrays = one(&self.arrays, together_arrays).map(|it| (it, How::Array));
        let bool = self.bool.take().map(|it| (it, How::Bool));
        // A number may be one without a fraction.
        let integer = self.integer.take().filter(|_| self.number.is_none());
        let integer = integer.map(|it| (it, How::Integer));
        let number = self.number.take().map(|it| (it, How::Number));
        let all = [strings, arrays, bool, integer, number].into_iter().flatten();
        all.map(|((order, schema), how)| (order, Variant { how, schema })).collect()
    }
}

/// Several members of one shape as one.
fn one(
    members: &[Ordered<(Schema, Rc<Schema>)>],
    together: impl Fn(&[Ordered<(Schema, Rc<Schema>)>]) -> Schema,
) -> Option<Ordered<Schema>> {
    let (order, (first, _)) = members.first()?;
    Some((*order, if members.len() == 1 { first.clone() } else { together(members) }))
}

fn together_strings(members: &[Ordered<(Schema, Rc<Schema>)>]) -> Schema {
    let resolved: Vec<_> = members.iter().map(|(_, (_, resolved))| (**resolved).clone()).collect();
    let at = resolved[0].at.clone();
    any_of::union(resolved, None, &at)
}

/// A list whose items are those of all lists.
fn together_arrays(members: &[Ordered<(Schema, Rc<Schema>)>]) -> Schema {
    let items = members.iter().filter_map(|(_, (_, resolved))| match &resolved.kind {
        Kind::Array(items) => Some((**items).clone()),
        _ => None,
    });
    let at = &members[0].1.0.at;
    let items = any_of::union(items.collect(), None, &at.child("items"));
    Schema::new(Kind::Array(Box::new(items)), at)
}

/// The members that are objects, told apart.
#[derive(Default)]
struct Objects {
    tag: Option<String>,
    variants: Vec<Ordered<Variant>>,
    left_out: Vec<Schema>,
}

/// An object with what it resolves to.
struct Candidate {
    order: usize,
    schema: Schema,
    resolved: Rc<Schema>,
    /// The strings that its fields are limited to.
    listed: BTreeMap<String, Vec<String>>,
}

fn objects(
    schemas: &Schemas<'_>,
    members: Vec<Ordered<Schema>>,
    discriminator: Option<&Discriminator>,
) -> Result<Objects, String> {
    let candidates: Vec<_> =
        members.into_iter().map(|(order, schema)| Candidate::new(schemas, order, schema)).collect();
    let known = candidates.iter().all(|it| matches!(it.resolved.kind, Kind::Object(_)));
    if known {
        if let Some(tagged) = discriminator.and_then(|it| by_discriminator(&candidates, it)) {
            return Ok(tagged);
        }
    }
    match candidates.as_slice() {
        [] => return Ok(Objects::default()),
        [only] => {
            let variant = Variant { how: How::Object, schema: only.schema.clone() };
            return Ok(Objects { variants: vec![(only.order, variant)], ..Objects::default() });
        }
        _ if !known => {
            return Err("a map, or an object of any kind, is one of several objects".to_owned());
        }
        _ => {}
    }
    by_constant(&candidates)
        .or_else(|| by_key(&candidates))
        .ok_or_else(|| "neither a tag nor a key of their own tells these objects apart".to_owned())
}

impl Candidate {
    fn new(schemas: &Schemas<'_>, order: usize, schema: Schema) -> Self {
        let resolved = schemas.resolve(&schema);
        let listed = resolved.fields().iter().filter_map(|field| {
            let listed = schemas.resolve(&field.schema);
            match &listed.kind {
                Kind::Enum(EnumSchema { values, open: false }) => {
                    let values = values.iter().map(|value| value.text.clone()).collect();
                    Some((field.name.clone(), values))
                }
                _ => None,
            }
        });
        let listed = listed.collect();
        Self { order, schema, resolved, listed }
    }

    fn field(&self, name: &str) -> Option<&Field> {
        self.resolved.fields().iter().find(|field| field.name == name)
    }

    /// Whether an object may be taken for one that this key tells: it has the key, and not after a required one.
    fn begins_with(&self, key: &str) -> bool {
        let fields = self.resolved.fields();
        let at = fields.iter().position(|field| field.name == key);
        at.is_some_and(|at| fields[at].required || !fields[..at].iter().any(|field| field.required))
    }

    fn told(&self, how: How) -> Ordered<Variant> {
        (self.order, Variant { how, schema: self.schema.clone() })
    }

    /// The values that a key of this object can have, if they are listed.
    fn values(&self, key: &str) -> Vec<String> {
        self.listed.get(key).cloned().unwrap_or_default()
    }
}

/// By the `discriminator`: its mapping, the values that the objects list, or the names of the schemas.
fn by_discriminator(candidates: &[Candidate], discriminator: &Discriminator) -> Option<Objects> {
    let tag = &discriminator.property;
    let values = candidates.iter().map(|candidate| {
        let target = match &candidate.schema.kind {
            Kind::Ref(target) => target,
            _ => &candidate.schema.at,
        };
        let mapping = discriminator.mapping.iter().filter(|(_, schema)| schema == target);
        let mapped: Vec<_> = mapping.map(|(value, _)| value.clone()).collect();
        let listed = candidate.values(tag);
        match (mapped.is_empty(), listed.is_empty()) {
            (false, _) => mapped,
            (true, false) => listed,
            (true, true) => target.component().map(str::to_owned).into_iter().collect(),
        }
    });
    let values: Vec<_> = values.collect();
    tagged(candidates, tag, values)
}

/// By a key whose value is another constant in each object. One object may be without it.
fn by_constant(candidates: &[Candidate]) -> Option<Objects> {
    let mut keys: Vec<&str> = Vec::new();
    for field in candidates.iter().take(2).flat_map(|it| it.resolved.fields()) {
        if !keys.contains(&field.name.as_str()) {
            keys.push(&field.name);
        }
    }
    // The usual names of tags come first.
    let usual = ["type", "kind", "object", "event"];
    keys.sort_by_key(|key| usual.iter().position(|usual| usual == key).unwrap_or(usual.len()));
    keys.into_iter().find_map(|key| {
        let values = candidates.iter().map(|candidate| candidate.values(key)).collect();
        tagged(candidates, key, values)
    })
}

/// A union with a tag, if the values are distinct. An object without values is the one without the tag.
fn tagged(candidates: &[Candidate], tag: &str, values: Vec<Vec<String>>) -> Option<Objects> {
    let mut seen: Vec<&String> = Vec::new();
    for value in values.iter().flatten() {
        if seen.contains(&value) {
            return None;
        }
        seen.push(value);
    }
    let bare = |(candidate, values): &(&Candidate, &Vec<String>)| {
        values.is_empty().then(|| candidate.field(tag).is_none())
    };
    let bare: Vec<_> = candidates.iter().zip(&values).filter_map(|pair| bare(&pair)).collect();
    if seen.is_empty() || bare.len() > 1 || bare.contains(&false) {
        return None;
    }
    let how = |values: Vec<String>| match values.is_empty() {
        true => How::Untagged,
        false => How::Tag(values),
    };
    let variants = candidates.iter().zip(values).map(|(it, values)| it.told(how(values)));
    Some(Objects { tag: Some(tag.to_owned()), variants: variants.collect(), left_out: Vec::new() })
}

/// By a required key that no other object requires. The fewer objects without such a key are left out.
fn by_key(candidates: &[Candidate]) -> Option<Objects> {
    let mut objects = Objects::default();
    for candidate in candidates {
        let is_own = |field: &&Field| {
            let mut others = candidates.iter().filter(|other| other.order != candidate.order);
            field.required && others.all(|other| !other.begins_with(&field.name))
        };
        match candidate.resolved.fields().iter().find(is_own) {
            Some(field) => objects.variants.push(candidate.told(How::Key(field.name.clone()))),
            None => objects.left_out.push(candidate.schema.clone()),
        }
    }
    (objects.left_out.len() < objects.variants.len()).then_some(objects)
}
