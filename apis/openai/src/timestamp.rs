//! Timestamps of the service.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A point in time, in whole seconds since the Unix epoch.
///
/// Some servers write a fraction, as in `1699076126.0`. It is accepted and dropped.
///
/// ```
/// use schematic_openai::Timestamp;
/// use std::time::{Duration, UNIX_EPOCH};
///
/// let created_at = Timestamp::from(1_699_076_126);
/// assert_eq!(created_at.to_system_time(), UNIX_EPOCH + Duration::from_secs(1_699_076_126));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// Returns the seconds since the Unix epoch.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// Converts to the time type of the standard library.
    ///
    /// A timestamp beyond the range of the platform's clock becomes the Unix epoch.
    #[must_use]
    pub fn to_system_time(self) -> SystemTime {
        let distance = Duration::from_secs(self.0.unsigned_abs());
        let moment = if self.0 < 0 {
            UNIX_EPOCH.checked_sub(distance)
        } else {
            UNIX_EPOCH.checked_add(distance)
        };
        moment.unwrap_or(UNIX_EPOCH)
    }
}

impl From<i64> for Timestamp {
    fn from(seconds: i64) -> Self {
        Self(seconds)
    }
}

impl From<Timestamp> for i64 {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.0
    }
}

impl From<SystemTime> for Timestamp {
    /// Drops the fraction of a second. A time out of range becomes the nearest timestamp.
    fn from(moment: SystemTime) -> Self {
        let seconds = |distance: Duration| i64::try_from(distance.as_secs()).unwrap_or(i64::MAX);
        Self(match moment.duration_since(UNIX_EPOCH) {
            Ok(after) => seconds(after),
            Err(before) => -seconds(before.duration()),
        })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Asked for an integer, some deserializers would refuse a fraction.
        deserializer.deserialize_f64(Seconds)
    }
}

/// Accepts any JSON number.
struct Seconds;

impl de::Visitor<'_> for Seconds {
    type Value = Timestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of seconds since the Unix epoch")
    }

    fn visit_i64<E: de::Error>(self, seconds: i64) -> Result<Timestamp, E> {
        Ok(Timestamp(seconds))
    }

    fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<Timestamp, E> {
        let unexpected = |_| E::invalid_value(de::Unexpected::Unsigned(seconds), &self);
        i64::try_from(seconds).map(Timestamp).map_err(unexpected)
    }

    fn visit_f64<E: de::Error>(self, seconds: f64) -> Result<Timestamp, E> {
        // `as` saturates; no real timestamp comes near the bounds.
        Ok(Timestamp(seconds as i64))
    }
}
