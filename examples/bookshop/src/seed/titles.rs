//! Titles of books that nobody has written: patterns, and the words that go into them. Called by `catalogue`. Slugs are made
//! here too, because a title is taken or not by its slug.

use super::random::Random;

/// What a title looks like; a word in braces is drawn from the list of that name.
const PATTERNS: &[&str] = &[
    "The {adjective} {thing}",
    "The {adjective} {thing}",
    "The {maker}'s {belonging}",
    "The {maker}'s {belonging}",
    "The {maker} of {place}",
    "{material} & {material}",
    "One {season} in {place}",
    "Letters from {place}",
    "Don't Forget the {thing}",
    "What the {maker} Saw",
    "The {place} Cookbook",
    "{place}: A History in Maps",
    "{subject}: A Short History",
    "{subject} for the Curious",
    "A First Course in {subject}",
    "Everyday {subject}",
    "Practical {craft}",
    "The Art of {craft}",
    "{craft} at Home",
];

const LISTS: &[(&str, &[&str])] = &[
    ("{adjective}", ADJECTIVES),
    ("{thing}", THINGS),
    ("{maker}", MAKERS),
    ("{belonging}", BELONGINGS),
    ("{material}", MATERIALS),
    ("{place}", PLACES),
    ("{season}", &["Spring", "Summer", "Autumn", "Winter"]),
    ("{subject}", SUBJECTS),
    ("{craft}", CRAFTS),
];

const ADJECTIVES: &[&str] = &[
    "Borrowed",
    "Crooked",
    "Distant",
    "Forgotten",
    "Golden",
    "Hidden",
    "Hollow",
    "Last",
    "Little",
    "Midnight",
    "Northern",
    "Paper",
    "Patient",
    "Quiet",
    "Restless",
    "Second",
    "Secret",
    "Silent",
    "Unfinished",
    "Wild",
];

const THINGS: &[&str] = &[
    "Archive",
    "Bridge",
    "Café",
    "Château",
    "Fjord",
    "Garden",
    "Harbour",
    "House",
    "Island",
    "Library",
    "Lighthouse",
    "Market",
    "Mountain",
    "Observatory",
    "Orchard",
    "Railway",
    "River",
    "Theatre",
    "Valley",
    "Window",
];

const MAKERS: &[&str] = &[
    "Beekeeper",
    "Bookbinder",
    "Botanist",
    "Cartographer",
    "Clockmaker",
    "Ferryman",
    "Gardener",
    "Glassblower",
    "Librarian",
    "Lighthouse Keeper",
    "Luthier",
    "Midwife",
    "Perfumer",
    "Pilot",
    "Printer",
    "Shepherd",
    "Translator",
    "Weaver",
];

const BELONGINGS: &[&str] = &[
    "Apprentice",
    "Brother",
    "Daughter",
    "Diary",
    "Dilemma",
    "Holiday",
    "Journey",
    "Letters",
    "Notebook",
    "Promise",
    "Secret",
    "Song",
    "Winter",
];

const MATERIALS: &[&str] = &[
    "Amber", "Ash", "Cedar", "Clay", "Copper", "Honey", "Ink", "Iron", "Linen", "Moss", "Saffron", "Salt",
    "Smoke", "Thyme",
];

const PLACES: &[&str] = &[
    "Bergen",
    "Besançon",
    "Cádiz",
    "Córdoba",
    "Galway",
    "Göteborg",
    "Kraków",
    "Kyoto",
    "Lisbon",
    "Malmö",
    "Marrakesh",
    "Plzeň",
    "Québec",
    "Reykjavík",
    "São Paulo",
    "Tbilisi",
    "Trieste",
    "Tromsø",
    "Valparaíso",
    "Zürich",
];

const SUBJECTS: &[&str] = &[
    "Astronomy",
    "Birdsong",
    "Bookkeeping",
    "Botany",
    "Chemistry",
    "Compilers",
    "Databases",
    "Geology",
    "Logic",
    "Navigation",
    "Networks",
    "Optics",
    "Photography",
    "Rhetoric",
    "Statistics",
    "Typography",
    "Weather",
];

const CRAFTS: &[&str] = &[
    "Baking",
    "Beekeeping",
    "Bookbinding",
    "Carpentry",
    "Ceramics",
    "Cycling",
    "Drawing",
    "Gardening",
    "Knitting",
    "Letterpress",
    "Pâtisserie",
    "Sailing",
    "Sketching",
    "Woodcarving",
];

/// One title, drawn by chance. No word stands in it twice.
pub(super) fn title(random: &mut Random) -> String {
    let mut title = random.pick(PATTERNS).to_owned();
    for (slot, words) in LISTS {
        while title.contains(slot) {
            let word = random.pick(words);
            if !title.contains(word) {
                title = title.replacen(slot, word, 1);
            }
        }
    }
    title
}

/// The part of a book's address that names it: a-z, 0-9 and hyphens. `The Pilot's Café` is `the-pilots-cafe`.
pub(super) fn slugify(title: &str) -> String {
    slug::slugify(title.replace('\'', ""))
}
