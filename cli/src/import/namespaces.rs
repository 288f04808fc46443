//! Names of components with a namespace before them: `io.k8s.api.core.v1.Pod`, `Company.Product.User`.

use super::names::type_name;
use crate::document::Document;
use std::collections::BTreeMap;

/// How many components have a name that ends in the same way.
#[derive(Debug, Default)]
pub(crate) struct Namespaces(BTreeMap<String, usize>);

impl Namespaces {
    /// Those of all components, whatever is imported, so that a name does not depend on that.
    pub(crate) fn of(document: &Document) -> Self {
        let components = document.root().get("components");
        let names = ["schemas", "responses"].into_iter().flat_map(|kind| {
            components.into_iter().flat_map(move |components| components.members(kind))
        });
        let mut counts = BTreeMap::new();
        for end in names.flat_map(|(name, _)| ends(name)) {
            *counts.entry(end).or_default() += 1;
        }
        Self(counts)
    }

    /// The names of the types of all components.
    pub(crate) fn all<'n>(&'n self, document: &'n Document) -> impl Iterator<Item = String> + 'n {
        let components = document.root().get("components");
        let names = components.into_iter().flat_map(|components| components.members("schemas"));
        names.map(|(name, _)| self.type_name(name))
    }

    /// The name of the type of a component, with as much of its namespace as tells it from all others.
    pub(crate) fn type_name(&self, component: &str) -> String {
        self.type_names(component).next().unwrap_or_else(|| type_name(component))
    }

    /// The same, and then the names with more of the namespace.
    pub(crate) fn type_names(&self, component: &str) -> impl Iterator<Item = String> {
        let own = |end: &String| self.0.get(end).is_none_or(|count| *count == 1);
        ends(component).into_iter().filter(own)
    }
}

/// The names that a type may have, the shortest first. A name in lower case, such as `billing.details`, has no namespace.
fn ends(component: &str) -> Vec<String> {
    let segments: Vec<&str> = component.split('.').collect();
    let is_type =
        segments.last().is_some_and(|last| last.starts_with(|it: char| it.is_uppercase()));
    let is_path = segments
        .iter()
        .all(|segment| segment.chars().all(|it| it.is_alphanumeric() || "-_".contains(it)));
    let first = if is_type && is_path { segments.len() - 1 } else { 0 };
    (0..=first).rev().map(|from| type_name(&segments[from..].join("."))).collect()
}

#[cfg(test)]
mod tests {
    use super::Namespaces;
    use crate::document::Document;

    fn names(components: &[&str]) -> Vec<String> {
        let schemas: Vec<_> = components.iter().map(|name| format!("\"{name}\": {{}}")).collect();
        let schemas = schemas.join(", ");
        let text = format!(
            r#"{{"openapi": "3.1.0", "components": {{"schemas": {{{schemas}}}}}, "paths": {{}}}}"#
        );
        let namespaces = Namespaces::of(&Document::read(&text).expect("a document"));
        components.iter().map(|name| namespaces.type_name(name)).collect()
    }

    #[test]
    fn a_namespace_is_as_long_as_it_has_to_be() {
        let pods =
            ["io.k8s.api.core.v1.Pod", "io.k8s.api.apps.v1.Scale", "io.k8s.api.apps.v2.Scale"];
        assert_eq!(names(&pods), ["Pod", "V1Scale", "V2Scale"]);
        assert_eq!(names(&["A.B.User", "A.C.User", "User"]), ["BUser", "CUser", "User"]);
    }

    #[test]
    fn other_names_are_whole() {
        let others = ["billing.details", "user.v1.0", "Page[A.Item]", "Plain", "A.Item"];
        let expected = ["BillingDetails", "UserV1_0", "PageAItem", "Plain", "Item"];
        assert_eq!(names(&others), expected);
    }
}
