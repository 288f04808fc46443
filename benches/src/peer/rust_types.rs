//! Rust structs for the types of a declaration, under several codecs.

use std::fmt::Write;

use crate::declare::{Field, FieldType, Type};

/// The code that converts a struct to and from JSON.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Codec {
    /// None. This is the cost of `Debug` and `Clone`, which all the others derive, too.
    Plain,
    /// The constructor and the setters of our derive, written by hand, without a codec.
    PlainWithSetters,
    /// serde's derives of both directions.
    Serde,
    /// serde's derives, with the constructor and the setters by hand: the equivalent of our derive.
    SerdeWithSetters,
    /// `#[derive(Object)]`.
    Ours,
    /// `#[derive(Object)]` with serde's words: `rename_all`, and an alias on the first field.
    OursWithWords,
    /// `#[derive(Object)]` with unknown fields kept.
    OursWithExtra,
    /// serde's derives with unknown fields kept by `#[serde(flatten)]`.
    SerdeWithFlatten,
}

impl Codec {
    /// The codecs that `compile_cost` compares.
    pub const ALL: [Self; 8] = [
        Self::Plain,
        Self::PlainWithSetters,
        Self::Serde,
        Self::SerdeWithSetters,
        Self::SerdeWithFlatten,
        Self::Ours,
        Self::OursWithWords,
        Self::OursWithExtra,
    ];

    /// Its name in tables and after `--only`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::PlainWithSetters => "plain-setters",
            Self::Serde => "serde",
            Self::SerdeWithSetters => "serde-setters",
            Self::SerdeWithFlatten => "serde-flatten",
            Self::Ours => "ours",
            Self::OursWithWords => "ours-words",
            Self::OursWithExtra => "ours-extra",
        }
    }

    /// Returns the source of these types.
    pub fn types(self, types: &[Type]) -> String {
        let mut source = String::new();
        for ty in types {
            self.define(ty, &mut source);
            if matches!(self, Self::PlainWithSetters | Self::SerdeWithSetters) {
                setters(ty, &mut source);
            }
        }
        source
    }

    fn define(self, ty: &Type, source: &mut String) {
        let rename =
            if self == Self::OursWithWords { "#[wire(rename_all = \"camelCase\")]\n" } else { "" };
        _ = writeln!(
            source,
            "#[derive(Clone, Debug{})]\n{rename}pub struct {} {{",
            self.derives(),
            ty.name()
        );
        if self == Self::OursWithWords {
            *source += "    #[wire(alias = \"other\")]\n";
        }
        for field in ty.fields() {
            self.field(*field, source);
        }
        match self {
            Self::OursWithExtra => *source += "    pub extra: schematic_api::Extra,\n",
            Self::SerdeWithFlatten => {
                *source += "    #[serde(flatten)]\n    pub extra: serde_json::Map<String, serde_json::Value>,\n";
            }
            _ => {}
        }
        *source += "}\n\n";
    }

    fn field(self, Field(name, ty): Field, source: &mut String) {
        if self.is_serde() && ty.is_optional() {
            *source += "    #[serde(default, skip_serializing_if = \"Option::is_none\")]\n";
        } else if self.is_serde() && ty == FieldType::Texts {
            *source += "    #[serde(default)]\n";
        }
        _ = writeln!(source, "    pub {name}: {},", ty.rust());
    }

    fn derives(self) -> &'static str {
        match self {
            Self::Plain | Self::PlainWithSetters => "",
            Self::Serde | Self::SerdeWithSetters | Self::SerdeWithFlatten => {
                ", serde::Serialize, serde::Deserialize"
            }
            Self::Ours | Self::OursWithWords | Self::OursWithExtra => ", schematic_api::Object",
        }
    }

    fn is_serde(self) -> bool {
        matches!(self, Self::Serde | Self::SerdeWithSetters | Self::SerdeWithFlatten)
    }
}

/// Writes a constructor of the required fields and a setter for every other, as our derive does.
fn setters(ty: &Type, source: &mut String) {
    let (optional, required): (Vec<&Field>, Vec<&Field>) =
        ty.fields().iter().partition(|field| field.1.is_optional());
    let arguments = required
        .iter()
        .map(|Field(name, ty)| format!("{name}: {}", argument(*ty)))
        .collect::<Vec<_>>();
    let name = ty.name();
    _ = writeln!(
        source,
        "impl {name} {{\n    pub fn new({}) -> Self {{\n        Self {{",
        arguments.join(", ")
    );
    for Field(name, ty) in required {
        _ = writeln!(source, "            {name}: {},", converted(name, *ty));
    }
    for Field(name, _) in &optional {
        _ = writeln!(source, "            {name}: None,");
    }
    *source += "        }\n    }\n";
    for Field(name, ty) in optional {
        _ = writeln!(
            source,
            "    pub fn {name}(mut self, {name}: {}) -> Self {{\n        self.{name} = Some({});\n        self\n    }}",
            argument(*ty),
            converted(name, *ty)
        );
    }
    *source += "}\n\n";
}

fn argument(ty: FieldType) -> &'static str {
    match ty {
        FieldType::Text | FieldType::OptionalText => "impl Into<String>",
        FieldType::Texts => "impl IntoIterator<Item = impl Into<String>>",
        FieldType::Count | FieldType::OptionalCount => "u64",
        FieldType::Flag | FieldType::OptionalFlag => "bool",
        FieldType::OptionalNumber => "f64",
    }
}

fn converted(name: &str, ty: FieldType) -> String {
    match ty {
        FieldType::Text | FieldType::OptionalText => format!("{name}.into()"),
        FieldType::Texts => format!("{name}.into_iter().map(Into::into).collect()"),
        _ => name.to_owned(),
    }
}
