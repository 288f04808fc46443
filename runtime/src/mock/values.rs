//! Reads typed values from the text of a path, a query or a form: the reverse of `query::push`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{self, Display};

use serde::de::value::SeqDeserializer;
use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use crate::request::query::DEEPEST;
use crate::wire::CLEARED;
use crate::wire::integer::INTEGER;

/// The texts with one name, and those with keys in brackets after that name.
///
/// `include[]=a&include[]=b` is the name `include` with a child whose name is empty and which has two texts.
#[derive(Clone, Default, Debug)]
pub(super) struct Values {
    texts: Vec<String>,
    children: BTreeMap<String, Values>,
}

impl Values {
    /// Creates a single text, as in a path parameter or a header.
    pub(super) fn one(text: &str) -> Self {
        Self { texts: vec![text.to_owned()], children: BTreeMap::new() }
    }

    /// Parses a query string or a form.
    ///
    /// Returns an error if the brackets of a name are nested deeper than a client nests them: what reads and drops the
    /// values is recursive.
    pub(super) fn parse(query: &str) -> Result<Self, Unfit> {
        Self::of_pairs(url::form_urlencoded::parse(query.as_bytes()))
    }

    /// Returns the values of these names and texts, like [`parse`](Self::parse).
    pub(super) fn of_pairs<'a>(
        pairs: impl IntoIterator<Item = (Cow<'a, str>, Cow<'a, str>)>,
    ) -> Result<Self, Unfit> {
        let mut all = Self::default();
        for (name, value) in pairs {
            if keys(&name).nth(DEEPEST).is_some() {
                return Err(Unfit(format!("has a name of more than {DEEPEST} parts in brackets")));
            }
            all.entry(&name).texts.push(value.into_owned());
        }
        Ok(all)
    }

    /// Returns the items of a list that was sent as one value.
    ///
    /// Returns an error if there are several values.
    pub(super) fn split(&self, separator: &str) -> Result<Self, Unfit> {
        match self.is_empty() {
            true => Ok(Self::default()),
            false => {
                let texts = self.text()?.split(separator).map(str::to_owned).collect();
                Ok(Self { texts, children: BTreeMap::new() })
            }
        }
    }

    /// Returns the texts without the spaces around them.
    pub(super) fn trimmed(mut self) -> Self {
        self.texts.iter_mut().for_each(|text| *text = text.trim().to_owned());
        self
    }

    fn entry(&mut self, name: &str) -> &mut Self {
        keys(name).fold(self, |values, key| values.children.entry(key.to_owned()).or_default())
    }

    /// Returns the values with a name, which may have brackets.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let find = |name| keys(name).try_fold(self, |values, key| values.children.get(key));
        // A list of objects has indices in place of the declared brackets.
        let indexed = || find(name.strip_suffix("[]")?).filter(|list| list.indexed().is_some());
        find(name).or_else(indexed)
    }

    /// Returns the elements of a list with indices, such as `lines[0][price]`, in order.
    fn indexed(&self) -> Option<Vec<&Self>> {
        if self.children.is_empty() || !self.texts.is_empty() {
            return None;
        }
        let elements = self.children.iter().map(|(key, value)| Some((index(key)?, value)));
        Some(elements.collect::<Option<BTreeMap<_, _>>>()?.into_values().collect())
    }

    /// Returns the elements of a list, or `None` if this is an object.
    #[cfg(feature = "openapi")]
    pub(super) fn elements(&self) -> Option<Vec<Self>> {
        match (self.children.get(""), self.indexed()) {
            (_, Some(elements)) => Some(elements.into_iter().cloned().collect()),
            (Some(list), None) if self.children.len() == 1 => list.elements(),
            _ if self.children.is_empty() => {
                Some(self.texts.iter().map(|text| Self::one(text)).collect())
            }
            _ => None,
        }
    }

    /// Returns the names of the fields of an object, without their brackets.
    #[cfg(feature = "openapi")]
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.children.keys().map(String::as_str)
    }

    fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.children.is_empty()
    }

    fn is_cleared(&self) -> bool {
        self.texts == [""] && self.children.is_empty()
    }

    pub(super) fn text(&self) -> Result<&str, Unfit> {
        match self.texts.as_slice() {
            [text] => Ok(text),
            [] if self.children.is_empty() => Err(Unfit("is missing".into())),
            [] => Err(Unfit("is an object, but one value is expected".into())),
            [_, ..] => Err(Unfit("is given more than once".into())),
        }
    }
}

/// Returns the parts of a name such as `filter[created][from]`.
fn keys(name: &str) -> impl Iterator<Item = &str> {
    let bracketed = name.strip_suffix(']').and_then(|name| name.split_once('['));
    let (first, rest) = bracketed.map_or((name, None), |(first, rest)| (first, Some(rest)));
    std::iter::once(first).chain(rest.into_iter().flat_map(|rest| rest.split("][")))
}

