//! Integers in JSON.

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// Reads an integer, also from a number with a fraction of zero.
///
/// JSON has only one kind of number, and services in languages that have only one as well sometimes send
/// `1699012949.0`.
pub(super) struct Integer<T>(pub(super) T);

impl<'de, T: TryFrom<i128>> Deserialize<'de> for Integer<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_i64(IntegerVisitor(PhantomData)).map(Self)
    }
}

struct IntegerVisitor<T>(PhantomData<T>);

impl<T: TryFrom<i128>> Visitor<'_> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an integer ({})", std::any::type_name::<T>())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        T::try_from(number.into()).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        T::try_from(number.into())
            .map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        let unexpected = |_| E::invalid_value(Unexpected::Float(number), &self);
        exact(number).and_then(|number| T::try_from(number).map_err(drop)).map_err(unexpected)
    }
}

/// Returns the integer that is equal to `number`. Beyond 2^53 a float stands for several integers, so those are
/// refused.
fn exact(number: f64) -> Result<i128, ()> {
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    let is_exact = number.fract() == 0.0 && number.abs() <= LARGEST;
    // The cast is exact: the number is an integer in range.
    if is_exact { Ok(number as i128) } else { Err(()) }
}
