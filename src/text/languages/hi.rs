//! Hindi and Marathi.

use super::Profile;

pub(super) const PROFILE: Profile = Profile {
    tags: &["hi", "mr"],
    titles: "डॉ प्रो श्री पं सुश्री कु चौ स्व उ.प्र म.प्र आ.प्र हि.प्र इं मु पो जि ई",
    numbered: "सं पृ क्र पू",
    headings: "अध्याय अनुच्छेद धारा भाग",
    ..Profile::UNKNOWN
};
