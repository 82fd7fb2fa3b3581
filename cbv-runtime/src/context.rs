//! What a template sees apart from the view's own fields.
