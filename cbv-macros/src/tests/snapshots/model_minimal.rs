// What the author writes:

#[derive(Model)]
struct Publisher {
    id: i64,
    name: String,
}

// What the derive adds:

const _: () = {
    use ::cbv as __cbv;
    #[allow(dead_code)]
    impl Publisher {
        ///The column `id`.
        const ID: __cbv::Column<Self, i64> = __cbv::Column::new("id");
        ///The column `name`.
        const NAME: __cbv::Column<Self, String> = __cbv::Column::new("name");
    }
    impl __cbv::__private::Whole for Publisher {
        type Model = Self;
    }
    impl __cbv::__private::HasColumn<628021283683842752u64> for Publisher {
        type Type = i64;
    }
    impl __cbv::__private::HasColumn<14176396743819860870u64> for Publisher {
        type Type = String;
    }
    impl __cbv::Load for Publisher {
        const WIDTH: usize = 2usize;
        #[allow(unused_variables)]
        fn select(
            alias: &__cbv::__private::core::primitive::str,
            shape: &mut __cbv::Shape,
        ) {
            shape.column(alias, "id");
            shape.column(alias, "name");
        }
        #[allow(unused_variables)]
        fn load(row: &__cbv::Row, at: usize) -> __cbv::Result<Self> {
            __cbv::__private::core::result::Result::Ok(Self {
                id: __cbv::__private::key::<Self>(row, at + 0usize)?,
                name: <String as __cbv::Field>::get(row, at + 1usize, Self::NAME.meta())?,
            })
        }
    }
    impl __cbv::Writable for Publisher {}
    impl __cbv::Model for Publisher {
        const TABLE: &'static __cbv::__private::core::primitive::str = "publisher";
        const OBJECT_NAME: &'static __cbv::__private::core::primitive::str = "Publisher";
        const VERBOSE_NAME: &'static __cbv::__private::core::primitive::str = "publisher";
        const VERBOSE_NAME_PLURAL: &'static __cbv::__private::core::primitive::str = "publishers";
        type Pk = i64;
        const PK: __cbv::Column<Self, i64> = Self::ID;
        fn pk(&self) -> i64 {
            __cbv::__private::core::clone::Clone::clone(&self.id)
        }
        fn values(
            &self,
        ) -> __cbv::__private::std::vec::Vec<(&'static __cbv::Meta, __cbv::Sql)> {
            __cbv::__private::std::vec![
                __cbv::__private::bind_key(self), (Self::NAME.meta(), < String as
                __cbv::Field > ::to_sql(& self.name, Self::NAME.meta()))
            ]
        }
        const FIELDS: &'static [__cbv::FieldInfo] = &[
            __cbv::FieldInfo::new("id", Self::ID.meta(), <i64 as __cbv::Field>::TYPE),
            __cbv::FieldInfo::new(
                "name",
                Self::NAME.meta(),
                <String as __cbv::Field>::TYPE,
            ),
        ];
    }
};
