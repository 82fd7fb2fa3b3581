use cbv::prelude::*;

#[derive(Model)]
struct Note {
    id: i64,
}

#[derive(ListView)]
#[view(model = Note, formats(json))]
struct NoteList;

fn main() {}
