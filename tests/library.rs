//! What whoever builds on the library may rely on.

use duizhao::finding::TextId;
use duizhao::text::{Document, Language};
use duizhao::witness::{Options, Relation, Witness, examine};
use duizhao::{align, check, clean, collate, diff, finding, format, record, review, text, witness};

/// Values go from thread to thread, and many threads may read one.
#[test]
fn values_are_send_and_sync() {
    fn hold<T: Send + Sync>() {}
    hold::<text::Document>();
    hold::<text::Language>();
    hold::<align::Options>();
    hold::<align::Alignment>();
    hold::<align::Table>();
    hold::<align::Tables>();
    hold::<diff::Revision>();
    hold::<finding::Finding>();
    hold::<check::Options>();
    hold::<clean::Cleaned>();
    hold::<collate::Synopsis>();
    hold::<witness::Witness>();
    hold::<witness::Examination>();
    hold::<review::Review>();
    hold::<record::Answer>();
    hold::<format::Error>();
    hold::<format::Parallel>();
    hold::<format::text::Loaded>();
}

fn document(language: &str, text: &str) -> Document {
    Document::new(text.to_owned(), Language::new(language))
}

#[test]
fn texts_of_which_none_is_the_pivot_are_examined_all_the_same() {
    let (zh, en) = (document("zh", "他来了。我走了。\n"), document("en", "He came. I left.\n"));
    let with = |relations: [Relation; 2]| {
        let [first, second] = relations;
        let witnesses = [
            Witness { id: TextId(0), document: &zh, relation: first },
            Witness { id: TextId(1), document: &en, relation: second },
        ];
        examine(&witnesses, &Options::default())
    };
    let translations = with([Relation::Translation, Relation::Translation]);
    assert_eq!((translations.pivot, translations.rows.len()), (0, 2));
    assert!(translations.alignments[0].is_none() && translations.alignments[1].is_some());
    assert_eq!(with([Relation::Pivot, Relation::Pivot]).pivot, 0);
    assert!(with([Relation::Pivot, Relation::RevisionOf(7)]).comparisons.is_empty());
    assert!(with([Relation::RevisionOf(0), Relation::RevisionOf(1)]).comparisons.is_empty());
    assert!(examine(&[], &Options::default()).rows.is_empty());
}

#[test]
fn of_no_versions_nothing_is_found_and_nothing_cleaned() {
    let (examine, review) = (Options::default(), review::Review::default());
    let found = clean::inspect(&[], &examine, &review);
    assert!(found.findings.is_empty() && found.examination.is_none());
    let again = |text: String| Document::new(text, Language::new("zh"));
    let options =
        clean::Options { examine: &examine, review: &review, again: &again, can_write: &|_, _| true };
    let cleaning = clean::clean(&[], &found, &options);
    assert_eq!((cleaning.document.text(), cleaning.unwritten), ("", 0));
}

#[test]
fn values_are_known_by_the_words_that_outputs_have() {
    for class in diff::Class::ALL {
        assert_eq!(class.to_string().parse(), Ok(class));
    }
    for kind in diff::Kind::ALL {
        assert_eq!(kind.to_string().parse(), Ok(kind));
    }
    for severity in finding::Severity::ALL {
        assert_eq!(severity.to_string().parse(), Ok(severity));
    }
    for status in review::Status::ALL {
        assert_eq!(status.name().parse(), Ok(status));
    }
    let unknown = "warnin".parse::<finding::Severity>().expect_err("no such word");
    assert_eq!(unknown.to_string(), "there is no `warnin`; did you mean `warning`?");
}

/// With the feature `serde` results are records of their own fields.
#[cfg(feature = "serde")]
#[test]
fn results_can_be_serialised() {
    let (zh, en) = (document("zh", "他来来了。我走了。\n"), document("en", "He came. I left.\n"));
    let alignment = align::align(&zh, &en, &align::Options::default());
    let value = serde_json::to_value(&alignment).expect("an alignment");
    assert_eq!(value["beads"][0]["source"], serde_json::json!({"start": 0, "end": 1}));
    assert_eq!(value["source_len"], 2);

    let found = check::check(&document("zh", "有\u{7}。\n"), &check::Options::default());
    let value = serde_json::to_value(&found[0]).expect("a finding");
    assert_eq!(value["rule"], "control-character");
    assert_eq!(value["span"], serde_json::json!({"start": 3, "end": 4}));
    assert_eq!(value["fix"]["applicability"], "safe");
    assert!(value["message"].is_string());

    let (old, new) = (document("en", "It rained. We slept.\n"), document("en", "It rained. We left.\n"));
    let revision = diff::diff(&old, &new, &diff::Options::default());
    let value = serde_json::to_value(&revision).expect("a revision");
    assert_eq!(
        (&value["changes"][0]["kind"], &value["changes"][0]["class"]),
        (&"edit".into(), &"wording".into())
    );

    let synopsis = collate::synopsis(&old, &[&new], &diff::Options::default());
    let value = serde_json::to_value(&synopsis).expect("a synopsis");
    assert_eq!(value["variants"][0]["readings"][0]["witnesses"], serde_json::json!([0]));

    let witnesses = [Witness { id: TextId(0), document: &zh, relation: Relation::Pivot }];
    let value = serde_json::to_value(examine(&witnesses, &Options::default())).expect("an examination");
    assert_eq!(value["pivot"], 0);
}
