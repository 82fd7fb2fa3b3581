use cbv::{ToOne, form::FormSet, prelude::*};

#[derive(Model)]
struct Ticket {
    id: i64,
    seat: String,
}

#[derive(Model)]
struct Traveller {
    id: i64,
    name: String,
    #[model(foreign_key = Ticket)]
    ticket_id: i64,
}

const OTHER: ToOne<Ticket, Traveller> = Traveller::TICKET.reversed_one();

#[derive(Form)]
#[form(model = Ticket)]
struct TicketForm {
    seat: String,
}

#[derive(Form)]
#[form(model = Traveller)]
struct TravellerForm {
    #[field(inline = OTHER)]
    tickets: FormSet<TicketForm>,
}

fn main() {}
