//! Enums of types.

use schematic_api::openapi::Schema;
use schematic_api::{Object, Union};
use serde_json::{Value, json};

use crate::described::{component, components_of, reference};

/// Searches the web.
#[derive(Object)]
struct Search {
    query: String,
}

/// Its tag is a field, which says which of several it was.
#[derive(Object)]
struct Versioned {
    name: String,
    /// The version.
    r#type: String,
}

/// A tool.
#[derive(Union)]
#[wire(tag = "type")]
#[expect(dead_code)]
enum Tool {
    /// A search that the model begins.
    Search(Search),
    #[wire(rename = "bash_2", alias = "bash_1")]
    Bash(Box<Versioned>),
    #[wire(skip)]
    Local(u8),
    Unknown(Value),
}

#[test]
fn members_with_a_tag_are_components_with_the_tag_first() {
    let components = components_of(Tool::schema);
    assert_eq!(
        Value::from(components.clone()),
        json!({
            "Tool": {
                "oneOf": [reference("ToolSearch"), reference("ToolBash")],
                "discriminator": {
                    "propertyName": "type",
                    "mapping": {
                        "search": "#/components/schemas/ToolSearch",
                        "bash_2": "#/components/schemas/ToolBash",
                        "bash_1": "#/components/schemas/ToolBash",
                    },
                },
                "description": "A tool.",
            },
            "ToolSearch": {
                "type": "object",
                "properties": {
                    "type": { "type": "string", "const": "search" },
                    "query": { "type": "string" },
                },
                "required": ["type", "query"],
                "description": "A search that the model begins.",
            },
            "ToolBash": {
                "type": "object",
                "properties": {
                    "type": { "type": "string", "enum": ["bash_2", "bash_1"], "description": "The version." },
                    "name": { "type": "string" },
                },
                "required": ["type", "name"],
                "description": "Its tag is a field, which says which of several it was.",
            },
        })
    );
    let first = components["ToolBash"]["properties"].as_object().and_then(|all| all.keys().next());
    assert_eq!(first.map(String::as_str), Some("type"));
}

#[derive(Union)]
#[wire(tag = "kind")]
enum Action {
    Search(Search),
    Nested(Nested),
    Unknown(Value),
}

#[derive(Object)]
struct Nested {
    actions: Vec<Action>,
    tools: Vec<Tool>,
    search: Search,
}

#[test]
fn a_type_that_several_unions_share_is_a_component_in_each() {
    let components = components_of(Action::schema);
    let names: Vec<_> = components.keys().collect();
    assert_eq!(
        names,
        ["Action", "ActionNested", "ActionSearch", "Search", "Tool", "ToolBash", "ToolSearch"]
    );
    assert_eq!(components["ActionSearch"]["required"], json!(["kind", "query"]));
    assert_eq!(components["Search"]["required"], json!(["query"]));
    assert_eq!(
        components["ActionNested"]["properties"]["actions"],
        json!({ "type": "array", "items": reference("Action") })
    );
    assert_eq!(components_of(Nested::schema)["ActionNested"], components["ActionNested"]);
}

#[derive(Union)]
#[wire(tag = "kind")]
enum Block {
    #[wire(read_only)]
    Search(Search),
    #[wire(untagged, write_only)]
    Other(Search),
    Unknown(Value),
}

#[test]
fn a_member_may_be_sent_one_way_only() {
    let components = components_of(Block::schema);
    let other = json!({ "$ref": "#/components/schemas/Search", "writeOnly": true });
    assert_eq!(components["Block"]["anyOf"], json!([reference("BlockSearch"), other]));
    assert_eq!(components["BlockSearch"]["readOnly"], json!(true));
    assert_eq!(components["Search"]["readOnly"], Value::Null);
}

/// Words, or parts.
#[derive(Union)]
enum Content {
    #[wire(string)]
    Text(String),
    /// In this order.
    #[wire(array)]
    Parts(Vec<Search>),
    #[wire(object)]
    Single(Search),
    #[wire(bool)]
    Flag(bool),
    #[wire(integer)]
    Count(i64),
    Unknown(Value),
}

#[test]
fn members_with_a_shape_are_alternatives() {
    assert_eq!(
        component::<Content>("Content"),
        json!({
            "oneOf": [
                { "type": "string" },
                { "type": "array", "items": reference("Search"), "description": "In this order." },
                reference("Search"),
                { "type": "boolean" },
                { "type": "integer", "format": "int64" },
            ],
            "description": "Words, or parts.",
        })
    );
}

#[derive(Union)]
#[wire(tag = "type")]
enum Choice {
    #[wire(string)]
    Auto,
    #[wire(string, rename = "not at all", alias = "never")]
    None,
    Search(Search),
    Unknown(Value),
}

#[test]
fn strings_are_one_alternative_beside_a_tag() {
    assert_eq!(
        component::<Choice>("Choice"),
        json!({
            "oneOf": [
                { "type": "string", "enum": ["auto", "not at all"] },
                reference("ChoiceSearch"),
            ],
        })
    );
}

#[derive(Union)]
enum Wide {
    #[wire(string)]
    Named(String),
    #[wire(string)]
    Auto,
    #[wire(number)]
    Number(f64),
    #[wire(integer)]
    Integer(u64),
    Unknown(Value),
}

#[test]
fn shapes_that_contain_others_exclude_none() {
    assert_eq!(
        component::<Wide>("Wide"),
        json!({
            "anyOf": [
                { "type": "string", "const": "auto" },
                { "type": "string" },
                { "type": "number", "format": "double" },
                { "type": "integer", "format": "uint64", "minimum": 0 },
            ],
        })
    );
}

#[derive(Object)]
struct ById {
    id: String,
}

#[derive(Union)]
enum Told {
    #[wire(key = "id")]
    ById(ById),
    #[wire(key = "query")]
    Search(Search),
    Unknown(Value),
}

#[derive(Union)]
#[wire(tag = "type")]
enum Untold {
    Search(Search),
    #[wire(untagged)]
    ById(ById),
    Unknown(Value),
}

#[test]
fn members_without_a_tag_are_what_they_are() {
    assert_eq!(
        component::<Told>("Told"),
        json!({ "anyOf": [reference("ById"), reference("Search")] })
    );
    assert_eq!(
        component::<Untold>("Untold"),
        json!({ "anyOf": [reference("UntoldSearch"), reference("ById")] })
    );
}
