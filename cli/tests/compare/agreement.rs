//! What is said in other words and is the same; and what is not.

use crate::{compared, document};
use schematic_cli::compare::compare;
use schematic_cli::facts::Options;
use serde_json::{Value, json};

/// A document with one operation, whose reply is of this schema.
pub(crate) fn replying(schema: &Value, components: &Value) -> Value {
    let content = json!({ "application/json": { "schema": schema } });
    with_reply(&json!({ "200": { "description": "", "content": content } }), components)
}

pub(crate) fn with_reply(responses: &Value, components: &Value) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "", "version": "1" },
        "paths": { "/a": { "get": { "responses": responses } } },
        "components": { "schemas": components }
    })
}

pub(crate) fn differences(ours: &Value, theirs: &Value) -> Vec<String> {
    compared(ours, theirs).differences().map(ToString::to_string).collect()
}

/// The differences of two schemas of a reply.
fn of_schemas(ours: &Value, theirs: &Value) -> Vec<String> {
    let none = json!({});
    let differences = differences(&replying(ours, &none), &replying(theirs, &none));
    let place = "GET /a 200 application/json";
    differences
        .iter()
        .map(|it| it.strip_prefix(place).unwrap_or(it).trim_start().to_owned())
        .collect()
}

fn open(values: &[&str]) -> Value {
    json!({ "anyOf": [{ "type": "string", "enum": values }, { "type": "string" }] })
}

fn closed(values: &[&str]) -> Value {
    json!({ "type": "string", "enum": values })
}

#[test]
fn a_closed_enum_agrees_with_an_open_one_that_contains_it() {
    assert_eq!(of_schemas(&open(&["a", "b", "c"]), &closed(&["a", "b"])), [""; 0]);
    assert_eq!(
        of_schemas(&open(&["a"]), &closed(&["a", "b"])),
        ["value \"b\": ours no, theirs yes"]
    );
    assert_eq!(of_schemas(&closed(&["a"]), &open(&["a"])), ["open: ours no, theirs yes"]);
    assert_eq!(
        of_schemas(&closed(&["a", "c"]), &closed(&["a"])),
        ["value \"c\": ours yes, theirs no"]
    );
    assert_eq!(of_schemas(&open(&["a"]), &json!({ "type": "string" })), [""; 0]);
    let known = json!({ "type": "string", "x-known-values": ["a", "b"] });
    assert_eq!(of_schemas(&open(&["a"]), &known), ["value \"b\": ours no, theirs yes"]);
}

#[test]
fn a_constant_is_an_enum_of_one_value() {
    assert_eq!(of_schemas(&json!({ "const": "a" }), &closed(&["a"])), [""; 0]);
    let numbers = of_schemas(
        &json!({ "type": "integer", "const": 1 }),
        &json!({ "type": "integer", "enum": [1, 2] }),
    );
    assert_eq!(numbers, ["value 2: ours no, theirs yes"]);
    let string = of_schemas(&json!({ "const": "a" }), &json!({ "type": "string" }));
    assert_eq!(string, ["open: ours no, theirs yes"]);
    let with_default = json!({ "const": "a", "default": "a" });
    assert_eq!(of_schemas(&with_default, &closed(&["a"])), [""; 0]);
}

/// What an open list mentions are examples.
#[test]
fn a_string_agrees_with_an_open_enum() {
    assert_eq!(of_schemas(&json!({ "type": "string" }), &open(&["a", "b"])), [""; 0]);
    let closed = of_schemas(&json!({ "type": "string" }), &closed(&["a", "b"]));
    assert_eq!(closed, ["value \"a\": ours no, theirs yes", "value \"b\": ours no, theirs yes"]);
}

#[test]
fn strings_and_lists_of_them_are_one_list_wherever_they_are_written() {
    let components = json!({
        "Known": { "type": "string", "enum": ["a", "b"] }, "Other": { "type": "string" },
    });
    let of = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let apart = replying(&json!({ "anyOf": [of("Known"), of("Other")] }), &components);
    let together = replying(&open(&["a", "b"]), &json!({}));
    assert_eq!(differences(&apart, &together), [""; 0]);
    assert_eq!(differences(&together, &apart), [""; 0]);
    let less = differences(&replying(&open(&["a"]), &json!({})), &apart);
    assert_eq!(less, ["GET /a 200 application/json value \"b\": ours no, theirs yes"]);
}

