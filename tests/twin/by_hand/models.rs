//! The two models, their columns and how a row is read. What each part is for is told by the traits' own pages.

use cbv::{
    AbsoluteUrl, Column, Decimal, Field, Load, Meta, Model, Order, Related, Result, Row, Shape, Sql, ToOne,
    Url, Writable, chrono::NaiveDate,
};

#[derive(serde::Serialize)]
pub(crate) struct Publisher {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) city: String,
    pub(crate) state_province: String,
    pub(crate) country: String,
    pub(crate) website: String,
}

impl Publisher {
    pub(crate) const ID: Column<Self, i64> = Column::new("id");
    pub(crate) const NAME: Column<Self, String> = Column::new("name");
    const ADDRESS: Column<Self, String> = Column::new("address");
    const CITY: Column<Self, String> = Column::new("city");
    const STATE_PROVINCE: Column<Self, String> = Column::new("state_province");
    const COUNTRY: Column<Self, String> = Column::new("country");
    const WEBSITE: Column<Self, String> = Column::new("website");
}

impl Load for Publisher {
    const WIDTH: usize = 7;

    fn select(alias: &str, shape: &mut Shape) {
        for name in ["id", "name", "address", "city", "state_province", "country", "website"] {
            shape.column(alias, name);
        }
    }

    fn load(row: &Row, at: usize) -> Result<Self> {
        Ok(Self {
            id: Field::get(row, at, Self::ID.meta())?,
            name: Field::get(row, at + 1, Self::NAME.meta())?,
            address: Field::get(row, at + 2, Self::ADDRESS.meta())?,
            city: Field::get(row, at + 3, Self::CITY.meta())?,
            state_province: Field::get(row, at + 4, Self::STATE_PROVINCE.meta())?,
            country: Field::get(row, at + 5, Self::COUNTRY.meta())?,
            website: Field::get(row, at + 6, Self::WEBSITE.meta())?,
        })
    }
}

impl Writable for Publisher {}

impl Model for Publisher {
    const TABLE: &'static str = "publisher";
    const OBJECT_NAME: &'static str = "Publisher";
    const VERBOSE_NAME: &'static str = "publisher";
    const VERBOSE_NAME_PLURAL: &'static str = "publishers";
    type Pk = i64;
    const PK: Column<Self, i64> = Self::ID;
    const ORDERING: &'static [Order<Self>] = &[Self::NAME.desc()];

    fn pk(&self) -> i64 {
        self.id
    }

    fn values(&self) -> Vec<(&'static Meta, Sql)> {
        vec![
            (Self::ID.meta(), self.id.to_sql(Self::ID.meta())),
            (Self::NAME.meta(), self.name.to_sql(Self::NAME.meta())),
            (Self::ADDRESS.meta(), self.address.to_sql(Self::ADDRESS.meta())),
            (Self::CITY.meta(), self.city.to_sql(Self::CITY.meta())),
            (Self::STATE_PROVINCE.meta(), self.state_province.to_sql(Self::STATE_PROVINCE.meta())),
            (Self::COUNTRY.meta(), self.country.to_sql(Self::COUNTRY.meta())),
            (Self::WEBSITE.meta(), self.website.to_sql(Self::WEBSITE.meta())),
        ]
    }
}

impl AbsoluteUrl for Publisher {
    fn absolute_url(&self) -> String {
        Url::new().text("/publishers/").argument(&self.id).text("/").finish()
    }
}

#[derive(serde::Serialize)]
pub(crate) struct Book {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) slug: String,
    pub(crate) publisher_id: i64,
    pub(crate) publication_date: NaiveDate,
    pub(crate) price: Decimal,
    pub(crate) publisher: Publisher,
}

impl Book {
    const ID: Column<Self, i64> = Column::new("id");
    pub(crate) const TITLE: Column<Self, String> = Column::new("title");
    const SLUG: Column<Self, String> = Column::new("slug");
    pub(crate) const PUBLISHER_ID: Column<Self, i64> = Column::new("publisher_id");
    const PUBLICATION_DATE: Column<Self, NaiveDate> = Column::new("publication_date");
    pub(crate) const PRICE: Column<Self, Decimal> = Column::new("price").decimal(8, 2);
    pub(crate) const PUBLISHER: ToOne<Self, Publisher> = ToOne::foreign_key(Self::PUBLISHER_ID);
}

impl Load for Book {
    const WIDTH: usize = 6 + Publisher::WIDTH;

    fn select(alias: &str, shape: &mut Shape) {
        for name in ["id", "title", "slug", "publisher_id", "publication_date", "price"] {
            shape.column(alias, name);
        }
        Publisher::join(shape, alias, "publisher", Self::PUBLISHER);
    }

    fn load(row: &Row, at: usize) -> Result<Self> {
        Ok(Self {
            id: Field::get(row, at, Self::ID.meta())?,
            title: Field::get(row, at + 1, Self::TITLE.meta())?,
            slug: Field::get(row, at + 2, Self::SLUG.meta())?,
            publisher_id: Field::get(row, at + 3, Self::PUBLISHER_ID.meta())?,
            publication_date: Field::get(row, at + 4, Self::PUBLICATION_DATE.meta())?,
            price: Field::get(row, at + 5, Self::PRICE.meta())?,
            publisher: Publisher::load(row, at + 6)?,
        })
    }
}

impl Writable for Book {}

impl Model for Book {
    const TABLE: &'static str = "book";
    const OBJECT_NAME: &'static str = "Book";
    const VERBOSE_NAME: &'static str = "book";
    const VERBOSE_NAME_PLURAL: &'static str = "books";
    type Pk = i64;
    const PK: Column<Self, i64> = Self::ID;
    const SLUG: Option<Column<Self, String>> = Some(Self::SLUG);
    const ORDERING: &'static [Order<Self>] = &[Self::PUBLICATION_DATE.desc()];

    fn pk(&self) -> i64 {
        self.id
    }

    fn values(&self) -> Vec<(&'static Meta, Sql)> {
        vec![
            (Self::ID.meta(), self.id.to_sql(Self::ID.meta())),
            (Self::TITLE.meta(), self.title.to_sql(Self::TITLE.meta())),
            (const { Book::SLUG.meta() }, self.slug.to_sql(Self::SLUG.meta())),
            (Self::PUBLISHER_ID.meta(), self.publisher_id.to_sql(Self::PUBLISHER_ID.meta())),
            (Self::PUBLICATION_DATE.meta(), self.publication_date.to_sql(Self::PUBLICATION_DATE.meta())),
            (Self::PRICE.meta(), self.price.to_sql(Self::PRICE.meta())),
        ]
    }
}

impl AbsoluteUrl for Book {
    fn absolute_url(&self) -> String {
        Url::new().text("/books/").argument(&self.slug).text("/").finish()
    }
}
