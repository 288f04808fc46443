//! Skills: folders of instructions and code for the model.

use schematic_api::{Extra, FilePart, Multipart, Object, StringEnum, api};

use crate::{CursorPage, SkillId, SkillVersionId, Timestamp, WorkspaceId};

api! {
    /// Skills: folders of instructions and code for the model.
    ///
    /// [Guide](https://platform.claude.com/docs/en/build-with-claude/skills-guide)
    pub group Skills at /v1/skills {
        /// Creates a skill, with its first version.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/skills/create)
        create: POST / (multipart CreateSkill, header "anthropic-workspace-id" as workspace_id: WorkspaceId?) -> Skill;

        /// Lists the skills.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/skills/list)
        list: GET /?<limit: u32?>&<page: String?>&<source: SkillOrigin?>
            (header "anthropic-workspace-id" as workspace_id: WorkspaceId?)
            -> CursorPage<Skill> paged by page;

        /// Retrieves a skill.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/skills/retrieve)
        retrieve: GET /<skill: SkillId> (header "anthropic-workspace-id" as workspace_id: WorkspaceId?) -> Skill;

        /// Deletes a skill.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/skills/delete)
        delete: DELETE /<skill: SkillId> (header "anthropic-workspace-id" as workspace_id: WorkspaceId?) -> DeletedSkill;
    }
}

/// A skill to create.
#[derive(Debug, Multipart)]
#[non_exhaustive]
pub struct CreateSkill {
    /// The name that people see, up to 255 characters. Default: that in `SKILL.md`.
    pub display_name: Option<String>,
    /// The files. Their names have the folder, as in `tides/SKILL.md`; each skill has this one.
    #[wire(rename = "files[]")]
    pub files: Vec<FilePart>,
}

/// A skill: instructions and code for the model, in one or more versions.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "skill"), required(id), lenient)]
#[non_exhaustive]
pub struct Skill {
    /// The id.
    pub id: SkillId,
    /// The name that people see.
    pub display_name: String,
    /// The newest version.
    pub latest_version_id: SkillVersionId,
    /// Where the skill comes from.
    pub source: SkillSource,
    /// When the skill was created.
    pub created_at: Timestamp,
    /// When the skill last changed.
    pub updated_at: Timestamp,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Where a skill comes from.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct SkillSource {
    /// Who made it, `type` on the wire.
    #[wire(rename = "type")]
    pub origin: SkillOrigin,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Who made a skill.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum SkillOrigin {
    /// The caller.
    Custom,
    /// Anthropic.
    Anthropic,
    /// Anthropic, as an example.
    AnthropicExample,
    /// The maker of a plugin.
    Plugin,
    /// An origin that this version does not know.
    Unknown(String),
}

/// The reply to the deletion of a skill.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "skill_deleted"))]
#[non_exhaustive]
pub struct DeletedSkill {
    /// The id of what was deleted.
    pub id: SkillId,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
