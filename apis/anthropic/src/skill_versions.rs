//! The versions of a skill.

use schematic_api::{Extra, FilePart, Multipart, Object, api};

use crate::{CursorPage, SkillId, SkillVersionId, Timestamp, WorkspaceId};

api! {
    /// The versions of a skill.
    ///
    /// [Guide](https://platform.claude.com/docs/en/build-with-claude/skills-guide)
    pub group SkillVersions at /v1/skills {
        /// Creates a version of a skill.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/skills/versions/create)
        create: POST /<skill: SkillId>/versions
            (multipart CreateSkillVersion, header "anthropic-workspace-id" as workspace_id: WorkspaceId?)
            -> SkillVersion;

        /// Lists the versions of a skill.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/skills/versions/list)
        list: GET /<skill: SkillId>/versions?<limit: u32?>&<page: String?>
            (header "anthropic-workspace-id" as workspace_id: WorkspaceId?)
            -> CursorPage<SkillVersion> paged by page;

        /// Retrieves a version of a skill.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/skills/versions/retrieve)
        retrieve: GET /<skill: SkillId>/versions/<version: SkillVersionId>
            (header "anthropic-workspace-id" as workspace_id: WorkspaceId?)
            -> SkillVersion;

        /// Retrieves the files of a version of a skill: a ZIP archive with their folder, whole and in memory.
        ///
        /// The reference has this line among the betas only, but it takes no `anthropic-beta` of its own.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/beta/skills/versions/download)
        content: GET /<skill: SkillId>/versions/<version: SkillVersionId>/content
            (header "anthropic-workspace-id" as workspace_id: WorkspaceId?)
            -> bytes;

        /// Retrieves the files of a version of a skill as a stream of the bytes of the archive.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/beta/skills/versions/download)
        content_stream: GET /<skill: SkillId>/versions/<version: SkillVersionId>/content
            (header "anthropic-workspace-id" as workspace_id: WorkspaceId?)
            -> stream { header "Accept": "application/binary"; }

        /// Deletes a version of a skill.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/skills/versions/delete)
        delete: DELETE /<skill: SkillId>/versions/<version: SkillVersionId>
            (header "anthropic-workspace-id" as workspace_id: WorkspaceId?)
            -> DeletedSkillVersion;
    }
}

/// A version of a skill to create.
#[derive(Debug, Multipart)]
#[non_exhaustive]
pub struct CreateSkillVersion {
    /// The files. Their names have the folder, as in `tides/SKILL.md`; each version has this one.
    #[wire(rename = "files[]")]
    pub files: Vec<FilePart>,
}

/// A version of a skill.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "skill_version"), required(id), lenient)]
#[non_exhaustive]
pub struct SkillVersion {
    /// The id.
    pub id: SkillVersionId,
    /// The id of the skill.
    pub skill_id: SkillId,
    /// The name, from `SKILL.md`.
    pub name: String,
    /// What the skill is for, from `SKILL.md`. The model reads it.
    pub description: String,
    /// When the version was created.
    pub created_at: Timestamp,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The reply to the deletion of a version of a skill.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "skill_version_deleted"))]
#[non_exhaustive]
pub struct DeletedSkillVersion {
    /// The id of what was deleted.
    pub id: SkillVersionId,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
