//! What the service has from the start: models, and the skills of Anthropic.

use super::archive::archive;
use super::records::{StoredSkill, StoredVersion};
use crate::{
    Capability, ContextManagementCapability, EffortCapability, Lifecycle, ModelCapabilities,
    ModelInfo, ModelLine, ServerToolsCapability, Skill, SkillOrigin, SkillSource, SkillVersion,
    ThinkingCapability, ThinkingTypes,
};

/// The days on which a model is deprecated and shut down, if these are planned.
type End = Option<(&'static str, &'static str)>;

/// How many tokens a model reads and writes at most.
type Limits = (u64, u64);

const CURRENT: Limits = (1_000_000, 128_000);
const OF_4_5: Limits = (200_000, 64_000);
const OF_OPUS_4: Limits = (200_000, 32_000);
const OF_3_5: Limits = (200_000, 8_192);
const OF_3: Limits = (200_000, 4_096);

/// The models, newest first: id, day of publication, limits, and end.
///
/// Names, limits and most days are those of the service; the other days are made up, so that there are pages.
const MODELS: &[(&str, &str, Limits, End)] = &[
    ("claude-fable-5-2", "2026-11-10", CURRENT, None),
    ("claude-mythos-5-2", "2026-11-10", CURRENT, None),
    ("claude-haiku-5-5", "2026-10-20", CURRENT, None),
    ("claude-sonnet-5-5", "2026-10-20", CURRENT, None),
    ("claude-opus-5-5", "2026-10-01", CURRENT, None),
    ("claude-fable-5-1", "2026-09-01", CURRENT, None),
    ("claude-mythos-5-1", "2026-09-01", CURRENT, None),
    ("claude-opus-5", "2026-07-24", CURRENT, None),
    ("claude-fable-5", "2026-07-01", CURRENT, None),
    ("claude-mythos-5", "2026-07-01", CURRENT, None),
    ("claude-sonnet-5", "2026-06-30", CURRENT, None),
    ("claude-opus-4-8", "2026-05-28", CURRENT, None),
    ("claude-opus-4-7", "2026-04-16", CURRENT, None),
    ("claude-mythos-preview", "2026-03-15", CURRENT, None),
    ("claude-sonnet-4-6", "2026-02-17", CURRENT, None),
    ("claude-opus-4-6", "2026-02-05", CURRENT, None),
    ("claude-opus-4-5", "2025-11-24", OF_4_5, None),
    ("claude-opus-4-5-20251101", "2025-11-24", OF_4_5, None),
    ("claude-haiku-4-5", "2025-10-15", OF_4_5, None),
    ("claude-haiku-4-5-20251001", "2025-10-15", OF_4_5, None),
    ("claude-sonnet-4-5", "2025-09-29", OF_4_5, None),
    ("claude-sonnet-4-5-20250929", "2025-09-29", OF_4_5, None),
    ("claude-opus-4-1", "2025-08-05", OF_OPUS_4, Some(("2026-08-01", "2027-02-01"))),
    ("claude-opus-4-1-20250805", "2025-08-05", OF_OPUS_4, Some(("2026-08-01", "2027-02-01"))),
    ("claude-opus-4-20250514", "2025-05-22", OF_OPUS_4, Some(("2026-07-01", "2027-01-01"))),
    ("claude-sonnet-4-20250514", "2025-05-22", OF_4_5, Some(("2026-07-01", "2027-01-01"))),
    ("claude-3-7-sonnet-20250219", "2025-02-24", OF_4_5, Some(("2025-10-28", "2026-02-19"))),
    ("claude-3-5-sonnet-20241022", "2024-10-22", OF_3_5, Some(("2025-08-13", "2025-10-28"))),
    ("claude-3-5-haiku-20241022", "2024-10-22", OF_3_5, Some(("2025-10-28", "2026-02-19"))),
    ("claude-3-opus-20240229", "2024-02-29", OF_3, Some(("2025-06-30", "2026-01-05"))),
];

/// The day on which the emulator decides which models are retired.
const TODAY: &str = "2026-11-26";

/// Returns the models that the service has.
pub(super) fn models() -> Vec<ModelInfo> {
    MODELS.iter().map(|(id, published, limits, end)| model(id, published, *limits, *end)).collect()
}

