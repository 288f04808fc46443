//! The resolver on small sources, and the crates of this repository.

use super::*;

fn imports_of(files: &[(&str, &str)]) -> Imports {
    Sources::of(files.iter().copied()).imports()
}

/// `a -> b c, b ->`
fn shown(imports: &Imports) -> String {
    let row = |(from, to): (&String, &BTreeSet<String>)| {
        let to: Vec<_> = to.iter().map(String::as_str).collect();
        format!("{from} -> {}", to.join(" ")).trim_end().to_owned()
    };
    imports.iter().map(row).collect::<Vec<_>>().join(", ")
}

fn sources(folder: &str) -> Imports {
    Sources::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder)).imports()
}

#[test]
fn a_circle_is_found_and_what_leads_to_it_is_not_part_of_it() {
    let imports = imports_of(&[
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "use crate::b::B;"),
        ("b.rs", "use super::c::{C, D as E};"),
        ("c.rs", "fn f() -> crate::b::B { crate::d::f() }"),
        ("d.rs", ""),
    ]);
    assert_eq!(shown(&imports), "a -> b, b -> c, c -> b d, crate ->, d ->");
    assert_eq!(circles(&imports), [["b", "c"].map(str::to_owned).into()]);
}

#[test]
fn circles_that_share_no_module_are_two() {
    let imports = imports_of(&[
        ("a.rs", "use crate::b;"),
        ("b.rs", "use crate::a;"),
        ("c.rs", "use crate::d;"),
        ("d.rs", "use crate::e;"),
        ("e.rs", "use crate::c;"),
    ]);
    let sizes: Vec<_> = circles(&imports).iter().map(BTreeSet::len).collect();
    assert_eq!(sizes, [2, 3]);
}

#[test]
fn folders_can_be_in_a_circle_of_which_no_file_is_part() {
    let imports = imports_of(&[
        ("a/mod.rs", ""),
        ("a/one.rs", "use crate::b::two::Two;"),
        ("a/three.rs", ""),
        ("b/mod.rs", ""),
        ("b/two.rs", "use crate::a::three::Three;"),
    ]);
    assert_eq!(circles(&imports), []);
    assert_eq!(circles(&between_folders(&imports)), [["a", "b"].map(str::to_owned).into()]);
}

#[test]
fn nested_groups_are_taken_apart() {
    let imports = imports_of(&[
        ("a.rs", "pub(crate) use std::fmt; use crate::{b::{self, c::{C, D}}, e::*};"),
        ("b/mod.rs", "use {super::e::E, std::sync::Arc};"),
        ("b/c.rs", "use super::super::e::E;"),
        ("e.rs", "use self::f::F;"),
        ("e/f.rs", ""),
    ]);
    assert_eq!(shown(&imports), "a -> b b::c e, b -> e, b::c -> e, e -> e::f, e::f ->");
}

#[test]
fn what_is_handed_on_leads_to_where_it_is() {
    let imports = imports_of(&[
        ("lib.rs", "pub use self::a::{Alpha as Beta, inner}; pub use b::*; mod b;"),
        ("a/mod.rs", "mod inner; pub(crate) use self::inner::Alpha; pub(super) use inner::Gamma;"),
        ("a/inner.rs", "pub struct Alpha; pub enum Gamma {}"),
        ("b.rs", "pub use crate::c::Delta; pub id One, Two; macro_rules! three { () => {} }"),
        ("c.rs", "pub trait Delta {}"),
        ("d.rs", "use crate::{Beta, Two}; use crate::a::Gamma;"),
        ("e.rs", "use crate::Delta;"),
        ("f.rs", "use crate::{three, Unknown};"),
        ("g/mod.rs", "mod h; mod i; use h::Eta;"),
        ("g/h.rs", "pub struct Eta;"),
        ("g/i.rs", "use super::Eta;"),
    ]);
    let of = |module: &str| shown(&Imports::from([(module.to_owned(), imports[module].clone())]));
    assert_eq!(of("crate"), "crate ->");
    assert_eq!(of("a"), "a ->");
    assert_eq!(of("d"), "d -> a::inner b");
    assert_eq!(of("e"), "e -> c");
    assert_eq!(of("f"), "f -> b crate");
    assert_eq!(of("g::i"), "g::i -> g::h");
}

