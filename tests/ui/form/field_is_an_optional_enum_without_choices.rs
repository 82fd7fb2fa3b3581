use cbv::prelude::*;

#[derive(Debug, Clone, PartialEq)]
enum Size {
    Small,
}

#[derive(Form)]
struct ShirtForm {
    size: Option<Size>,
}

fn main() {}
