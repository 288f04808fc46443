//! The calls on the wire: paths, headers, credentials, pages, errors.

use futures_util::TryStreamExt;
use schematic_anthropic::*;
use schematic_api::ErrorKind;
use schematic_tests::scripted::{Reply, Scripted, Sent};
use serde_json::{Value, json};

fn client(transport: &Scripted) -> Anthropic {
    let builder = Anthropic::builder().transport(transport.clone()).credential("sk-1");
    builder.build().expect("a client")
}

fn message() -> Reply {
    Reply::json(
        200,
        json!({"id": "msg_1", "role": "assistant", "model": "claude-1", "content": []}).to_string(),
    )
}

fn body_of(sent: &Sent) -> Value {
    serde_json::from_slice(&sent.body).expect("JSON")
}

fn ask() -> CreateMessage {
    CreateMessage::ask("claude-1", 9, "Hi")
}

#[tokio::test]
async fn a_message_is_asked_for_with_the_version_and_the_key() {
    let transport = Scripted::new([message()]);
    client(&transport).messages().create(&ask()).await.expect("a message");
    let sent = transport.only();
    assert_eq!((sent.method.as_str(), sent.target()), ("POST", "/v1/messages"));
    assert_eq!(sent.header("authorization"), Some("Bearer sk-1"));
    assert_eq!(sent.header("anthropic-version"), Some("2026-10-21"));
    assert_eq!(sent.header("anthropic-workspace-id"), None);
    let body = json!({"model": "claude-1", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]});
    assert_eq!(body_of(&sent), body);
}

#[tokio::test]
async fn the_version_the_key_and_the_betas_are_what_the_caller_says() {
    let transport = Scripted::new([message()]);
    let claude = Anthropic::builder()
        .transport(transport.clone())
        .without_credential()
        .header("x-api-key", "sk-2")
        .header("anthropic-version", "2023-06-01")
        .append_header("anthropic-beta", "one,two");
    let claude = claude.build().expect("a client");
    let call = claude.messages().create(&ask()).workspace_id("wrkspc_1").user_profile_id("up_1");
    call.append_header("anthropic-beta", "two")
        .append_header("anthropic-beta", "three")
        .await
        .expect("a message");
    let sent = transport.only();
    assert_eq!((sent.header("authorization"), sent.header("x-api-key")), (None, Some("sk-2")));
    assert_eq!(sent.header_values("anthropic-version"), ["2023-06-01"]);
    assert_eq!(sent.header_values("anthropic-beta"), ["one,two,three"]);
    assert_eq!(sent.header("anthropic-workspace-id"), Some("wrkspc_1"));
    assert_eq!(sent.header("anthropic-user-profile-id"), Some("up_1"));
}

mod agents {
    use schematic_anthropic::Messages;

    schematic_api::api! {
        /// A client of a stranger's, with a group of this crate and one of its own.
        pub client Agents at "https://api.anthropic.com" {
            auth bearer env "ANTHROPIC_API_KEY";
            header "anthropic-version": "2026-10-21";
        }

        /// Messages.
        group messages = Messages;

        /// Sessions, which are tried out.
        pub group sessions at /v1/sessions {
            header append "anthropic-beta": "managed-agents-2026-04-01";

            /// Retrieves a session.
            retrieve: GET /<id> -> text;
        }
    }
}

#[tokio::test]
async fn the_betas_of_client_group_and_call_are_joined() {
    let transport = Scripted::new([Reply::status(200).chunk("a session"), message()]);
    let client = agents::Agents::builder()
        .transport(transport.clone())
        .credential("sk-1")
        .append_header("anthropic-beta", "one")
        .build()
        .expect("a client");
    let call = client.sessions().retrieve("sesn_1").append_header("anthropic-beta", "two,one");
    assert_eq!(call.await.expect("a session"), "a session");
    client.messages().create(&ask()).await.expect("a message");
    let [session, message] = &transport.sent()[..] else { panic!("two requests") };
    let joined = ["managed-agents-2026-04-01,one,two"];
    assert_eq!(session.header_values("anthropic-beta"), joined);
    assert_eq!(message.header_values("anthropic-beta"), ["one"]);
}

