//! The fields that all tools have which the model knows.

/// Declares a tool that the service runs: its name on the wire, and its own fields, before those of all tools.
macro_rules! server_tool {
    ($(#[$attribute:meta])* pub struct $tool:ident = $name:literal { $($own:tt)* }) => {
        known_tool! { $(#[$attribute])* pub struct $tool = $name { $($own)* } {} }
    };
}

/// Declares a tool that the caller runs, which may have examples of arguments.
macro_rules! client_tool {
    ($(#[$attribute:meta])* pub struct $tool:ident = $name:literal { $($own:tt)* }) => {
        known_tool! {
            $(#[$attribute])* pub struct $tool = $name { $($own)* } {
                /// Examples of arguments.
                pub input_examples: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
            }
        }
    };
}

macro_rules! known_tool {
    ($(#[$attribute:meta])* pub struct $tool:ident = $name:literal { $($own:tt)* } { $($more:tt)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, schematic_api::Object)]
        #[wire(constant(name = $name))]
        #[non_exhaustive]
        pub struct $tool {
            $($own)*
            /// Who may call the tool. Default: the model.
            pub allowed_callers: Option<Vec<crate::AllowedCaller>>,
            /// Whether the model sees the tool only after a search has found it. Default: `false`.
            pub defer_loading: Option<bool>,
            /// Whether the arguments fit the schema of the tool for sure. Default: `false`.
            pub strict: Option<bool>,
            $($more)*
            /// A breakpoint of the prompt cache after this tool.
            #[wire(accepts_null)]
            pub cache_control: Option<crate::CacheControl>,
            /// Additional fields that the service sent.
            pub extra: schematic_api::Extra,
        }
    };
}

/// Declares the settings of the single tools of a toolset, each with what the tool does.
macro_rules! tool_configs {
    ($(#[$attribute:meta])* pub struct $configs:ident { $($name:ident $(as $wire:literal)?: $does:literal,)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, schematic_api::Object)]
        #[non_exhaustive]
        pub struct $configs {
            $(
                #[doc = $does]
                #[wire(accepts_null $(, rename = $wire)?)]
                pub $name: Option<ToolConfig>,
            )*
            /// Additional fields that the service sent.
            pub extra: schematic_api::Extra,
        }
    };
}
