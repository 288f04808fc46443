//! The types of a synthetic API: about five fields each, of the kinds that real ones have.

/// A struct of the declaration.
pub struct Type {
    /// The role of the type.
    pub role: Role,
    /// The number in its name.
    pub number: usize,
}

/// The role of a type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// A reply.
    Item,
    /// The body of `Create`.
    Create,
    /// The body of `Act`.
    Act,
}

/// A field by its name and type.
#[derive(Clone, Copy)]
pub struct Field(pub &'static str, pub FieldType);

/// The type of a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum FieldType {
    Text,
    Count,
    Flag,
    Texts,
    OptionalText,
    OptionalCount,
    OptionalFlag,
    OptionalNumber,
}

impl Type {
    /// The three types of one resource.
    pub fn family(number: usize) -> [Self; 3] {
        [Role::Item, Role::Create, Role::Act].map(|role| Self { role, number })
    }

    /// `count` types, the roles in turn.
    pub fn many(count: usize) -> Vec<Self> {
        (0..).flat_map(Self::family).take(count).collect()
    }

    /// Its name.
    pub fn name(&self) -> String {
        self.role.type_name(self.number)
    }

    /// Its fields.
    pub fn fields(&self) -> &'static [Field] {
        use FieldType::{
            Count, Flag, OptionalCount, OptionalFlag, OptionalNumber, OptionalText, Text, Texts,
        };
        match self.role {
            Role::Item => &[
                Field("id", Text),
                Field("name", OptionalText),
                Field("count", Count),
                Field("tags", Texts),
                Field("active", OptionalFlag),
            ],
            Role::Create => &[
                Field("name", Text),
                Field("description", OptionalText),
                Field("count", OptionalCount),
                Field("tags", Texts),
                Field("active", OptionalFlag),
            ],
            Role::Act => &[
                Field("reason", Text),
                Field("force", Flag),
                Field("amount", OptionalNumber),
                Field("note", OptionalText),
            ],
        }
    }
}

impl Role {
    /// The name of the type in this role, of one resource.
    pub fn type_name(self, number: usize) -> String {
        match self {
            Self::Item => format!("Item{number}"),
            Self::Create => format!("CreateItem{number}"),
            Self::Act => format!("ActItem{number}"),
        }
    }
}

impl FieldType {
    /// Returns the Rust type.
    pub fn rust(self) -> &'static str {
        match self {
            Self::Text => "String",
            Self::Count => "u64",
            Self::Flag => "bool",
            Self::Texts => "Vec<String>",
            Self::OptionalText => "Option<String>",
            Self::OptionalCount => "Option<u64>",
            Self::OptionalFlag => "Option<bool>",
            Self::OptionalNumber => "Option<f64>",
        }
    }

    /// Whether the field may be left out.
    pub fn is_optional(self) -> bool {
        self.rust().starts_with("Option<")
    }
}
