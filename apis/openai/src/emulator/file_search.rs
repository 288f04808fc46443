//! The file search of a run.

use super::search::SearchOptions;
use super::vector_search::Found;
use super::world::World;
use crate::{
    FileSearchCall, FileSearchContent, FileSearchOptions, FileSearchRanking, FileSearchResult,
    FileSearchStep, Ranker, Run, StepToolCall, Tool, VectorStoreId,
};

/// Returns the vector stores that a run searches: those that its assistant or its request names, and those of its thread.
pub(super) fn stores(run: &Run, of_thread: &[VectorStoreId]) -> Vec<VectorStoreId> {
    let search = run.tool_resources.iter().filter_map(|resources| resources.file_search.as_ref());
    let mut stores: Vec<_> =
        search.flat_map(|search| search.vector_store_ids.iter().flatten()).cloned().collect();
    stores.extend_from_slice(of_thread);
    stores
}

/// Searches with the settings of the run, and returns the call, without an id.
pub(super) fn call(
    run: &Run,
    stores: &[VectorStoreId],
    query: &str,
    world: &mut World,
) -> StepToolCall {
    let settings = settings(run);
    let ranking = settings.and_then(|settings| settings.ranking_options.as_ref());
    let score_threshold = ranking.map_or(0.0, |ranking| ranking.score_threshold);
    let options = SearchOptions {
        queries: vec![query.to_owned()],
        filter: None,
        max_num_results: settings
            .and_then(|settings| settings.max_num_results)
            .unwrap_or_else(|| default_results(run)) as usize,
        score_threshold,
    };
    let results: Vec<_> = world.search(stores, &options).into_iter().map(result).collect();
    // `auto` stands for the latest, which is the one with a name.
    let ranking =
        FileSearchRanking::new().ranker(Ranker::Default20240821).score_threshold(score_threshold);
    let call = FileSearchCall::new().ranking_options(ranking).results(results);
    StepToolCall::FileSearch(FileSearchStep::new().file_search(call))
}

fn settings(run: &Run) -> Option<&FileSearchOptions> {
    run.tools.iter().find_map(|tool| match tool {
        Tool::FileSearch(tool) => tool.file_search.as_ref(),
        _ => None,
    })
}

/// Documented for the number of results of the tool.
fn default_results(run: &Run) -> u32 {
    if run.model.as_str().starts_with("gpt-3.5") { 5 } else { 20 }
}

fn result(found: Found) -> FileSearchResult {
    FileSearchResult::new()
        .file_id(found.file)
        .file_name(found.filename)
        .score(found.score)
        .content([FileSearchContent::new().kind("text").text(found.text)])
}