/// Two operations that share a parameter.
fn sharing(parameter: &Value) -> Value {
    let shared = json!({ "$ref": "#/components/parameters/trace" });
    let operation = json!({ "parameters": [shared], "responses": {} });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "", "version": "1" },
        "paths": { "/a": { "get": operation, "put": operation } },
        "components": { "parameters": { "trace": parameter } }
    })
}

#[test]
fn a_parameter_that_operations_share_is_counted_once() {
    let of = |required: bool| {
        sharing(&json!({ "name": "X-Trace", "in": "header", "required": required }))
    };
    let found = differences(&of(true), &of(false));
    assert_eq!(found, ["GET /a header X-Trace required: ours yes, theirs no"]);
    let operation = json!({ "responses": {} });
    let mut none = of(true);
    none["paths"]["/a"] = json!({ "get": operation, "put": operation });
    assert_eq!(
        differences(&of(true), &none),
        ["GET /a header X-Trace present: ours yes, theirs no"]
    );
}

#[test]
fn every_spelling_of_null_is_the_same() {
    let spellings = [
        json!({ "type": ["integer", "null"] }),
        json!({ "anyOf": [{ "type": "integer" }, { "type": "null" }] }),
        json!({ "oneOf": [{ "type": "null" }, { "type": "integer" }] }),
        json!({ "type": "integer", "nullable": true }),
    ];
    for one in &spellings {
        for other in &spellings {
            assert_eq!(of_schemas(one, other), [""; 0]);
        }
        assert_eq!(of_schemas(one, &json!({ "type": "integer" })), ["null: ours yes, theirs no"]);
    }
}

#[test]
fn an_object_without_fields_is_a_map_of_anything() {
    let map = json!({ "type": "object", "additionalProperties": true });
    assert_eq!(of_schemas(&map, &json!({ "type": "object" })), [""; 0]);
    let texts = json!({ "type": "object", "additionalProperties": { "type": "string" } });
    let found = differences(&replying(&texts, &json!({})), &replying(&map, &json!({})));
    assert_eq!(found, ["GET /a 200 application/json{} type: ours string, theirs any"]);
}

#[test]
fn defaults_are_compared_as_values() {
    let of = |default: Value| json!({ "type": "number", "default": default });
    assert_eq!(of_schemas(&of(json!(1)), &of(json!(1.0))), [""; 0]);
    assert_eq!(of_schemas(&of(json!(1)), &of(json!(2))), ["default: ours 1, theirs 2"]);
    assert_eq!(
        of_schemas(&json!({ "type": "number" }), &of(json!(2))),
        ["default: ours none, theirs 2"]
    );
}

/// A union whose members have their tag in them, and one whose members are told apart by the mapping alone.
fn shapes(tagged: bool, members: &[(&str, &str)], discriminator: bool) -> Value {
    let member = |(tag, field): &(&str, &str)| {
        let mut properties = json!({ *field: { "type": "string" } });
        if tagged {
            properties["kind"] = json!({ "const": tag });
        }
        let required = if tagged { json!(["kind"]) } else { json!([]) };
        json!({ "type": "object", "properties": properties, "required": required })
    };
    let members: Vec<_> = members.iter().map(member).collect();
    let mut union = json!({ "oneOf": members });
    if discriminator {
        union["discriminator"] = json!({ "propertyName": "kind" });
    }
    union
}

