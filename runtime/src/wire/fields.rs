//! The table of the fields of an object.

/// What the runtime knows about an object: its wire names, in the order of declaration.
#[derive(Debug)]
pub struct Fields {
    /// The name of the type in errors.
    pub name: &'static str,
    /// The wire name of each field.
    pub names: &'static [&'static str],
    /// Keys that are always written with the same value. They are numbered after the fields in `names`.
    pub constants: &'static [(&'static str, &'static str)],
    /// A bit set of the fields that are written as `null` if unset.
    pub nullable: u64,
    /// Whether unknown fields are kept.
    pub extra: bool,
}

/// The kind of a key.
#[derive(Clone, Copy)]
pub(super) enum Key {
    Field(usize),
    Constant(usize),
    Unknown,
}

impl Fields {
    /// The table before the object is known.
    pub const NONE: Self = Self { name: "", names: &[], constants: &[], nullable: 0, extra: false };

    /// Looks up `key`, at `expected` first, because most services write fields in the documented order.
    #[inline]
    pub(super) fn find(&self, key: &str, expected: usize) -> Key {
        match self.names.get(expected) {
            Some(name) if *name == key => Key::Field(expected),
            _ => self.search(key, expected),
        }
    }

    #[inline(never)]
    fn search(&self, key: &str, expected: usize) -> Key {
        if let Some(index) = self.constants.iter().position(|(name, _)| *name == key) {
            return Key::Constant(index);
        }
        let (before, after) = self.names.split_at_checked(expected).unwrap_or((self.names, &[]));
        let is_key = |name: &&str| *name == key;
        let found = after.iter().position(is_key).map(|index| index + before.len());
        found.or_else(|| before.iter().position(is_key)).map_or(Key::Unknown, Key::Field)
    }

    /// Returns the deviations of an object without any fields: every constant and every nullable field is absent.
    pub(super) fn absent(&self) -> u64 {
        let constants = (0..self.constants.len()).map(|index| bit(self.names.len() + index));
        constants.fold(self.nullable, |bits, bit| bits | bit)
    }
}

/// Returns the bit of a field in a set of deviations. Fields after the 64th have none, so their deviations are not
/// remembered.
pub(super) fn bit(index: usize) -> u64 {
    u32::try_from(index).ok().and_then(|index| 1u64.checked_shl(index)).unwrap_or(0)
}
