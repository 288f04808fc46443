use schematic_api::{Object, api};

#[derive(Clone, Debug, Object)]
pub struct Issues {
    pub titles: Vec<String>,
}

#[derive(Debug, Object)]
pub struct Other {
    pub text: String,
}

api! {
    pub client Tracker at "https://tracker.example.com";

    group issues {
        list: GET /issues?<page: u32?> -> Issues;
        open: POST /issues (json String) -> text;
    }

    group labels {
        list: GET /labels -> Vec<Other>;
        close: POST /labels (json LabelsCloseRequest) -> text;
    }
}

#[derive(Debug, Object)]
pub struct LabelsCloseRequest {
    pub reason: String,
}

fn main() {
    let tracker = Tracker::builder().build().unwrap();
    let _ = tracker.issues().list().page(7);
    let _ = tracker.issues().open("a bug");
    let _ = tracker.labels().close(&LabelsCloseRequest::new("r"));
}
