//! An OpenAPI 3.0 document for `generate_api!`.

use serde_json::{Map, Value, json};

use crate::declare::{Declaration, Endpoint, FieldType, Kind, Role, Type};

/// The file name of the document, next to the source of the crate.
pub const DOCUMENT: &str = "openapi.json";

/// The source of the crate, which is the same for every declaration.
pub fn source() -> String {
    format!("progenitor::generate_api!(\"{DOCUMENT}\");\n")
}

/// Returns the document of one declaration.
pub fn document(declaration: &Declaration) -> String {
    let mut paths = Map::new();
    for endpoint in &declaration.endpoints {
        let (path, verb) = route(endpoint);
        let item = paths.entry(path).or_insert_with(|| json!({}));
        item[verb] = operation(endpoint);
    }
    let schemas = declaration.types.iter().map(|ty| (ty.name(), schema(ty))).collect::<Map<_, _>>();
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Items", "version": "1.0.0" },
        "paths": paths,
        "components": { "schemas": schemas },
    });
    document.to_string()
}

fn route(endpoint: &Endpoint) -> (String, &'static str) {
    let group = endpoint.group;
    match endpoint.kind {
        Kind::Retrieve => (format!("/items{group}/{{item}}"), "get"),
        Kind::Create => (format!("/items{group}"), "post"),
        Kind::Act => (format!("/items{group}/{{item}}/parts/{{part}}/act"), "post"),
        Kind::List => (format!("/items{group}"), "get"),
    }
}

fn operation(endpoint: &Endpoint) -> Value {
    let item = reference(endpoint, Role::Item);
    let (parameters, body, reply) = match endpoint.kind {
        Kind::Retrieve => (vec![parameter("item", "path", "uint64")], None, item),
        Kind::Create => (vec![], Some(reference(endpoint, Role::Create)), item),
        Kind::Act => (
            vec![parameter("item", "path", "uint64"), parameter("part", "path", "uint32")],
            Some(reference(endpoint, Role::Act)),
            item,
        ),
        Kind::List => (
            vec![parameter("limit", "query", "uint32"), parameter("after", "query", "")],
            None,
            json!({ "type": "array", "items": item }),
        ),
    };
    let mut operation = json!({
        "operationId": endpoint.name(),
        "parameters": parameters,
        "responses": { "200": { "description": "ok", "content": content(&reply) } },
    });
    if let Some(body) = body {
        operation["requestBody"] = json!({ "required": true, "content": content(&body) });
    }
    operation
}

fn content(schema: &Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

fn reference(endpoint: &Endpoint, role: Role) -> Value {
    json!({ "$ref": format!("#/components/schemas/{}", endpoint.type_name(role)) })
}

fn parameter(name: &str, place: &str, format: &str) -> Value {
    let schema = match format {
        "" => json!({ "type": "string" }),
        format => json!({ "type": "integer", "format": format, "minimum": 0 }),
    };
    json!({ "name": name, "in": place, "required": place == "path", "schema": schema })
}

fn schema(ty: &Type) -> Value {
    let properties = ty
        .fields()
        .iter()
        .map(|field| (field.0.to_owned(), property(field.1)))
        .collect::<Map<_, _>>();
    let required = ty
        .fields()
        .iter()
        .filter(|field| !field.1.is_optional())
        .map(|field| field.0)
        .collect::<Vec<_>>();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn property(ty: FieldType) -> Value {
    match ty {
        FieldType::Text | FieldType::OptionalText => json!({ "type": "string" }),
        FieldType::Count | FieldType::OptionalCount => {
            json!({ "type": "integer", "format": "uint64", "minimum": 0 })
        }
        FieldType::Flag | FieldType::OptionalFlag => json!({ "type": "boolean" }),
        FieldType::OptionalNumber => json!({ "type": "number", "format": "double" }),
        FieldType::Texts => json!({ "type": "array", "items": { "type": "string" } }),
    }
}
