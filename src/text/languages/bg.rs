//! Bulgarian.

use super::Profile;
use super::ru;
use crate::text::number::digits::Marks;

pub(super) const PROFILE: Profile = Profile {
    tags: &["bg"],
    kin: "ru",
    titles: "проф доц акад инж д-р г-н г-жа бул ул пл ж.к св напр т.е т.нар вж срв ген полк кап им",
    names: "др бр",
    numbered: "№ чл ал т стр с фиг табл прил гл разд бл вх ет ап кн ч п",
    either: "лв ст хил млн млрд т.н т.д",
    years: "г гг в вв",
    starters: "в във на с със от до по за при това този тази тези той тя те то но и а или ако когато като как какво кой \
        къде защо така също обаче след преди не е са беше бяха има ще аз ти ние вие че после тогава",
    openers: "в във на от до през след преди към",
    headings: "глава част раздел член параграф том книга приложение урок",
    marks: Marks::SpaceComma,
    endings: ru::ENDINGS,
    ..Profile::UNKNOWN
};
