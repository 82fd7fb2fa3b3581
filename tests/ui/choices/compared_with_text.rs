use cbv::prelude::*;

#[derive(Clone, Choices)]
enum Status {
    Draft,
}

#[derive(Clone, Model)]
struct Note {
    id: i64,
    status: Status,
}

fn drafts() -> QuerySet<Note> {
    Note::objects().filter(Note::STATUS.eq("draft"))
}

fn main() {}
