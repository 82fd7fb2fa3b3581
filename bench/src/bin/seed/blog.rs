//! The blog's rows as SQL values, from a fixed generator: nothing here depends on the day or the machine.

use chrono::{DateTime, Duration, NaiveDate, Utc};

const AUTHORS: u64 = 1000;
const CATEGORIES: u64 = 20;

/// Different texts; each post begins its own with words of its own.
const TEXTS: u64 = 199;

/// How long a text is at least, in bytes.
const TEXT: usize = 960;

/// Some of them must be escaped in HTML, and one in SQL.
const WORDS: &[&str] = &[
    "harbour",
    "lantern",
    "orchard",
    "meadow",
    "thunder",
    "copper",
    "velvet",
    "sparrow",
    "gravel",
    "cinnamon",
    "river",
    "window",
    "candle",
    "summer",
    "pebble",
    "ribbon",
    "kettle",
    "mountain",
    "blanket",
    "letter",
    "garden",
    "anchor",
    "violin",
    "sugar",
    "feather",
    "market",
    "bridge",
    "cloud",
    "engine",
    "forest",
    "glass",
    "honey",
    "island",
    "journey",
    "kitchen",
    "library",
    "mirror",
    "needle",
    "ocean",
    "paper",
    "quarry",
    "railway",
    "shadow",
    "temple",
    "umbrella",
    "valley",
    "winter",
    "yellow",
    "zigzag",
    "and",
    "or",
    "under",
    "over",
    "through",
    "without",
    "slowly",
    "always",
    "sometimes",
    "Q&A",
    "<em>bold</em>",
    "\"so-called\"",
    "it's",
    "2 < 3",
];

/// A small generator of numbers (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn word(&mut self) -> &'static str {
        let at = self.below(WORDS.len() as u64);
        usize::try_from(at).ok().and_then(|at| WORDS.get(at)).copied().unwrap_or_default()
    }

    fn words(&mut self, enough: impl Fn(&str, u64) -> bool) -> String {
        let mut text = String::new();
        for count in 0.. {
            if enough(&text, count) {
                break;
            }
            text.push_str(if count == 0 { "" } else { " " });
            text.push_str(self.word());
        }
        text
    }
}

/// `id, name, slug` of each author.
pub(crate) fn authors() -> impl Iterator<Item = String> {
    let mut numbers = Numbers(1);
    (1..=AUTHORS).map(move |id| {
        let name = format!("{} O'{}", capital(numbers.word()), capital(numbers.word()));
        format!("{id}, {}, 'author-{id}'", quoted(&name))
    })
}

/// `id, name, slug` of each category.
pub(crate) fn categories() -> impl Iterator<Item = String> {
    let mut numbers = Numbers(2);
    (1..=CATEGORIES).map(move |id| format!("{id}, {}, 'category-{id}'", quoted(&capital(numbers.word()))))
}

/// `id, slug, title, body, status, views, author_id, category_id, created_at` of each post.
pub(crate) fn posts(rows: u64) -> impl Iterator<Item = String> {
    let mut numbers = Numbers(3);
    let texts: Vec<String> = (0..TEXTS).map(|_| numbers.words(|text, _| text.len() >= TEXT)).collect();
    let begin: DateTime<Utc> =
        NaiveDate::from_ymd_opt(2016, 2, 29).unwrap_or_default().and_time(Default::default()).and_utc();
    (1..=rows).zip(texts.into_iter().cycle()).map(move |(id, text)| {
        let title = capital(&numbers.words(|_, count| count == 4 + id % 5));
        let body = format!("Post number {id}. {text}");
        let status = if id % 20 == 0 { "draft" } else { "published" };
        let (views, author, category) =
            (numbers.below(5000), 1 + numbers.below(AUTHORS), 1 + numbers.below(CATEGORIES));
        // Nearly in the order of the keys, as posts are.
        let seconds = id.saturating_mul(67).saturating_add(numbers.below(50) * 60);
        let created = begin + Duration::seconds(i64::try_from(seconds).unwrap_or_default());
        format!(
            "{id}, 'post-{id}', {}, {}, '{status}', {views}, {author}, {category}, '{}'",
            quoted(&title),
            quoted(&body),
            created.format("%Y-%m-%d %H:%M:%S")
        )
    })
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_are_the_same_in_every_run() {
        let first: Vec<String> = posts(300).collect();
        assert_eq!(first, posts(300).collect::<Vec<_>>());
        assert!(first[0].starts_with("1, 'post-1', '"), "{}", first[0]);
        assert!(first.iter().all(|row| (1000..1300).contains(&row.len())), "{}", first[0]);
        assert!(first.iter().all(|row| row.matches('\'').count() % 2 == 0));
    }
}
