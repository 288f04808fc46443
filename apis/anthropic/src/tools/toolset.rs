//! Toolsets, which the model knows and the caller runs: a browser, and a computer.

use schematic_api::{Extra, Object};

use crate::CacheControl;

/// A browser, which the caller runs. Its calls have the name of the toolset.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct BrowserToolset {
    /// The settings of single tools.
    #[wire(accepts_null)]
    pub configs: Option<Box<BrowserConfigs>>,
    /// A breakpoint of the prompt cache after this tool.
    #[wire(accepts_null)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The settings of single tools of the toolset.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct BrowserConfigs {
    /// Closes a tab.
    #[wire(accepts_null)]
    pub close_tab: Option<ToolConfig>,
    /// Clicks twice.
    #[wire(accepts_null)]
    pub double_click: Option<ToolConfig>,
    /// Uploads a file.
    #[wire(accepts_null)]
    pub file_upload: Option<ToolConfig>,
    /// Finds something on the page.
    #[wire(accepts_null)]
    pub find: Option<ToolConfig>,
    /// Fills in a field.
    #[wire(accepts_null)]
    pub form_input: Option<ToolConfig>,
    /// Reads the text of the page.
    #[wire(accepts_null)]
    pub get_page_text: Option<ToolConfig>,
    /// Holds a key.
    #[wire(accepts_null)]
    pub hold_key: Option<ToolConfig>,
    /// Moves the pointer onto something.
    #[wire(accepts_null)]
    pub hover: Option<ToolConfig>,
    /// Runs JavaScript.
    #[wire(accepts_null)]
    pub javascript_exec: Option<ToolConfig>,
    /// Presses a key.
    #[wire(accepts_null)]
    pub key: Option<ToolConfig>,
    /// Clicks.
    #[wire(accepts_null)]
    pub left_click: Option<ToolConfig>,
    /// Drags.
    #[wire(accepts_null)]
    pub left_click_drag: Option<ToolConfig>,
    /// Presses the left button.
    #[wire(accepts_null)]
    pub left_mouse_down: Option<ToolConfig>,
    /// Releases the left button.
    #[wire(accepts_null)]
    pub left_mouse_up: Option<ToolConfig>,
    /// Lists the tabs.
    #[wire(accepts_null)]
    pub list_tabs: Option<ToolConfig>,
    /// Clicks with the middle button.
    #[wire(accepts_null)]
    pub middle_click: Option<ToolConfig>,
    /// Moves the pointer.
    #[wire(accepts_null)]
    pub mouse_move: Option<ToolConfig>,
    /// Goes to an address.
    #[wire(accepts_null)]
    pub navigate: Option<ToolConfig>,
    /// Opens a tab.
    #[wire(accepts_null)]
    pub new_tab: Option<ToolConfig>,
    /// Reads the console.
    #[wire(accepts_null)]
    pub read_console: Option<ToolConfig>,
    /// Reads the requests of the page.
    #[wire(accepts_null)]
    pub read_network: Option<ToolConfig>,
    /// Reads the structure of the page.
    #[wire(accepts_null)]
    pub read_page: Option<ToolConfig>,
    /// Clicks with the right button.
    #[wire(accepts_null)]
    pub right_click: Option<ToolConfig>,
    /// Takes a screenshot.
    #[wire(accepts_null)]
    pub screenshot: Option<ToolConfig>,
    /// Scrolls.
    #[wire(accepts_null)]
    pub scroll: Option<ToolConfig>,
    /// Scrolls to something.
    #[wire(accepts_null)]
    pub scroll_to: Option<ToolConfig>,
    /// Brings a tab to the front.
    #[wire(accepts_null)]
    pub switch_tab: Option<ToolConfig>,
    /// Clicks three times.
    #[wire(accepts_null)]
    pub triple_click: Option<ToolConfig>,
    /// Types text, `type` on the wire.
    #[wire(accepts_null, rename = "type")]
    pub type_text: Option<ToolConfig>,
    /// Waits.
    #[wire(accepts_null)]
    pub wait: Option<ToolConfig>,
    /// Looks at a part of the screen.
    #[wire(accepts_null)]
    pub zoom: Option<ToolConfig>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A computer, with its screen, keyboard and pointer, which the caller runs. Its calls have the name of the toolset.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ComputerToolset {
    /// The settings of single tools.
    #[wire(accepts_null)]
    pub configs: Option<Box<ComputerConfigs>>,
    /// A breakpoint of the prompt cache after this tool.
    #[wire(accepts_null)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The settings of single tools of the toolset.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ComputerConfigs {
    /// Tells where the pointer is.
    #[wire(accepts_null)]
    pub cursor_position: Option<ToolConfig>,
    /// Clicks twice.
    #[wire(accepts_null)]
    pub double_click: Option<ToolConfig>,
    /// Holds a key.
    #[wire(accepts_null)]
    pub hold_key: Option<ToolConfig>,
    /// Presses a key.
    #[wire(accepts_null)]
    pub key: Option<ToolConfig>,
    /// Clicks.
    #[wire(accepts_null)]
    pub left_click: Option<ToolConfig>,
    /// Drags.
    #[wire(accepts_null)]
    pub left_click_drag: Option<ToolConfig>,
    /// Presses the left button.
    #[wire(accepts_null)]
    pub left_mouse_down: Option<ToolConfig>,
    /// Releases the left button.
    #[wire(accepts_null)]
    pub left_mouse_up: Option<ToolConfig>,
    /// Clicks with the middle button.
    #[wire(accepts_null)]
    pub middle_click: Option<ToolConfig>,
    /// Moves the pointer.
    #[wire(accepts_null)]
    pub mouse_move: Option<ToolConfig>,
    /// Clicks with the right button.
    #[wire(accepts_null)]
    pub right_click: Option<ToolConfig>,
    /// Takes a screenshot.
    #[wire(accepts_null)]
    pub screenshot: Option<ToolConfig>,
    /// Scrolls.
    #[wire(accepts_null)]
    pub scroll: Option<ToolConfig>,
    /// Clicks three times.
    #[wire(accepts_null)]
    pub triple_click: Option<ToolConfig>,
    /// Types text, `type` on the wire.
    #[wire(accepts_null, rename = "type")]
    pub type_text: Option<ToolConfig>,
    /// Waits.
    #[wire(accepts_null)]
    pub wait: Option<ToolConfig>,
    /// Looks at a part of the screen.
    #[wire(accepts_null)]
    pub zoom: Option<ToolConfig>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The settings of one tool of a toolset.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ToolConfig {
    /// Whether the model may use the tool. Default: `true`.
    #[wire(accepts_null)]
    pub enabled: Option<bool>,
    /// Whether the model sees the tool only after a search has found it. Default: `false`.
    #[wire(accepts_null)]
    pub defer_loading: Option<bool>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
