// What the author writes:

#[derive(Form)]
struct ContactForm {
    name: String,
    message: String,
}

// What the derive adds:

///The fields of [`ContactForm`] as a template sees them.
#[derive(Debug)]
#[allow(dead_code, missing_docs)]
struct ContactFormFields {
    pub name: ::cbv::form::BoundField,
    pub message: ::cbv::form::BoundField,
}
const _: () = {
    use ::cbv as __cbv;
    #[allow(dead_code)]
    impl ContactForm {
        ///The field `name`.
        const NAME: __cbv::form::FormField<Self, String> = __cbv::form::FormField::new(
            0usize,
            "name",
        );
        ///The field `message`.
        const MESSAGE: __cbv::form::FormField<Self, String> = __cbv::form::FormField::new(
            1usize,
            "message",
        );
    }
    impl __cbv::form::Form for ContactForm {
        type Fields = ContactFormFields;
        type Changes = ();
        const FIELDS: &'static [__cbv::form::FieldMeta] = &[
            <String as __cbv::form::FormValue>::META.named("name", "Name"),
            <String as __cbv::form::FormValue>::META.named("message", "Message"),
        ];
        #[allow(unused_variables, clippy::redundant_closure)]
        fn decode(
            decoder: &mut __cbv::form::Decoder<'_>,
        ) -> __cbv::__private::core::option::Option<Self> {
            let __value_0 = decoder
                .read(
                    Self::NAME,
                    |raw| <String as __cbv::form::FormValue>::decode(raw),
                    |value, rules| {},
                );
            let __value_1 = decoder
                .read(
                    Self::MESSAGE,
                    |raw| <String as __cbv::form::FormValue>::decode(raw),
                    |value, rules| {},
                );
            __cbv::__private::core::option::Option::Some(Self {
                name: __value_0?,
                message: __value_1?,
            })
        }
        #[allow(unused_variables)]
        fn bind(binder: &__cbv::form::Binder<'_, Self>) -> ContactFormFields {
            ContactFormFields {
                name: binder.field(Self::NAME),
                message: binder.field(Self::MESSAGE),
            }
        }
        fn to_initial(&self) -> __cbv::form::Initial<Self> {
            __cbv::form::Initial::new()
                .with_texts(
                    Self::NAME,
                    <String as __cbv::form::FormValue>::encode(&self.name),
                )
                .with_texts(
                    Self::MESSAGE,
                    <String as __cbv::form::FormValue>::encode(&self.message),
                )
        }
        async fn full_clean(
            &mut self,
            cx: &__cbv::form::Cleaning<'_>,
            errors: &mut __cbv::form::Errors<Self>,
        ) -> __cbv::Result<()> {
            #[allow(unused_imports)]
            use __cbv::__private::{CleanViaDefault as _, CleanViaImpl as _};
            (&__cbv::__private::CleanProbe::<Self>::new()).clean(self, cx, errors).await
        }
    }
};
