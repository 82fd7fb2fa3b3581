//! Which rows, in which order, how many: orders, limits, pages, and the methods that read.

use std::num::NonZeroU32;

use cbv::{Error, Model, QuerySet};
use cbv_tests::{db::TestDb, on_every_database};

use crate::query_note::{Note, create, create_tagged, ids};

/// Rows with these grades, the keys from 1.
async fn create_graded(db: &TestDb, grades: &[Option<i32>]) {
    create(db).await;
    let rows: Vec<_> = grades.iter().map(|grade| Note { grade: *grade, ..Note::default() }).collect();
    Note::objects().bulk_create(db.db(), &rows).await.unwrap();
}

fn by_grade() -> QuerySet<Note> {
    Note::objects().order_by([Note::GRADE.asc(), Note::ID.asc()])
}

const TWO: NonZeroU32 = NonZeroU32::new(2).unwrap();

on_every_database! {
    #[test]
    async fn nulls_are_last_in_every_order(db: &TestDb) {
        create_graded(db, &[Some(2), None, Some(1), None, Some(3)]).await;
        assert_eq!(ids(db, by_grade()).await, [3, 1, 5, 2, 4]);
        let descending = Note::objects().order_by([Note::GRADE.desc(), Note::ID.asc()]);
        assert_eq!(ids(db, descending).await, [5, 1, 3, 2, 4]);
        let first = Note::objects().order_by([Note::GRADE.asc().nulls_first(), Note::ID.asc()]);
        assert_eq!(ids(db, first).await, [2, 4, 3, 1, 5]);
        let first = Note::objects().order_by([Note::GRADE.desc().nulls_first(), Note::ID.asc()]);
        assert_eq!(ids(db, first).await, [2, 4, 5, 1, 3]);
    }

    #[test]
    async fn the_opposite_order_is_the_order_from_its_end(db: &TestDb) {
        create_graded(db, &[Some(2), None, Some(1), None, Some(3)]).await;
        assert_eq!(ids(db, by_grade().reverse()).await, [4, 2, 5, 1, 3]);
        assert_eq!(ids(db, by_grade().reverse().reverse()).await, [3, 1, 5, 2, 4]);
        assert_eq!(by_grade().last(db.db()).await.unwrap().unwrap().id, 4);
        assert_eq!(by_grade().reverse().last(db.db()).await.unwrap().unwrap().id, 3);
        assert_eq!(Note::objects().order_by([]).last(db.db()).await.unwrap().unwrap().id, 5);
    }

    #[test]
    async fn first_and_get_read_one_row(db: &TestDb) {
        create_graded(db, &[Some(2), Some(1), Some(2)]).await;
        assert_eq!(by_grade().first(db.db()).await.unwrap().unwrap().id, 2);
        assert_eq!(Note::objects().order_by([]).first(db.db()).await.unwrap().unwrap().id, 1);
        assert_eq!(by_grade().none().first(db.db()).await.unwrap(), None);
        assert_eq!(by_grade().limit(0).first(db.db()).await.unwrap(), None);
        assert_eq!(by_grade().offset(1).first(db.db()).await.unwrap().unwrap().id, 1);
        assert_eq!(Note::objects().filter(Note::GRADE.eq(1)).get(db.db()).await.unwrap().id, 2);
        let none = Note::objects().filter(Note::GRADE.eq(7)).get(db.db()).await.unwrap_err();
        assert!(matches!(&none, Error::NotFound(text) if text == "Note matching query does not exist."), "{none}");
        let several = Note::objects().filter(Note::GRADE.eq(2)).get(db.db()).await.unwrap_err();
        assert!(matches!(several, Error::MultipleObjectsReturned { model: "Note" }), "{several}");
        assert_eq!(by_grade().offset(2).limit(1).get(db.db()).await.unwrap().id, 3);
    }

    #[test]
    async fn rows_are_counted_within_the_limits(db: &TestDb) {
        create_graded(db, &[Some(2), Some(1), None]).await;
        let rows = Note::objects();
        assert_eq!(rows.clone().count(db.db()).await.unwrap(), 3);
        assert_eq!(rows.clone().limit(2).count(db.db()).await.unwrap(), 2);
        assert_eq!(rows.clone().offset(2).count(db.db()).await.unwrap(), 1);
        assert_eq!(rows.clone().filter(Note::GRADE.gt(1)).count(db.db()).await.unwrap(), 1);
        assert!(rows.clone().exists(db.db()).await.unwrap());
        assert!(!rows.clone().limit(0).exists(db.db()).await.unwrap());
        assert!(!rows.clone().offset(3).exists(db.db()).await.unwrap());
        assert!(!rows.filter(Note::GRADE.gt(2)).exists(db.db()).await.unwrap());
    }

    #[test]
    async fn absurd_limits_are_no_fault(db: &TestDb) {
        create_graded(db, &[Some(2), Some(1), None]).await;
        assert_eq!(ids(db, by_grade().limit(u64::MAX)).await, [2, 1, 3]);
        assert_eq!(ids(db, by_grade().limit(0)).await, [0_i64; 0]);
        for offset in [u64::MAX, i64::MAX as u64, i64::MAX as u64 - 1, 1 << 40] {
            assert_eq!(ids(db, by_grade().offset(offset)).await, [0_i64; 0]);
            assert_eq!(ids(db, by_grade().offset(offset).limit(u64::MAX)).await, [0_i64; 0]);
            assert_eq!(ids(db, by_grade().offset(offset).limit(20)).await, [0_i64; 0]);
            assert_eq!(by_grade().offset(offset).count(db.db()).await.unwrap(), 0);
        }
        assert_eq!(ids(db, by_grade().limit(2).offset(1)).await, [1, 3]);
    }

    #[test]
    async fn pages_do_not_overlap_where_rows_are_equal_in_the_order(db: &TestDb) {
        create_graded(db, &[Some(1); 5]).await;
        let rows = || Note::objects().order_by([Note::GRADE.desc()]);
        let mut seen = Vec::new();
        for number in ["1", "2", "last"] {
            let page = rows().paginate(db.db(), TWO, number).await.unwrap();
            assert_eq!((page.paginator.count(), page.paginator.num_pages()), (5, 3));
            seen.extend(page.into_iter().map(|row| row.id));
        }
        assert_eq!(seen, [5, 4, 3, 2, 1]);
        for number in ["0", "4", "-1", "x", "", "99999999999999999999", "1\0"] {
            let refused = rows().paginate(db.db(), TWO, number).await.unwrap_err();
            assert!(matches!(refused, Error::NotFound(_)), "{number}: {refused}");
        }
    }

    #[test]
    async fn pages_of_a_limited_queryset_stay_inside(db: &TestDb) {
        create_graded(db, &[Some(1); 7]).await;
        let rows = || by_grade().offset(1).limit(3);
        let first = rows().paginate(db.db(), TWO, "1").await.unwrap();
        assert_eq!(first.iter().map(|row| row.id).collect::<Vec<_>>(), [2, 3]);
        let last = rows().paginate(db.db(), TWO, "last").await.unwrap();
        assert_eq!((last.number, last.iter().map(|row| row.id).collect::<Vec<_>>()), (2, vec![4]));
        let empty = rows().limit(0).paginate(db.db(), TWO, "1").await.unwrap();
        assert_eq!((empty.len(), empty.paginator.num_pages()), (0, 1));
    }

    /// Documented as different: the guide says which order each database has.
    #[test]
    async fn text_is_ordered_by_the_columns_collation(db: &TestDb) {
        create_tagged(db, &[Some("b"), Some("a"), Some("B"), Some("A")]).await;
        let rows = Note::objects().order_by([Note::TAG.asc(), Note::ID.asc()]).all(db.db()).await.unwrap();
        let order: String = rows.into_iter().filter_map(|row| row.tag).collect();
        // what PostgreSQL does is its database's locale
        assert!(db.pick(&["ABab"][..], &["ABab", "aAbB"], &["aAbB"]).contains(&&*order), "{order}");
        let smaller = Note::objects().filter(Note::TAG.lt("B")).count(db.db()).await.unwrap();
        assert!(db.pick(&[1][..], &[1, 2, 3], &[2]).contains(&smaller), "{smaller}");
    }
}
