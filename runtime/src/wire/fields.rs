//! The table of the fields of an object.

/// What the runtime knows about an object: its wire names, in the order of declaration.
#[derive(Debug)]
pub struct Fields {
    /// The name of the type in errors.
    pub name: &'static str,
    /// The wire name of each field.
    pub names: &'static [&'static str],
    /// Further names that fields are read from, each with the index of its field.
    pub aliases: &'static [(&'static str, usize)],
    /// Keys that are always written with the same value. They are numbered after the fields in `names`.
    pub constants: &'static [(&'static str, &'static str)],
    /// A bit set of the fields that are written as `null` if unset.
    pub nullable: u64,
    /// Whether unknown fields are kept, by an `Extra` or by a flattened field.
    pub open: bool,
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
    pub const NONE: Self =
        Self { name: "", names: &[], aliases: &[], constants: &[], nullable: 0, open: false };

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
        let found = found.or_else(|| before.iter().position(is_key));
        found.or_else(|| self.alias(key)).map_or(Key::Unknown, Key::Field)
    }

    fn alias(&self, key: &str) -> Option<usize> {
        self.aliases.iter().find(|(alias, _)| *alias == key).map(|(_, index)| *index)
    }

    /// Whether a field has this name or alias.
    pub(super) fn declares(&self, key: &str) -> bool {
        self.names.contains(&key) || self.alias(key).is_some()
    }

    pub(super) fn is_constant(&self, key: &str) -> bool {
        self.constants.iter().any(|(name, _)| *name == key)
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
