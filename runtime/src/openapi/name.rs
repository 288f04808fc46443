//! The names of components of generic types: `Page<Thread>` is `PageOfThread`.

use serde_json::Value;

use super::components::{Components, component_of};
use super::question::Describe;

/// The name of a type with these parameters, as the component of a document.
pub(super) fn name_of(components: &mut Components, name: &str, parameters: &[Describe]) -> String {
    let parameters = parameters.iter().map(|describe| word_of(&describe(components)));
    let parameters: Vec<_> = parameters.collect();
    match parameters.as_slice() {
        [] => name.to_owned(),
        parameters => format!("{name}Of{}", parameters.join("And")),
    }
}

/// A word for a schema: the name of its component, or what it is.
fn word_of(schema: &Value) -> String {
    if let Some(name) = component_of(schema) {
        return name.to_owned();
    }
    let keyword = |key: &str| schema.get(key).and_then(Value::as_str);
    match (keyword("type"), keyword("format")) {
        (Some("array"), _) => format!("ArrayOf{}", schema.get("items").map_or_else(any, word_of)),
        (Some("object"), _) => match schema.get("additionalProperties") {
            Some(values) => format!("MapOf{}", word_of(values)),
            None => "Object".to_owned(),
        },
        (_, Some(format)) => capitalized(format),
        (Some(ty), None) => capitalized(ty),
        (None, None) => nullable_word(schema).unwrap_or_else(any),
    }
}

/// A word for what may be `null`.
fn nullable_word(schema: &Value) -> Option<String> {
    let value = match (schema.get("type"), schema.get("anyOf")) {
        (Some(Value::Array(types)), _) => capitalized(types.first()?.as_str()?),
        (_, Some(Value::Array(schemas))) => word_of(schemas.first()?),
        _ => return None,
    };
    Some(format!("Nullable{value}"))
}

fn any() -> String {
    "Any".to_owned()
}

fn capitalized(word: &str) -> String {
    let mut letters = word.split('-').flat_map(|part| {
        let mut letters = part.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters)
    });
    letters.by_ref().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;
    use crate::openapi::Schema;

    struct Note;

    impl Schema for Note {
        fn schema(components: &mut Components) -> Value {
            components.named::<Self>("Note", |_| json!({}))
        }
    }

    #[test]
    fn a_parameter_is_called_by_its_component_or_by_what_it_is() {
        let mut components = Components::default();
        let mut name = |parameters: &[Describe]| name_of(&mut components, "Page", parameters);
        assert_eq!(name(&[]), "Page");
        assert_eq!(name(&[Note::schema]), "PageOfNote");
        assert_eq!(name(&[String::schema, u32::schema]), "PageOfStringAndUint32");
        assert_eq!(name(&[<Vec<Note>>::schema]), "PageOfArrayOfNote");
        assert_eq!(name(&[<BTreeMap<String, Note>>::schema]), "PageOfMapOfNote");
        assert_eq!(name(&[<Option<Note>>::schema]), "PageOfNullableNote");
        assert_eq!(name(&[<Option<bool>>::schema]), "PageOfNullableBoolean");
        assert_eq!(name(&[Value::schema]), "PageOfAny");
        assert_eq!(name(&[<serde_json::Map<String, Value>>::schema]), "PageOfObject");
    }
}
