//! Filters of a search, by the attributes of the files.

use schematic_api::{Extra, IntoList, Object, StringEnum, Union};
use serde_json::{Number, Value};

use crate::AttributeValue;

/// Which files a search considers, by their [attributes](crate::FileAttributes): a comparison of one attribute, or a
/// combination of filters.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/search#vector-stores-search-filters)
///
/// ```
/// use schematic_openai::Filter;
///
/// // Files of the EU since 2024, unless they are drafts:
/// let region = Filter::is_in("region", ["de", "fr", "nl"]);
/// let filter = Filter::and([region, Filter::gte("year", 2024), Filter::ne("draft", true)]);
/// ```
#[derive(Clone, Debug, PartialEq, Union)]
#[non_exhaustive]
pub enum Filter {
    /// Several filters in one.
    #[wire(key = "filters")]
    Compound(CompoundFilter),
    /// The comparison of an attribute with a value.
    #[wire(key = "key")]
    Comparison(ComparisonFilter),
    /// A filter of a type that this version does not know.
    Unknown(Value),
}

impl Filter {
    /// The attribute is equal to the value.
    #[must_use]
    pub fn eq(key: impl Into<String>, value: impl Into<FilterValue>) -> Self {
        Self::compare(Comparison::Eq, key, value)
    }

    /// The attribute is not equal to the value.
    #[must_use]
    pub fn ne(key: impl Into<String>, value: impl Into<FilterValue>) -> Self {
        Self::compare(Comparison::Ne, key, value)
    }

    /// The attribute is greater than the value.
    #[must_use]
    pub fn gt(key: impl Into<String>, value: impl Into<FilterValue>) -> Self {
        Self::compare(Comparison::Gt, key, value)
    }

    /// The attribute is greater than the value or equal to it.
    #[must_use]
    pub fn gte(key: impl Into<String>, value: impl Into<FilterValue>) -> Self {
        Self::compare(Comparison::Gte, key, value)
    }

    /// The attribute is less than the value.
    #[must_use]
    pub fn lt(key: impl Into<String>, value: impl Into<FilterValue>) -> Self {
        Self::compare(Comparison::Lt, key, value)
    }

    /// The attribute is less than the value or equal to it.
    #[must_use]
    pub fn lte(key: impl Into<String>, value: impl Into<FilterValue>) -> Self {
        Self::compare(Comparison::Lte, key, value)
    }

    /// The attribute is equal to one of the values, which are strings and numbers.
    #[must_use]
    pub fn is_in(key: impl Into<String>, values: impl IntoList<AttributeValue>) -> Self {
        Self::compare(Comparison::In, key, values.into_list())
    }

    /// The attribute is equal to none of the values, which are strings and numbers.
    #[must_use]
    pub fn not_in(key: impl Into<String>, values: impl IntoList<AttributeValue>) -> Self {
        Self::compare(Comparison::NotIn, key, values.into_list())
    }

    /// All of the filters accept the file.
    #[must_use]
    pub fn and(filters: impl IntoList<Self>) -> Self {
        Self::Compound(CompoundFilter::new(Combination::And, filters))
    }

    /// At least one of the filters accepts the file.
    #[must_use]
    pub fn or(filters: impl IntoList<Self>) -> Self {
        Self::Compound(CompoundFilter::new(Combination::Or, filters))
    }

    fn compare(
        comparison: Comparison,
        key: impl Into<String>,
        value: impl Into<FilterValue>,
    ) -> Self {
        Self::Comparison(ComparisonFilter::new(comparison, key, value))
    }
}

/// The comparison of an attribute with a value.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ComparisonFilter {
    /// How to compare, `type` on the wire.
    #[wire(rename = "type")]
    pub comparison: Comparison,
    /// The key of the attribute.
    pub key: String,
    /// The value, or for [`In`](Comparison::In) and [`NotIn`](Comparison::NotIn) the list of values.
    pub value: FilterValue,
    /// Additional fields to send.
    pub extra: Extra,
}

/// How a [`ComparisonFilter`] compares an attribute with its value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum Comparison {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Greater.
    Gt,
    /// Greater or equal.
    Gte,
    /// Less.
    Lt,
    /// Less or equal.
    Lte,
    /// Equal to one of a list.
    In,
    /// Equal to none of a list, `nin` on the wire.
    #[wire(rename = "nin")]
    NotIn,
    /// A comparison that this version does not know.
    Unknown(String),
}

/// What a [`ComparisonFilter`] compares an attribute with: a string, a number, a `bool`, or a list of strings and numbers.
///
/// All of these convert into it. JSON has no infinite numbers and no NaN; these become `null`, which the service
/// rejects.
#[derive(Clone, Debug, PartialEq, Union)]
#[non_exhaustive]
pub enum FilterValue {
    /// A string.
    #[wire(string)]
    String(String),
    /// A number.
    #[wire(number)]
    Number(Number),
    /// `true` or `false`.
    #[wire(bool)]
    Bool(bool),
    /// Strings and numbers.
    #[wire(array)]
    List(Vec<AttributeValue>),
    /// A value of a type that this version does not know.
    Unknown(Value),
}

impl From<AttributeValue> for FilterValue {
    fn from(value: AttributeValue) -> Self {
        match value {
            AttributeValue::String(string) => Self::String(string),
            AttributeValue::Number(number) => Self::Number(number),
            AttributeValue::Bool(bool) => Self::Bool(bool),
            AttributeValue::Unknown(value) => Self::Unknown(value),
        }
    }
}

/// Numbers convert as they do into an attribute.
macro_rules! from_numbers {
    ($($number:ty),*) => {$(
        impl From<$number> for FilterValue {
            fn from(number: $number) -> Self {
                AttributeValue::from(number).into()
            }
        }
    )*};
}

from_numbers!(i32, i64, u32, u64, f64);

/// Several filters in one.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CompoundFilter {
    /// Whether all of the filters have to accept a file, or one of them; `type` on the wire.
    #[wire(rename = "type")]
    pub combination: Combination,
    /// The filters, which may be compound themselves.
    pub filters: Vec<Filter>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// How a [`CompoundFilter`] combines its filters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum Combination {
    /// All of the filters have to accept a file.
    And,
    /// At least one of the filters has to accept it.
    Or,
    /// A combination that this version does not know.
    Unknown(String),
}
