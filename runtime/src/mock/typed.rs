//! Values of a query or a form as the JSON that their schema says: in the text `5` it may be a number or a string.

use serde_json::{Map, Value};

use super::limits::{Limits, alternatives, types};
use super::values::Values;

/// The number of schemas that may lead to each other.
const DEEPEST: usize = 128;

/// The value that is described, or nothing if the text is no such value.
pub(super) fn typed(limits: &Limits, values: &Values) -> Option<Value> {
    of_schema(limits, limits.schema(), values, DEEPEST)
}

fn of_schema(limits: &Limits, schema: &Value, values: &Values, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    if let Some(target) = limits.target(schema) {
        return of_schema(limits, target, values, depth);
    }
    if let Some(alternatives) = alternatives(schema) {
        return alternatives.iter().find_map(|schema| {
            let value = of_schema(limits, schema, values, depth)?;
            limits.may_be(schema, &value, depth).then_some(value)
        });
    }
    types(schema).iter().find_map(|ty| match ty.as_str()? {
        "array" => list(limits, schema, values, depth),
        "object" => object(limits, schema, values, depth),
        ty => scalar(ty, values.text().ok()?),
    })
}

fn scalar(ty: &str, text: &str) -> Option<Value> {
    match ty {
        "string" => Some(text.into()),
        "boolean" => text.parse().ok().map(Value::Bool),
        "integer" | "number" => number(text),
        "null" => text.is_empty().then_some(Value::Null),
        _ => None,
    }
}

fn number(text: &str) -> Option<Value> {
    let unsigned = || text.parse::<u64>().map(Value::from);
    let fraction = || text.parse::<f64>().map(Value::from);
    let number = text.parse::<i64>().map(Value::from).or_else(|_| unsigned());
    number.ok().or_else(|| fraction().ok())
}

fn list(limits: &Limits, schema: &Value, values: &Values, depth: usize) -> Option<Value> {
    let elements = values.elements()?;
    let item = |element: &Values| of_schema(limits, schema.get("items")?, element, depth);
    Some(elements.iter().map(|element| item(element).unwrap_or_default()).collect())
}

fn object(limits: &Limits, schema: &Value, values: &Values, depth: usize) -> Option<Value> {
    values.names().next()?;
    let declared = schema.get("properties").and_then(Value::as_object);
    let further = schema.get("additionalProperties");
    let is_declared = |name: &&str| {
        declared.is_some_and(|declared| {
            declared.keys().any(|key| key.strip_suffix("[]").unwrap_or(key) == *name)
        })
    };
    let declared = declared.into_iter().flatten().map(|(name, schema)| (name.as_str(), schema));
    let others = values.names().filter(|name| !is_declared(name));
    let others = others.filter_map(|name| Some((name, further?)));
    let fields = declared.chain(others).filter_map(|(name, schema)| {
        let value = of_schema(limits, schema, values.get(name)?, depth)?;
        Some((name.to_owned(), value))
    });
    Some(Value::Object(fields.collect::<Map<_, _>>()))
}
