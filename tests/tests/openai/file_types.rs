//! What the types of files, uploads and vector stores do besides holding fields.

use schematic_openai::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn encode<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("encodes")
}

#[track_caller]
fn decode<T: DeserializeOwned>(document: Value) -> T {
    serde_json::from_value(document).expect("decodes")
}

mod attributes {
    use super::*;

    #[test]
    fn values_are_strings_numbers_and_bools() {
        let mut attributes = FileAttributes::from([("text", "eu")]);
        attributes.insert("whole", 2026);
        attributes.insert("large", u64::MAX);
        attributes.insert("negative", -1_i64);
        attributes.insert("part", 0.5);
        attributes.insert("yes", true);
        let document = json!({
            "text": "eu", "whole": 2026, "large": u64::MAX, "negative": -1, "part": 0.5, "yes": true,
        });
        assert_eq!(encode(&attributes), document);
        assert_eq!(decode::<FileAttributes>(document), attributes);
        assert_eq!(attributes.get("part").and_then(AttributeValue::as_f64), Some(0.5));
        assert_eq!(attributes.get("yes").and_then(AttributeValue::as_bool), Some(true));
        assert_eq!(attributes.get("yes").and_then(AttributeValue::as_str), None);
    }

    #[test]
    fn numbers_keep_their_digits() {
        for text in [r#"{"a":9007199254740993}"#, r#"{"a":2.0}"#, r#"{"a":-0.125}"#] {
            let attributes: FileAttributes = serde_json::from_str(text).expect("decodes");
            assert_eq!(serde_json::to_string(&attributes).expect("encodes"), text);
        }
    }

    #[test]
    fn a_number_without_a_json_form_is_null() {
        for number in [f64::NAN, f64::INFINITY] {
            assert_eq!(encode(&AttributeValue::from(number)), Value::Null);
            assert_eq!(encode(&Filter::eq("a", number))["value"], Value::Null);
        }
    }

    #[test]
    fn values_of_other_types_are_kept() {
        let document = json!({ "list": ["a", 1], "nothing": null, "object": {} });
        let attributes: FileAttributes = decode(document.clone());
        assert!(matches!(attributes.get("list"), Some(AttributeValue::Unknown(_))));
        assert_eq!(encode(&attributes), document);
    }
}

mod filters {
    use super::*;

    #[test]
    fn a_comparison_of_tomorrow_keeps_its_key_and_value() {
        let document = json!({ "type": "contains", "key": "title", "value": "tax" });
        let filter: Filter = decode(document.clone());
        let Filter::Comparison(comparison) = &filter else { panic!("{filter:?}") };
        assert_eq!(comparison.comparison, Comparison::Unknown("contains".into()));
        assert_eq!(comparison.value, "tax".into());
        assert_eq!(encode(&filter), document);
    }

    #[test]
    fn a_combination_of_tomorrow_keeps_its_filters() {
        let inner = json!({ "type": "eq", "key": "a", "value": 1 });
        let document = json!({ "type": "not", "filters": [inner] });
        let filter: Filter = decode(document.clone());
        let Filter::Compound(compound) = &filter else { panic!("{filter:?}") };
        assert_eq!(compound.combination.as_str(), "not");
        assert_eq!(compound.filters, [Filter::eq("a", 1)]);
        assert_eq!(encode(&filter), document);
    }

    #[test]
    fn another_filter_is_kept_as_it_is() {
        let document = json!({ "type": "near", "point": [52, 4] });
        let filter: Filter = decode(document.clone());
        assert!(matches!(filter, Filter::Unknown(_)));
        assert_eq!(encode(&filter), document);
    }

    #[test]
    fn filters_nest_to_any_depth_a_document_has() {
        let mut filter = Filter::eq("a", 1);
        for level in 0..20 {
            filter = if level % 2 == 0 { Filter::and([filter]) } else { Filter::or([filter]) };
        }
        assert_eq!(decode::<Filter>(encode(&filter)), filter);
    }

    #[test]
    fn values_convert_as_attributes_do() {
        assert_eq!(FilterValue::from(AttributeValue::from(1)), FilterValue::from(1));
        assert_eq!(FilterValue::from(AttributeValue::from("a")), FilterValue::from("a"));
        assert_eq!(FilterValue::from(AttributeValue::from(true)), FilterValue::from(true));
        assert_eq!(encode(&Filter::is_in("a", [1, 2]))["value"], json!([1, 2]));
        assert_eq!(
            encode(&Filter::not_in("a", [])),
            json!({ "type": "nin", "key": "a", "value": [] })
        );
    }
}

