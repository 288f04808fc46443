//! The limits of settings, which are the same wherever a setting can be made.

use serde_json::Value;

use crate::rules::{Counter, bodies, columns, with};

/// Settings of assistants and of runs: the name, a value that is refused, the parameter at fault, and the code. In a
/// value, `x^9` stands for nine letters.
const OF_MODELS: &str = r#"
model | "" | model | empty_string
model | "gpt-none" | model | model_not_found
model | 5 | model | invalid_type
instructions | "x^256001" | instructions | string_above_max_length
temperature | 9 | temperature | decimal_above_max_value
temperature | -1 | temperature | decimal_below_min_value
temperature | "hot" | temperature | invalid_type
top_p | 1.1 | top_p | decimal_above_max_value
response_format | "yaml" | response_format | invalid_value
response_format | {"type":"yaml"} | response_format.type | invalid_value
response_format | {"type":"json_schema"} | response_format.json_schema | missing_required_parameter
response_format | {"type":"json_schema","json_schema":{"name":"a b"}} | response_format.json_schema.name | invalid_value
response_format | {"type":"json_schema","json_schema":{"name":"a","schema":[]}} | response_format.json_schema.schema | invalid_type
response_format | [] | response_format | invalid_type
tools | {} | tools | invalid_type
tools | [{}] | tools[0].type | missing_required_parameter
tools | [{"type":7}] | tools[0].type | invalid_type
tools | [{"type":"code_interpreter"},{"type":"retrieval"}] | tools[1].type | invalid_value
tools | [{"type":"function"}] | tools[0].function | missing_required_parameter
tools | [{"type":"function","function":{}}] | tools[0].function.name | missing_required_parameter
tools | [{"type":"function","function":{"name":"get weather"}}] | tools[0].function.name | invalid_value
tools | [{"type":"function","function":{"name":"wetter_für"}}] | tools[0].function.name | invalid_value
tools | [{"type":"function","function":{"name":""}}] | tools[0].function.name | empty_string
tools | [{"type":"function","function":{"name":"x^65"}}] | tools[0].function.name | string_above_max_length
tools | [{"type":"function","function":{"name":"a","parameters":[1]}}] | tools[0].function.parameters | invalid_type
tools | [{"type":"function","function":{"name":"a","parameters":{"type":"string"}}}] | tools[0].function.parameters | invalid_function_parameters
tools | [{"type":"function","function":{"name":"a","strict":"yes"}}] | tools[0].function.strict | invalid_type
tools | [{"type":"file_search","file_search":{"max_num_results":0}}] | tools[0].file_search.max_num_results | integer_below_min_value
tools | [{"type":"file_search","file_search":{"max_num_results":51}}] | tools[0].file_search.max_num_results | integer_above_max_value
tools | [{"type":"file_search","file_search":{"max_num_results":1.5}}] | tools[0].file_search.max_num_results | invalid_type
tools | [{"type":"file_search","file_search":{"ranking_options":{}}}] | tools[0].file_search.ranking_options.score_threshold | missing_required_parameter
tools | [{"type":"file_search","file_search":{"ranking_options":{"score_threshold":2}}}] | tools[0].file_search.ranking_options.score_threshold | decimal_above_max_value
tools | [{"type":"file_search","file_search":{"ranking_options":{"score_threshold":0,"ranker":"best"}}}] | tools[0].file_search.ranking_options.ranker | invalid_value
"#;

const OF_RUNS: &str = r#"
tool_choice | "any" | tool_choice | invalid_value
tool_choice | {"type":"magic"} | tool_choice.type | invalid_value
tool_choice | {"type":"function"} | tool_choice.function | missing_required_parameter
tool_choice | {"type":"function","function":{"name":""}} | tool_choice.function.name | empty_string
truncation_strategy | {"type":"middle"} | truncation_strategy.type | invalid_value
truncation_strategy | {"type":"last_messages","last_messages":0} | truncation_strategy.last_messages | integer_below_min_value
truncation_strategy | {"type":"last_messages"} | truncation_strategy.last_messages | missing_required_parameter
truncation_strategy | "auto" | truncation_strategy | invalid_type
max_prompt_tokens | 255 | max_prompt_tokens | integer_below_min_value
max_completion_tokens | -1 | max_completion_tokens | integer_below_min_value
max_completion_tokens | 18446744073709551615 | max_completion_tokens | integer_above_max_value
parallel_tool_calls | null | parallel_tool_calls | invalid_type
stream | "yes" | stream | invalid_type
"#;

const OF_ASSISTANTS: &str = r#"
name | "x^257" | name | string_above_max_length
description | "x^513" | description | string_above_max_length
reasoning_effort | "huge" | reasoning_effort | invalid_value
tools | null | tools | invalid_type
"#;

const OF_RESOURCES: &str = r#"
tool_resources | [] | tool_resources | invalid_type
tool_resources | {"file_search":{"vector_store_ids":["vs_1","vs_2"]}} | tool_resources.file_search.vector_store_ids | array_above_max_length
tool_resources | {"file_search":{"vector_store_ids":[1]}} | tool_resources.file_search.vector_store_ids[0] | invalid_type
tool_resources | {"code_interpreter":{"file_ids":["0","1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17","18","19","20"]}} | tool_resources.code_interpreter.file_ids | array_above_max_length
"#;

const OF_ALL: &str = r#"
metadata | [] | metadata | invalid_type
metadata | {"k":1} | metadata.k | invalid_type
metadata | {"k":"x^513"} | metadata.k | string_above_max_length
metadata | {"x^65":"v"} | metadata | string_above_max_length
"#;

/// Writes out the letters that `x^9` stands for.
fn written_out(value: &str) -> Value {
    let text = value.split_once("x^").map_or(value.to_owned(), |(before, rest)| {
        let end = rest.find('"').unwrap();
        format!("{before}{}{}", "x".repeat(rest[..end].parse().unwrap()), &rest[end..])
    });
    serde_json::from_str(&text).unwrap()
}

#[tokio::test]
async fn settings_have_the_same_limits_wherever_they_are() {
    let counter = Counter::new().await;
    for (path, body) in bodies() {
        let (assistants, runs) = (path.starts_with("/assistants"), path.ends_with("/runs"));
        let tables = [
            (assistants || runs, OF_MODELS),
            (runs, OF_RUNS),
            (assistants, OF_ASSISTANTS),
            (!path.starts_with("/threads/{thread}/"), OF_RESOURCES),
            (true, OF_ALL),
        ];
        let lines = tables.iter().filter(|table| table.0).flat_map(|table| table.1.lines());
        for line in lines.filter(|line| !line.is_empty()) {
            let [name, value, param, code] = columns(line);
            let (got, got_code, message) =
                counter.post(path, &with(&body, name, written_out(value))).await;
            assert_eq!(
                (got.as_str(), got_code.as_str()),
                (param, code),
                "{path} {name}: {message}"
            );
        }
    }
    let desk = &counter.desk;
    assert_eq!(desk.openai.runs().list(&desk.thread.id).await.unwrap().data.len(), 0);
    let assistants = desk.openai.assistants().list().await.unwrap().data;
    assert_eq!(assistants, std::slice::from_ref(&desk.assistant));
}

#[tokio::test]
async fn what_keeps_the_limits_is_accepted() {
    let counter = Counter::new().await;
    for (path, body) in bodies() {
        let (status, reply) = counter.send("POST", path, &body.to_string()).await;
        assert_eq!(status, 200, "{path}: {reply}");
    }
}
