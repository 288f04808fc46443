//! Tools that the model knows, and the caller runs.

use schematic_api::StringEnum;

client_tool! {
    /// A shell, which the caller runs.
    pub struct BashTool = "bash" {
        /// The version, `type` on the wire.
        #[wire(rename = "type")]
        pub version: BashVersion,
    }
}

/// A version of the shell.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum BashVersion {
    /// The one of October 2024.
    #[wire(rename = "bash_20241022")]
    V20241022,
    /// The one of January 2025.
    #[wire(rename = "bash_20250124")]
    V20250124,
    /// A version that this version of the crate does not know.
    Unknown(String),
}

client_tool! {
    /// A text editor, which the caller runs, as it was until January 2025.
    pub struct StrReplaceEditorTool = "str_replace_editor" {
        /// The version, `type` on the wire.
        #[wire(rename = "type")]
        pub version: StrReplaceEditorVersion,
    }
}

/// A version of the older text editor.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum StrReplaceEditorVersion {
    /// The one of October 2024.
    #[wire(rename = "text_editor_20241022")]
    V20241022,
    /// The one of January 2025.
    #[wire(rename = "text_editor_20250124")]
    V20250124,
    /// A version that this version of the crate does not know.
    Unknown(String),
}

client_tool! {
    /// A text editor, which the caller runs.
    pub struct TextEditorTool = "str_replace_based_edit_tool" {
        /// The version, `type` on the wire.
        #[wire(rename = "type")]
        pub version: TextEditorVersion,
        /// The most characters that the viewing of a file gives. From July 2025 on.
        #[wire(accepts_null)]
        pub max_characters: Option<u64>,
    }
}

/// A version of the text editor.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum TextEditorVersion {
    /// The one of April 2025.
    #[wire(rename = "text_editor_20250429")]
    V20250429,
    /// The one of July 2025.
    #[wire(rename = "text_editor_20250728")]
    V20250728,
    /// A version that this version of the crate does not know.
    Unknown(String),
}

client_tool! {
    /// The screen, keyboard and pointer of a computer, which the caller runs (beta). The newer [toolset](crate::ComputerToolset) has a tool for each action.
    pub struct ComputerTool = "computer" {
        /// The version, `type` on the wire.
        #[wire(rename = "type")]
        pub version: ComputerVersion,
        /// The width of the screen in pixels.
        pub display_width_px: u64,
        /// The height of the screen in pixels.
        pub display_height_px: u64,
        /// The number of the screen, for X11.
        #[wire(accepts_null)]
        pub display_number: Option<u64>,
        /// Whether the model may look at a part of the screen. From November 2025 on.
        pub enable_zoom: Option<bool>,
    }
}

/// A version of the tool for a computer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ComputerVersion {
    /// The one of October 2024.
    #[wire(rename = "computer_20241022")]
    V20241022,
    /// The one of January 2025.
    #[wire(rename = "computer_20250124")]
    V20250124,
    /// The one of November 2025.
    #[wire(rename = "computer_20251124")]
    V20251124,
    /// A version that this version of the crate does not know.
    Unknown(String),
}

client_tool! {
    /// Files that the model keeps between conversations. The caller stores them.
    pub struct MemoryTool = "memory" {
    }
}
