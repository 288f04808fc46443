//! The values that the service accepts for uploads and vector stores, sent as any client could.

use serde_json::{Value, json};

use crate::file;
use crate::rules::{Counter, columns};

/// Bodies that are refused: the path, the body, the parameter at fault, and the code. In a body, `x^9` stands for nine
/// letters.
const REFUSED: &str = r#"
/uploads | {"filename":"a","purpose":"assistants","bytes":1} | mime_type | missing_required_parameter
/uploads | {"filename":"a","purpose":"assistants_output","bytes":1,"mime_type":"a/b"} | purpose | invalid_value
/uploads | {"filename":"a","purpose":"assistants","bytes":-1,"mime_type":"a/b"} | bytes | integer_below_min_value
/uploads | {"filename":"a","purpose":"assistants","bytes":"1","mime_type":"a/b"} | bytes | invalid_type
/uploads | {"filename":"a","purpose":"batch","bytes":1,"mime_type":"a/b"} | filename | invalid_value
/uploads | {"filename":"a","purpose":"assistants","bytes":1,"mime_type":"a/b","x":1} | x | unknown_parameter
/uploads | {"filename":"a","purpose":"assistants","bytes":1,"mime_type":"a/b","expires_after":{"anchor":"created_at","seconds":1}} | expires_after.seconds | integer_below_min_value
/uploads/upload_none/complete | {} | part_ids | missing_required_parameter
/uploads/upload_none/complete | {"part_ids":"part_1"} | part_ids | invalid_type
/uploads/upload_none/complete | {"part_ids":[],"md5":null} | md5 | invalid_type
/vector_stores | {"name":null} | name | invalid_type
/vector_stores | {"file_ids":[1]} | file_ids[0] | invalid_type
/vector_stores | {"expires_after":{"anchor":"created_at","days":1}} | expires_after.anchor | invalid_value
/vector_stores | {"expires_after":{"anchor":"last_active_at","days":0}} | expires_after.days | integer_below_min_value
/vector_stores | {"expires_after":{"anchor":"last_active_at","days":366}} | expires_after.days | integer_above_max_value
/vector_stores | {"expires_after":null} | expires_after | invalid_type
/vector_stores | {"metadata":{"a":1}} | metadata.a | invalid_type
/vector_stores | {"chunking_strategy":{"type":"static","static":{"max_chunk_size_tokens":4097,"chunk_overlap_tokens":0}}} | chunking_strategy.static.max_chunk_size_tokens | integer_above_max_value
/vector_stores | {"chunking_strategy":{"type":"static","static":{"max_chunk_size_tokens":100,"chunk_overlap_tokens":51}}} | chunking_strategy.static.chunk_overlap_tokens | integer_above_max_value
/vector_stores | {"chunking_strategy":{"type":"semantic"}} | chunking_strategy.type | invalid_value
/vector_stores/{store} | {"file_ids":[]} | file_ids | unknown_parameter
/vector_stores/{store} | {"expires_after":{"days":1}} | expires_after.anchor | missing_required_parameter
/vector_stores/{store}/files | {} | file_id | missing_required_parameter
/vector_stores/{store}/files | {"file_id":"{file}","attributes":{"x^65":1}} | attributes | string_above_max_length
/vector_stores/{store}/files | {"file_id":"{file}","attributes":{"a":"x^513"}} | attributes.a | string_above_max_length
/vector_stores/{store}/files | {"file_id":"{file}","attributes":{"a":null}} | attributes.a | invalid_type
/vector_stores/{store}/files | {"file_id":"{file}","attributes":{"a":["b"]}} | attributes.a | invalid_type
/vector_stores/{store}/files | {"file_id":"{file}","attributes":{"1":1,"2":1,"3":1,"4":1,"5":1,"6":1,"7":1,"8":1,"9":1,"10":1,"11":1,"12":1,"13":1,"14":1,"15":1,"16":1,"17":1}} | attributes | object_above_max_properties
/vector_stores/{store}/files/{file} | {} | attributes | missing_required_parameter
/vector_stores/{store}/files/{file} | {"attributes":{"a":{}}} | attributes.a | invalid_type
/vector_stores/{store}/files/{file} | {"attributes":{},"chunking_strategy":{"type":"auto"}} | chunking_strategy | unknown_parameter
/vector_stores/{store}/file_batches | {} | file_ids | missing_required_parameter
/vector_stores/{store}/file_batches | {"file_ids":[]} | file_ids | empty_array
/vector_stores/{store}/file_batches | {"files":[]} | files | empty_array
/vector_stores/{store}/file_batches | {"file_ids":["{file}"],"files":[{"file_id":"{file}"}]} | files | invalid_value
/vector_stores/{store}/file_batches | {"files":[{"file_id":"{file}","x":1}]} | files[0].x | unknown_parameter
/vector_stores/{store}/file_batches | {"files":["{file}"]} | files[0] | invalid_type
/vector_stores/{store}/search | {} | query | missing_required_parameter
/vector_stores/{store}/search | {"query":1} | query | invalid_type
/vector_stores/{store}/search | {"query":[1]} | query[0] | invalid_type
/vector_stores/{store}/search | {"query":"a","max_num_results":51} | max_num_results | integer_above_max_value
/vector_stores/{store}/search | {"query":"a","rewrite_query":"no"} | rewrite_query | invalid_type
/vector_stores/{store}/search | {"query":"a","ranking_options":{"score_threshold":1.5}} | ranking_options.score_threshold | decimal_above_max_value
/vector_stores/{store}/search | {"query":"a","ranking_options":{"ranker":"default_2024_08_21"}} | ranking_options.ranker | invalid_value
/vector_stores/{store}/search | {"query":"a","filters":{"key":"a","value":1}} | filters.type | missing_required_parameter
/vector_stores/{store}/search | {"query":"a","filters":{"type":"like","key":"a","value":1}} | filters.type | invalid_value
/vector_stores/{store}/search | {"query":"a","filters":{"type":"eq","key":"a"}} | filters.value | missing_required_parameter
/vector_stores/{store}/search | {"query":"a","filters":{"type":"eq","key":"a","value":null}} | filters.value | invalid_type
/vector_stores/{store}/search | {"query":"a","filters":{"type":"in","key":"a","value":["b",true]}} | filters.value[1] | invalid_type
/vector_stores/{store}/search | {"query":"a","filters":{"type":"and","filters":[{"type":"or","filters":[{"type":"eq","key":"a","value":1,"x":1}]}]}} | filters.filters[0].filters[0].x | unknown_parameter
/vector_stores/{store}/search | {"query":"a","filters":{"type":"and","key":"a","value":1}} | filters.key | unknown_parameter
"#;

