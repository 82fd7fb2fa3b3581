// What the author writes:

#[derive(Debug, Clone, Form)]
#[form(model = Book, prefix = "book", crate = shop::cbv)]
pub struct BookForm {
    #[field(label = "Name", help_text = "As on the cover.", widget = text, attrs(placeholder = "Salt", autofocus),
            min_length = 2, max_length = 100, strip = false)]
    pub title: String,
    #[field(required = false, initial = "new", clean = free_slug, validators(is_short), slug)]
    pub slug: String,
    #[field(email, error_messages(required = "Who?", invalid = "Where?"))]
    pub editor: String,
    #[field(url)]
    pub website: Option<String>,
    #[field(min_value = 0, max_value = MOST, default = 1)]
    pub price: i32,
    #[field(max_digits = 5, decimal_places = 2, step_size = 0.05, disabled)]
    pub discount: Decimal,
    #[field(upload_to = "covers")]
    pub jacket: FileChange,
    #[field(queryset = Publisher::objects(), label_from = in_city)]
    pub publisher_id: i64,
    #[field(many_to_many = Book::AUTHORS)]
    pub authors: Vec<i64>,
    #[field(extra, files = FileRules::new())]
    pub cover: UploadedFile,
    #[field(inline = Page::BOOK, extra = 2, min_num = 1, max_num = 9, can_delete = false)]
    pub pages: FormSet<PageForm>,
    #[field(formset, label = "Words")]
    pub keywords: FormSet<WordForm>,
    #[field(extra, default)]
    pub notify: bool,
}

// What the derive adds:

