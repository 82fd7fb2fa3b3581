//! What may be asked of an uploaded file, as messages for its field. Called by forms, and where a form is decoded.

/// A file that is too large.
pub(super) fn too_large(file_name: &str, limit: u64) -> String {
    format!("“{file_name}” is too large: at most {} are allowed.", filesize(limit))
}

/// A number of bytes as people say it. Django's filter `filesizeformat`.
fn filesize(bytes: u64) -> String {
    let units = ["KB", "MB", "GB", "TB"];
    let mut size = bytes as f64;
    let mut unit = "bytes";
    for larger in units {
        if size < 1024.0 {
            break;
        }
        (size, unit) = (size / 1024.0, larger);
    }
    if unit == "bytes" || size.fract() == 0.0 {
        format!("{size} {unit}")
    } else {
        format!("{size:.1} {unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_as_people_say_them() {
        let sizes =
            [(0, "0 bytes"), (1023, "1023 bytes"), (1024, "1 KB"), (1536, "1.5 KB"), (10 << 20, "10 MB")];
        for (bytes, expected) in sizes {
            assert_eq!(filesize(bytes), expected);
        }
    }
}