mod searches {
    use super::*;

    #[test]
    fn a_query_is_one_or_several() {
        let one = SearchVectorStore::new("Return?");
        let several = SearchVectorStore::new(["Return?", "Send back?"]);
        assert_eq!(encode(&one), json!({ "query": "Return?" }));
        assert_eq!(encode(&several), json!({ "query": ["Return?", "Send back?"] }));
        assert_eq!(one.query.iter().collect::<Vec<_>>(), ["Return?"]);
        assert_eq!(several.query.iter().collect::<Vec<_>>(), ["Return?", "Send back?"]);
        assert_eq!(SearchQuery::default().iter().count(), 0);
    }

    #[test]
    fn the_text_of_a_result_is_that_of_its_chunks() {
        let content = json!([
            { "type": "text", "text": "One." }, { "type": "image" }, { "type": "text", "text": "Two." },
        ]);
        let result: SearchResult = decode(json!({ "file_id": "file-1", "content": content }));
        assert_eq!(result.text(), "One.\nTwo.");
    }

    #[test]
    fn the_rankers_of_searches_and_of_tools_are_spelled_differently() {
        assert_eq!(SearchRanker::Default20241115.as_str(), "default-2024-11-15");
        assert_eq!(Ranker::Default20240821.as_str(), "default_2024_08_21");
        assert_eq!(SearchRanker::from("none"), SearchRanker::None);
    }

    #[test]
    fn content_is_read_under_both_of_its_names() {
        let piece = json!({ "type": "text", "text": "Hello, " });
        let page = json!({ "data": [piece, piece], "next_page": null });
        assert_eq!(decode::<VectorStoreFileContent>(page).text(), "Hello, Hello, ");
        let file = json!({ "file_id": "file-1", "filename": "a.txt", "content": [piece] });
        let content: VectorStoreFileContent = decode(file);
        assert_eq!((content.text().as_str(), content.file_id), ("Hello, ", Some("file-1".into())));
    }
}

mod statuses {
    use super::*;

    #[test]
    fn a_file_without_status_is_settled_and_other_objects_are_not() {
        assert!(decode::<FileObject>(json!({ "id": "file-1" })).is_settled());
        assert!(!decode::<VectorStore>(json!({ "id": "vs_1" })).is_settled());
        assert!(!decode::<VectorStoreFile>(json!({ "id": "file-1" })).is_settled());
        assert!(!decode::<VectorStoreFileBatch>(json!({ "id": "vsfb_1" })).is_settled());
    }

    #[test]
    fn an_upload_ends_completed_cancelled_or_expired() {
        for status in ["completed", "cancelled", "expired"] {
            assert!(UploadStatus::from(status).is_terminal(), "{status}");
        }
        for status in ["pending", "a_status_of_tomorrow"] {
            assert!(!UploadStatus::from(status).is_terminal(), "{status}");
        }
    }

    #[test]
    fn purposes_have_their_wire_names() {
        for (purpose, name) in [
            (FilePurpose::Assistants, "assistants"),
            (FilePurpose::AssistantsOutput, "assistants_output"),
            (FilePurpose::BatchOutput, "batch_output"),
            (FilePurpose::FineTune, "fine-tune"),
            (FilePurpose::FineTuneResults, "fine-tune-results"),
            (FilePurpose::UserData, "user_data"),
            (FilePurpose::Evals, "evals"),
        ] {
            assert_eq!((purpose.as_str(), FilePurpose::from(name)), (name, purpose.clone()));
        }
    }
}

mod three_states {
    use super::*;

    #[test]
    fn only_what_is_set_or_cleared_is_sent() {
        assert_eq!(encode(&CreateVectorStore::new()), json!({}));
        assert_eq!(encode(&ModifyVectorStore::new()), json!({}));
        assert_eq!(encode(&ModifyVectorStoreFile::clear()), json!({ "attributes": null }));
        let body = ModifyVectorStore::new().clear_expires_after().name("FAQ");
        assert_eq!(encode(&body), json!({ "name": "FAQ", "expires_after": null }));
    }

    #[test]
    fn a_batch_has_ids_or_files() {
        let ids = CreateVectorStoreFileBatch::of_ids(["file-1"]);
        assert_eq!(encode(&ids), json!({ "file_ids": ["file-1"] }));
        let files = CreateVectorStoreFileBatch::of_files([CreateVectorStoreFile::new("file-1")]);
        assert_eq!(encode(&files), json!({ "files": [{ "file_id": "file-1" }] }));
    }
}
