//! Types with parameters.

use schematic_api::openapi::Schema;
use schematic_api::{Object, Union};
use serde_json::{Value, json};

use crate::described::{components_of, reference};

/// A page.
#[derive(Object)]
struct Page<T> {
    data: Vec<T>,
    first: Option<Box<T>>,
}

#[derive(Object)]
struct Thread {
    page: Option<Box<Page<Thread>>>,
}

#[test]
fn the_name_of_a_type_with_parameters_has_their_names() {
    assert_eq!(
        Value::from(components_of(<Page<Thread>>::schema)),
        json!({
            "PageOfThread": {
                "type": "object",
                "description": "A page.",
                "properties": {
                    "data": { "type": "array", "items": reference("Thread") },
                    "first": reference("Thread"),
                },
                "required": ["data"],
            },
            "Thread": {
                "type": "object",
                "properties": { "page": reference("PageOfThread") },
            },
        })
    );
    let both = components_of(|components| {
        <Page<Thread>>::schema(components);
        <Page<String>>::schema(components);
        <Page<Page<Vec<u8>>>>::schema(components)
    });
    assert_eq!(
        both.keys().collect::<Vec<_>>(),
        [
            "PageOfArrayOfUint8",
            "PageOfPageOfArrayOfUint8",
            "PageOfString",
            "PageOfThread",
            "Thread"
        ]
    );
}

#[derive(Union)]
#[wire(tag = "type")]
enum Change<A, B> {
    Before(A),
    After(B),
    Unknown(Value),
}

#[derive(Object)]
struct Note {}

#[test]
fn the_members_of_a_union_with_parameters_have_its_name() {
    let components = components_of(<Change<Thread, Note>>::schema);
    assert_eq!(
        components["ChangeOfThreadAndNote"]["oneOf"],
        json!([reference("ChangeOfThreadAndNoteBefore"), reference("ChangeOfThreadAndNoteAfter")])
    );
}
