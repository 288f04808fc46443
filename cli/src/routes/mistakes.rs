//! Mistakes as rustc shows them.

use super::Source;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use schematic_api_language::Mistake;

/// Each mistake with the lines that it is in.
pub(super) fn text(wrong: &[(&Source, Vec<Mistake>)]) -> String {
    let shown = wrong
        .iter()
        .flat_map(|(source, mistakes)| mistakes.iter().map(|mistake| shown(source, mistake)));
    shown.collect::<Vec<_>>().join("\n\n")
}

fn shown(source: &Source, mistake: &Mistake) -> String {
    let path = source.path.display().to_string();
    let annotation = AnnotationKind::Primary.span(mistake.bytes.clone());
    let snippet = Snippet::source(&source.text).path(&path).annotation(annotation);
    let report = &[Level::ERROR.primary_title(&mistake.message).element(snippet)];
    Renderer::plain().render(report)
}
