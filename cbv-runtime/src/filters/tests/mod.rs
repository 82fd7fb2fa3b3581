//! The filters as templates call them, against what Django 5.2 answers, and with hostile values. Each file is named
//! after the file it tests; the small ones keep their tests at their own foot.

mod dates;
mod html;
mod number;
mod text;

/// What no filter may panic at, nor pass into a page as markup.
const HOSTILE: [&str; 12] = [
    "",
    "\0",
    "<script>alert(1)</script>",
    "<<script>script>alert(1)<</script>/script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "&lt;b&gt; &amp;",
    "https://example.org/\"onclick=alert(1)/<b>'",
    "e\u{301}\u{301}\u{301} \u{301}",
    "👨‍👩‍👧🇫🇷 \u{202e}txt",
    "\u{feff}\u{200b}\u{85}\u{2028}",
    "\\\\ {{ x }} %00 %zz",
];

/// The templates escape text of their own with askama's escaper; this is what it makes of a text.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    askama::filters::Escaper::write_escaped_str(&askama::filters::Html, &mut out, text).unwrap();
    out
}
