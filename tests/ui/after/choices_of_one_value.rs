use cbv::prelude::*;

#[derive(Clone, Choices)]
enum Status {
    Draft,
    #[choice(value = "draft")]
    Sketch,
}

#[derive(Model)]
struct Note {
    id: i64,
    status: Status,
}

fn drafts() -> QuerySet<Note> {
    let _ = (Status::ALL.len(), Status::Draft.label(), Status::Sketch.to_string());
    Note::objects().filter(Note::STATUS.eq(Status::Draft))
}

fn main() {}
