//! A synthetic API as data, from which the source for each peer is generated.

mod fields;

pub use fields::{Field, FieldType, Role, Type};

/// Which types the endpoints of a declaration use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Types {
    /// All use the same three, so that only the cost of the endpoint remains.
    Shared,
    /// Every four endpoints use three types.
    Own,
}

/// An API with this many endpoints.
pub struct Declaration {
    /// The endpoints, in groups of four.
    pub endpoints: Vec<Endpoint>,
    /// The types that they use.
    pub types: Vec<Type>,
}

/// An endpoint; `group` is the number of its resource.
pub struct Endpoint {
    /// The number of the resource.
    pub group: usize,
    /// The operation.
    pub kind: Kind,
    /// The number of the three types that it uses.
    pub family: usize,
}

/// The four endpoints of a resource.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// `GET /items/<item>`
    Retrieve,
    /// `POST /items` with a JSON body
    Create,
    /// `POST /items/<item>/parts/<part>/act` with a JSON body
    Act,
    /// `GET /items?limit&after`
    List,
}

impl Declaration {
    /// An API of `count` endpoints.
    pub fn new(count: usize, types: Types) -> Self {
        let endpoints = (0..count).map(|index| Endpoint::new(index, types)).collect::<Vec<_>>();
        let families = endpoints.last().map_or(0, |endpoint| endpoint.family + 1);
        let types = (0..families).flat_map(Type::family).collect();
        Self { endpoints, types }
    }
}

impl Endpoint {
    fn new(index: usize, types: Types) -> Self {
        let group = index / 4;
        let kind = [Kind::Retrieve, Kind::Create, Kind::Act, Kind::List][index % 4];
        let family = if types == Types::Own { group } else { 0 };
        Self { group, kind, family }
    }

    /// Returns the name of its method, which is unique in the declaration.
    pub fn name(&self) -> String {
        let verb = match self.kind {
            Kind::Retrieve => "retrieve",
            Kind::Create => "create",
            Kind::Act => "act",
            Kind::List => "list",
        };
        format!("{verb}{}", self.group)
    }

    /// Returns the name of the type in one role.
    pub fn type_name(&self, role: Role) -> String {
        role.type_name(self.family)
    }
}
