//! Sets of HTTP statuses that can be constants.

use std::fmt;

use http::StatusCode;

/// A set of HTTP statuses, such as those that are retried.
///
/// # Examples
///
/// ```
/// use http::StatusCode;
/// use schematic_api::StatusSet;
///
/// const BUSY: StatusSet = StatusSet::of(&[(429, 429), (500, 599)]);
/// assert!(BUSY.contains(StatusCode::BAD_GATEWAY));
/// assert!(!BUSY.contains(StatusCode::NOT_FOUND));
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct StatusSet([u64; 16]);

impl StatusSet {
    /// 408, 429 and all 5xx: the statuses that are retried by default.
    pub const TRANSIENT: Self = Self::of(&[(408, 408), (429, 429), (500, 599)]);

    /// Creates a set of the statuses in these ranges, which include both ends. Numbers above 999 are ignored.
    #[allow(
        clippy::indexing_slicing,
        reason = "a constant function has no other way; both are in bounds"
    )]
    pub const fn of(ranges: &[(u16, u16)]) -> Self {
        let mut set = Self([0; 16]);
        let mut index = 0;
        while index < ranges.len() {
            let (mut status, last) = ranges[index];
            while status <= last && status < 1000 {
                set.0[status as usize / 64] |= 1 << (status % 64);
                status += 1;
            }
            index += 1;
        }
        set
    }

    /// Returns whether the set contains this status.
    pub fn contains(&self, status: StatusCode) -> bool {
        let status = status.as_u16();
        self.0.get(usize::from(status / 64)).is_some_and(|word| word & (1 << (status % 64)) != 0)
    }
}

impl fmt::Debug for StatusSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let statuses = (100..1000).filter_map(|status| StatusCode::from_u16(status).ok());
        f.debug_set()
            .entries(statuses.filter(|status| self.contains(*status)).map(|status| status.as_u16()))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_status_is_left_out() {
        assert_eq!(StatusSet::of(&[(0, u16::MAX)]), StatusSet::of(&[(0, 999)]));
        assert_eq!(StatusSet::of(&[(500, 400)]), StatusSet::of(&[]));
        assert_eq!(format!("{:?}", StatusSet::of(&[(408, 409), (999, 1200)])), "{408, 409, 999}");
    }
}
