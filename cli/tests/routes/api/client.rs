//! A client, and groups in another file.

schematic_api::api! {
    /// A diary.
    pub client Diary at "https://diary.example.com/v1" {
        auth bearer env "DIARY_KEY";
        auth admin: basic env "DIARY_ADMIN";
    }

    pub id PageId;

    group notes = crate::notes::Notes;
    group moods = other_crate::Moods;

    /// Lists the pages.
    pages:  GET  /pages?<limit: u32?>&<after: String?>&order=newest -> Page<Entry> paged by after;
    write:  POST /pages (json NewEntry, header "X-Trace": Trace?) -> Entry retry 1 on 409;
    purge:  POST /purge -> empty auth admin idempotent;
    export: GET  /export/<path..> -> stream auth none timeout 10 min;

    group search at /search/<scope> {
        header "X-Version": "2";
        find:  "SEARCH" /now (json Query) -> Hits | sse Hit when stream until "[DONE]";
        count: GET      /count?<Query?> -> Count? none on 404 error 4xx: Refused;
    }
}