/// `skills-2025-10-02` would change what the ids of versions are, so that nothing is sent by itself.
#[tokio::test]
async fn files_and_skills_need_no_beta() {
    let json = |body: &str| Reply::json(200, body);
    let transport = Scripted::new([
        json("{\"id\": \"file_1\"}"),
        json("{\"id\": \"skill_1\"}"),
        json("{\"id\": \"skillver_1\"}"),
        Reply::status(200).chunk("PK"),
    ]);
    let claude = client(&transport);
    let (skill, version) = ("skill_1".into(), "skillver_1".into());
    claude.files().retrieve(&"file_1".into()).await.expect("a file");
    claude.skills().retrieve(&skill).await.expect("a skill");
    claude.skill_versions().retrieve(&skill, &version).await.expect("a version");
    let archive = claude.skill_versions().content(&skill, &version).await.expect("an archive");
    assert_eq!(archive, "PK");
    let sent = transport.sent();
    assert!(sent.iter().all(|sent| sent.header("anthropic-beta").is_none()));
    assert_eq!(sent[3].target(), "/v1/skills/skill_1/versions/skillver_1/content");
    let named =
        Anthropic::ENDPOINTS.iter().filter(|endpoint| !endpoint.appended_headers().is_empty());
    assert_eq!(named.count(), 0, "no endpoint names a beta");
}

#[tokio::test]
async fn a_stream_asks_for_one_in_the_body() {
    let transport = Scripted::new([Reply::status(200).header("content-type", "text/event-stream")]);
    client(&transport).messages().stream(&ask()).await.expect("a stream");
    assert_eq!(body_of(&transport.only())["stream"], true);
}

#[tokio::test]
async fn an_overloaded_service_is_asked_again_and_says_so_in_the_end() {
    let body = json!({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}, "request_id": "req_1"});
    let overloaded = || Reply::json(529, body.to_string()).header("retry-after-ms", "1");
    let transport = Scripted::new([overloaded(), overloaded(), overloaded()]);
    let error = client(&transport).messages().create(&ask()).await.expect_err("an error");
    assert_eq!((transport.attempts(), error.kind()), (3, ErrorKind::Api));
    let body: &ErrorResponse = error.api().expect("a typed body");
    assert_eq!(body.error.kind, ErrorType::OverloadedError);
    assert!(body.is_retryable());
    assert_eq!(error.code(), Some("overloaded_error"));
}

#[tokio::test]
async fn the_service_decides_whether_it_is_asked_again() {
    let body = json!({"type": "error", "error": {"type": "rate_limit_error", "message": "No", "details": {"error_code": "enforced_spend_limit_reached"}}, "request_id": null});
    let transport =
        Scripted::new([Reply::json(429, body.to_string()).header("x-should-retry", "false")]);
    let error = client(&transport).messages().create(&ask()).await.expect_err("an error");
    assert_eq!(transport.attempts(), 1);
    assert_eq!(error.code(), Some("enforced_spend_limit_reached"));
}

#[tokio::test]
async fn a_body_of_the_edge_is_kept_as_it_came() {
    let transport = Scripted::new([Reply::status(413)
        .header("request-id", "req_1")
        .chunk("<html>too large</html>")]);
    let error = client(&transport).messages().create(&ask()).await.expect_err("an error");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(413));
    assert!(error.api::<ErrorResponse>().is_none());
    assert_eq!(error.body().expect("a body"), "<html>too large</html>");
    assert_eq!(error.request_id(), Some("req_1"));
}

#[tokio::test]
async fn lists_go_on_after_the_last_id_and_back_before_the_first() {
    let page = |ids: &[&str], more: bool| {
        let data: Vec<Value> = ids.iter().map(|id| json!({"id": id, "type": "model"})).collect();
        let page =
            json!({"data": data, "has_more": more, "first_id": ids.first(), "last_id": ids.last()});
        Reply::json(200, page.to_string())
    };
    let transport = Scripted::new([page(&["a", "b"], true), page(&["c"], false)]);
    let models = client(&transport).models().list().limit(2).lifecycle([Lifecycle::Active]);
    let ids: Vec<String> =
        models.items().map_ok(|model| model.id.to_string()).try_collect().await.expect("models");
    assert_eq!(ids, ["a", "b", "c"]);
    let sent = transport.sent();
    assert_eq!(sent[0].target(), "/v1/models?limit=2&lifecycle%5B%5D=active");
    assert_eq!(sent[1].target(), "/v1/models?limit=2&lifecycle%5B%5D=active&after_id=b");

    let transport = Scripted::new([page(&["c"], true), page(&["a", "b"], false), page(&[], false)]);
    let pages = client(&transport).models().list().before_id("d").pages_back();
    let pages: Vec<_> = pages.try_collect().await.expect("pages");
    assert_eq!(pages.len(), 3);
    assert_eq!(transport.sent()[1].target(), "/v1/models?before_id=c");
}

