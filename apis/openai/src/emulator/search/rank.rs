//! The ranking of chunks.

use bm25::Scorer;

use super::document::Document;
use super::filter::accepts;
use super::words::{ideal, weigh};
use crate::{FileAttributes, FileId, Filter};

/// A file that a search looks at.
pub(in crate::emulator) struct Candidate<'a> {
    pub(in crate::emulator) file: &'a FileId,
    pub(in crate::emulator) filename: &'a str,
    pub(in crate::emulator) attributes: &'a FileAttributes,
    pub(in crate::emulator) document: &'a Document,
}

/// What to search for.
pub(in crate::emulator) struct SearchOptions {
    /// A chunk counts as much as for the query that it fits best.
    pub(in crate::emulator) queries: Vec<String>,
    pub(in crate::emulator) filter: Option<Filter>,
    pub(in crate::emulator) max_num_results: usize,
    /// The score, 0 to 1, below which chunks are left out.
    pub(in crate::emulator) score_threshold: f64,
}

/// A chunk that fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::emulator) struct Hit {
    /// The index of the candidate.
    pub(in crate::emulator) candidate: usize,
    /// The index of the chunk in its document.
    pub(in crate::emulator) chunk: usize,
    /// More than 0, less than 1: a part of what a text would score that has each word of the query again and again.
    pub(in crate::emulator) score: f64,
}

/// A chunk, or the ideal text for the query.
type Key = Option<(usize, usize)>;

/// Returns the chunks that have words of a query, best first. Those with equal scores are in the order of their files.
pub(in crate::emulator) fn search(
    candidates: &[Candidate<'_>],
    options: &SearchOptions,
) -> Vec<Hit> {
    let mut scorer = scorer(candidates, options.filter.as_ref());
    let mut hits: Vec<Hit> =
        options.queries.iter().flat_map(|query| score(&mut scorer, query)).collect();
    hits.retain(|hit| hit.score >= options.score_threshold);
    // The best score of each chunk, then the best chunks.
    hits.sort_by(|a, b| a.place().cmp(&b.place()).then(b.score.total_cmp(&a.score)));
    hits.dedup_by_key(|hit| hit.place());
    hits.sort_by(|a, b| b.score.total_cmp(&a.score));
    hits.truncate(options.max_num_results);
    hits
}

impl Hit {
    fn place(&self) -> (usize, usize) {
        (self.candidate, self.chunk)
    }
}

/// Returns the line of a text that fits a query best, or the first one if none fits.
pub(in crate::emulator) fn best_line<'a>(text: &'a str, query: &str) -> &'a str {
    let mut scorer = Scorer::new();
    for (index, line) in text.lines().enumerate() {
        scorer.upsert(&Some((0, index)), weigh(line));
    }
    let hits = score(&mut scorer, query);
    let best = hits.iter().max_by(|a, b| a.score.total_cmp(&b.score).then(b.chunk.cmp(&a.chunk)));
    text.lines().nth(best.map_or(0, |hit| hit.chunk)).unwrap_or_default().trim()
}

