from collections.abc import Sequence
from typing import Any, Final, Literal, Protocol, TypeAlias, overload

from ._duizhao import Batch as Batch
from ._duizhao import Error as Error
from ._duizhao import Schema as Schema
from ._duizhao import Stream as Stream
from ._rows import Cleaned as Cleaned
from ._rows import Rows as Rows

__all__ = [
    "Batch",
    "Cleaned",
    "Error",
    "Rows",
    "Schema",
    "Stream",
    "__version__",
    "align",
    "check",
    "clean",
    "diff",
    "schema",
    "sentences",
]

__version__: Final[str]
MAX_CHARS: Final[int]

class _Batch(Protocol):
    """A record batch: pyarrow's, or that of whatever speaks Arrow's PyCapsule interface."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

class _Stream(Protocol):
    """A table, a data frame, a reader of batches."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

_Text: TypeAlias = str | Sequence[str]
_Verb: TypeAlias = Literal["align", "check", "clean", "diff", "sentences", "lines"]

@overload
def align(
    source: _Text,
    target: _Text,
    *,
    source_lang: str | None = None,
    target_lang: str | None = None,
    lines: bool = False,
    max_chars: int = ...,
) -> Rows: ...
@overload
def align(
    source: _Text,
    *,
    targets: Sequence[_Text],
    source_lang: str | None = None,
    target_langs: Sequence[str | None] | None = None,
    lines: bool = False,
    max_chars: int = ...,
) -> Rows: ...
@overload
def align(
    source: _Batch,
    target: str | None = None,
    *,
    targets: str | None = None,
    key: str | None = None,
    source_lang: str | None = None,
    target_lang: str | None = None,
    target_langs: Sequence[str | None] | None = None,
    lines: bool = False,
    max_chars: int = ...,
    jobs: int = 1,
) -> Batch: ...
@overload
def align(
    source: _Stream,
    target: str | None = None,
    *,
    targets: str | None = None,
    key: str | None = None,
    source_lang: str | None = None,
    target_lang: str | None = None,
    target_langs: Sequence[str | None] | None = None,
    lines: bool = False,
    max_chars: int = ...,
    jobs: int = 1,
) -> Stream: ...
@overload
def check(
    text: _Text,
    *,
    against: _Text | None = None,
    lang: str | None = None,
    against_langs: Sequence[str | None] | None = None,
    lines: bool = False,
    max_chars: int = ...,
) -> Rows: ...
@overload
def check(
    *,
    pages: Sequence[str],
    against: _Text | None = None,
    lang: str | None = None,
    against_langs: Sequence[str | None] | None = None,
    lines: bool = False,
    max_chars: int = ...,
) -> Rows: ...
@overload
def check(
    text: _Batch,
    *,
    pages: str | None = None,
    against: str | None = None,
    key: str | None = None,
    lang: str | None = None,
    against_langs: Sequence[str | None] | None = None,
    lines: bool = False,
    max_chars: int = ...,
    jobs: int = 1,
) -> Batch: ...
@overload
def check(
    text: _Stream,
    *,
    pages: str | None = None,
    against: str | None = None,
    key: str | None = None,
    lang: str | None = None,
    against_langs: Sequence[str | None] | None = None,
    lines: bool = False,
    max_chars: int = ...,
    jobs: int = 1,
) -> Stream: ...
@overload
def clean(
    text: _Text,
    *,
    against: _Text | None = None,
    lang: str | None = None,
    against_langs: Sequence[str | None] | None = None,
    lines: bool = False,
    max_chars: int = ...,
) -> Cleaned: ...
@overload
def clean(
    *,
    pages: Sequence[str],
    against: _Text | None = None,
    lang: str | None = None,
    against_langs: Sequence[str | None] | None = None,
    lines: bool = False,
    max_chars: int = ...,
) -> Cleaned: ...
@overload
def clean(
    text: _Batch,
    *,
    pages: str | None = None,
    against: str | None = None,
    key: str | None = None,
    lang: str | None = None,
    against_langs: Sequence[str | None] | None = None,
    lines: bool = False,
    max_chars: int = ...,
    jobs: int = 1,
) -> Batch: ...
@overload
def clean(
    text: _Stream,
    *,
    pages: str | None = None,
    against: str | None = None,
    key: str | None = None,
    lang: str | None = None,
    against_langs: Sequence[str | None] | None = None,
    lines: bool = False,
    max_chars: int = ...,
    jobs: int = 1,
) -> Stream: ...
@overload
def diff(old: _Text, new: _Text, *, lang: str | None = None, lines: bool = False, max_chars: int = ...) -> Rows: ...
@overload
def diff(
    old: _Batch,
    new: str | None = None,
    *,
    key: str | None = None,
    lang: str | None = None,
    lines: bool = False,
    max_chars: int = ...,
    jobs: int = 1,
) -> Batch: ...
@overload
def diff(
    old: _Stream,
    new: str | None = None,
    *,
    key: str | None = None,
    lang: str | None = None,
    lines: bool = False,
    max_chars: int = ...,
    jobs: int = 1,
) -> Stream: ...
@overload
def sentences(text: _Text, *, lang: str | None = None, lines: bool = False, max_chars: int = ...) -> Rows: ...
@overload
def sentences(
    *, pages: Sequence[str], lang: str | None = None, lines: bool = False, max_chars: int = ...
) -> Rows: ...
@overload
def sentences(
    text: _Batch,
    *,
    pages: str | None = None,
    key: str | None = None,
    lang: str | None = None,
    lines: bool = False,
    max_chars: int = ...,
    jobs: int = 1,
) -> Batch: ...
@overload
def sentences(
    text: _Stream,
    *,
    pages: str | None = None,
    key: str | None = None,
    lang: str | None = None,
    lines: bool = False,
    max_chars: int = ...,
    jobs: int = 1,
) -> Stream: ...
def schema(verb: _Verb, *, many: bool = False, key: str | None = "key") -> Schema: ...
def main() -> int: ...