/// Returns the index that a key is.
fn index(key: &str) -> Option<u32> {
    let index = key.parse().ok()?;
    (u32::to_string(&index) == key).then_some(index)
}

/// Why a value does not match the declared type.
#[derive(Debug)]
pub(super) struct Unfit(String);

impl Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unfit {}

impl de::Error for Unfit {
    fn custom<T: Display>(message: T) -> Self {
        Self(format!("does not match its type: {message}"))
    }
}

/// A text, parsed as the type that is asked for.
struct Text<'a>(&'a str);

macro_rules! parsed {
    ($($method:ident => $visit:ident: $type:ty,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            match self.0.parse::<$type>() {
                Ok(value) => visitor.$visit(value),
                Err(_) => Err(de::Error::invalid_value(de::Unexpected::Str(self.0), &visitor)),
            }
        }
    )*};
}

impl<'de> de::Deserializer<'de> for Text<'de> {
    type Error = Unfit;

    parsed! {
        deserialize_bool => visit_bool: bool,
        deserialize_i8 => visit_i8: i8,
        deserialize_i16 => visit_i16: i16,
        deserialize_i32 => visit_i32: i32,
        deserialize_i64 => visit_i64: i64,
        deserialize_i128 => visit_i128: i128,
        deserialize_u8 => visit_u8: u8,
        deserialize_u16 => visit_u16: u16,
        deserialize_u32 => visit_u32: u32,
        deserialize_u64 => visit_u64: u64,
        deserialize_u128 => visit_u128: u128,
        deserialize_f32 => visit_f32: f32,
        deserialize_f64 => visit_f64: f64,
        deserialize_char => visit_char: char,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        match name {
            INTEGER => self.deserialize_i128(visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_enum(self.0.into_deserializer())
    }

    forward_to_deserialize_any! {
        str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Unfit> for Text<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> IntoDeserializer<'de, Unfit> for &'de Values {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Forwards the methods that need a single text to [`Text`].
macro_rules! single {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            Text(self.text()?).$method(visitor)
        }
    )*};
}

impl<'de> de::Deserializer<'de> for &'de Values {
    type Error = Unfit;

    single! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128 deserialize_u8
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64 deserialize_char
        deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.texts.as_slice() {
            _ if self.children.contains_key("0") && self.indexed().is_some() => {
                self.deserialize_seq(visitor)
            }
            _ if !self.children.is_empty() => self.deserialize_map(visitor),
            [text] => visitor.visit_borrowed_str(text),
            [] => visitor.visit_none(),
            [_, ..] => self.deserialize_seq(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.is_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        match name {
            INTEGER => self.deserialize_i128(visitor),
            CLEARED if self.is_cleared() => visitor.visit_unit(),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if let Some(elements) = self.indexed() {
            return visitor.visit_seq(SeqDeserializer::new(elements.into_iter()));
        }
        if !self.children.is_empty() {
            return Err(Unfit("is an object, but a list is expected".into()));
        }
        visitor.visit_seq(SeqDeserializer::new(self.texts.iter().map(|text| Text(text))))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_map(Entries { entries: self.children.iter(), value: None, fields: &[] })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_map(Entries { entries: self.children.iter(), value: None, fields })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        if self.children.is_empty() {
            return visitor.visit_enum(self.text()?.into_deserializer());
        }
        // `filter[range]=…`: a variant with a value is the only key of an object.
        visitor.visit_enum(de::value::MapAccessDeserializer::new(Entries {
            entries: self.children.iter(),
            value: None,
            fields: &[],
        }))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { unit_struct tuple_struct identifier }
}

/// The entries of an object. A list with a bracketed name has that name as its key, `include[]`, as it is declared.
struct Entries<'a> {
    entries: std::collections::btree_map::Iter<'a, String, Values>,
    value: Option<&'a Values>,
    /// The fields of the struct that is read, if they are known.
    fields: &'static [&'static str],
}

impl<'de> de::MapAccess<'de> for Entries<'de> {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unfit> {
        let Some((key, value)) = self.entries.next() else { return Ok(None) };
        if !value.texts.is_empty() && !value.children.is_empty() {
            return Err(Unfit(format!("has both a value and an object or a list as `{key}`")));
        }
        let list = value.get("").filter(|_| value.texts.is_empty() && value.children.len() == 1);
        self.value = Some(list.unwrap_or(value));
        let declared = || self.fields.iter().find(|field| field.strip_suffix("[]") == Some(key));
        match list {
            Some(_) => seed.deserialize(format!("{key}[]").into_deserializer()).map(Some),
            None if value.indexed().is_some() && declared().is_some() => {
                seed.deserialize(format!("{key}[]").into_deserializer()).map(Some)
            }
            None => seed.deserialize(Text(key)).map(Some),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unfit> {
        match self.value.take() {
            Some(value) => seed.deserialize(value),
            None => Err(Unfit("has no value".into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::de::DeserializeOwned;

    use super::*;

    fn read<T: DeserializeOwned>(query: &str, name: &str) -> Result<T, String> {
        let values = Values::parse(query).map_err(|error| error.to_string())?;
        T::deserialize(values.get(name).unwrap_or(&Values::default()))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn scalars_are_parsed_as_their_type() {
        assert_eq!(read("limit=20", "limit"), Ok(20_u32));
        assert_eq!(read("limit=20", "limit"), Ok(Some(20_i64)));
        assert_eq!(read("limit=20", "after"), Ok(None::<u32>));
        assert_eq!(read("a=%C3%A9+x%2B", "a"), Ok(String::from("é x+")));
        assert_eq!(read("on=true&x=1.5", "on"), Ok(true));
        assert_eq!(read("on=true&x=1.5", "x"), Ok(1.5_f64));
    }

    #[test]
    fn what_does_not_fit_says_why() {
        let error = read::<u32>("limit=many", "limit").unwrap_err();
        assert_eq!(error, "does not match its type: invalid value: string \"many\", expected u32");
        assert_eq!(read::<u32>("", "limit").unwrap_err(), "is missing");
        assert_eq!(read::<u32>("limit=1&limit=2", "limit").unwrap_err(), "is given more than once");
        for both in ["f[a]=1&f[a][]=2", "f[a]=1&f[a][b]=2"] {
            assert_eq!(
                read::<BTreeMap<String, u8>>(both, "f").unwrap_err(),
                "has both a value and an object or a list as `a`"
            );
        }
        assert_eq!(
            read::<String>("a[b]=1", "a").unwrap_err(),
            "is an object, but one value is expected"
        );
    }

    #[test]
    fn lists_are_found_under_their_declared_name() {
        let list = Ok(vec![1_u8, 2]);
        assert_eq!(read("include%5B%5D=1&include%5B%5D=2", "include[]"), list);
        assert_eq!(read("include=1&include=2", "include"), list);
        assert_eq!(read("", "include"), Ok(Vec::<u8>::new()));
        assert_eq!(read("", "include[]"), Ok(None::<Vec<u8>>));
    }

    #[test]
    fn objects_are_read_from_brackets() {
        let expected = BTreeMap::from([("from".to_owned(), 1_u8), ("to".to_owned(), 2)]);
        assert_eq!(read("f[from]=1&f[to]=2&g=3", "f"), Ok(expected));
        let lists = BTreeMap::from([("id[]".to_owned(), vec!["a".to_owned(), "b".to_owned()])]);
        assert_eq!(read("f[id][]=a&f[id][]=b", "f"), Ok(lists));
    }

    #[test]
    fn what_query_writes_is_read_back() {
        fn back<T>(value: T)
        where
            T: serde::Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
        {
            for name in ["filter", "filter[]", "a[filter]"] {
                let mut query = String::new();
                crate::request::query::push(&mut query, name, &value).unwrap();
                assert_eq!(read(&query, name).as_ref(), Ok(&value), "{query}");
            }
        }
        let map = |pairs: &[(&str, u32)]| -> BTreeMap<String, u32> {
            pairs.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect()
        };
        back(BTreeMap::from([("a".to_owned(), vec![1, 2]), ("b c".to_owned(), vec![3])]));
        back(vec![map(&[("price", 1), ("quantity", 2)]), map(&[("price", 3)])]);
        back((0..12).map(|number| map(&[("n", number)])).collect::<Vec<_>>());
        back(vec![vec![1], vec![2, 3]]);
        back(vec![vec![map(&[("a", 1)]), map(&[("b", 2)])], vec![map(&[("c", 3)])]]);
        back(BTreeMap::from([("x".to_owned(), vec![map(&[("a", 1)]), map(&[("a", 2)])])]));
        back(BTreeMap::from([(7, 1), (8, 2)]));
        back((1, 2));
    }

    #[test]
    fn names_nested_too_deeply_are_refused() {
        let nested = |depth: usize| format!("a{}=1", "[]".repeat(depth));
        assert!(Values::parse(&nested(DEEPEST - 1)).is_ok());
        for depth in [DEEPEST, 100_000] {
            let error = Values::parse(&nested(depth)).unwrap_err().to_string();
            assert_eq!(error, "has a name of more than 32 parts in brackets");
        }
    }
}
