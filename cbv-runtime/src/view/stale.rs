//! Forms that were filled in while somebody else changed the row: found out by a version that the form carries, answered by 409
//! and what is stored now. Called by `update.rs`, for views with `version`.

use super::{refused, update::UpdateView};
use crate::{
    Error, Result,
    form::{Bound, FieldMeta, Form, FormData, Initial, Invalid, ModelForm, Widget},
    model::Model as _,
    query::QuerySet,
    request::Request,
};

/// Lets the form carry the version: that of the row, or, once it was sent, what came with it.
pub(super) fn carry<V: UpdateView>(form: &mut Bound<V::Form>, object: &V::Model) {
    if let Some(name) = V::VERSION {
        let sent = form.data().map(|data| data.get(name).unwrap_or_default().to_owned());
        form.set_version(name, sent.unwrap_or_else(|| V::version_text(object)));
    }
}

/// Refuses a form that carries another version than the row has, or none.
pub(super) fn check<V: UpdateView>(sent: &FormData, object: &V::Model) -> Result<()> {
    let Some(name) = V::VERSION else { return Ok(()) };
    match sent.get(name) {
        // Django's words for a hidden field; the template does not show it, or the client left it out
        None => Err(Invalid::form(format!("(Hidden field {name}) This field is required.")).into()),
        Some(text) if text == V::version_text(object) => Ok(()),
        Some(_) => Err(Invalid::stale().into()),
    }
}

/// Makes errors of the form of what went wrong; the answer is the row as it is stored now.
pub(super) async fn refused<V: UpdateView>(
    form: &mut Bound<V::Form>,
    object: V::Model,
    error: Error,
    req: &Request,
) -> Result<V::Model> {
    if !matches!(&error, Error::Invalid(invalid) if invalid.stale) {
        refused::row(form, error, req).await?;
        return Ok(object);
    }
    let object = QuerySet::<V::Model>::new().filter(V::Model::PK.eq(object.pk())).get(req.db()).await?;
    refuse::<V>(form, &object, req).await?;
    Ok(object)
}

/// Refuses the form, and shows at each field what is stored now, where that is something else than what was typed. Sent once
/// more, it replaces that.
async fn refuse<V: UpdateView>(form: &mut Bound<V::Form>, object: &V::Model, req: &Request) -> Result<()> {
    let mut stored = V::Form::of_object(object);
    stored.extend(V::Form::of_links(object, req.db()).await?);
    form.load(req.db()).await?;
    let mut invalid = Invalid::form(format!(
        "Somebody else has changed this {} meanwhile. What is stored now is shown where it differs; save again to replace it.",
        V::Model::VERBOSE_NAME
    ));
    differences(form, &stored, &mut invalid);
    form.refuse(invalid);
    form.set_conflict();
    if let Some(name) = V::VERSION {
        form.set_version(name, V::version_text(object));
    }
    Ok(())
}

fn differences<F: Form>(form: &Bound<F>, stored: &Initial<F>, invalid: &mut Invalid) {
    for (index, meta) in F::FIELDS.iter().enumerate() {
        // what nobody may type, and files, of which the name says nothing
        let Some(stored) = stored.get(index).filter(|_| !form.is_held(index)) else { continue };
        let mut typed = form.sent(meta.name);
        let mut now: Vec<String> = stored.iter().map(|text| text.replace('\r', "")).collect();
        typed.sort_unstable();
        now.sort_unstable();
        if typed != now {
            let now = format!("Stored now: {}.", told(form, index, meta, &now));
            invalid.map.add(Some(meta.name), now.into());
        }
    }
}

/// What is stored, as the form would show it: by the words of its choices, not by their keys.
fn told<F: Form>(form: &Bound<F>, index: usize, meta: &FieldMeta, stored: &[String]) -> String {
    if meta.widget == Widget::Checkbox {
        return if stored.is_empty() { "not ticked" } else { "ticked" }.to_owned();
    }
    if stored.is_empty() {
        return "nothing".to_owned();
    }
    if meta.widget == Widget::Password {
        return "something else".to_owned(); // a password is never shown
    }
    let fixed = (meta.options)();
    let choices = form.options(index).unwrap_or(&fixed);
    let label = |value: &'_ String| {
        let choice = choices.iter().find(|choice| choice.value == *value);
        choice.map_or(value.clone(), |choice| choice.label.clone())
    };
    let labels: Vec<String> = stored.iter().map(label).collect();
    format!("“{}”", labels.join("”, “"))
}