#[test]
fn members_of_unions_are_found_by_their_tags_in_any_order() {
    let (cat, dog) = (("cat", "name"), ("dog", "name"));
    let ours = shapes(true, &[cat, dog], true);
    assert_eq!(of_schemas(&ours, &shapes(true, &[dog, cat], false)), [""; 0]);
    assert_eq!(
        of_schemas(&shapes(true, &[cat, dog], false), &shapes(true, &[dog, cat], true)),
        [""; 0]
    );
    let other = shapes(true, &[dog, cat, ("owl", "name")], true);
    let found = differences(&replying(&ours, &json!({})), &replying(&other, &json!({})));
    let place = "GET /a 200 application/json";
    assert_eq!(found, [format!("{place}<owl> present: ours no, theirs yes")]);
}

/// A member with several tags stands for each of several.
#[test]
fn one_member_may_stand_for_several() {
    let tool = |tags: &[&str], field: &str| {
        let properties = json!({ "kind": { "enum": tags }, field: { "type": "string" } });
        json!({ "type": "object", "properties": properties, "required": ["kind"] })
    };
    let ours = json!({ "oneOf": [tool(&["a_1", "a_2"], "x"), tool(&["b"], "y")] });
    let theirs = json!({ "oneOf": [tool(&["a_1"], "x"), tool(&["b"], "y"), tool(&["a_2"], "x")] });
    assert_eq!(of_schemas(&ours, &theirs), [""; 0]);
    assert_eq!(of_schemas(&theirs, &ours), [""; 0]);
    let more = json!({ "oneOf": [tool(&["a_1", "a_2", "a_3"], "x"), tool(&["b"], "y")] });
    let found = of_schemas(&more, &ours);
    assert_eq!(found, ["<a_1, a_2>.kind value \"a_3\": ours yes, theirs no"]);
    let less = json!({ "oneOf": [tool(&["a_1"], "x"), tool(&["a_2"], "z"), tool(&["b"], "y")] });
    let found = of_schemas(&ours, &less);
    assert_eq!(
        found,
        ["<a_2>.z present: ours no, theirs yes", "<a_2>.x present: ours yes, theirs no"]
    );
}

/// Members that no tag tells apart are held against those that are most like them, not all against all.
#[test]
fn members_with_the_same_tag_are_not_each_other() {
    let pet = |field: &str| {
        let properties = json!({ "kind": { "const": "pet" }, field: { "type": "string" } });
        json!({ "type": "object", "properties": properties, "required": ["kind"] })
    };
    let ours = json!({ "oneOf": [pet("x"), pet("y")] });
    assert_eq!(of_schemas(&ours, &ours), [""; 0]);
    assert_eq!(of_schemas(&ours, &json!({ "oneOf": [pet("y"), pet("x")] })), [""; 0]);
}

#[test]
fn one_object_may_stand_for_several_that_a_tag_tells_apart() {
    let message = |roles: &[&str]| {
        let properties = json!({ "role": { "enum": roles }, "text": { "type": "string" } });
        json!({ "type": "object", "properties": properties, "required": ["role"] })
    };
    let one = message(&["user", "model"]);
    let several = json!({ "oneOf": [message(&["user"]), message(&["model"])] });
    assert_eq!(of_schemas(&one, &several), [""; 0]);
    assert_eq!(of_schemas(&several, &one), [""; 0]);
    let more = json!({ "oneOf": [message(&["user"]), message(&["model"]), message(&["tool"])] });
    assert_eq!(of_schemas(&one, &more), ["<tool> present: ours no, theirs yes"]);
    // What ours has beside theirs is one difference, and what they share is compared.
    let user = json!({ "type": "object", "required": ["role"], "properties": { "role": { "const": "user" } } });
    let found = of_schemas(&more, &user);
    assert_eq!(
        found,
        ["type: ours one of object, theirs object", "<object 0>.text present: ours yes, theirs no"]
    );
}

#[test]
fn another_discriminator_is_a_difference() {
    let with = |property: &str| {
        let mut union = shapes(true, &[("cat", "name"), ("dog", "name")], true);
        union["discriminator"]["propertyName"] = property.into();
        union
    };
    assert_eq!(of_schemas(&with("kind"), &with("type")), ["discriminator: ours kind, theirs type"]);
}

