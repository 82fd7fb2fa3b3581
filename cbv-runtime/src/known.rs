//! A type that is used only where what was asked of it first holds. Named by derived code, through `private`, where one wrong
//! word of an attribute would be many errors otherwise; at run time there is nothing to do.

/// The type `T`, known to be what it has to be: derived code writes
/// `<[(); <NoteForm as FormOf<Note>>::KNOWN] as Known<NoteForm>>::Type`.
///
/// The length of the array is the question. Where the compiler cannot answer it, it says so there, and once: an array whose
/// length is unknown is a type of which it says nothing more, and so is all that is made of it.
pub trait Known<T: ?Sized> {
    /// `T`.
    type Type: ?Sized;
}

impl<T: ?Sized, const N: usize> Known<T> for [(); N] {
    type Type = T;
}