#[test]
fn what_a_module_uses_itself_is_not_handed_on_as_a_whole() {
    let imports = imports_of(&[
        ("lib.rs", "pub use self::a::*; pub use self::b::*;"),
        ("a.rs", "use crate::Beta; pub struct Alpha;"),
        ("b.rs", "pub struct Beta;"),
        ("c.rs", "use crate::{Alpha, Beta};"),
    ]);
    assert_eq!(shown(&imports), "a -> b, b ->, c -> a b, crate ->");
}

#[test]
fn exports_in_a_circle_end_the_search() {
    let imports = imports_of(&[
        ("a.rs", "pub use crate::b::*;"),
        ("b.rs", "pub use crate::a::*;"),
        ("c.rs", "use crate::a::Nothing;"),
    ]);
    assert_eq!(shown(&imports), "a ->, b ->, c -> a");
}

#[test]
fn what_is_for_tests_is_left_out() {
    let imports = imports_of(&[
        (
            "a.rs",
            "#[cfg(test)] #[allow(x)] mod tests { use crate::b::B; mod deep { } } \
             #[cfg(all(test, unix))] pub(crate) use crate::b::C; \
             #[cfg(test)] pub(crate) mod more; \
             #[cfg(test)] fn f() -> [u8; 1] { [crate::b::x()] } \
             #[cfg(not(test))] use crate::c::D; #[cfg(feature = \"test\")] use crate::d::D;",
        ),
        ("a/more.rs", "use crate::b::B;"),
        ("a/more/deep.rs", "use crate::b::B;"),
        ("b.rs", ""),
        ("c.rs", ""),
        ("d.rs", ""),
    ]);
    assert_eq!(shown(&imports), "a -> c d, b ->, c ->, d ->");
}

#[test]
fn comments_and_strings_name_nothing() {
    let imports = imports_of(&[
        (
            "a.rs",
            r##"//! [`B`](crate::b::B)
            /* use crate::b; /* crate::b::B */ crate::b::B */
            const TEXT: &str = "\" crate::b::B"; const RAW: &[u8] = br#"" crate::b::B"#;
            fn f<'a>(quote: &'a char) -> bool { *quote == '"' || *quote == '\'' }
            macro_rules! m { () => { $crate::b::B } }
            mod inner { use super::super::c::C; } use self::inner::X; use super::d::D;
            "##,
        ),
        ("b.rs", ""),
        ("c.rs", ""),
        ("d.rs", ""),
    ]);
    assert_eq!(shown(&imports), "a -> c d, b ->, c ->, d ->");
}

// ===== our own crates =====

/// Who names whom within the circles.
fn in_circles(imports: &Imports) -> String {
    let mut imports = imports.clone();
    let circles = circles(&imports);
    imports.retain(|from, to| {
        let circle = circles.iter().find(|circle| circle.contains(from));
        to.retain(|other| circle.is_some_and(|circle| circle.contains(other)));
        circle.is_some()
    });
    shown(&imports)
}

/// Also proves that the imports were read: each crate has some.
fn assert_no_circle(folder: &str) -> Imports {
    let imports = sources(folder);
    let found = imports.values().map(BTreeSet::len).sum::<usize>();
    assert!(found >= imports.len() / 2, "{folder}: {found} imports of {} files", imports.len());
    assert_eq!(circles(&imports), [], "{folder}: {}", in_circles(&imports));
    imports
}

#[test]
fn no_files_of_the_runtime_import_each_other_in_a_circle() {
    let imports = assert_no_circle("runtime/src");
    assert!(imports["execute"].contains("execute::failed_attempt"), "{}", shown(&imports));
    assert!(imports["call"].contains("client"), "{}", shown(&imports));
}

#[test]
fn no_folders_of_the_runtime_import_each_other_in_a_circle() {
    let folders = between_folders(&sources("runtime/src"));
    assert!(folders["execute"].contains("request"), "{}", shown(&folders));
    assert_eq!(circles(&folders), [], "{}", in_circles(&folders));
}

#[test]
fn no_files_of_the_macro_import_each_other_in_a_circle() {
    assert_no_circle("macros/src");
}

#[test]
fn no_files_of_the_openai_client_import_each_other_in_a_circle() {
    assert_no_circle("apis/openai/src");
    assert_no_circle("apis/anthropic/src");
}

#[test]
fn no_files_of_the_functions_import_each_other_in_a_circle() {
    assert_no_circle("apis/functions/src");
    assert_no_circle("apis/functions/macros/src");
}

#[test]
fn no_files_of_the_program_import_each_other_in_a_circle() {
    assert_no_circle("cli/src");
}
