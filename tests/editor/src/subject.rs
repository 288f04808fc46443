//! The declarations that are measured.

/// A declaration, code that calls it, and what is in them.
pub(crate) struct Subject {
    pub(crate) name: &'static str,
    pub(crate) declaration: &'static str,
    pub(crate) caller: &'static str,
    /// What is before the dot of a call.
    pub(crate) receiver: &'static str,
    /// All the methods after the dot.
    pub(crate) methods: &'static [&'static str],
    /// A line of the declaration that stays sound, as it begins.
    pub(crate) sound: &'static str,
    /// The name of that line's method.
    pub(crate) sound_name: &'static str,
    /// The line that is broken.
    pub(crate) line: Line,
    /// A line that is broken too in one of the states.
    pub(crate) other: Line,
    /// The text before which a broken line is the first one.
    pub(crate) first: &'static str,
    /// A parameter of all three lines, and its type.
    pub(crate) param: (&'static str, &'static str),
    /// Types in the scope of the declaration.
    pub(crate) types: &'static [&'static str],
}

/// The parts of a line.
pub(crate) struct Line {
    pub(crate) name: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    /// The path up to its first parameter.
    pub(crate) start: &'static str,
    /// The inputs, with a space before them.
    pub(crate) inputs: &'static str,
    pub(crate) reply: &'static str,
}

pub(crate) const SUBJECTS: &[Subject] = &[
    Subject {
        name: "the flagship, lines of a group",
        declaration: "apis/openai/src/runs.rs",
        caller: "caller/src/flagship.rs",
        receiver: "openai.runs()",
        methods: &["create", "retrieve", "modify", "cancel", "submit_tool_outputs", "list"],
        sound: "cancel: POST ",
        sound_name: "cancel",
        line: Line {
            name: "retrieve",
            method: "GET",
            path: "/threads/<thread: ThreadId>/runs/<run: RunId>",
            start: "/threads/",
            inputs: "",
            reply: "Run",
        },
        other: Line {
            name: "modify",
            method: "POST",
            path: "/threads/<thread: ThreadId>/runs/<run: RunId>",
            start: "/threads/",
            inputs: " (json ModifyRun)",
            reply: "Run",
        },
        first: "/// Starts a run",
        param: ("run", "RunId"),
        types: &["Run", "RunInclude"],
    },
    Subject {
        name: "a crate of its own, lines of the client",
        declaration: "caller/src/notes.rs",
        caller: "caller/src/notes_caller.rs",
        receiver: "notes",
        methods: &["create", "retrieve", "modify", "archive", "list"],
        sound: "archive: POST ",
        sound_name: "archive",
        line: Line {
            name: "retrieve",
            method: "GET",
            path: "/notes/<note: NoteId>",
            start: "/notes/",
            inputs: "",
            reply: "Note",
        },
        other: Line {
            name: "modify",
            method: "POST",
            path: "/notes/<note: NoteId>",
            start: "/notes/",
            inputs: " (json NewNote)",
            reply: "Note",
        },
        first: "/// Adds a note.",
        param: ("note", "NoteId"),
        types: &["Note", "NewNote"],
    },
];
