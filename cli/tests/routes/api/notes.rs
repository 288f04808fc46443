//! A group of another file.

schematic_api::api! {
    pub group Notes {
        header "X-Version": "2";
        #[cfg(feature = "drafts")]
        drafts: GET  /drafts -> lines Note;
        read:   GET  /notes/<note: u64> -> Note polled until Note::is_done;
        upload: POST /notes/<note: u64>/file (bytes as "image/png") -> Note via Xml;
    }
}
