//! Japanese.

use super::Profile;
use super::zh;

pub(super) const PROFILE: Profile = Profile {
    tags: &["ja"],
    speech: &zh::SPEECH,
    goes_on: &["しかし", "でも", "だが", "けど"],
    ..Profile::UNKNOWN
};
