//! A page of messages of 700 bytes each: text with annotations, and some images.

use std::str::FromStr;

/// The position of a union's tag among the fields of its object.
#[derive(Clone, Copy)]
pub(crate) enum Tag {
    First,
    Middle,
    Last,
}

impl FromStr for Tag {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "first" => Ok(Self::First),
            "middle" => Ok(Self::Middle),
            "last" => Ok(Self::Last),
            _ => Err(()),
        }
    }
}

/// Returns the JSON of a page.
pub(crate) fn page(tag: Tag, messages: usize) -> String {
    let data = (0..messages).map(|index| message(tag, index)).collect::<Vec<_>>().join(",");
    let last = messages.saturating_sub(1);
    format!(
        r#"{{"object":"list","data":[{data}],"first_id":"msg_{0:08}","last_id":"msg_{last:08}","has_more":false}}"#,
        0
    )
}

fn message(tag: Tag, index: usize) -> String {
    let mut content = vec![text(tag, index)];
    match index % 4 {
        1 => content.push(tagged(
            tag,
            "image_file",
            &[&format!(r#""image_file":{{"file_id":"file_{index:08}","detail":"low"}}"#)],
        )),
        3 => content.push(tagged(
            tag,
            "image_url",
            &[&format!(r#""image_url":{{"url":"https://example.com/{index}.png"}}"#)],
        )),
        _ => {}
    }
    let (role, run) = if index % 2 == 0 {
        ("user", "null".to_owned())
    } else {
        ("assistant", format!(r#""run_{index:08}""#))
    };
    format!(
        r#"{{"id":"msg_{index:08}","object":"thread.message","created_at":{},"thread_id":"thread_abc123","role":"{role}","content":[{}],"assistant_id":null,"run_id":{run},"attachments":[],"metadata":{{"topic":"weather"}}}}"#,
        1_698_983_503 + index,
        content.join(",")
    )
}

fn text(tag: Tag, index: usize) -> String {
    let annotations =
        (0..index % 3).map(|number| annotation(tag, index + number)).collect::<Vec<_>>().join(",");
    let value = "The forecast says \\\"light rain\\\" until noon, then clearing from the west. "
        .repeat(2 + index % 3);
    tagged(
        tag,
        "text",
        &[&format!(r#""text":{{"value":"{value}","annotations":[{annotations}]}}"#)],
    )
}

fn annotation(tag: Tag, index: usize) -> String {
    let kind = if index % 2 == 0 { "file_citation" } else { "file_path" };
    let file = format!(r#""{kind}":{{"file_id":"file_{index:08}"}}"#);
    tagged(tag, kind, &[r#""text":"[source]""#, &file, r#""start_index":18"#, r#""end_index":28"#])
}

/// Builds an object with its tag at this position.
fn tagged(tag: Tag, name: &str, fields: &[&str]) -> String {
    let place = match tag {
        Tag::First => 0,
        Tag::Middle => fields.len() / 2,
        Tag::Last => fields.len(),
    };
    let tag = format!(r#""type":"{name}""#);
    let mut fields = fields.to_vec();
    fields.insert(place, &tag);
    format!("{{{}}}", fields.join(","))
}