///The fields of [`BookForm`] as a template sees them.
#[derive(Debug)]
#[allow(dead_code, missing_docs)]
pub struct BookFormFields {
    pub title: shop::cbv::form::BoundField,
    pub slug: shop::cbv::form::BoundField,
    pub editor: shop::cbv::form::BoundField,
    pub website: shop::cbv::form::BoundField,
    pub price: shop::cbv::form::BoundField,
    pub discount: shop::cbv::form::BoundField,
    pub jacket: shop::cbv::form::BoundField,
    pub publisher_id: shop::cbv::form::BoundField,
    pub authors: shop::cbv::form::BoundField,
    pub cover: shop::cbv::form::BoundField,
    pub pages: <FormSet<PageForm> as shop::cbv::form::IsFormSet>::Shown,
    pub keywords: <FormSet<WordForm> as shop::cbv::form::IsFormSet>::Shown,
    pub notify: shop::cbv::form::BoundField,
}
const _: () = {
    use shop::cbv as __cbv;
    #[allow(dead_code)]
    impl BookForm {
        ///The field `title`.
        pub const TITLE: __cbv::form::FormField<Self, String> = __cbv::form::FormField::new(
            0usize,
            "title",
        );
        ///The field `slug`.
        pub const SLUG: __cbv::form::FormField<Self, String> = __cbv::form::FormField::new(
            1usize,
            "slug",
        );
        ///The field `editor`.
        pub const EDITOR: __cbv::form::FormField<Self, String> = __cbv::form::FormField::new(
            2usize,
            "editor",
        );
        ///The field `website`.
        pub const WEBSITE: __cbv::form::FormField<Self, Option<String>> = __cbv::form::FormField::new(
            3usize,
            "website",
        );
        ///The field `price`.
        pub const PRICE: __cbv::form::FormField<Self, i32> = __cbv::form::FormField::new(
            4usize,
            "price",
        );
        ///The field `discount`.
        pub const DISCOUNT: __cbv::form::FormField<Self, Decimal> = __cbv::form::FormField::new(
            5usize,
            "discount",
        );
        ///The field `jacket`.
        pub const JACKET: __cbv::form::FormField<Self, FileChange> = __cbv::form::FormField::new(
            6usize,
            "jacket",
        );
        ///The field `publisher_id`.
        pub const PUBLISHER_ID: __cbv::form::FormField<Self, i64> = __cbv::form::FormField::new(
            7usize,
            "publisher_id",
        );
        ///The field `authors`.
        pub const AUTHORS: __cbv::form::FormField<Self, Vec<i64>> = __cbv::form::FormField::new(
            8usize,
            "authors",
        );
        ///The field `cover`.
        pub const COVER: __cbv::form::FormField<Self, UploadedFile> = __cbv::form::FormField::new(
            9usize,
            "cover",
        );
        ///The field `notify`.
        pub const NOTIFY: __cbv::form::FormField<Self, bool> = __cbv::form::FormField::new(
            10usize,
            "notify",
        );
        ///The field `pages`.
        pub const PAGES: __cbv::form::FormField<Self, FormSet<PageForm>> = __cbv::form::FormField::new(
            11usize,
            "pages",
        );
        ///The field `keywords`.
        pub const KEYWORDS: __cbv::form::FormField<Self, FormSet<WordForm>> = __cbv::form::FormField::new(
            12usize,
            "keywords",
        );
    }
    impl __cbv::form::Form for BookForm {
        type Fields = BookFormFields;
        type Changes = __cbv::form::Changes<Book>;
        const FIELDS: &'static [__cbv::form::FieldMeta] = &[
            <String as __cbv::form::FormValue>::META
                .named("title", "Name")
                .help_text("As on the cover.")
                .widget(__cbv::form::Widget::Text)
                .strip(false)
                .constraints(&[("maxlength", "100"), ("minlength", "2")])
                .attrs(&[("placeholder", "Salt"), ("autofocus", "")]),
            <String as __cbv::form::FormValue>::META
                .named("slug", "Slug")
                .required(false)
                .initial(|| <String as __cbv::form::FormValue>::encode(
                    &__cbv::__private::initial::<String>("new"),
                )),
            <String as __cbv::form::FormValue>::META
                .named("editor", "Editor")
                .widget(__cbv::form::Widget::Email)
                .error_messages(&[("required", "Who?"), ("invalid", "Where?")]),
            <Option<String> as __cbv::form::FormValue>::META
                .named("website", "Website")
                .widget(__cbv::form::Widget::Url),
            <i32 as __cbv::form::FormValue>::META
                .named("price", "Price")
                .constraints(&[("min", "0")])
                .initial(|| <i32 as __cbv::form::FormValue>::encode(
                    &__cbv::__private::initial::<i32>(1),
                )),
            <Decimal as __cbv::form::FormValue>::META
                .named("discount", "Discount")
                .disabled(true)
                .constraints(&[("step", "0.05"), ("step", "0.01")]),
            <FileChange as __cbv::form::FormValue>::META.named("jacket", "Jacket"),
            <i64 as __cbv::form::FormValue>::META.named("publisher_id", "Publisher"),
            <Vec<i64> as __cbv::form::FormValue>::META.named("authors", "Authors"),
            <UploadedFile as __cbv::form::FormValue>::META
                .named("cover", "Cover")
                .files::<UploadedFile>(FileRules::new()),
            <bool as __cbv::form::FormValue>::META
                .named("notify", "Notify")
                .initial(|| <bool as __cbv::form::FormValue>::encode(
                    &__cbv::__private::initial::<
                        bool,
                    >(<bool as __cbv::__private::core::default::Default>::default()),
                )),
        ];
        const PREFIX: &'static __cbv::__private::core::primitive::str = "book";
        const LINKS: __cbv::__private::core::primitive::bool = true;
        const SETS: &'static [__cbv::form::FormSetMeta] = &[
            __cbv::form::FormSetMeta::new::<FormSet<PageForm>>("pages", "Pages")
                .inline()
                .extra(2usize)
                .min_num(1usize)
                .max_num(9usize)
                .can_delete(false),
            __cbv::form::FormSetMeta::new::<FormSet<WordForm>>("keywords", "Words"),
        ];
        fn sets(
            fields: &BookFormFields,
        ) -> __cbv::__private::std::vec::Vec<&dyn __cbv::form::ShownSet> {
            __cbv::__private::std::vec![& fields.pages, & fields.keywords]
        }
        #[allow(unused_variables, clippy::redundant_closure)]
        fn decode(
            decoder: &mut __cbv::form::Decoder<'_>,
        ) -> __cbv::__private::core::option::Option<Self> {
            let __value_0 = decoder
                .read(
                    Self::TITLE,
                    |raw| <String as __cbv::form::FormValue>::decode(raw),
                    |value, rules| {
                        rules.check(__cbv::__private::rules::max_length(value, 100));
                        rules.check(__cbv::__private::rules::min_length(value, 2));
                    },
                );
            let __value_1 = decoder
                .read(
                    Self::SLUG,
                    |raw| <String as __cbv::form::FormValue>::decode(raw),
                    |value, rules| {
                        rules.check(__cbv::__private::rules::slug(value, ()));
                        rules.check(is_short(value));
                    },
                );
            let __value_2 = decoder
                .read(
                    Self::EDITOR,
                    |raw| <String as __cbv::form::FormValue>::decode(raw),
                    |value, rules| {
                        rules.check(__cbv::__private::rules::email(value, ()));
                    },
                );
            let __value_3 = decoder
                .read(
                    Self::WEBSITE,
                    |raw| <Option<String> as __cbv::form::FormValue>::decode(raw),
                    |value, rules| {
                        rules.check(__cbv::__private::rules::url(value, ()));
                    },
                );
            let __value_4 = decoder
                .read_or(
                    Self::PRICE,
                    || __cbv::__private::initial::<i32>(1),
                    |raw| <i32 as __cbv::form::FormValue>::decode(raw),
                    |value, rules| {
                        rules.check(__cbv::__private::rules::max_value(value, MOST));
                        rules.check(__cbv::__private::rules::min_value(value, 0));
                    },
                );
            let __value_5 = decoder
                .read(
                    Self::DISCOUNT,
                    |raw| <Decimal as __cbv::form::FormValue>::decode(raw),
                    |value, rules| {
                        rules
                            .check(
                                __cbv::__private::rules::step_size(
                                    value,
                                    __cbv::Decimal::new(5i64, 2u32),
                                    __cbv::__private::core::option::Option::None,
                                ),
                            );
                        rules
                            .check(
                                __cbv::__private::rules::digits(
                                    value,
                                    __cbv::__private::core::option::Option::Some(5),
                                    __cbv::__private::core::option::Option::Some(2),
                                ),
                            );
                    },
                );
            let __value_6 = decoder
                .read(
                    Self::JACKET,
                    |raw| <FileChange as __cbv::form::FormValue>::decode(raw),
                    |value, rules| {},
                );
            let __value_7 = decoder
                .read(
                    Self::PUBLISHER_ID,
                    |raw| <i64 as __cbv::form::FormValue>::decode(raw),
                    |value, rules| {},
                );
            let __value_8 = decoder
                .read(
                    Self::AUTHORS,
                    |raw| <Vec<i64> as __cbv::form::FormValue>::decode(raw),
                    |value, rules| {},
                );
            let __value_9 = decoder
                .read(
                    Self::COVER,
                    |raw| <UploadedFile as __cbv::form::FormValue>::decode(raw),
                    |value, rules| {},
                );
            let __value_10 = decoder.set(Self::PAGES);
            let __value_11 = decoder.set(Self::KEYWORDS);
            let __value_12 = decoder
                .read_or(
                    Self::NOTIFY,
                    || <bool as __cbv::__private::core::default::Default>::default(),
                    |raw| <bool as __cbv::form::FormValue>::decode(raw),
                    |value, rules| {},
                );
            __cbv::__private::core::option::Option::Some(Self {
                title: __value_0?,
                slug: __value_1?,
                editor: __value_2?,
                website: __value_3?,
                price: __value_4?,
                discount: __value_5?,
                jacket: __value_6?,
                publisher_id: __value_7?,
                authors: __value_8?,
                cover: __value_9?,
                pages: __value_10?,
                keywords: __value_11?,
                notify: __value_12?,
            })
        }
        #[allow(unused_variables)]
        fn bind(binder: &__cbv::form::Binder<'_, Self>) -> BookFormFields {
            BookFormFields {
                title: binder.field(Self::TITLE),
                slug: binder.field(Self::SLUG),
                editor: binder.field(Self::EDITOR),
                website: binder.field(Self::WEBSITE),
                price: binder.field(Self::PRICE),
                discount: binder.field(Self::DISCOUNT),
                jacket: binder.field(Self::JACKET),
                publisher_id: binder.field(Self::PUBLISHER_ID),
                authors: binder.field(Self::AUTHORS),
                cover: binder.field(Self::COVER),
                pages: binder.set(Self::PAGES),
                keywords: binder.set(Self::KEYWORDS),
                notify: binder.field(Self::NOTIFY),
            }
        }
        fn to_initial(&self) -> __cbv::form::Initial<Self> {
            __cbv::form::Initial::new()
                .with_texts(
                    Self::TITLE,
                    <String as __cbv::form::FormValue>::encode(&self.title),
                )
                .with_texts(
                    Self::SLUG,
                    <String as __cbv::form::FormValue>::encode(&self.slug),
                )
                .with_texts(
                    Self::EDITOR,
                    <String as __cbv::form::FormValue>::encode(&self.editor),
                )
                .with_texts(
                    Self::WEBSITE,
                    <Option<String> as __cbv::form::FormValue>::encode(&self.website),
                )
                .with_texts(
                    Self::PRICE,
                    <i32 as __cbv::form::FormValue>::encode(&self.price),
                )
                .with_texts(
                    Self::DISCOUNT,
                    <Decimal as __cbv::form::FormValue>::encode(&self.discount),
                )
                .with_texts(
                    Self::JACKET,
                    <FileChange as __cbv::form::FormValue>::encode(&self.jacket),
                )
                .with_texts(
                    Self::PUBLISHER_ID,
                    <i64 as __cbv::form::FormValue>::encode(&self.publisher_id),
                )
                .with_texts(
                    Self::AUTHORS,
                    <Vec<i64> as __cbv::form::FormValue>::encode(&self.authors),
                )
                .with_texts(
                    Self::COVER,
                    <UploadedFile as __cbv::form::FormValue>::encode(&self.cover),
                )
                .with_rows(Self::PAGES, self.pages.to_initial())
                .with_rows(Self::KEYWORDS, self.keywords.to_initial())
                .with_texts(
                    Self::NOTIFY,
                    <bool as __cbv::form::FormValue>::encode(&self.notify),
                )
        }
        fn sources() -> __cbv::__private::std::vec::Vec<
            (
                __cbv::__private::core::primitive::usize,
                __cbv::__private::core::option::Option<__cbv::form::Source>,
            ),
        > {
            #[allow(unused_imports)]
            use __cbv::__private::{RowsViaDefault as _, RowsViaRelation as _};
            __cbv::__private::std::vec![
                (7usize,
                __cbv::__private::core::option::Option::Some(__cbv::form::Source::labelled(Publisher::objects(),
                in_city))), (8usize,
                __cbv::__private::core::option::Option::Some(__cbv::form::Source::new(__cbv::__private::rows_of(Book::AUTHORS))))
            ]
        }
        async fn full_clean(
            &mut self,
            cx: &__cbv::form::Cleaning<'_>,
            errors: &mut __cbv::form::Errors<Self>,
        ) -> __cbv::Result<()> {
            __cbv::__private::cleaned(Self::SLUG, &mut self.slug, free_slug, cx, errors)
                .await?;
            self.pages.full_clean(cx, Self::PAGES, errors).await?;
            self.keywords.full_clean(cx, Self::KEYWORDS, errors).await?;
            #[allow(unused_imports)]
            use __cbv::__private::{CleanViaDefault as _, CleanViaImpl as _};
            (&__cbv::__private::CleanProbe::<Self>::new()).clean(self, cx, errors).await
        }
    }
    const __INLINE_PAGES: __cbv::form::Inline<
        Book,
        <FormSet<PageForm> as __cbv::form::IsFormSet>::Form,
    > = __cbv::form::inline::<_, _, FormSet<PageForm>>(Page::BOOK);
    impl __cbv::form::ModelForm for BookForm {
        type Model = Book;
        #[allow(unused_variables, unused_mut)]
        fn of_object(object: &Book) -> __cbv::form::Initial<Self> {
            let mut initial = __cbv::form::Initial::new();
            initial.show(Self::TITLE, &<Book>::TITLE.of_row(object).title);
            initial.show(Self::SLUG, &<Book>::SLUG.of_row(object).slug);
            initial.show(Self::EDITOR, &<Book>::EDITOR.of_row(object).editor);
            initial.show(Self::WEBSITE, &<Book>::WEBSITE.of_row(object).website);
            initial.show(Self::PRICE, &<Book>::PRICE.of_row(object).price);
            initial.show(Self::DISCOUNT, &<Book>::DISCOUNT.of_row(object).discount);
            initial
                .show(
                    Self::PUBLISHER_ID,
                    &<Book>::PUBLISHER_ID.of_row(object).publisher_id,
                );
            initial.show(Self::JACKET, &<Book>::JACKET.of_row(object).jacket);
            initial
        }
        fn assignments(
            &self,
        ) -> __cbv::__private::std::vec::Vec<__cbv::Assignment<Book>> {
            __cbv::__private::std::vec![
                < Book > ::TITLE.set(__cbv::__private::core::clone::Clone::clone(& self
                .title)), < Book > ::SLUG
                .set(__cbv::__private::core::clone::Clone::clone(& self.slug)), < Book >
                ::EDITOR.set(__cbv::__private::core::clone::Clone::clone(& self.editor)),
                < Book > ::WEBSITE.set(__cbv::__private::core::clone::Clone::clone(& self
                .website)), < Book > ::PRICE
                .set(__cbv::__private::core::clone::Clone::clone(& self.price)), < Book >
                ::DISCOUNT.set(__cbv::__private::core::clone::Clone::clone(& self
                .discount)), < Book > ::PUBLISHER_ID
                .set(__cbv::__private::core::clone::Clone::clone(& self.publisher_id))
            ]
        }
        async fn of_links(
            object: &Book,
            db: &__cbv::Conn,
        ) -> __cbv::Result<__cbv::form::Initial<Self>> {
            let mut initial = __cbv::form::Initial::new();
            let keys = __cbv::__private::relation_of::<Book, _>(Book::AUTHORS)
                .keys(db, object)
                .await?;
            initial = initial
                .with_texts(
                    Self::AUTHORS,
                    <Vec<i64> as __cbv::__private::Keys<_>>::texts(keys),
                );
            __cbv::__private::core::result::Result::Ok(initial)
        }
        async fn store_files(
            &self,
            object: __cbv::__private::core::option::Option<&Book>,
            req: &__cbv::Request,
        ) -> __cbv::Result<__cbv::__private::std::vec::Vec<__cbv::Assignment<Book>>> {
            let mut files = __cbv::__private::std::vec::Vec::new();
            let before = object.map(|object| &<Book>::JACKET.of_row(object).jacket);
            files
                .extend(
                    __cbv::__private::store_file(
                            req,
                            "covers",
                            <Book>::JACKET,
                            before,
                            &self.jacket,
                        )
                        .await?,
                );
            __cbv::__private::core::result::Result::Ok(files)
        }
        async fn of_rows(
            object: &Book,
            db: &__cbv::Conn,
        ) -> __cbv::Result<__cbv::form::Initial<Self>> {
            __cbv::__private::core::result::Result::Ok(
                __cbv::form::Initial::new()
                    .with_rows(Self::PAGES, __INLINE_PAGES.rows(object, db).await?),
            )
        }
        async fn save_links(
            &self,
            object: &Book,
            db: &__cbv::Conn,
        ) -> __cbv::Result<()> {
            __cbv::__private::relation_of::<Book, _>(Book::AUTHORS)
                .set(
                    db,
                    object,
                    <Vec<i64> as __cbv::__private::Keys<_>>::keys(&self.authors),
                )
                .await?;
            __INLINE_PAGES.save(Self::PAGES, &self.pages, object, db).await?;
            __cbv::__private::core::result::Result::Ok(())
        }
    }
};
