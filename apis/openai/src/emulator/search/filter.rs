//! Filters by attributes.

use std::cmp::Ordering;

use serde_json::Number;

use crate::{
    AttributeValue, Combination, Comparison, ComparisonFilter, FileAttributes, Filter, FilterValue,
};

/// Returns whether a filter accepts a file with these attributes. A file without the attribute is different from every
/// value, as is one with a value of another type. What this version does not know accepts nothing.
///
/// A filter was decoded from JSON, which limits how deep it is nested.
pub(super) fn accepts(filter: &Filter, attributes: &FileAttributes) -> bool {
    match filter {
        Filter::Comparison(filter) => compare(filter, attributes.get(&filter.key)),
        Filter::Compound(compound) => {
            let mut each = compound.filters.iter().map(|filter| accepts(filter, attributes));
            match compound.combination {
                Combination::And => each.all(|accepted| accepted),
                Combination::Or => each.any(|accepted| accepted),
                Combination::Unknown(_) => false,
            }
        }
        Filter::Unknown(_) => false,
    }
}

fn compare(filter: &ComparisonFilter, attribute: Option<&AttributeValue>) -> bool {
    let order = || order(attribute?, &filter.value);
    match filter.comparison {
        Comparison::Eq => order().is_some_and(Ordering::is_eq),
        Comparison::Ne => !order().is_some_and(Ordering::is_eq),
        Comparison::Gt => order().is_some_and(Ordering::is_gt),
        Comparison::Gte => order().is_some_and(Ordering::is_ge),
        Comparison::Lt => order().is_some_and(Ordering::is_lt),
        Comparison::Lte => order().is_some_and(Ordering::is_le),
        Comparison::In => listed(attribute, &filter.value),
        Comparison::NotIn => !listed(attribute, &filter.value),
        Comparison::Unknown(_) => false,
    }
}

fn listed(attribute: Option<&AttributeValue>, list: &FilterValue) -> bool {
    let (Some(attribute), FilterValue::List(values)) = (attribute, list) else { return false };
    values.iter().any(|value| {
        order(attribute, &FilterValue::from(value.clone())).is_some_and(Ordering::is_eq)
    })
}

/// Compares an attribute with a value of the same type: strings by their characters, numbers by what they are worth,
/// `false` before `true`.
fn order(attribute: &AttributeValue, value: &FilterValue) -> Option<Ordering> {
    match (attribute, value) {
        (AttributeValue::String(left), FilterValue::String(right)) => Some(left.cmp(right)),
        (AttributeValue::Number(left), FilterValue::Number(right)) => order_numbers(left, right),
        (AttributeValue::Bool(left), FilterValue::Bool(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

/// Compares integers exactly, and others as doubles.
fn order_numbers(left: &Number, right: &Number) -> Option<Ordering> {
    match (left.as_i128(), right.as_i128()) {
        (Some(left), Some(right)) => Some(left.cmp(&right)),
        _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn check(filter: Value, attributes: Value) -> bool {
        let filter = serde_json::from_value(filter).unwrap();
        accepts(&filter, &serde_json::from_value(attributes).unwrap())
    }

    /// Asserts which comparisons accept an attribute `a`.
    #[track_caller]
    fn assert_accepted(attribute: Value, value: Value, expected: &[&str]) {
        let words = ["eq", "ne", "gt", "gte", "lt", "lte", "in", "nin"];
        let filter = |word: &str| json!({ "type": word, "key": "a", "value": value });
        let accepted = words.into_iter().filter(|word| check(filter(word), attribute.clone()));
        assert_eq!(accepted.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn each_comparison_follows_the_order_of_its_type() {
        let (less, same, more): (&[&str], &[&str], &[&str]) = (
            &["ne", "lt", "lte", "nin"],
            &["eq", "gte", "lte", "nin"],
            &["ne", "gt", "gte", "nin"],
        );
        for (attribute, value, expected) in [
            (json!("2024-05-01"), json!("2025-01-01"), less),
            (json!("eu"), json!("eu"), same),
            (json!("eu"), json!("EU"), more),
            (json!(9), json!(10), less),
            (json!(2024), json!(2024.0), same),
            (json!(0.5), json!(-3), more),
            (json!(9_007_199_254_740_993_u64), json!(9_007_199_254_740_992_u64), more),
            (json!(false), json!(true), less),
            (json!(true), json!(true), same),
        ] {
            assert_accepted(json!({ "a": attribute }), value, expected);
        }
    }

    #[test]
    fn a_list_has_what_is_equal_to_one_of_it() {
        assert_accepted(json!({ "a": "nl" }), json!(["de", "nl"]), &["ne", "in"]);
        assert_accepted(json!({ "a": 3 }), json!(["3", 3.0]), &["ne", "in"]);
        assert_accepted(json!({ "a": "fr" }), json!(["de", "nl"]), &["ne", "nin"]);
        assert_accepted(json!({ "a": "fr" }), json!([]), &["ne", "nin"]);
    }

    #[test]
    fn what_is_missing_or_of_another_type_is_different() {
        assert_accepted(json!({ "b": 1 }), json!(1), &["ne", "nin"]);
        assert_accepted(json!({ "b": 1 }), json!([1]), &["ne", "nin"]);
        assert_accepted(json!({ "a": "1" }), json!(1), &["ne", "nin"]);
        assert_accepted(json!({ "a": true }), json!("true"), &["ne", "nin"]);
    }

    #[test]
    fn filters_are_combined_at_any_depth() {
        let filter = Filter::and([
            Filter::or([Filter::eq("region", "eu"), Filter::eq("region", "uk")]),
            Filter::or([
                Filter::gte("year", 2024),
                Filter::and([Filter::eq("draft", false), Filter::lt("year", 2000)]),
            ]),
        ]);
        let accepted = |region: &str, year: i32, draft: bool| {
            let mut attributes = FileAttributes::from([("region", region)]);
            attributes.insert("year", year);
            attributes.insert("draft", draft);
            accepts(&filter, &attributes)
        };
        assert!(accepted("eu", 2024, true));
        assert!(accepted("uk", 1999, false));
        assert!(!accepted("uk", 1999, true));
        assert!(!accepted("us", 2024, false));
    }

    #[test]
    fn nothing_at_all_is_true_of_no_filters_together_and_false_of_one_of_none() {
        assert!(accepts(&Filter::and([]), &FileAttributes::new()));
        assert!(!accepts(&Filter::or([]), &FileAttributes::new()));
    }

    #[test]
    fn what_this_version_does_not_know_accepts_nothing() {
        assert_accepted(json!({ "a": null }), json!(null), &["ne", "nin"]);
        let unknown = json!({ "type": "like", "key": "a", "value": "x" });
        assert!(!check(unknown, json!({ "a": "x" })));
        assert!(!check(json!({ "type": "xor", "filters": [] }), json!({})));
        assert!(!check(json!({ "near": "here" }), json!({})));
    }
}
