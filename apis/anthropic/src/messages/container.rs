//! Containers, in which code runs.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

use crate::{ContainerId, SkillId, SkillVersionId, Timestamp};

/// The container in which the code of a message ran. A request that names its id goes on in it.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(id), lenient, nullable)]
#[non_exhaustive]
pub struct Container {
    /// The id.
    pub id: ContainerId,
    /// When the container is deleted.
    pub expires_at: Timestamp,
    /// The skills in it.
    pub skills: Option<Vec<ContainerSkill>>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A skill in a container.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(skill_id), lenient)]
#[non_exhaustive]
pub struct ContainerSkill {
    /// Whose skill it is, `type` on the wire.
    #[wire(rename = "type")]
    pub kind: SkillType,
    /// The id of the skill.
    pub skill_id: SkillId,
    /// Its version.
    pub version: SkillVersionId,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The container of a request: the id of one that exists, or what one should be like.
#[derive(Clone, Debug, PartialEq, Union)]
#[non_exhaustive]
pub enum IdOrContainer {
    /// The id of a container.
    #[wire(string)]
    Id(ContainerId),
    /// What the container should be like.
    #[wire(object)]
    Params(ContainerParams),
    /// A form that this version does not know.
    Unknown(Value),
}

impl From<&ContainerId> for IdOrContainer {
    fn from(id: &ContainerId) -> Self {
        Self::Id(id.clone())
    }
}

/// What a container should be like.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ContainerParams {
    /// The id of a container that exists. Without one, a container is created.
    #[wire(accepts_null)]
    pub id: Option<ContainerId>,
    /// The skills to put into it, up to 8.
    #[wire(accepts_null)]
    pub skills: Option<Vec<SkillParams>>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A skill for a container.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct SkillParams {
    /// Whose skill it is, `type` on the wire.
    #[wire(rename = "type")]
    pub kind: SkillType,
    /// The id of the skill.
    pub skill_id: SkillId,
    /// Its version. Default: the newest one.
    pub version: Option<SkillVersionId>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Whose skill it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum SkillType {
    /// One of Anthropic's.
    Anthropic,
    /// One of the caller's.
    Custom,
    /// A kind that this version does not know.
    Unknown(String),
}
