use schematic_api::{Object, Patch};

mod seconds {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        value.serialize(to)
    }

    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        T::deserialize(from)
    }
}

#[derive(Object)]
struct Change {
    #[wire(with = "seconds")]
    timeout: Patch<u8>,
}

fn main() {}
