// What the author writes:

#[derive(Debug, Clone, Model)]
#[model(
    table = "shop_book",
    read_only,
    ordering(-published, title),
    url = "/books/{slug}/",
    verbose_name = "book",
    verbose_name_plural = "books",
    queryset = QuerySet::new().filter(Book::TITLE.ne("")),
    reverse(reviews = Review::BOOK),
    reverse_one(cover = Cover::BOOK),
    many_to_many(tags(model = Tag, through = "book_tag", from = "book", to = "tag")),
    crate = shop::cbv
)]
pub struct Book {
    #[model(primary_key, uuid = hex)]
    pub key: Uuid,
    #[model(slug)]
    pub isbn: String,
    #[model(column = "book_title")]
    pub title: String,
    pub slug: String,
    #[model(datetime = rfc3339)]
    pub published: DateTime<Utc>,
    #[model(decimal(8, 2))]
    pub price: Option<Decimal>,
    #[model(foreign_key = Publisher)]
    pub publisher_id: i64,
    #[model(select_related)]
    pub publisher: Publisher,
    #[model(foreign_key = Author)]
    pub author_key: Option<i64>,
    #[model(select_related = author_key)]
    pub author: Option<Author>,
    #[model(foreign_key = Series, related = series)]
    pub part_of: i64,
    #[model(annotation = Book::REVIEWS.count())]
    pub review_count: i64,
    #[model(prefetch_related(through = "book_editor", queryset = Author::objects().limit(3)))]
    pub editors: Vec<Author>,
}

// What the derive adds:

