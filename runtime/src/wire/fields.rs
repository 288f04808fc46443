//! The table of an object's fields.

/// What the runtime knows of an object: the wire names, in the order of declaration.
#[derive(Debug)]
pub struct Fields {
    /// The type, as errors name it.
    pub name: &'static str,
    /// The wire name of each field.
    pub names: &'static [&'static str],
    /// Keys that are always written with the same value; they follow `names` in the numbering of fields.
    pub constants: &'static [(&'static str, &'static str)],
    /// The fields that are written as `null` when unset, as a bit set.
    pub nullable: u64,
    /// Are unknown fields kept?
    pub extra: bool,
}

/// What a key turned out to be.
#[derive(Clone, Copy)]
pub(super) enum Key {
    Field(usize),
    Constant(usize),
    Unknown,
}

impl Fields {
    /// The table of no object.
    pub const NONE: Self = Self { name: "", names: &[], constants: &[], nullable: 0, extra: false };

    /// Looks `key` up, at `expected` first: most services write fields in the order of their documentation.
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

    /// The deviations of an object that has none of its fields: every constant and every nullable field is absent.
    pub(super) fn absent(&self) -> u64 {
        let constants = (0..self.constants.len()).map(|index| bit(self.names.len() + index));
        constants.fold(self.nullable, |bits, bit| bits | bit)
    }
}

/// The bit of a field in a set of deviations. Fields after the 64th have none, and take the default choice of their type.
pub(super) fn bit(index: usize) -> u64 {
    u32::try_from(index).ok().and_then(|index| 1u64.checked_shl(index)).unwrap_or(0)
}
