//! The publishers and authors of the seed, in the order of their keys. Called by `catalogue`. All are invented; addresses end
//! in `.example`, which nobody can own.

/// Name, address, city, state or province, country and website of a publisher.
pub(super) type PublisherRow = [&'static str; 6];

pub(super) const PUBLISHERS: [PublisherRow; 14] = [
    ["Alder & Finch", "18 Wharf Lane", "Bristol", "", "United Kingdom", "https://alder-finch.example/"],
    [
        "Blauer Turm Verlag",
        "Lindenstraße 44",
        "Leipzig",
        "Sachsen",
        "Germany",
        "https://blauer-turm.example/",
    ],
    [
        "Cardinal Point Press",
        "2210 Pine Street",
        "Boulder",
        "Colorado",
        "United States",
        "https://cardinal-point.example/",
    ],
    ["Éditions du Marronnier", "7 rue des Tanneurs", "Lyon", "", "France", "https://marronnier.example/"],
    ["Fjordlys Forlag", "Strandgaten 12", "Bergen", "Vestland", "Norway", "https://fjordlys.example/"],
    [
        "Harbour Light Books",
        "91 Lower Water Street",
        "Halifax",
        "Nova Scotia",
        "Canada",
        "https://harbour-light.example/",
    ],
    ["Ibis & Sons", "5 Bahariya Road", "Alexandria", "", "Egypt", "https://ibis-sons.example/"],
    [
        "Kestrel House",
        "260 Collins Street",
        "Melbourne",
        "Victoria",
        "Australia",
        "https://kestrel-house.example/",
    ],
    ["Livraria Azulejo", "Rua das Flores 133", "Porto", "", "Portugal", "https://azulejo.example/"],
    [
        "O'Malley & Daughters",
        "3 Quay Street",
        "Galway",
        "Connacht",
        "Ireland",
        "https://omalley-daughters.example/",
    ],
    ["Pampa Ediciones", "Calle Defensa 870", "Buenos Aires", "", "Argentina", "https://pampa.example/"],
    [
        "Quill and Compass",
        "48 Nassau Street",
        "Princeton",
        "New Jersey",
        "United States",
        "https://quill-compass.example/",
    ],
    ["Wydawnictwo Żuraw", "ul. Floriańska 21", "Kraków", "Małopolska", "Poland", "https://zuraw.example/"],
    ["Yamabuki Shobō", "4-2-8 Jimbōchō", "Tokyo", "Chiyoda", "Japan", "https://yamabuki.example/"],
];

/// Salutation, first and last name of an author.
pub(super) type AuthorRow = [&'static str; 3];

#[rustfmt::skip]
pub(super) const AUTHORS: [AuthorRow; 48] = [
    ["Ms.", "Amara", "Okafor"], ["Dr.", "Ingrid", "Sørensen"], ["Mr.", "Tomás", "Herrera"], ["", "Yuki", "Tanabe"],
    ["Prof.", "Margaret", "Whitlock"], ["Mr.", "Liam", "O'Connell"], ["Ms.", "Zofia", "Wiśniewska"], ["Dr.", "Henrik", "Bergström"],
    ["", "Chiara", "Bellandi"], ["Mr.", "Samuel", "Adeyemi"], ["Ms.", "Renée", "Delacroix"], ["Dr.", "Anil", "Deshpande"],
    ["Ms.", "Hannah", "Grünwald"], ["Mr.", "Mateus", "Figueira"], ["", "Robin", "Ashdown"], ["Prof.", "Leila", "Haddad"],
    ["Mr.", "Jonas", "Lindqvist"], ["Ms.", "Beatriz", "Nuñez"], ["Dr.", "Oskar", "Novák"], ["Ms.", "Keiko", "Morita"],
    ["Mr.", "Douglas", "McAllister"], ["", "Aino", "Virtanen"], ["Ms.", "Camille", "Beaumont"], ["Mr.", "Farid", "Karimi"],
    ["Prof.", "Elizabeth", "Harrow"], ["Mr.", "Piotr", "Zieliński"], ["Ms.", "Naledi", "Mokoena"], ["Dr.", "Carlos", "Villanueva"],
    ["Ms.", "Freya", "Halvorsen"], ["Mr.", "Giovanni", "D'Angelo"], ["", "Sasha", "Petrov"], ["Ms.", "Ruth", "Pemberton"],
    ["Dr.", "Wei", "Zhang"], ["Ms.", "Orla", "Brannigan"], ["Mr.", "Émile", "Fournier"], ["Prof.", "Katarína", "Horváthová"],
    ["Mr.", "Benjamin", "Castle"], ["Ms.", "Priya", "Raman"], ["Mr.", "Søren", "Kjær"], ["", "Jordan", "Reyes"],
    ["Ms.", "Matilda", "Ekström"], ["Dr.", "Nikolaos", "Doukas"], ["Mr.", "Hugh", "Tremaine"], ["Ms.", "Inês", "Carvalho"],
    ["Mr.", "Andreas", "Vogel"], ["Prof.", "Miriam", "Goldfarb"], ["Ms.", "Tuuli", "Mäkelä"], ["Mr.", "Rhys", "Llewellyn"],
];