const _: () = {
    use shop::cbv as __cbv;
    #[allow(dead_code)]
    impl Book {
        ///The column `key`.
        pub const KEY: __cbv::Column<Self, Uuid> = __cbv::Column::new("key")
            .uuid(__cbv::UuidForm::Hex);
        ///The column `isbn`.
        pub const ISBN: __cbv::Column<Self, String> = __cbv::Column::new("isbn");
        ///The column `book_title`.
        pub const TITLE: __cbv::Column<Self, String> = __cbv::Column::new("book_title");
        ///The column `slug`.
        pub const SLUG: __cbv::Column<Self, String> = __cbv::Column::new("slug");
        ///The column `published`.
        pub const PUBLISHED: __cbv::Column<Self, DateTime<Utc>> = __cbv::Column::new(
                "published",
            )
            .datetime(__cbv::DateTimeForm::Rfc3339);
        ///The column `price`.
        pub const PRICE: __cbv::Column<Self, Option<Decimal>> = __cbv::Column::new(
                "price",
            )
            .decimal(8, 2);
        ///The column `publisher_id`.
        pub const PUBLISHER_ID: __cbv::Column<Self, i64> = __cbv::Column::new(
            "publisher_id",
        );
        ///The column `author_key`.
        pub const AUTHOR_KEY: __cbv::Column<Self, Option<i64>> = __cbv::Column::new(
            "author_key",
        );
        ///The column `part_of`.
        pub const PART_OF: __cbv::Column<Self, i64> = __cbv::Column::new("part_of");
        ///The row that `publisher_id` leads to.
        pub const PUBLISHER: __cbv::ToOne<Self, Publisher> = __cbv::__private::to_one(
            Self::PUBLISHER_ID.name(),
            <Publisher as __cbv::Model>::KEY,
            <i64 as __cbv::Field>::NULL,
        );
        ///The row that `author_key` leads to.
        pub const AUTHOR: __cbv::ToOne<Self, Author> = __cbv::__private::to_one(
            Self::AUTHOR_KEY.name(),
            <Author as __cbv::Model>::KEY,
            <Option<i64> as __cbv::Field>::NULL,
        );
        ///The row that `part_of` leads to.
        pub const SERIES: __cbv::ToOne<Self, Series> = __cbv::__private::to_one(
            Self::PART_OF.name(),
            <Series as __cbv::Model>::KEY,
            <i64 as __cbv::Field>::NULL,
        );
        ///The relation `reviews`.
        pub const REVIEWS: __cbv::ToMany<Self, Review> = Review::BOOK.reversed();
        ///The relation `cover`.
        pub const COVER: __cbv::ToOne<Self, Cover> = Cover::BOOK.reversed_one();
        ///The relation `tags`.
        pub const TAGS: __cbv::ToMany<Self, Tag> = __cbv::__private::to_many(
            <Self as __cbv::Model>::PK.name(),
            ("book_tag", "book", "tag"),
            <Tag as __cbv::Model>::KEY,
        );
        ///The relation `editors`.
        pub const EDITORS: __cbv::ToMany<Self, Author> = __cbv::__private::to_many(
            <Self as __cbv::Model>::PK.name(),
            ("book_editor", "book_id", "author_id"),
            <Author as __cbv::Model>::KEY,
        );
        ///The annotation `review_count`.
        pub const REVIEW_COUNT: __cbv::Column<Self, i64> = __cbv::Column::annotation(
            "review_count",
            |alias, out| __cbv::__private::annotate::<
                Self,
                _,
                i64,
            >(Book::REVIEWS.count(), alias, out),
        );
    }
    impl __cbv::__private::Whole for Book {
        type Model = Self;
    }
    impl __cbv::__private::Relates<1938415974132763807u64> for Book {
        type Relation = __cbv::ToOne<Self, Publisher>;
        const RELATION: Self::Relation = Self::PUBLISHER;
    }
    impl __cbv::__private::Relates<7815024061042257814u64> for Book {
        type Relation = __cbv::ToOne<Self, Author>;
        const RELATION: Self::Relation = Self::AUTHOR;
    }
    impl __cbv::__private::Relates<5407927592400933424u64> for Book {
        type Relation = __cbv::ToOne<Self, Series>;
        const RELATION: Self::Relation = Self::SERIES;
    }
    impl __cbv::__private::Relates<617722409064000982u64> for Book {
        type Relation = __cbv::ToMany<Self, Review>;
        const RELATION: Self::Relation = Self::REVIEWS;
    }
    impl __cbv::__private::Relates<12257012090271558176u64> for Book {
        type Relation = __cbv::ToOne<Self, Cover>;
        const RELATION: Self::Relation = Self::COVER;
    }
    impl __cbv::__private::Relates<15644445103386232192u64> for Book {
        type Relation = __cbv::ToMany<Self, Tag>;
        const RELATION: Self::Relation = Self::TAGS;
    }
    impl __cbv::__private::Relates<1380759701367752529u64> for Book {
        type Relation = __cbv::ToMany<Self, Author>;
        const RELATION: Self::Relation = Self::EDITORS;
    }
    impl __cbv::Load for Book {
        const WIDTH: usize = 10usize + <Publisher as __cbv::Related>::COLUMNS
            + <Option<Author> as __cbv::Related>::COLUMNS;
        #[allow(unused_variables)]
        fn select(
            alias: &__cbv::__private::core::primitive::str,
            shape: &mut __cbv::Shape,
        ) {
            shape.column(alias, "key");
            shape.column(alias, "isbn");
            shape.column(alias, "book_title");
            shape.column(alias, "slug");
            shape.column(alias, "published");
            shape.column(alias, "price");
            shape.column(alias, "publisher_id");
            shape.column(alias, "author_key");
            shape.column(alias, "part_of");
            shape.annotation(alias, Self::REVIEW_COUNT);
            <Publisher as __cbv::Related>::join(
                shape,
                alias,
                "publisher",
                Self::PUBLISHER,
            );
            <Option<
                Author,
            > as __cbv::Related>::join(shape, alias, "author", Self::AUTHOR);
        }
        #[allow(unused_variables)]
        fn load(row: &__cbv::Row, at: usize) -> __cbv::Result<Self> {
            __cbv::__private::core::result::Result::Ok(Self {
                key: __cbv::__private::key::<Self>(row, at + 0usize)?,
                isbn: <String as __cbv::Field>::get(
                    row,
                    at + 1usize,
                    Self::ISBN.meta(),
                )?,
                title: <String as __cbv::Field>::get(
                    row,
                    at + 2usize,
                    Self::TITLE.meta(),
                )?,
                slug: <String as __cbv::Field>::get(
                    row,
                    at + 3usize,
                    Self::SLUG.meta(),
                )?,
                published: <DateTime<
                    Utc,
                > as __cbv::Field>::get(row, at + 4usize, Self::PUBLISHED.meta())?,
                price: <Option<
                    Decimal,
                > as __cbv::Field>::get(row, at + 5usize, Self::PRICE.meta())?,
                publisher_id: <i64 as __cbv::Field>::get(
                    row,
                    at + 6usize,
                    Self::PUBLISHER_ID.meta(),
                )?,
                author_key: <Option<
                    i64,
                > as __cbv::Field>::get(row, at + 7usize, Self::AUTHOR_KEY.meta())?,
                part_of: <i64 as __cbv::Field>::get(
                    row,
                    at + 8usize,
                    Self::PART_OF.meta(),
                )?,
                review_count: <i64 as __cbv::Field>::get(
                    row,
                    at + 9usize,
                    Self::REVIEW_COUNT.meta(),
                )?,
                publisher: <Publisher as __cbv::Related>::read(row, at + 10usize)?,
                author: <Option<
                    Author,
                > as __cbv::Related>::read(
                    row,
                    at + 10usize + <Publisher as __cbv::Related>::COLUMNS,
                )?,
                editors: __cbv::__private::std::vec::Vec::new(),
            })
        }
    }
    impl __cbv::Model for Book {
        const TABLE: &'static __cbv::__private::core::primitive::str = "shop_book";
        const OBJECT_NAME: &'static __cbv::__private::core::primitive::str = "Book";
        const VERBOSE_NAME: &'static __cbv::__private::core::primitive::str = "book";
        const VERBOSE_NAME_PLURAL: &'static __cbv::__private::core::primitive::str = "books";
        type Pk = Uuid;
        const PK: __cbv::Column<Self, Uuid> = Self::KEY;
        fn pk(&self) -> Uuid {
            __cbv::__private::core::clone::Clone::clone(&self.key)
        }
        fn values(
            &self,
        ) -> __cbv::__private::std::vec::Vec<(&'static __cbv::Meta, __cbv::Sql)> {
            __cbv::__private::std::vec![
                __cbv::__private::bind_key(self), (Self::ISBN.meta(), < String as
                __cbv::Field > ::to_sql(& self.isbn, Self::ISBN.meta())), (Self::TITLE
                .meta(), < String as __cbv::Field > ::to_sql(& self.title, Self::TITLE
                .meta())), (Self::SLUG.meta(), < String as __cbv::Field > ::to_sql(& self
                .slug, Self::SLUG.meta())), (Self::PUBLISHED.meta(), < DateTime < Utc >
                as __cbv::Field > ::to_sql(& self.published, Self::PUBLISHED.meta())),
                (Self::PRICE.meta(), < Option < Decimal > as __cbv::Field > ::to_sql(&
                self.price, Self::PRICE.meta())), (Self::PUBLISHER_ID.meta(), < i64 as
                __cbv::Field > ::to_sql(& self.publisher_id, Self::PUBLISHER_ID.meta())),
                (Self::AUTHOR_KEY.meta(), < Option < i64 > as __cbv::Field > ::to_sql(&
                self.author_key, Self::AUTHOR_KEY.meta())), (Self::PART_OF.meta(), < i64
                as __cbv::Field > ::to_sql(& self.part_of, Self::PART_OF.meta()))
            ]
        }
        const FIELDS: &'static [__cbv::FieldInfo] = &[
            __cbv::FieldInfo::new("key", Self::KEY.meta(), <Uuid as __cbv::Field>::TYPE),
            __cbv::FieldInfo::new(
                "isbn",
                Self::ISBN.meta(),
                <String as __cbv::Field>::TYPE,
            ),
            __cbv::FieldInfo::new(
                "title",
                Self::TITLE.meta(),
                <String as __cbv::Field>::TYPE,
            ),
            __cbv::FieldInfo::new(
                "slug",
                Self::SLUG.meta(),
                <String as __cbv::Field>::TYPE,
            ),
            __cbv::FieldInfo::new(
                "published",
                Self::PUBLISHED.meta(),
                <DateTime<Utc> as __cbv::Field>::TYPE,
            ),
            __cbv::FieldInfo::new(
                "price",
                Self::PRICE.meta(),
                <Option<Decimal> as __cbv::Field>::TYPE,
            ),
            __cbv::FieldInfo::new(
                    "publisher_id",
                    Self::PUBLISHER_ID.meta(),
                    <i64 as __cbv::Field>::TYPE,
                )
                .foreign_key(<Publisher as __cbv::Model>::model_info),
            __cbv::FieldInfo::new(
                    "author_key",
                    Self::AUTHOR_KEY.meta(),
                    <Option<i64> as __cbv::Field>::TYPE,
                )
                .foreign_key(<Author as __cbv::Model>::model_info),
            __cbv::FieldInfo::new(
                    "part_of",
                    Self::PART_OF.meta(),
                    <i64 as __cbv::Field>::TYPE,
                )
                .foreign_key(<Series as __cbv::Model>::model_info),
        ];
        const LINKS: &'static [__cbv::LinkInfo] = &[
            __cbv::LinkInfo::new(
                "tags",
                Self::TAGS,
                <Self as __cbv::Model>::model_info,
                <Tag as __cbv::Model>::model_info,
            ),
            __cbv::LinkInfo::new(
                "editors",
                Self::EDITORS,
                <Self as __cbv::Model>::model_info,
                <Author as __cbv::Model>::model_info,
            ),
        ];
        const SLUG: __cbv::__private::core::option::Option<
            __cbv::Column<Self, __cbv::__private::std::string::String>,
        > = __cbv::__private::core::option::Option::Some(Self::ISBN);
        const ORDERING: &'static [__cbv::Order<Self>] = &[
            <Self>::PUBLISHED.desc(),
            <Self>::TITLE.asc(),
        ];
        fn default_queryset() -> __cbv::QuerySet<Self> {
            QuerySet::new().filter(Book::TITLE.ne(""))
        }
        const PREFETCH: &'static [__cbv::Prefetch<Self>] = &[
            __cbv::Prefetch::new(
                "editors",
                true,
                |rows, db| <Author as __cbv::Model>::prefetch(
                    rows,
                    db,
                    Self::EDITORS,
                    Author::objects().limit(3),
                    |row| &mut row.editors,
                ),
                <Author as __cbv::Model>::walk,
                <Author as __cbv::Model>::model_info,
            ),
            __cbv::Prefetch::new(
                "publisher",
                <Publisher as __cbv::Related>::READS_MORE,
                |rows, db| <Publisher as __cbv::Related>::fill(
                    rows,
                    db,
                    |row| &mut row.publisher,
                ),
                <Publisher as __cbv::Related>::walk,
                <Publisher as __cbv::Related>::model_info,
            ),
            __cbv::Prefetch::new(
                "author",
                <Option<Author> as __cbv::Related>::READS_MORE,
                |rows, db| <Option<
                    Author,
                > as __cbv::Related>::fill(rows, db, |row| &mut row.author),
                <Option<Author> as __cbv::Related>::walk,
                <Option<Author> as __cbv::Related>::model_info,
            ),
        ];
    }
    impl __cbv::AbsoluteUrl for Book {
        fn absolute_url(&self) -> __cbv::__private::std::string::String {
            __cbv::__private::Url::new()
                .text("/books/")
                .argument(&self.slug)
                .text("/")
                .finish()
        }
    }
    impl Book {
        /// The path of the object's page.
        #[allow(dead_code)]
        pub fn absolute_url(&self) -> __cbv::__private::std::string::String {
            __cbv::AbsoluteUrl::absolute_url(self)
        }
    }
    const _: () = __cbv::__private::fit::uuid::<
        <<Uuid as __cbv::Field>::Value as __cbv::Value>::Repr,
    >();
    const _: () = __cbv::__private::fit::datetime::<
        <<DateTime<Utc> as __cbv::Field>::Value as __cbv::Value>::Repr,
    >();
    const _: () = __cbv::__private::fit::decimal::<
        <<Option<Decimal> as __cbv::Field>::Value as __cbv::Value>::Repr,
    >();
    const _: () = {
        type __To = Publisher;
        __cbv::__private::fit::foreign_key::<
            <i64 as __cbv::Field>::Value,
            <__To as __cbv::Model>::Pk,
        >();
        __cbv::__private::fit::same_model::<
            __To,
            <Publisher as __cbv::Related>::Model,
        >();
    };
    const _: () = {
        type __To = Author;
        __cbv::__private::fit::foreign_key::<
            <Option<i64> as __cbv::Field>::Value,
            <__To as __cbv::Model>::Pk,
        >();
        __cbv::__private::fit::same_model::<
            __To,
            <Option<Author> as __cbv::Related>::Model,
        >();
    };
    const _: () = {
        type __To = Series;
        __cbv::__private::fit::foreign_key::<
            <i64 as __cbv::Field>::Value,
            <__To as __cbv::Model>::Pk,
        >();
    };
    const _: () = {
        __cbv::__private::core::assert!(
            < Publisher as __cbv::Related > ::OUTER || ! < i64 as __cbv::Field > ::NULL,
            "{}",
            "`publisher_id` may be NULL, and then there is no `publisher`: make it an `Option`"
        );
    };
    const _: () = {
        __cbv::__private::core::assert!(
            < Option < Author > as __cbv::Related > ::OUTER || ! < Option < i64 > as
            __cbv::Field > ::NULL, "{}",
            "`author_key` may be NULL, and then there is no `author`: make it an `Option`"
        );
    };
};
