//! Citations: what the model says about a document comes from its beginning.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::answer::Answer;
use crate::{ContentBlock, CreateMessage, FileId};

/// Answers with a text, and cites the first document or search result whose citations are enabled.
/// `files` has the text of those that were uploaded.
pub(super) fn text(
    request: &CreateMessage,
    files: &BTreeMap<FileId, String>,
    text: &str,
) -> Answer {
    let mut block = json!({ "type": "text", "text": text, "citations": null });
    if let Some(citation) = citation(request, files) {
        block["citations"] = json!([citation]);
    }
    serde_json::from_value::<ContentBlock>(block).map_or_else(|_| Answer::text(text), Answer::block)
}

fn citation(request: &CreateMessage, files: &BTreeMap<FileId, String>) -> Option<Value> {
    let messages = request.messages.iter();
    let blocks: Vec<Value> = messages
        .flat_map(|message| message.content.clone().into_blocks())
        .map(|block| json!(block))
        .collect();
    let of_kind = |kind: &'static str| {
        let found = blocks.iter().filter(move |block| block["type"] == kind).enumerate();
        found.filter(|(_, block)| block["citations"]["enabled"] == true)
    };
    let document = of_kind("document").find_map(|(index, block)| in_document(index, block, files));
    document.or_else(|| of_kind("search_result").find_map(|(index, block)| in_result(index, block)))
}

fn in_document(index: usize, document: &Value, files: &BTreeMap<FileId, String>) -> Option<Value> {
    let source = &document["source"];
    let uploaded = source["file_id"].as_str().and_then(|id| files.get(&FileId::from(id)));
    let plain = uploaded.map(String::as_str).or_else(|| source["data"].as_str());
    let mut citation = match source["type"].as_str()? {
        kind if kind == "text" || uploaded.is_some() => {
            let cited = sentence(plain?);
            let end = cited.chars().count();
            json!({ "type": "char_location", "cited_text": cited, "start_char_index": 0, "end_char_index": end })
        }
        "content" => {
            let content = &source["content"];
            let cited = content.as_str().or_else(|| content.pointer("/0/text")?.as_str())?;
            json!({ "type": "content_block_location", "cited_text": cited, "start_block_index": 0, "end_block_index": 1 })
        }
        _ => {
            json!({ "type": "page_location", "cited_text": "The first page.", "start_page_number": 1, "end_page_number": 2 })
        }
    };
    citation["document_index"] = index.into();
    citation["document_title"] = document["title"].clone();
    citation["file_id"] = source["file_id"].clone();
    Some(citation)
}

fn in_result(index: usize, result: &Value) -> Option<Value> {
    Some(json!({
        "type": "search_result_location", "cited_text": result.pointer("/content/0/text")?, "source": result["source"],
        "title": result["title"], "search_result_index": index, "start_block_index": 0, "end_block_index": 1,
    }))
}

/// Returns the first sentence.
fn sentence(text: &str) -> &str {
    text.find(['.', '!', '?']).and_then(|at| text.get(..=at)).unwrap_or(text)
}