#[test]
fn members_without_tags_are_found_by_their_fields() {
    let ours = shapes(false, &[("", "alpha"), ("", "beta")], false);
    assert_eq!(of_schemas(&ours, &shapes(false, &[("", "beta"), ("", "alpha")], false)), [""; 0]);
}

#[test]
fn a_schema_that_two_paths_reach_is_counted_once() {
    let components = json!({ "Node": { "type": "object", "properties": {
        "next": { "$ref": "#/components/schemas/Node" }, "name": { "type": "string" },
    } } });
    let node = json!({ "$ref": "#/components/schemas/Node" });
    let twice = json!({ "type": "object", "properties": { "a": node, "b": node } });
    let facts = |schema: &Value| {
        let document = replying(schema, &components);
        let comparison = compared(&document, &document);
        comparison.facts().iter().filter(|fact| fact.place == "Node.name").count()
    };
    // It is there, it is not required, it is a string, and not null.
    assert_eq!([facts(&node), facts(&twice)], [4, 4]);
}

#[test]
fn a_union_of_one_is_that_one() {
    let components = json!({
        "Union": { "oneOf": [{ "$ref": "#/components/schemas/Only" }] },
        "Only": { "type": "object", "properties": { "text": { "type": "string" } } },
    });
    let of = |name: &str| {
        replying(&json!({ "$ref": format!("#/components/schemas/{name}") }), &components)
    };
    assert_eq!(differences(&of("Union"), &of("Only")), [""; 0]);
    let plain = json!({ "type": "object", "properties": { "text": { "type": "integer" } } });
    let found = differences(&of("Union"), &replying(&plain, &json!({})));
    assert_eq!(found, ["GET /a 200 application/json.text type: ours string, theirs integer"]);
}

/// A document with one operation that takes a parameter of this schema.
fn taking(schema: &Value) -> Value {
    let parameter =
        json!({ "name": "version", "in": "header", "required": true, "schema": schema });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "", "version": "1" },
        "paths": { "/a": { "get": { "parameters": [parameter], "responses": {} } } }
    })
}

#[test]
fn a_constant_that_is_sent_is_one_of_the_strings_that_are_accepted() {
    let (constant, string) =
        (taking(&json!({ "const": "a" })), taking(&json!({ "type": "string" })));
    assert_eq!(differences(&constant, &string), [""; 0]);
    let found = differences(&constant, &taking(&closed(&["b"])));
    assert_eq!(
        found,
        [
            "GET /a header version value \"b\": ours no, theirs yes",
            "GET /a header version value \"a\": ours yes, theirs no",
        ]
    );
    let two = differences(&taking(&closed(&["a", "b"])), &string);
    assert_eq!(two, ["GET /a header version open: ours no, theirs yes"]);
}

#[test]
fn lines_of_json_are_the_same_under_each_of_their_names() {
    let of = |media_type: &str, ty: &str| {
        let content = json!({ media_type: { "schema": { "type": ty } } });
        with_reply(&json!({ "200": { "description": "", "content": content } }), &json!({}))
    };
    let (ours, theirs) = (of("application/x-ndjson", "object"), of("application/jsonl", "object"));
    assert_eq!(differences(&ours, &theirs), [""; 0]);
    let found = differences(&ours, &of("application/jsonl", "string"));
    assert_eq!(found, ["GET /a 200 application/jsonl type: ours map, theirs string"]);
}

#[test]
fn any_status_of_success_is_one_and_errors_of_ours_are_no_differences() {
    let content = json!({ "application/json": { "schema": { "type": "string" } } });
    let reply = |statuses: &[&str]| {
        let replies = statuses
            .iter()
            .map(|status| ((*status).to_owned(), json!({ "description": "", "content": content })));
        with_reply(&Value::Object(replies.collect()), &json!({}))
    };
    assert_eq!(differences(&reply(&["2XX"]), &reply(&["204"])), [""; 0]);
    assert_eq!(differences(&reply(&["200", "default", "404"]), &reply(&["200"])), [""; 0]);
    assert_eq!(differences(&reply(&["200", "default"]), &reply(&["200", "404"])), [""; 0]);
    assert_eq!(
        differences(&reply(&["200"]), &reply(&["201"])),
        ["GET /a 201 status: ours 200, theirs 201"]
    );
    let missing = differences(&reply(&["200"]), &reply(&["200", "404"]));
    assert_eq!(missing, ["GET /a 404 present: ours no, theirs yes"]);
}

