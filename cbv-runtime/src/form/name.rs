//! Names of uploaded files: what is left of the one that a client sent. Called by `file` and by storages.

/// The longest name in bytes; more than file systems take.
const LONGEST: usize = 255;

/// The last part of a path as any system writes it, without characters that are not seen or that turn the text around; a
/// stand-in when nothing is left.
///
/// Django: `MultiPartParser.sanitize_file_name`.
pub(super) fn clean(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !is_hidden(*c)).collect();
    match name.trim() {
        "" | "." | ".." => "unnamed".to_owned(),
        name => shorten(name).to_owned(),
    }
}

/// Whether a character is not seen: control characters, and those that set the direction or join.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Keeps the end, where the extension is.
fn shorten(name: &str) -> &str {
    let from = name.len().saturating_sub(LONGEST);
    (from..name.len()).find_map(|at| name.get(at..)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_path_the_last_part_is_kept() {
        for (sent, kept) in [
            ("cover.png", "cover.png"),
            ("/etc/passwd", "passwd"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("a/b\\c.txt", "c.txt"),
            ("C:\\fake path\\näme ü.jpg", "näme ü.jpg"),
            ("", "unnamed"),
            ("..", "unnamed"),
            ("a/..", "unnamed"),
            ("a/", "unnamed"),
            (" . ", "unnamed"),
            ("a\0b\r\nc.txt", "abc.txt"),
            ("gpj.\u{202e}exe", "gpj.exe"),
        ] {
            assert_eq!(clean(sent), kept, "{sent:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_end() {
        let name = clean(&format!("{}.png", "ü".repeat(200)));
        assert!(name.len() <= LONGEST && name.ends_with("ü.png"), "{name}");
    }
}