/// Bodies that are accepted.
const ACCEPTED: &str = r#"
/uploads | {"filename":"a","purpose":"evals","bytes":0,"mime_type":"a/b","expires_after":{"anchor":"created_at","seconds":2592000}}
/vector_stores | {}
/vector_stores | {"file_ids":["{file}"],"name":"a","description":"b","metadata":null,"chunking_strategy":{"type":"auto"},"expires_after":{"anchor":"last_active_at","days":365}}
/vector_stores/{store} | {"name":null,"metadata":null,"expires_after":null}
/vector_stores/{store}/files | {"file_id":"{file}","attributes":null}
/vector_stores/{store}/files | {"file_id":"{file}","attributes":{"x^64":"x^512","b":1.5,"c":true},"chunking_strategy":{"type":"static","static":{"max_chunk_size_tokens":4096,"chunk_overlap_tokens":2048}}}
/vector_stores/{store}/files/{file} | {"attributes":null}
/vector_stores/{store}/file_batches | {"files":[{"file_id":"{file}"}],"attributes":{"a":1},"chunking_strategy":{"type":"auto"}}
/vector_stores/{store}/search | {"query":"a","rewrite_query":true,"max_num_results":50,"ranking_options":{}}
/vector_stores/{store}/search | {"query":["a","b"],"filters":{"type":"nin","key":"a","value":["b",1]},"ranking_options":{"ranker":"default-2024-11-15","score_threshold":1}}
/vector_stores/{store}/search | {"query":"a","filters":{"type":"or","filters":[{"type":"lte","key":"a","value":1},{"type":"and","filters":[]}]}}
"#;

/// A service with a file in a vector store.
struct Shelves {
    counter: Counter,
    store: String,
    file: String,
}

impl Shelves {
    async fn new() -> Self {
        let counter = Counter::new().await;
        let file = file(&counter.desk.openai, "a.md", "A note.").await;
        let body = schematic_openai::CreateVectorStore::new().file_ids([&file]);
        let store = counter.desk.openai.vector_stores().create(&body).await.unwrap().id;
        Self { counter, store: store.to_string(), file: file.to_string() }
    }

    fn written_out(&self, text: &str) -> String {
        let text = text.replace("{store}", &self.store).replace("{file}", &self.file);
        let letters = |count: usize| "x".repeat(count);
        [64, 65, 512, 513].iter().fold(text, |text, &count| {
            text.replace(&format!("x^{count}\""), &format!("{}\"", letters(count)))
        })
    }

    fn body(&self, text: &str) -> Value {
        serde_json::from_str(&self.written_out(text)).unwrap()
    }
}

fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.is_empty())
}

#[tokio::test]
async fn what_breaks_a_rule_is_refused() {
    let shelves = Shelves::new().await;
    for line in lines(REFUSED) {
        let [path, body, param, code] = columns(line);
        let (got, got_code, message) =
            shelves.counter.post(&shelves.written_out(path), &shelves.body(body)).await;
        assert_eq!((got.as_str(), got_code.as_str()), (param, code), "{line}: {message}");
    }
    let many = |count: usize| vec![shelves.file.as_str(); count];
    for (path, name, body) in [
        ("/vector_stores", "file_ids", json!({ "file_ids": many(501) })),
        ("/vector_stores/{store}/file_batches", "file_ids", json!({ "file_ids": many(2001) })),
    ] {
        let (param, code, _) = shelves.counter.post(&shelves.written_out(path), &body).await;
        assert_eq!((param.as_str(), code.as_str()), (name, "array_above_max_length"));
    }
    let path = format!("/vector_stores/{}/files?filter=done", shelves.store);
    let (status, reply) = shelves.counter.send("GET", &path, "").await;
    assert_eq!((status, &reply["error"]["param"]), (400, &json!("filter")));
}

#[tokio::test]
async fn what_keeps_the_rules_is_accepted() {
    let shelves = Shelves::new().await;
    for line in lines(ACCEPTED) {
        let [path, body] = columns(line);
        let body = shelves.body(body).to_string();
        let (status, reply) = shelves.counter.send("POST", &shelves.written_out(path), &body).await;
        assert_eq!(status, 200, "{line}: {reply}");
    }
}