fn scorer(candidates: &[Candidate<'_>], filter: Option<&Filter>) -> Scorer<Key, u64> {
    let mut scorer = Scorer::new();
    for (index, candidate) in candidates.iter().enumerate() {
        if filter.is_none_or(|filter| accepts(filter, candidate.attributes)) {
            let weights = candidate.document.weights().iter().enumerate();
            weights.for_each(|(chunk, weights)| {
                scorer.upsert(&Some((index, chunk)), weights.clone());
            });
        }
    }
    scorer
}

fn score(scorer: &mut Scorer<Key, u64>, query: &str) -> Vec<Hit> {
    let query = ideal(query);
    scorer.upsert(&None, query.clone());
    let best = scorer.score(&None, &query).map_or(0.0, f64::from);
    let matches = scorer.matches(&query).into_iter();
    let hits = matches.filter_map(|found| {
        let (candidate, chunk) = found.id?;
        Some(Hit { candidate, chunk, score: f64::from(found.score) / best })
    });
    hits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ChunkingStrategy;

    const CATS: &str = "Cats sleep for most of the day. A cat purrs when it is content.";
    const DOGS: &str = "Dogs have to be walked. A dog barks at a cat.";
    const REFUNDS: &str = "Refunds are paid within 30 days, if the goods are returned.";

    fn options(query: &str) -> SearchOptions {
        let queries = vec![query.to_owned()];
        SearchOptions { queries, filter: None, max_num_results: 10, score_threshold: 0.0 }
    }

    /// Searches files with these texts and regions.
    fn hits(files: &[(&str, &str)], options: &SearchOptions) -> Vec<Hit> {
        let read = |text: &str| {
            Document::read("a.txt", text.as_bytes(), &ChunkingStrategy::fixed(100, 50)).unwrap()
        };
        let id = FileId::from("file-abc123");
        let files: Vec<_> = files
            .iter()
            .map(|(text, region)| (read(text), FileAttributes::from([("region", *region)])))
            .collect();
        let candidate = |(document, attributes)| Candidate {
            file: &id,
            filename: "a.txt",
            attributes,
            document,
        };
        let candidates: Vec<_> = files.iter().map(|(d, a)| candidate((d, a))).collect();
        search(&candidates, options)
    }

    fn found(texts: &[&str], options: &SearchOptions) -> Vec<usize> {
        let files: Vec<_> = texts.iter().map(|text| (*text, "eu")).collect();
        hits(&files, options).iter().map(|hit| hit.candidate).collect()
    }

    #[test]
    fn the_file_that_fits_best_comes_first() {
        let texts = [CATS, DOGS, REFUNDS];
        assert_eq!(found(&texts, &options("When does a cat purr?")), [0, 1]);
        assert_eq!(found(&texts, &options("Which dog barks at a CAT?"))[0], 1);
        assert_eq!(found(&texts, &options("Refunds after how many days?"))[0], 2);
    }

    #[test]
    fn scores_are_between_0_and_1_and_grow_with_what_is_found() {
        let score = |query: &str| hits(&[(CATS, ""), (REFUNDS, "")], &options(query))[0].score;
        let (all, half) = (score("refunds days"), score("refunds unicorn"));
        assert!(half > 0.0 && half < all && all < 1.0, "{half} {all}");
        let repeated = "refund ".repeat(99);
        assert!(hits(&[(&repeated, "")], &options("refund"))[0].score > 0.9);
    }

    #[test]
    fn results_below_the_threshold_and_beyond_the_limit_are_left_out() {
        let texts = [CATS, DOGS, REFUNDS];
        let all = hits(&texts.map(|text| (text, "")), &options("a cat barks"));
        assert_eq!(all.len(), 2);
        let above = SearchOptions { score_threshold: all[0].score, ..options("a cat barks") };
        assert_eq!(found(&texts, &above), [1]);
        let one = SearchOptions { max_num_results: 1, ..options("a cat barks") };
        assert_eq!(found(&texts, &one), [1]);
    }

    #[test]
    fn a_chunk_is_found_once_with_the_score_of_the_query_that_it_fits_best() {
        let texts = [CATS, DOGS, REFUNDS].map(|text| (text, ""));
        let queries = vec!["refunds".to_owned(), "cats unicorn".to_owned(), "cats".to_owned()];
        let several = hits(&texts, &SearchOptions { queries, ..options("") });
        let mut places: Vec<_> = several.iter().map(Hit::place).collect();
        places.sort_unstable();
        assert_eq!(places, [(0, 0), (2, 0)]);
        let cats = several.iter().find(|hit| hit.candidate == 0).unwrap();
        assert_eq!(cats.score, hits(&texts, &options("cats"))[0].score);
    }

    #[test]
    fn equal_scores_keep_the_order_of_the_files() {
        let texts = [DOGS; 40];
        assert_eq!(found(&texts, &options("dog"))[..], (0..10).collect::<Vec<_>>()[..]);
    }

    #[test]
    fn only_accepted_files_are_searched() {
        let files = [(CATS, "eu"), (CATS, "us")];
        let options = SearchOptions { filter: Some(Filter::eq("region", "us")), ..options("cats") };
        assert_eq!(hits(&files, &options)[0].candidate, 1);
        assert_eq!(hits(&files, &options).len(), 1);
    }

    #[test]
    fn the_chunk_that_has_the_word_is_found() {
        let text = format!("{} unicorn {}", "filler ".repeat(175), "filler ".repeat(100));
        let places: Vec<_> =
            hits(&[(&text, "")], &options("Unicorn!")).iter().map(Hit::place).collect();
        // The overlap has it, so two chunks do.
        assert_eq!(places, [(0, 2), (0, 3)]);
    }

    #[test]
    fn the_line_that_fits_best_is_found() {
        let text = [DOGS, "", CATS, REFUNDS, CATS].join("\r\n");
        assert_eq!(best_line(&text, "When are refunds paid?"), REFUNDS);
        assert_eq!(best_line(&text, "Do cats purr?"), CATS);
        assert_eq!(best_line(&text, "unicorn"), DOGS);
        assert_eq!(best_line("", "unicorn"), "");
    }

    #[test]
    fn nothing_is_found_for_no_words_in_no_text_or_for_words_that_no_file_has() {
        assert_eq!(found(&[CATS], &options("")), [0; 0]);
        assert_eq!(found(&[CATS], &options(" ?! ")), [0; 0]);
        assert_eq!(found(&[CATS], &SearchOptions { queries: Vec::new(), ..options("") }), [0; 0]);
        assert_eq!(found(&[CATS], &options("unicorn")), [0; 0]);
        assert_eq!(found(&["", CATS], &options("cats")), [1]);
        assert_eq!(found(&[], &options("cats")), [0; 0]);
    }
}
