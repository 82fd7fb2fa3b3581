//! Which conditions, orders and assignments fit the rows of a model: those on the model itself, and for a smaller shape of a
//! table also those on the model it is a shape of. Called by `query/`, which bounds its methods by it.

use super::Model;

/// A model whose rows are rows of the table of `B`. Every model is one of itself; `#[model(of = Book)] struct BookCard` is
/// one of `Book`, so that `BookCard::objects().filter(Book::PRICE.lt(20))` compiles.
#[diagnostic::on_unimplemented(
    message = "this is about rows of `{B}`, and the query reads rows of `{Self}`",
    label = "not a row of `{Self}`",
    note = "what is asked of a related row goes through the relation: `Book::PUBLISHER.has(Publisher::NAME.eq(\"Acme\"))`"
)]
pub trait Of<B> {}

impl<M: Model> Of<M> for M {}
