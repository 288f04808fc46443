//! What the types of `schematic-openai` do besides holding fields.

use std::time::{Duration, UNIX_EPOCH};

use schematic_api::{ApiError, Page as _, Patch};
use schematic_openai::*;
use serde_json::{Value, json};

fn encode<T: serde::Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("encodes")
}

fn error(body: &str) -> ErrorResponse {
    serde_json::from_str(body).expect("an error body")
}

mod error_bodies {
    use super::*;

    #[test]
    fn the_shape_of_the_service() {
        let body = error(
            r#"{"error":{"message":"No such run","type":"invalid_request_error","param":"run_id","code":"not_found"}}"#,
        );
        assert_eq!(body.message(), Some("No such run"));
        assert_eq!(body.code(), Some("not_found"));
        assert_eq!(body.error.kind.as_deref(), Some("invalid_request_error"));
        assert_eq!(body.error.param.as_deref(), Some("run_id"));
        assert!(!body.is_final());
    }

    #[test]
    fn without_envelope() {
        let body =
            error(r#"{"message":"Rate limit","type":"requests","code":"rate_limit_exceeded"}"#);
        assert_eq!(
            (body.message(), body.code()),
            (Some("Rate limit"), Some("rate_limit_exceeded"))
        );
    }

    #[test]
    fn a_bare_string() {
        assert_eq!(error(r#"{"error":"model not loaded"}"#).message(), Some("model not loaded"));
        assert_eq!(error(r#""upstream is gone""#).message(), Some("upstream is gone"));
    }

    #[test]
    fn a_number_as_code() {
        let body = error(r#"{"error":{"code":404,"message":"Resource not found"}}"#);
        assert_eq!((body.message(), body.code()), (Some("Resource not found"), Some("404")));
    }

    #[test]
    fn detail_in_place_of_a_message() {
        assert_eq!(error(r#"{"detail":"Not Found"}"#).message(), Some("Not Found"));
        let list = error(r#"{"detail":[{"loc":["body","model"],"msg":"field required"}]}"#);
        assert!(list.message().is_some_and(|message| message.contains("field required")));
    }

    #[test]
    fn a_word_and_a_description() {
        let body = error(r#"{"error":"invalid_grant","error_description":"Log in again"}"#);
        assert_eq!((body.message(), body.code()), (Some("Log in again"), Some("invalid_grant")));
    }

    #[test]
    fn no_message() {
        let body = error(r#"{"error":{"message":null,"code":"overloaded"}}"#);
        assert_eq!((body.message(), body.code()), (None, Some("overloaded")));
    }

    #[test]
    fn unknown_fields_stay() {
        let body = error(r#"{"error":{"message":"no","inner":{"depth":2}}}"#);
        assert_eq!(body.error.extra.get("inner"), Some(&json!({ "depth": 2 })));
    }

    #[test]
    fn what_tells_of_no_error_is_none() {
        for body in ["{}", "[]", "null", "17", r#"{"status":"ok"}"#] {
            assert!(serde_json::from_str::<ErrorResponse>(body).is_err(), "{body}");
        }
    }

    #[test]
    fn no_money_is_final() {
        assert!(error(r#"{"error":{"message":"…","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}"#).is_final());
        assert!(error(r#"{"error":{"message":"…","type":"insufficient_quota"}}"#).is_final());
        assert!(!error(r#"{"error":{"message":"…","code":"rate_limit_exceeded"}}"#).is_final());
    }

    #[test]
    fn written_as_the_service_writes_it() {
        let body = ErrorResponse::from(ErrorObject::new("no").kind("invalid_request_error"));
        let expected = json!({ "error": { "message": "no", "type": "invalid_request_error", "param": null, "code": null } });
        assert_eq!(encode(&body), expected);
    }
}

mod pages {
    use super::*;

    fn page(has_more: Option<bool>, ids: &[&str]) -> Page<Run> {
        let mut page = Page::new().data(ids.iter().map(|id| Run::new(*id)));
        page.has_more = has_more;
        page
    }

    #[test]
    fn the_cursor_is_the_last_item() {
        let mut page = page(Some(true), &["run_1", "run_2"]);
        page.last_id = Some("run_9".into());
        assert_eq!(page.next_cursor().as_deref(), Some("run_2"));
    }

    #[test]
    fn the_last_page_says_so() {
        assert_eq!(page(Some(false), &["run_1"]).next_cursor(), None);
    }

    #[test]
    fn an_empty_page_is_the_last() {
        assert_eq!(page(Some(true), &[]).next_cursor(), None);
        assert_eq!(page(None, &[]).next_cursor(), None);
    }

    #[test]
    fn silence_about_more_is_not_an_end() {
        assert_eq!(page(None, &["run_1"]).next_cursor().as_deref(), Some("run_1"));
    }

    #[test]
    fn an_item_without_id_ends_the_list() {
        assert_eq!(page(Some(true), &[""]).next_cursor(), None);
    }
}

mod three_states {
    use super::*;

    #[test]
    fn what_is_not_set_is_not_sent() {
        assert_eq!(encode(&ModifyAssistant::new()), json!({}));
        assert_eq!(encode(&CreateThread::new()), json!({}));
        assert_eq!(encode(&CreateRun::new("asst_1")), json!({ "assistant_id": "asst_1" }));
    }

    #[test]
    fn clearing_sends_null() {
        let body = ModifyAssistant::new().clear_name().description("new").tools(Vec::<Tool>::new());
        assert_eq!(encode(&body), json!({ "name": null, "description": "new", "tools": [] }));
    }

    #[test]
    fn the_states_are_told_apart_when_read() {
        let body: ModifyAssistant =
            serde_json::from_value(json!({ "name": null, "top_p": 0.5 })).expect("decodes");
        assert_eq!(
            (body.name, body.top_p, body.temperature),
            (Patch::Null, Patch::Value(0.5), Patch::Absent)
        );
    }
}

mod leniency {
    use super::*;

    #[test]
    fn an_id_is_enough() {
        let run: Run = serde_json::from_str(r#"{"id":"run_1"}"#).expect("decodes");
        assert_eq!(run.id, "run_1");
        assert!(run.tools.is_empty() && !run.is_settled());
        assert!(serde_json::from_str::<Run>("{}").is_err(), "but the id is needed");
    }

    #[test]
    fn null_is_as_good_as_nothing() {
        let message: Message =
            serde_json::from_str(r#"{"id":"msg_1","content":null,"role":null,"created_at":null}"#)
                .expect("decodes");
        assert_eq!((message.content.len(), message.text()), (0, String::new()));
    }

    #[test]
    fn another_object_name_is_kept() {
        let document = json!({ "id": "thread_1", "object": "thread.v3", "created_at": 1, "tool_resources": null, "metadata": null });
        let thread: Thread = serde_json::from_value(document.clone()).expect("decodes");
        assert_eq!(encode(&thread), document);
    }
}

mod shapes {
    use super::*;

    #[test]
    fn tools() {
        assert_eq!(encode(&Tool::code_interpreter()), json!({ "type": "code_interpreter" }));
        assert_eq!(encode(&Tool::file_search()), json!({ "type": "file_search" }));
        assert_eq!(
            encode(&Tool::function("ping")),
            json!({ "type": "function", "function": { "name": "ping" } })
        );
    }

    #[test]
    fn tool_choice() {
        for (choice, expected) in [
            (ToolChoice::None, json!("none")),
            (ToolChoice::Auto, json!("auto")),
            (ToolChoice::Required, json!("required")),
            (ToolChoice::function("f"), json!({ "type": "function", "function": { "name": "f" } })),
            (ToolChoice::code_interpreter(), json!({ "type": "code_interpreter" })),
            (ToolChoice::file_search(), json!({ "type": "file_search" })),
        ] {
            assert_eq!(encode(&choice), expected);
            assert_eq!(serde_json::from_value::<ToolChoice>(expected).expect("decodes"), choice);
        }
    }

    #[test]
    fn response_format() {
        for (format, expected) in [
            (ResponseFormat::Auto, json!("auto")),
            (ResponseFormat::text(), json!({ "type": "text" })),
            (ResponseFormat::json_object(), json!({ "type": "json_object" })),
            (
                ResponseFormat::json_schema(JsonSchema::new("n").schema(json!({}))),
                json!({ "type": "json_schema", "json_schema": { "name": "n", "schema": {} } }),
            ),
        ] {
            assert_eq!(encode(&format), expected);
            assert_eq!(
                serde_json::from_value::<ResponseFormat>(expected).expect("decodes"),
                format
            );
        }
    }

    #[test]
    fn message_content_is_words_or_parts() {
        assert_eq!(encode(&CreateMessage::user("Hi")), json!({ "role": "user", "content": "Hi" }));
        let parts =
            CreateMessage::assistant([InputPart::text("Hi"), InputPart::image_file("file-1")]);
        let content = json!([{ "type": "text", "text": "Hi" }, { "type": "image_file", "image_file": { "file_id": "file-1" } }]);
        assert_eq!(encode(&parts), json!({ "role": "assistant", "content": content }));
    }

    #[test]
    fn truncation() {
        assert_eq!(encode(&TruncationStrategy::auto()), json!({ "type": "auto" }));
        assert_eq!(
            encode(&TruncationStrategy::last(3)),
            json!({ "type": "last_messages", "last_messages": 3 })
        );
    }

    #[test]
    fn vector_stores_to_attach_and_to_create() {
        let attached = CreateFileSearchResources::attach("vs_1");
        assert_eq!(encode(&attached), json!({ "vector_store_ids": ["vs_1"] }));
        let store = NewVectorStore::new()
            .file_ids(["file-1"])
            .chunking_strategy(ChunkingStrategy::fixed(600, 300));
        let sizes = json!({ "max_chunk_size_tokens": 600, "chunk_overlap_tokens": 300 });
        let expected = json!({ "file_ids": ["file-1"], "chunking_strategy": { "type": "static", "static": sizes } });
        assert_eq!(
            encode(&CreateFileSearchResources::create(store)),
            json!({ "vector_stores": [expected] })
        );
    }
}

mod runs {
    use super::*;

    fn waiting() -> Run {
        let call = json!({ "id": "call_1", "type": "function", "function": { "name": "add", "arguments": "{\"a\":1}" } });
        let action = json!({ "type": "submit_tool_outputs", "submit_tool_outputs": { "tool_calls": [call] } });
        serde_json::from_value(
            json!({ "id": "run_1", "status": "requires_action", "required_action": action }),
        )
        .expect("decodes")
    }

    #[test]
    fn a_run_is_settled_when_it_ends_or_waits_for_the_caller() {
        let settled = |status: &str| Run::new("run_1").status(status).is_settled();
        for status in
            ["requires_action", "cancelled", "failed", "completed", "incomplete", "expired"]
        {
            assert!(settled(status), "{status}");
        }
        for status in ["queued", "in_progress", "cancelling", "a_status_of_tomorrow"] {
            assert!(!settled(status), "{status}");
        }
    }

    #[test]
    fn tool_calls_are_at_hand() {
        let run = waiting();
        let [call] = run.tool_calls() else { panic!("one call") };
        assert_eq!(call.name(), "add");
        assert_eq!(call.arguments::<Value>().expect("JSON"), json!({ "a": 1 }));
        let body = SubmitToolOutputs::new([call.output("2")]);
        assert_eq!(
            encode(&body),
            json!({ "tool_outputs": [{ "tool_call_id": "call_1", "output": "2" }] })
        );
        assert!(Run::new("run_2").tool_calls().is_empty());
    }

    #[test]
    fn arguments_that_are_no_json_are_an_error() {
        let call = ToolCall::new("call_1", FunctionCall::new("add").arguments("{\"a\":"));
        assert!(call.arguments::<Value>().is_err());
    }

    #[test]
    fn statuses_have_their_wire_names() {
        assert_eq!(RunStatus::RequiresAction.to_string(), "requires_action");
        assert_eq!(RunStatus::from("cancelling"), RunStatus::Cancelling);
        assert_eq!(
            RunInclude::FileSearchContent.as_str(),
            "step_details.tool_calls[*].file_search.results[*].content"
        );
    }
}

mod messages {
    use super::*;

    #[test]
    fn text_joins_the_text_parts() {
        let document = json!({ "id": "msg_1", "content": [
            { "type": "text", "text": { "value": "One.", "annotations": [] } },
            { "type": "image_file", "image_file": { "file_id": "file-1" } },
            { "type": "text", "text": { "value": "Two." } },
            { "type": "hologram" },
        ] });
        let message: Message = serde_json::from_value(document).expect("decodes");
        assert_eq!(message.text(), "One.\nTwo.");
        assert_eq!(message.refusal(), None);
    }

    #[test]
    fn a_refusal_is_no_text() {
        let document =
            json!({ "id": "msg_1", "content": [{ "type": "refusal", "refusal": "No." }] });
        let message: Message = serde_json::from_value(document).expect("decodes");
        assert_eq!((message.text().as_str(), message.refusal()), ("", Some("No.")));
    }
}

mod timestamps {
    use super::*;

    #[test]
    fn any_number_of_seconds_is_read() {
        for (text, seconds) in
            [("0", 0), ("1735689600", 1_735_689_600), ("1735689600.75", 1_735_689_600), ("-5", -5)]
        {
            assert_eq!(serde_json::from_str::<Timestamp>(text).expect(text).seconds(), seconds);
            let tree: Value = serde_json::from_str(text).expect(text);
            assert_eq!(serde_json::from_value::<Timestamp>(tree).expect(text).seconds(), seconds);
        }
        assert!(serde_json::from_str::<Timestamp>("\"soon\"").is_err());
        assert!(serde_json::from_str::<Timestamp>("18446744073709551615").is_err());
    }

    #[test]
    fn system_time_there_and_back() {
        for seconds in [0, 1_735_689_600, -86_400] {
            assert_eq!(
                Timestamp::from(Timestamp::from(seconds).to_system_time()).seconds(),
                seconds
            );
        }
        assert_eq!(Timestamp::from(UNIX_EPOCH + Duration::from_millis(1999)).seconds(), 1);
    }
}
