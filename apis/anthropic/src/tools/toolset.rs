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

tool_configs! {
    /// The settings of single tools of the toolset.
    pub struct BrowserConfigs {
        close_tab: "Closes a tab.",
        double_click: "Clicks twice.",
        file_upload: "Uploads a file.",
        find: "Finds something on the page.",
        form_input: "Fills in a field.",
        get_page_text: "Reads the text of the page.",
        hold_key: "Holds a key.",
        hover: "Moves the pointer onto something.",
        javascript_exec: "Runs JavaScript.",
        key: "Presses a key.",
        left_click: "Clicks.",
        left_click_drag: "Drags.",
        left_mouse_down: "Presses the left button.",
        left_mouse_up: "Releases the left button.",
        list_tabs: "Lists the tabs.",
        middle_click: "Clicks with the middle button.",
        mouse_move: "Moves the pointer.",
        navigate: "Goes to an address.",
        new_tab: "Opens a tab.",
        read_console: "Reads the console.",
        read_network: "Reads the requests of the page.",
        read_page: "Reads the structure of the page.",
        right_click: "Clicks with the right button.",
        screenshot: "Takes a screenshot.",
        scroll: "Scrolls.",
        scroll_to: "Scrolls to something.",
        switch_tab: "Brings a tab to the front.",
        triple_click: "Clicks three times.",
        type_text as "type": "Types text, `type` on the wire.",
        wait: "Waits.",
        zoom: "Looks at a part of the screen.",
    }
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

tool_configs! {
    /// The settings of single tools of the toolset.
    pub struct ComputerConfigs {
        cursor_position: "Tells where the pointer is.",
        double_click: "Clicks twice.",
        hold_key: "Holds a key.",
        key: "Presses a key.",
        left_click: "Clicks.",
        left_click_drag: "Drags.",
        left_mouse_down: "Presses the left button.",
        left_mouse_up: "Releases the left button.",
        middle_click: "Clicks with the middle button.",
        mouse_move: "Moves the pointer.",
        right_click: "Clicks with the right button.",
        screenshot: "Takes a screenshot.",
        scroll: "Scrolls.",
        triple_click: "Clicks three times.",
        type_text as "type": "Types text, `type` on the wire.",
        wait: "Waits.",
        zoom: "Looks at a part of the screen.",
    }
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
