//! What a derive says about a type: a table in JSON, and functions for the types that only the compiler knows.
//!
//! Text is what a declaration costs the compiler least. It is read when a document is made.

use std::borrow::Cow;
use std::slice::Iter;

use serde_json::{Map, Value};

use super::components::Components;
use super::docs;
use super::name::name_of;
use super::question::Describe;
use super::schema::Schema;

/// The table of a type.
pub(super) struct Table<'a> {
    /// The path of the Rust type.
    pub(super) ty: &'static str,
    /// The name of the component.
    pub(super) name: String,
    pub(super) row: Row,
    pub(super) types: Types<'a>,
}

impl Table<'_> {
    /// The component of a variant, and the path of the variant.
    pub(super) fn variant(&self, variant: &Row) -> (String, Cow<'static, str>) {
        let variant = variant.text("name");
        (format!("{}{variant}", self.name), format!("{}::{variant}", self.ty).into())
    }
}

/// Describes the type `ty`, which has a component, by its table.
pub(super) fn describe(
    components: &mut Components,
    ty: &'static str,
    (text, types): (&str, &[Describe]),
    describe: fn(&mut Components, &mut Table<'_>) -> Value,
) -> Value {
    let row = Row(serde_json::from_str(text).unwrap_or_default());
    let (parameters, types) = types.split_at_checked(row.parameters()).unwrap_or((types, &[]));
    let name = name_of(components, row.text("name"), parameters);
    let mut table = Table { ty, name: name.clone(), row, types: Types(types.iter()) };
    components.component(ty, &name, |components| {
        let mut schema = describe(components, &mut table);
        table.row.say(&mut schema);
        schema
    })
}

/// A row of a table, or the table itself.
pub(super) struct Row(Map<String, Value>);

impl Row {
    /// A text; empty if there is none.
    pub(super) fn text(&self, key: &str) -> &str {
        self.0.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// A list of texts.
    pub(super) fn texts(&self, key: &str) -> Vec<&str> {
        self.list(key).iter().filter_map(Value::as_str).collect()
    }

    /// The rows below this one.
    pub(super) fn rows(&self, key: &str) -> Vec<Self> {
        self.list(key).iter().filter_map(|row| Some(Self(row.as_object()?.clone()))).collect()
    }

    /// Texts with names.
    pub(super) fn named(&self, key: &str) -> impl Iterator<Item = (&String, &Value)> {
        self.0.get(key).and_then(Value::as_object).into_iter().flatten()
    }

    fn list(&self, key: &str) -> &[Value] {
        self.0.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    fn parameters(&self) -> usize {
        let count = self.0.get("parameters").and_then(Value::as_u64).unwrap_or_default();
        usize::try_from(count).unwrap_or_default()
    }

    /// Adds the keywords and the doc comment to a schema. A reference may have some beside it.
    pub(super) fn say(&self, schema: &mut Value) {
        if let Value::Object(schema) = schema {
            schema.extend(self.named("keywords").map(|(key, value)| (key.clone(), value.clone())));
        }
        docs::describe(schema, self.text("docs"));
    }
}

/// The types that the rows of a table have, in their order.
pub(super) struct Types<'a>(Iter<'a, Describe>);

impl Types<'_> {
    /// The schema of the type that the row names, or else the next.
    pub(super) fn next(&mut self, row: &Row, components: &mut Components) -> Value {
        match row.text("type") {
            "" => self.0.next().map_or(Value::Null, |describe| describe(components)),
            name => known(name, components),
        }
    }
}

/// The schema of a type that its spelling says: `String`, or `[String]` for a list of them.
fn known(name: &str, components: &mut Components) -> Value {
    if let Some(item) = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        return serde_json::json!({ "type": "array", "items": known(item, components) });
    }
    match KNOWN.iter().find(|(known, _)| *known == name) {
        Some((_, describe)) => describe(components),
        None => components.untyped_as(name),
    }
}

macro_rules! known {
    ($($T:ident)*) => {
        &[$((stringify!($T), <$T as Schema>::schema)),*]
    };
}

const KNOWN: &[(&str, Describe)] = known! {
    bool char f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize String
};
