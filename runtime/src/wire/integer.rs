//! Integers in JSON.

use crate::json_private::{number_key, visit_number};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde_json::Value;
use std::fmt;

/// Reads an integer, also from a number with a fraction of zero.
///
/// JSON has only one kind of number, and services in languages that have only one as well sometimes send
/// `1699012949.0`.
pub(super) struct Integer<T>(pub(super) T);

/// The name of the newtype that stands for an integer. Formats that do not tell what a value is read one for it.
pub(crate) const INTEGER: &str = "schematic_api: an integer";

impl<'de, T: TryFrom<i128>> Deserialize<'de> for Integer<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let fits = |number| T::try_from(number).is_ok();
        let visitor = IntegerVisitor { name: std::any::type_name::<T>(), fits };
        let number = if number_key().is_some() {
            // Asked for an integer, a number of a `Value` would refuse to be `1.0`.
            from.deserialize_newtype_struct(INTEGER, visitor)
        } else if fits(-1) {
            from.deserialize_i64(visitor)
        } else {
            from.deserialize_u64(visitor)
        };
        T::try_from(number?).map(Self).map_err(|_| D::Error::custom("an integer out of range"))
    }
}

/// Returns an integer that fits. It does not depend on the type of integer, so that there is one for all.
struct IntegerVisitor {
    name: &'static str,
    fits: fn(i128) -> bool,
}

impl IntegerVisitor {
    fn fitting<E: Error>(self, number: Option<i128>, sent: Unexpected<'_>) -> Result<i128, E> {
        number.filter(|number| (self.fits)(*number)).ok_or_else(|| E::invalid_value(sent, &self))
    }
}

impl<'de> Visitor<'de> for IntegerVisitor {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an integer ({})", self.name)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<i128, E> {
        self.fitting(Some(number.into()), Unexpected::Signed(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<i128, E> {
        self.fitting(Some(number.into()), Unexpected::Unsigned(number))
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<i128, E> {
        self.fitting(Some(number), Unexpected::Other(&format!("integer `{number}`")))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<i128, E> {
        self.fitting(exact(number), Unexpected::Float(number))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<i128, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<i128, A::Error> {
        match Value::deserialize(MapAccessDeserializer::new(map))? {
            Value::Number(number) => visit_number(&number.to_string(), self),
            _ => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}

/// Returns the integer that is equal to `number`. Beyond 2^53 a float stands for several integers, so those are
/// refused.
fn exact(number: f64) -> Option<i128> {
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    let is_exact = number.fract() == 0.0 && number.abs() <= LARGEST;
    // The cast is exact: the number is an integer in range.
    is_exact.then_some(number as i128)
}