fn model(id: &str, published: &str, (read, written): Limits, end: End) -> ModelInfo {
    let midnight = |day: &str| format!("{day}T00:00:00Z");
    let lifecycle = match end {
        None => Lifecycle::Active,
        Some((_, retires)) if retires > TODAY => Lifecycle::Deprecated,
        Some(_) => Lifecycle::Retired,
    };
    let mut model = ModelInfo::new(id)
        .display_name(display_name(id))
        .lifecycle(lifecycle)
        .created_at(midnight(published))
        .max_input_tokens(read)
        .max_tokens(written)
        .capabilities(capabilities());
    model.line = line(id);
    model.deprecated_at = end.map(|(deprecated, _)| midnight(deprecated).into());
    model.retires_at = end.map(|(_, retires)| midnight(retires).into());
    model
}

/// `Claude Sonnet 4.5` for `claude-sonnet-4-5`.
fn display_name(id: &str) -> String {
    let mut name = String::new();
    for word in id.split('-') {
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let separator = match name.chars().last() {
            None => "",
            Some(last) if last.is_ascii_digit() && is_number(word) && word.len() < 3 => ".",
            Some(_) => " ",
        };
        let (first, rest) = word.split_at(usize::from(!word.is_empty()));
        name.extend([separator, first.to_uppercase().as_str(), rest]);
    }
    name
}

fn line(id: &str) -> Option<ModelLine> {
    let lines = [
        ("haiku", ModelLine::Haiku),
        ("sonnet", ModelLine::Sonnet),
        ("opus", ModelLine::Opus),
        ("fable", ModelLine::Fable),
        ("mythos", ModelLine::Mythos),
    ];
    lines.into_iter().find(|(name, _)| id.contains(name)).map(|(_, line)| line)
}

/// Every model of the emulator does the same.
fn capabilities() -> ModelCapabilities {
    let yes = || Capability::new().supported(true);
    let edits = ContextManagementCapability::new()
        .supported(true)
        .clear_thinking_20251015(yes())
        .clear_tool_uses_20250919(yes())
        .compact_20260112(yes());
    let effort = EffortCapability::new()
        .supported(true)
        .low(yes())
        .medium(yes())
        .high(yes())
        .xhigh(yes())
        .max(yes());
    let types =
        ThinkingTypes::new().adaptive(yes()).between_tools(yes()).disabled(yes()).enabled(yes());
    ModelCapabilities::new()
        .batch(yes())
        .citations(yes())
        .code_execution(yes())
        .context_management(edits)
        .effort(effort)
        .image_input(yes())
        .pdf_input(yes())
        .server_tools(
            ServerToolsCapability::new().supported(true).code_execution(yes()).web_search(yes()),
        )
        .structured_outputs(yes())
        .thinking(ThinkingCapability::new().supported(true).types(types))
}

/// The skills that everybody has, and what each is for.
const OF_ANTHROPIC: &[(&str, &str)] = &[
    ("docx", "Reads and writes documents."),
    ("pdf", "Reads and writes PDFs."),
    ("pptx", "Reads and writes presentations."),
    ("xlsx", "Reads and writes spreadsheets."),
];

const PUBLISHED: &str = "2025-10-13T00:00:00Z";

/// Returns the skills that everybody has.
pub(super) fn skills() -> Vec<StoredSkill> {
    let skill = |(id, about): &(&str, &str)| {
        let version = SkillVersion::new("20251013")
            .skill_id(*id)
            .name(*id)
            .description(*about)
            .created_at(PUBLISHED);
        let skill = Skill::new(*id)
            .display_name(*id)
            .latest_version_id(&version.id)
            .source(SkillSource::new().origin(SkillOrigin::Anthropic))
            .created_at(PUBLISHED)
            .updated_at(PUBLISHED);
        let main = format!("---\nname: {id}\ndescription: {about}\n---\n");
        // One file always fits.
        let archive = archive(&[(format!("{id}/SKILL.md"), main)]).unwrap_or_default();
        StoredSkill { skill, versions: vec![StoredVersion { version, archive }] }
    };
    OF_ANTHROPIC.iter().map(skill).collect()
}
