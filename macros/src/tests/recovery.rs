//! Half-typed declarations, as an editor sees them: each gives one message, and every other method remains.

use super::{checked, group};

/// A group of three, with `line` between two sound endpoints.
fn around(line: &str) -> String {
    format!(
        "client Api at \"https://api.example.com\";
         group threads {{
             create: POST /threads (json CreateThread) -> Thread;
             {line}
             delete: DELETE /threads/<thread: ThreadId> -> Deleted;
         }}"
    )
}

/// Asserts that there is one message, and returns it with the names of the remaining methods.
fn one_mistake(source: &str) -> (String, Vec<String>) {
    let (model, messages) = checked(source);
    assert_eq!(messages.len(), 1, "in {source}: {messages:#?}");
    (messages[0].clone(), group(&model, "threads"))
}

/// Asserts that the line affects only its own method, which remains as a stub.
fn keeps_the_name(line: &str) {
    let (_, methods) = one_mistake(&around(line));
    assert_eq!(methods, ["create", "retrieve", "delete"], "with {line}");
}

#[test]
fn unknown_method() {
    keeps_the_name("retrieve: GTE /threads/<thread: ThreadId> -> Thread;");
}

#[test]
fn error_first() {
    let (_, methods) = one_mistake(
        "client Api at \"https://api.example.com\";
         group threads {
             create: POTS /threads -> Thread;
             delete: DELETE /threads/<thread: ThreadId> -> Deleted;
         }",
    );
    assert_eq!(methods, ["create", "delete"]);
}

#[test]
fn no_reply_yet() {
    keeps_the_name("retrieve: GET /threads/<thread: ThreadId> -> ;");
    keeps_the_name("retrieve: GET /threads/<thread: ThreadId> ->");
}

#[test]
fn unclosed_parameter() {
    keeps_the_name("retrieve: GET /threads/<thr");
    keeps_the_name("retrieve: GET /threads/<thr;");
    keeps_the_name("retrieve: GET /threads/<thread: Thr");
    keeps_the_name("retrieve: GET /threads/<");
    keeps_the_name("retrieve: GET /threads/<thread: ");
}

#[test]
fn name_only() {
    keeps_the_name("retrieve");
    keeps_the_name("retrieve;");
    keeps_the_name("retrieve:");
    keeps_the_name("retrieve: GET");
    keeps_the_name("retrieve: GET /");
    keeps_the_name("retrieve: GET /threads/");
}

#[test]
fn name_and_equals() {
    keeps_the_name("retrieve =");
    keeps_the_name("retrieve = GET /threads/<thread: ThreadId> -> Thread;");
}

#[test]
fn unfinished_type() {
    keeps_the_name("retrieve: GET /threads/<thread: ThreadId> -> Vec<Ru");
    keeps_the_name("retrieve: GET /threads/<thread: ThreadId> -> Vec<Ru;");
    keeps_the_name("retrieve: GET /threads/<thread: ThreadId> -> Vec<");
}

#[test]
fn missing_semicolon() {
    keeps_the_name("retrieve: GET /threads/<thread: ThreadId> -> Thread");
    keeps_the_name("retrieve: GET /threads?<limit: u32?> -> Page<Thread> paged");
}

#[test]
fn unclosed_query() {
    keeps_the_name("retrieve: GET /threads?");
    keeps_the_name("retrieve: GET /threads?<limit");
    keeps_the_name("retrieve: GET /threads?<limit: u32?>&");
}

#[test]
fn half_an_input() {
    keeps_the_name("retrieve: GET /threads () -> Thread;");
    keeps_the_name("retrieve: GET /threads (json) -> Thread;");
    keeps_the_name("retrieve: GET /threads (json Vec<) -> Thread;");
    keeps_the_name("retrieve: GET /threads (header) -> Thread;");
}

#[test]
fn half_a_word_of_a_body_or_a_list() {
    keeps_the_name("retrieve: POST /threads (json Thread as) -> Thread;");
    keeps_the_name("retrieve: POST /threads (json Thread as application/xml) -> Thread;");
    keeps_the_name("retrieve: POST /threads (Thread via) -> Thread;");
    keeps_the_name("retrieve: POST /threads (Thread via Xml) -> Thread via;");
    keeps_the_name("retrieve: GET /threads?<ids: Vec<u8> by> -> Thread;");
    keeps_the_name("retrieve: GET /threads?<ids: Vec<u8> by \",\" -> Thread;");
    keeps_the_name("retrieve: PATCH <location: Url -> Thread;");
    keeps_the_name("retrieve: PATCH <location> -> Thread;");
    keeps_the_name("retrieve: PATCH <location: Url>/more -> Thread;");
}

