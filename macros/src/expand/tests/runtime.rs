//! The path of the runtime.

use super::ALL;
use crate::errors::Errors;

/// Something of every artefact, with errors at many spans.
const BLOCK: &str = "
    pub client Api at \"https://a.example\" { error Problem; header \"X-V\": \"1\"; retry 2; timeout 3 s; }
    pub id RunId;
    #[cfg(unix)] ping: GET /ping -> text;
    group runs {
        list: GET /runs?<limit: u32?>&<tag: Tag?>&<Filter> -> Page<Run> paged by after;
        read: GET /runs/<run: RunId> (header \"X-T\": Trace?) -> Run polled until Run::is_settled error 404: Missing;
        start: POST /runs (json Vec<Start>?) -> Run;
        watch: POST /watch (json Watch) -> Run | sse RunEvent when stream;
    }
    group files = crate::files::Files;
    broken: GET /broken -> ;
";

fn expansion(first_line: &str) -> String {
    let tokens = format!("{first_line} {BLOCK}").parse().expect("the declaration lexes");
    let mut errors = Errors::default();
    let model = crate::sound(tokens, &mut errors);
    super::super::expand(&model, ALL, &errors.in_source_order()).to_string()
}

#[test]
fn the_path_is_wherever_the_runtime_was_and_nothing_else_changes() {
    let plain = expansion("");
    assert!(plain.matches(":: schematic_api :: __private").count() > 100, "{plain}");
    for (line, path) in [
        ("crate = my_reexport;", "my_reexport"),
        ("crate = ::facade::api;", ":: facade :: api"),
        ("crate = crate::http;", "crate :: http"),
    ] {
        let moved = plain.replace(":: schematic_api :: __private", &format!("{path} :: __private"));
        assert_eq!(expansion(line), moved, "with {line}");
    }
}

#[test]
fn the_path_is_forgotten_after_its_expansion() {
    let plain = expansion("");
    assert!(expansion("crate = my_reexport;").contains("my_reexport"));
    assert_eq!(expansion(""), plain);
}
