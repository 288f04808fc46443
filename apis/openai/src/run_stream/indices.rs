//! Lists that are assembled from pieces, each with the index of the member it belongs to.
//!
//! An index is a name, not a position: a list holds only the members received so far, ordered by
//! index. So a gap takes no memory, and a late member still ends up in its place.

use super::DeltaError;

/// How far an index may lie past the end of a list. It also bounds how many late members a list may get, each of which
/// moves all that follow.
const LONGEST_GAP: u64 = 16;

/// The largest index.
const LARGEST: u64 = 65_536;

/// The indices of the members of a list, and of the lists within these members.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Indices(Vec<Member>);

#[derive(Clone, Debug, PartialEq)]
struct Member {
    index: u64,
    inner: Indices,
}

impl Indices {
    /// Returns the indices of a list received as a whole, given the lengths of the lists within its
    /// members.
    pub(super) fn of_whole(inner: impl IntoIterator<Item = usize>) -> Self {
        let flat = |len| Self((0..len as u64).map(Member::new).collect());
        let members = (0..).zip(inner).map(|(index, len)| Member { index, inner: flat(len) });
        Self(members.collect())
    }

    fn find(&self, index: u64) -> Result<usize, usize> {
        self.0.binary_search_by_key(&index, |member| member.index)
    }

    /// Checks that a piece may have this index, when `ahead` other pieces come before it.
    fn check(&self, index: u64, ahead: usize) -> Result<(), DeltaError> {
        let len = self.0.len().saturating_add(ahead) as u64;
        match index <= LARGEST && index <= len.saturating_add(LONGEST_GAP) {
            true => Ok(()),
            false => Err(DeltaError::Index { index, len: self.0.len() }),
        }
    }
}

impl Member {
    fn new(index: u64) -> Self {
        Self { index, inner: Indices::default() }
    }
}

/// A piece of a member of a list.
pub(super) trait Piece {
    /// The type of the member.
    type Whole;

    /// The index of the member; `None` for a piece of an unknown type without one.
    fn index(&self) -> Option<u64>;

    /// Checks the indices within the piece.
    fn check(&self, inner: &Indices) -> Result<(), DeltaError>;

    /// Builds the member as it is before its first piece.
    fn begin(&self) -> Self::Whole;

    /// Adds the piece to the member.
    fn extend(&self, whole: &mut Self::Whole, inner: &mut Indices) -> Result<(), DeltaError>;
}

/// Checks all indices of some pieces, before any of them changes anything.
pub(super) fn check<P: Piece>(indices: &Indices, pieces: &[P]) -> Result<(), DeltaError> {
    let nothing = Indices::default();
    for (ahead, piece) in pieces.iter().enumerate() {
        let Some(index) = piece.index() else { continue };
        indices.check(index, ahead)?;
        let member = indices.find(index).ok().and_then(|at| indices.0.get(at));
        piece.check(member.map_or(&nothing, |member| &member.inner))?;
    }
    Ok(())
}

/// Adds pieces to a list.
pub(super) fn extend<P: Piece>(
    list: &mut Vec<P::Whole>,
    indices: &mut Indices,
    pieces: &[P],
) -> Result<(), DeltaError> {
    for piece in pieces {
        let Some(index) = piece.index() else { continue };
        let at = indices.find(index).unwrap_or_else(|at| {
            indices.0.insert(at, Member::new(index));
            list.insert(at.min(list.len()), piece.begin());
            at
        });
        if let (Some(whole), Some(member)) = (list.get_mut(at), indices.0.get_mut(at)) {
            piece.extend(whole, &mut member.inner)?;
        }
    }
    Ok(())
}

pub(super) fn append(text: &mut String, piece: Option<&String>) {
    if let Some(piece) = piece {
        text.push_str(piece);
    }
}

/// Replaces a value if there is a new one.
pub(super) fn replace<T: Clone>(value: &mut T, new: Option<&T>) {
    if let Some(new) = new {
        value.clone_from(new);
    }
}

/// Replaces an optional value if there is a new one.
pub(super) fn set<T: Clone>(value: &mut Option<T>, new: Option<&T>) {
    if new.is_some() {
        *value = new.cloned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(lens: &[usize], index: u64) -> bool {
        Indices::of_whole(lens.iter().copied()).check(index, 0).is_ok()
    }

    #[test]
    fn an_index_lies_within_bounds() {
        for (len, index, expected) in [
            (0, 0, true),
            (0, 16, true),
            (0, 17, false),
            (3, 1, true),
            (3, 19, true),
            (3, 20, false),
            (70_000, 65_536, true),
            (70_000, 65_537, false),
            (0, 4_294_967_294, false),
            (0, u64::MAX, false),
        ] {
            assert_eq!(after(&vec![0; len], index), expected, "{index} in a list of {len}");
        }
    }
}