#[test]
fn half_an_id_or_base_url() {
    for mistake in ["pub id ThreadId:;", "pub id ThreadId: u6 4;"] {
        let (_, methods) = one_mistake(&format!("{mistake} {}", around("")));
        assert_eq!(methods, ["create", "delete"], "{mistake}");
    }
    for mistake in ["client Api at my::;", "client Api at base();", "client Api at BASE();"] {
        let source = around("").replacen("client Api at \"https://api.example.com\";", mistake, 1);
        let (message, methods) = one_mistake(&source);
        assert_eq!(methods, ["create", "delete"], "{mistake}: {message}");
    }
}

#[test]
fn half_a_clause() {
    keeps_the_name("retrieve: GET /threads/<thread: ThreadId> -> Thread timeout");
    keeps_the_name("retrieve: GET /threads/<thread: ThreadId> -> Thread { timeout }");
    keeps_the_name("retrieve: GET /threads/<thread: ThreadId> -> Thread retry 2 on");
    keeps_the_name("retrieve: GET /threads/<thread: ThreadId> -> Thread header append");
    keeps_the_name("retrieve: GET /threads/<thread: ThreadId> -> Thread header append \"X\";");
    keeps_the_name("retrieve: GET /threads/<thread: ThreadId> -> Thread query");
    keeps_the_name("retrieve: GET /threads/<thread: ThreadId> -> Thread auth");
    keeps_the_name("retrieve: GET /threads/<thread: ThreadId> -> Thread auth adm;");
    keeps_the_name("retrieve: GET /threads/<thread: ThreadId> -> Thread auth admin:");
    keeps_the_name("retrieve: GET /threads/<thread: ThreadId> -> Thread query \"v\":;");
    keeps_the_name("retrieve: GET /threads?<page?> -> Vec<Thread> paged by number");
    keeps_the_name("retrieve: GET /threads?<page?> -> Vec<Thread> paged by number page");
    keeps_the_name("retrieve: GET /threads?<page?> -> Vec<Thread> paged by number page from");
    keeps_the_name("retrieve: GET /threads?<after?> -> Page<Thread> paged by after from");
    keeps_the_name("retrieve: GET /threads?<after?> -> Page<Thread> paged by after back");
    keeps_the_name("retrieve: GET /threads?<after?> -> Page<Thread> paged by after back by;");
}

#[test]
fn docs_and_attributes_stay_with_the_next_line() {
    let (_, methods) = one_mistake(
        "client Api at \"https://api.example.com\";
         group threads {
             create: POST /threads -> Thread
             /// Deletes a thread.
             #[deprecated]
             delete: DELETE /threads/<thread: ThreadId> -> Deleted;
         }",
    );
    assert_eq!(methods, ["create", "delete"]);
}

#[test]
fn two_broken_lines_are_two_messages() {
    let (model, messages) = checked(&around(
        "retrieve: GTE /threads/<thread: ThreadId> -> Thread;
         modify: POST /threads/<thread: ThreadId> -> Vec<Thr",
    ));
    assert_eq!(messages.len(), 2, "{messages:#?}");
    assert!(messages[0].contains("GTE") && messages[1].contains("Vec<Thr"), "{messages:#?}");
    assert_eq!(group(&model, "threads"), ["create", "retrieve", "modify", "delete"]);
}

#[test]
fn a_line_without_a_name_keeps_its_derived_one() {
    let (_, methods) = one_mistake(&around("GET /threads/<id>/runs -> ;"));
    assert_eq!(methods, ["create", "get_threads_by_id_runs", "delete"]);
}

#[test]
fn a_broken_setting_keeps_the_client() {
    let (_, methods) = one_mistake(
        "client Api at \"https://api.example.com\" { auth baerer; timeout 3 s; }
         group threads { create: POST /threads -> Thread; }",
    );
    assert_eq!(methods, ["create"]);
}

#[test]
fn a_broken_client_keeps_the_groups() {
    let (_, methods) = one_mistake(
        "client Api at { timeout 3 s; }
         group threads { create: POST /threads -> Thread; }",
    );
    assert_eq!(methods, ["create"]);
}

#[test]
fn a_misspelt_client_is_one_message() {
    let (_, methods) = one_mistake(
        "pub clinet Api at \"https://api.example.com\" { timeout 3 s; }
         group threads { create: POST /threads -> Thread; }
         GET /health -> empty;",
    );
    assert_eq!(methods, ["create"]);
}