#[tokio::test]
async fn lists_with_cursors_of_the_service_go_on_until_there_is_none() {
    let page = |id: &str, next: Option<&str>| {
        Reply::json(200, json!({"data": [{"id": id}], "next_page": next}).to_string())
    };
    let transport = Scripted::new([page("file_1", Some("p2")), page("file_2", None)]);
    let files: Vec<FileMetadata> =
        client(&transport).files().list().items().try_collect().await.expect("files");
    assert_eq!(files.len(), 2);
    assert_eq!(transport.sent()[1].target(), "/v1/files?page=p2");
}

#[tokio::test]
async fn results_come_from_the_path_of_the_batch() {
    let line = |id: &str| json!({"custom_id": id, "result": {"type": "canceled"}}).to_string();
    let body = format!("{}\r\n\n{}", line("b"), line("a"));
    let transport = Scripted::new([Reply::status(200).chunk(body)]);
    let results =
        client(&transport).batches().results(&"msgbatch_1".into()).await.expect("results");
    let results: Vec<MessageBatchResult> = results.try_collect().await.expect("results");
    assert_eq!(
        results.iter().map(|result| result.custom_id.as_str()).collect::<Vec<_>>(),
        ["b", "a"]
    );
    assert_eq!(transport.only().target(), "/v1/messages/batches/msgbatch_1/results");
}

/// The official client loses the rest of the results.
#[tokio::test]
async fn a_broken_line_of_the_results_costs_itself() {
    let line = |id: &str| json!({"custom_id": id, "result": {"type": "expired"}}).to_string();
    let body = format!("{}\n{{\"custom_id\": \n{}\n", line("a"), line("c"));
    let transport = Scripted::new([Reply::status(200).chunk(body)]);
    let mut results =
        client(&transport).batches().results(&"msgbatch_1".into()).await.expect("results");
    assert_eq!(results.try_next().await.expect("a").expect("a").custom_id, "a");
    assert_eq!(results.try_next().await.expect_err("broken").kind(), ErrorKind::Decode);
    assert_eq!(results.try_next().await.expect("c").expect("c").custom_id, "c");
    assert!(results.try_next().await.expect("the end").is_none());
}

#[tokio::test(start_paused = true)]
async fn a_batch_is_asked_for_until_it_has_ended() {
    let batch = |status: &str| {
        Reply::json(200, json!({"id": "msgbatch_1", "processing_status": status}).to_string())
    };
    let transport = Scripted::new([batch("in_progress"), batch("canceling"), batch("ended")]);
    let claude = client(&transport);
    let batch = claude.batches().retrieve(&"msgbatch_1".into()).poll().await.expect("a batch");
    assert!(batch.has_ended());
    assert_eq!(transport.attempts(), 3);
}

#[tokio::test]
async fn files_and_skills_are_sent_in_parts() {
    let transport = Scripted::new([
        Reply::json(200, "{\"id\":\"file_1\"}"),
        Reply::json(200, "{\"id\":\"skill_1\"}"),
    ]);
    let claude = client(&transport);
    let file = UploadFile::new(FilePart::new("tide.txt", "High")).expires_in_seconds(3600);
    claude.files().upload(file).await.expect("a file");
    let files = [FilePart::new("tides/SKILL.md", "---"), FilePart::new("tides/table.csv", "1")];
    claude.skills().create(CreateSkill::new(files).display_name("Tides")).await.expect("a skill");
    let [file, skill] = &transport.sent()[..] else { panic!("two requests") };
    assert_eq!((file.target(), skill.target()), ("/v1/files", "/v1/skills"));
    let text = |body: &[u8]| String::from_utf8_lossy(body).into_owned();
    assert!(text(&file.body).contains("name=\"file\"; filename=\"tide.txt\""));
    assert!(text(&file.body).contains("name=\"expires_in_seconds\""));
    let skill = text(&skill.body);
    assert_eq!(skill.matches("name=\"files[]\"").count(), 2);
    assert!(skill.contains("filename=\"tides/SKILL.md\""), "{skill}");
}

#[test]
fn the_declaration_has_the_operations_of_the_service() {
    let mut lines: Vec<String> = Anthropic::ENDPOINTS
        .iter()
        .map(|endpoint| format!("{} {}", endpoint.method(), endpoint.path()))
        .collect();
    lines.sort();
    lines.dedup();
    // The 23 that are open to everybody, and the content of the version of a skill.
    assert_eq!(lines.len(), 24, "{lines:#?}");
}
