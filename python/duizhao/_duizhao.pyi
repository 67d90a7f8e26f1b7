from collections.abc import Sequence
from typing import Any, Final, final

__version__: Final[str]

class Error(ValueError):
    """A text that could not be answered."""

    kind: str
    """``null``, ``too-long``, ``encoding``, ``language``, ``record`` or ``panic``."""

@final
class Answered:
    def rows(self) -> list[dict[str, Any]]: ...
    def names(self) -> list[str]: ...
    def __arrow_c_array__(self) -> tuple[object, object]: ...

@final
class Batch:
    """As many answers as there were records, in their order: ``key``, ``rows`` and ``error``."""

    def __len__(self) -> int: ...
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...

@final
class Stream:
    """The answers to a stream of batches, a batch for each, made when it is asked for: once."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...

@final
class Schema:
    """What the columns of answers are; ``pyarrow.schema(schema)`` reads it."""

    def __arrow_c_schema__(self) -> object: ...

def answer(name: str, many: bool, fields: dict[str, Any], lines: bool, max_chars: int) -> Answered: ...
def answers(
    name: str,
    many: bool,
    data: object,
    key: str | None,
    columns: Sequence[tuple[str, str, bool]],
    others: dict[str, Any],
    lines: bool,
    max_chars: int,
    jobs: int,
) -> Batch | Stream: ...
def schema(name: str, many: bool, key: str | None) -> Schema: ...
def command(arguments: Sequence[str]) -> int: ...