#[test]
fn a_half_typed_path_of_a_group_keeps_its_lines() {
    for prefix in [
        "at",
        "at /",
        "at /teams/",
        "at /teams/<",
        "at /teams/<team",
        "at /teams/<team:",
        "at /teams/<team: Team",
        "at /teams/<team>/",
        "at /teams/<team: Team> at",
        "at /teams/<self>",
        "at /teams/<team?>",
        "at /teams/<team: &str>",
        "at /teams/<team..: Team>",
        "at /teams/<Team>",
        "at /teams/<team>/<team>",
        "at /teams/<team: Option<u32>>",
        "at /<a..>/b/<c..>",
        "at /{team}",
        "at /{team}/{id}",
        "at /teams//{team: u64}.{x}",
        "at \"/teams\"",
        "at \"/teams/{id}\"",
        "at teams",
        "/teams",
        "at /teams -> Team",
        "at /teams (json T)",
    ] {
        let prefix = prefix.replace("//", "/ /");
        for group in ["group threads", "pub group threads"] {
            let source = around("modify: POST /<thread> (json Thread) -> Thread;")
                .replace("group threads", &format!("{group} {prefix}"));
            let (message, methods) = one_mistake(&source);
            assert_eq!(methods, ["create", "modify", "delete"], "{prefix}: {message}");
        }
    }
}

#[test]
fn a_half_typed_method_in_quotes() {
    keeps_the_name("retrieve: \"PROPFIND\"");
    keeps_the_name("retrieve: \"PROPFIND\" /");
    keeps_the_name("retrieve: \"PROPFIND\" /threads/<thread: ThreadId>");
    keeps_the_name("retrieve: \"PROP FIND\" /threads -> Thread;");
    keeps_the_name("retrieve: \"\" /threads -> Thread;");
    keeps_the_name("retrieve: \"GET\" /threads -> Thread;");
    keeps_the_name("retrieve: \"get\" /threads -> Thread;");
    keeps_the_name("retrieve: \"CONNECT\" /threads -> Thread;");
    keeps_the_name("retrieve: PROPFIND /threads -> Thread;");
    keeps_the_name("retrieve: \"PROPFIND\" /threads/<thread: ThreadId> -> Thread");
}

#[test]
fn a_line_with_a_method_in_quotes_after_a_half_typed_one() {
    for line in ["find: \"PROPFIND\" /threads -> Thread;", "/// Docs.\n \"FIND\" / -> Thread;"] {
        for half in ["POST /threads -> Thread", "POST /threads ->", "POST /threads"] {
            let (_, methods) = one_mistake(&format!(
                "client Api; group threads {{ create: {half} {line} delete: DELETE /threads -> Thread; }}"
            ));
            assert_eq!(methods, ["create", "find", "delete"], "{half} {line}");
        }
    }
    // Without a `;` before it and without a name, it is a part of the line before.
    let (message, methods) =
        one_mistake(&around("retrieve: GET /a -> Thread \"LOCK\" /b -> Thread;"));
    assert!(message.contains("end the line before it with `;`"), "{message}");
    assert_eq!(methods, ["create", "retrieve", "delete"]);
}

#[test]
fn a_mistake_in_the_path_of_the_crate() {
    for line in [
        "crate = ;",
        "crate",
        "crate my_reexport;",
        "crate = \"my_reexport\";",
        "crate = my::;",
        "pub crate = my_reexport;",
        "/// Docs.\n crate = my_reexport;",
        "crate = my_reexport",
    ] {
        let (message, methods) = one_mistake(&format!("{line} {}", around("")));
        assert_eq!(methods, ["create", "delete"], "{line}: {message}");
    }
}

#[test]
fn the_path_of_the_crate_in_the_wrong_place() {
    let (message, _) = one_mistake(&format!("{} crate = my_reexport;", around("")));
    assert!(message.contains("first line"), "{message}");
    let twice = format!("crate = my_reexport; {} crate = my_reexport;", around(""));
    let (message, _) = one_mistake(&twice);
    assert!(message.contains("twice"), "{message}");
    let (message, methods) = one_mistake(&around("crate = my_reexport;"));
    assert!(message.contains("close them first"), "{message}");
    assert_eq!(methods, ["create", "delete"]);
}

/// What cannot be read may be the credential that lines name.
#[test]
fn a_mistake_in_a_credential_is_one_message_however_many_lines_name_it() {
    for clause in ["auth admin: ", "auth admin: basik env \"K\"", "auth admin basic env \"K\""] {
        let (_, messages) = checked(&format!(
            "client Api {{ {clause}; }}
             group users {{ auth admin; list: GET /users -> User; drop: DELETE /users -> empty auth admin; }}"
        ));
        assert_eq!(messages.len(), 1, "with {clause}: {messages:#?}");
    }
}
