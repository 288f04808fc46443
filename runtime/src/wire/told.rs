//! What tells the objects of a union apart.

/// What tells the objects of a union apart. `ahead` is how a map is asked for such a key that can find it.
pub enum ToldBy {
    /// Nothing: there is at most one member that is an object.
    Nothing,
    /// The value of one key.
    Tag {
        /// The key.
        key: &'static [&'static str],
        /// The values, in the order of the members.
        values: &'static [&'static str],
        /// `ahead: `, followed by the key.
        ahead: &'static str,
    },
    /// The first of these keys.
    Key {
        /// The keys, in the order of the members.
        keys: &'static [&'static str],
        /// `ahead: `, followed by the keys, separated by NUL.
        ahead: &'static str,
    },
}

/// What a union has read of an object before it knew the member.
#[derive(Clone, Copy)]
pub(super) enum Told {
    /// Nothing that is not recorded.
    Not,
    /// Its tag.
    ByTag(Tag),
    /// This key, whose value comes next.
    By(&'static str),
}

/// The tag of an object, which has been read.
#[derive(Clone, Copy)]
pub(super) struct Tag {
    pub(super) key: &'static str,
    pub(super) value: &'static str,
}
