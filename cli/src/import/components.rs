//! Components that no operation leads to, for those who want the types of a document alone.

use super::names::type_name;
use super::types::Types;
use super::uses::{Use, Uses};
use crate::document::{Document, Node, Pointer};
use crate::schema::{Kind, Schema, Schemas};

/// The components without a use. From now on, they have one.
pub(crate) fn unused(document: &Document, schemas: &Schemas<'_>, uses: &mut Uses) -> Vec<Schema> {
    let place = Pointer::root().child("components").child("schemas");
    let all = document.get(&place).and_then(Node::as_object);
    let places = all.into_iter().flatten().map(|(name, _)| place.child(name));
    let unused: Vec<_> = places.filter(|at| uses.get(at) == Use::default()).collect();
    let unused: Vec<_> = unused.iter().map(|at| Schema::new(Kind::Ref(at.clone()), at)).collect();
    unused.iter().for_each(|schema| uses.add(schemas, schema, Use::RECEIVED));
    unused
}

/// Declares their types.
pub(crate) fn shape(types: &mut Types<'_>, components: &[Schema]) {
    for schema in components {
        let name = schema.at.last().map(type_name).unwrap_or_default();
        types.ty(schema, &name, Use::RECEIVED);
    }
    types.finish_waiting();
}
