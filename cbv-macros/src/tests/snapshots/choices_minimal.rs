// What the author writes:

#[derive(Clone, Choices)]
enum Status {
    Draft,
    InReview,
}

// What the derive adds:

const _: () = {
    use ::cbv as __cbv;
    impl __cbv::Choices for Status {
        const ALL: &'static [Self] = &[Self::Draft, Self::InReview];
        fn entry(
            &self,
        ) -> (
            &'static __cbv::__private::core::primitive::str,
            &'static __cbv::__private::core::primitive::str,
        ) {
            match self {
                Self::Draft => ("draft", "Draft"),
                Self::InReview => ("in_review", "In Review"),
            }
        }
        fn of(
            text: &__cbv::__private::core::primitive::str,
        ) -> __cbv::__private::core::option::Option<Self> {
            match text {
                "draft" => __cbv::__private::core::option::Option::Some(Self::Draft),
                "in_review" => {
                    __cbv::__private::core::option::Option::Some(Self::InReview)
                }
                _ => __cbv::__private::core::option::Option::None,
            }
        }
    }
    #[allow(dead_code)]
    impl Status {
        /// All choices, in the order they are written.
        pub const ALL: &'static [Self] = <Self as __cbv::Choices>::ALL;
        /// What is stored.
        pub fn value(&self) -> &'static __cbv::__private::core::primitive::str {
            __cbv::Choices::entry(self).0
        }
        /// What people read.
        pub fn label(&self) -> &'static __cbv::__private::core::primitive::str {
            __cbv::Choices::entry(self).1
        }
    }
    impl __cbv::Value for Status {
        type Repr = __cbv::__private::std::string::String;
        fn from_repr(
            repr: __cbv::__private::std::string::String,
        ) -> __cbv::__private::core::result::Result<
            Self,
            __cbv::__private::std::string::String,
        > {
            __cbv::__private::stored(&repr)
        }
        fn into_repr(self) -> __cbv::__private::std::string::String {
            __cbv::__private::core::convert::Into::into(self.value())
        }
        fn texts() -> __cbv::__private::std::vec::Vec<
            &'static __cbv::__private::core::primitive::str,
        > {
            __cbv::__private::texts::<Self>()
        }
    }
    impl __cbv::__private::core::fmt::Display for Status {
        fn fmt(
            &self,
            f: &mut __cbv::__private::core::fmt::Formatter<'_>,
        ) -> __cbv::__private::core::fmt::Result {
            f.pad(self.value())
        }
    }
    impl __cbv::__private::core::str::FromStr for Status {
        type Err = __cbv::NoSuchChoice;
        fn from_str(
            text: &__cbv::__private::core::primitive::str,
        ) -> __cbv::__private::core::result::Result<Self, Self::Err> {
            __cbv::__private::choice(text)
        }
    }
};
