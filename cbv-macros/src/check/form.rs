//! Rules of forms.

use std::collections::HashMap;

use syn::{ext::IdentExt as _, spanned::Spanned as _};

use crate::{
    fault::{Faults, suggestion},
    spec::{
        form::{CODES, FormSpec},
        formset::SetSpec,
        model::constant,
    },
};

/// Checks a form.
pub(crate) fn check(spec: &FormSpec, faults: &mut Faults) {
    called_alike(spec, faults);
    for field in &spec.fields {
        if spec.model.is_none() {
            if let Some(word) = &field.extra {
                faults
                    .at(word.span(), "`extra` says that a field is no column, and this form has no `model`");
            }
            if let Some(relation) = &field.many_to_many {
                faults.at(
                    relation.span(),
                    "`many_to_many` stores keys with a row: say whose by `#[form(model = ..)]`",
                );
            }
            if let Some(folder) = &field.upload_to {
                faults.at(
                    folder.span(),
                    "`upload_to` stores a file's name with a row: say whose by `#[form(model = ..)]`",
                );
            }
        }
        if let Some(set) = &field.set {
            check_set(spec, set, faults);
        }
        if let Some(label) = &field.label_from
            && !field.has_rows()
        {
            faults.at(label.span(), "`label_from` says how rows are called: say which rows by `queryset`");
        }
        for message in &field.error_messages {
            let code = message.name.value();
            if !CODES.contains(&code.as_str()) {
                let near = suggestion(&code, CODES);
                faults.at(message.name.span(), format!("`{code}` is not the code of an error: {near}"));
            }
        }
        for rule in &field.rules {
            let other = match rule.name {
                "min_length" => "max_length",
                "min_value" => "max_value",
                _ => continue,
            };
            let number = |name: &str| {
                let rule = field.rules.iter().find(|rule| rule.name == name)?;
                rule.attribute()?.1.parse::<f64>().ok()
            };
            if let (Some(least), Some(most)) = (number(rule.name), number(other))
                && least > most
            {
                faults.at(rule.key.span(), format!("`{}` is more than `{other}`", rule.name));
            }
        }
    }
}

/// Each field has a constant of its own, whose name is the field's in capitals.
fn called_alike(spec: &FormSpec, faults: &mut Faults) {
    let mut seen: HashMap<String, String> = HashMap::new();
    for field in &spec.fields {
        let (name, constant) = (field.ident.unraw().to_string(), constant(&field.ident).to_string());
        if let Some(before) = seen.insert(constant.clone(), name.clone()) {
            faults.at(
                field.ident.span(),
                format!("`{name}` and `{before}` would both have the constant `{constant}`: name one of them otherwise"),
            );
        }
    }
}

/// Checks a set of forms.
fn check_set(spec: &FormSpec, set: &SetSpec, faults: &mut Faults) {
    if let (Some(relation), None) = (&set.inline, &spec.model) {
        let message = "`inline` stores rows that belong to the form's row: say whose by `#[form(model = ..)]`, or write `formset`";
        faults.at(relation.span(), message);
    }
    if let (Some(least), Some(most)) = (set.min_num, set.max_num)
        && least.number > most.number
    {
        faults.at(least.span, "`min_num` is more than `max_num`");
    }
}
