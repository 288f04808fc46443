//! How the fields of a form are written.

use serde_json::{Map, Value, json};

use super::components::Components;

/// The keyword of the media type of a part.
pub(super) const MEDIA_TYPE: &str = "contentMediaType";

/// The media type of JSON.
pub(super) const JSON: &str = "application/json";

impl Components {
    /// Returns the `encoding` of a form, which its media type has beside the schema: how fields are written that are neither
    /// text nor files. Objects have their keys in brackets, unless they are parts of JSON.
    ///
    /// # Examples
    ///
    /// ```
    /// use schematic_api::Object;
    /// use schematic_api::openapi::{Components, Schema};
    ///
    /// #[derive(Object)]
    /// struct Range {
    ///     from: u64,
    /// }
    ///
    /// #[derive(Object)]
    /// struct Search {
    ///     words: String,
    ///     created: Range,
    /// }
    ///
    /// let mut components = Components::default();
    /// let form = Search::schema(&mut components);
    /// assert_eq!(components.encoding(&form)["created"]["style"], "deepObject");
    /// ```
    pub fn encoding(&self, form: &Value) -> Map<String, Value> {
        let properties = self.resolve(form).and_then(|form| form.get("properties"));
        let properties = properties.and_then(Value::as_object).into_iter().flatten();
        let encodings = properties
            .filter_map(|(name, property)| Some((name.clone(), self.encoding_of(property)?)));
        encodings.collect()
    }

    fn encoding_of(&self, property: &Value) -> Option<Value> {
        if property.get(MEDIA_TYPE).is_some_and(|media_type| media_type == JSON) {
            return Some(json!({ "contentType": JSON }));
        }
        let is_object = self.resolve(property)?.get("type").is_some_and(|ty| ty == "object");
        is_object.then(|| json!({ "style": "deepObject", "explode": true }))
    }
}
