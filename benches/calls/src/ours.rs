//! `api!`, with serde's types, with our own, and as `schematic-openai` declares it.