/// A stream of events of this schema.
fn streaming(schema: &Value, components: &Value) -> Value {
    let content = json!({ "text/event-stream": { "schema": schema } });
    with_reply(&json!({ "200": { "description": "", "content": content } }), components)
}

#[test]
fn events_are_compared_whichever_way_they_are_described() {
    let components = json!({
        "Made": { "type": "object", "properties": { "type": { "const": "made" }, "at": { "type": "integer" } } },
        "Sold": { "type": "object", "properties": { "type": { "const": "sold" }, "to": { "type": "string" } } },
        "Events": { "oneOf": [
            { "$ref": "#/components/schemas/Made" }, { "$ref": "#/components/schemas/Sold" },
        ] },
    });
    let event = |name: &str, data: &Value| {
        let properties = json!({ "event": { "const": name }, "data": data });
        json!({ "type": "object", "required": ["event", "data"], "properties": properties })
    };
    let of = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let text = |name: &str| {
        json!({
            "type": "string", "contentMediaType": "application/json", "contentSchema": of(name)
        })
    };
    let done = json!({ "type": "object", "properties": { "data": { "const": "[DONE]" } } });
    let mut sometimes = event("made", &of("Made"));
    sometimes["properties"]["enabled"] = json!({ "type": "boolean" });
    let ways = [
        json!({ "oneOf": [event("made", &text("Made")), event("sold", &text("Sold")), done] }),
        json!({ "oneOf": [event("sold", &of("Sold")), sometimes, done] }),
    ];
    let [texts, values] = ways.each_ref().map(|schema| streaming(schema, &components));
    let data = streaming(&of("Events"), &components);
    for (ours, theirs) in [(&texts, &values), (&values, &texts), (&texts, &data), (&data, &values)]
    {
        assert_eq!(differences(ours, theirs), [""; 0]);
    }
    let one = streaming(&json!({ "oneOf": [event("made", &text("Made")), done] }), &components);
    let found = differences(&one, &values);
    assert_eq!(found, ["GET /a 200 text/event-stream<sold> present: ours no, theirs yes"]);
}

#[test]
fn a_stream_that_is_called_a_string_is_described_by_the_component_that_is_named() {
    let components = json!({ "Events": { "oneOf": [
        { "type": "object", "properties": { "type": { "const": "made" } } },
        { "type": "object", "properties": { "type": { "const": "sold" } } },
    ] } });
    let theirs = streaming(&json!({ "type": "string" }), &components);
    let ours = streaming(
        &json!({ "type": "object", "properties": { "type": { "const": "made" } } }),
        &json!({}),
    );
    assert_eq!(differences(&ours, &theirs), [""; 0]);
    let options = Options { events: Some("Events".to_owned()) };
    let comparison = compare(&document(&ours), &document(&theirs), &options);
    let found: Vec<_> = comparison.differences().map(ToString::to_string).collect();
    assert_eq!(found, ["Events<sold> present: ours no, theirs yes"]);
}

#[test]
fn paths_agree_below_different_base_urls() {
    let at = |url: &str, path: &str| {
        json!({
            "openapi": "3.1.0", "info": { "title": "", "version": "1" }, "servers": [{ "url": url }],
            "paths": { path: { "get": { "responses": {} } } }
        })
    };
    let ours = at("https://a.example.com/v1", "/items/{id}");
    assert_eq!(differences(&ours, &at("https://a.example.com", "/v1/items/{item}")), [""; 0]);
    assert_eq!(differences(&ours, &at("/v2", "/items/{item}")), [""; 0]);
    let other = differences(&ours, &at("https://a.example.com", "/v2/items/{item}"));
    assert_eq!(other, ["GET /items/{id} present: ours yes, theirs no"]);
}
