use cbv::prelude::*;

#[derive(Form)]
struct SignUp {
    name: String,
}

fn refuse(errors: &mut cbv::form::Errors<SignUp>) {
    errors.add_error(SignUp::NAEM, "taken");
}

fn main() {}
