"""Sets a text beside its translations and its revisions, and says what differs.

Every function takes plain texts, or a table of them:

- A text is a ``str``, or a list of its sentences. The answer is :class:`Rows`, one for each pair of sentences,
  finding or change, which a notebook shows as a table::

    >>> import duizhao
    >>> rows = duizhao.align("船到了。风停了。", "The ship came. The wind fell.")
    >>> [(row["source_text"], row["target_text"]) for row in rows]
    [('船到了。', 'The ship came.'), ('风停了。', 'The wind fell.')]

  A text that cannot be answered is an :class:`Error`, whose ``kind`` says why.

- A table is whatever speaks Arrow's PyCapsule interface: a record batch or table of pyarrow, a data frame of Polars
  or pandas, a relation of DuckDB. Its columns are the fields of a record, as ``duizhao run`` takes them. The answer
  is one record for each, in their order, with the columns ``key``, ``rows`` and ``error``: a record that cannot be
  answered has an error, and its neighbours have rows. What has batches one after the other is answered a batch at a
  time, when it is read.

Rows are the same, to the byte, by whichever way they were asked for, here or by ``duizhao run``. One thread works
unless ``jobs`` says otherwise; other Python threads run meanwhile; and a process may fork afterwards.
"""

from . import _duizhao
from ._duizhao import Batch, Error, Schema, Stream, __version__
from ._rows import Cleaned, Rows

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

Error.__module__ = __name__

MAX_CHARS = 20_000_000
"""How many characters the texts of a record may have together, if nothing else is said."""


def align(
    source,
    target=None,
    *,
    targets=None,
    key=None,
    source_lang=None,
    target_lang=None,
    target_langs=None,
    lines=False,
    max_chars=MAX_CHARS,
    jobs=1,
):
    """Which sentences of ``source`` does ``target`` render?

    Rows have ``source`` and ``target``, numbers of sentences from 0; ``confidence`` between 0 and 1; and the words,
    ``source_text`` and ``target_text``. Each sentence is in one row; one without counterpart has its own.

        >>> duizhao.align(["船到了。", "风停了。"], ["The ship came, and the wind fell."])[0]["source"]
        [0, 1]

    With ``targets``, several translations at once, rows have ``targets`` and ``target_texts``.

    Of a table, ``source`` is the table, and ``target`` or ``targets`` says which column holds the translations:
    ``align(table)`` takes the columns ``source`` and ``target``, and ``source_lang`` and ``target_lang`` where they
    are there. ``key`` names the column of keys, if it is not called ``key``.
    """
    many = targets is not None
    if many and (target is not None or target_lang is not None):
        raise TypeError("`targets` and `target_langs` are for several translations, `target` and `target_lang` for one")
    if not many and target_langs is not None:
        raise TypeError("`target_langs` goes with `targets`; the language of one is `target_lang`")
    languages = {"source_lang": source_lang}
    languages.update({"target_langs": target_langs} if many else {"target_lang": target_lang})
    name = "targets" if many else "target"
    other = targets if many else target
    if _is_table(source):
        columns = [("source", "source", True), (name, name if other is None else _column(other, name), True)]
        return _answers("align", many, source, key, columns, languages, lines, max_chars, jobs)
    if other is None:
        raise TypeError("a source has to have a target: align(source, target)")
    fields = {"source": _text(source, "source"), name: [_text(text, name) for text in other] if many else _text(other, name)}
    return Rows._of("align", many, fields, languages, lines, max_chars)


def check(text=None, *, pages=None, against=None, key=None, lang=None, against_langs=None, lines=False, max_chars=MAX_CHARS, jobs=1):
    """What did the scanner, typist or editor get wrong in ``text``?

    Rows are findings: ``rule``, ``severity``, ``message``, the ``text`` flagged, where it stands (``line`` and
    ``column`` from 1, ``start`` and ``end`` in bytes of UTF-8), and perhaps a ``fix``.

        >>> [(row["rule"], row["fix"]["replacement"]) for row in duizhao.check("会议决定继续合作,各国同意。")]
        [('half-width-mark', '，')]

    ``pages`` in place of ``text`` are one document, and findings say their ``page``; a page alone is judged with
    fewer of the book's own words, and costs more. ``against`` is a list of other versions, in any language, that bear
    witness.

    Of a table, ``text`` is the table, with a column ``text`` or ``pages``, and perhaps ``lang``, ``against`` and
    ``against_langs``; ``pages`` and ``against`` may name other columns.
    """
    return _examined("check", text, pages, against, key, lang, against_langs, lines, max_chars, jobs)


def clean(text=None, *, pages=None, against=None, key=None, lang=None, against_langs=None, lines=False, max_chars=MAX_CHARS, jobs=1):
    """``text`` with what is safe to mend mended, and what was done.

        >>> cleaned = duizhao.clean("会议决定继续合作,各国同意。")
        >>> cleaned.text
        '会议决定继续合作，各国同意。'
        >>> [fix["rule"] for fix in cleaned.fixes]
        ['half-width-mark']

    It takes what :func:`check` takes. The row of a record has ``text`` and ``fixes``.
    """
    return _examined("clean", text, pages, against, key, lang, against_langs, lines, max_chars, jobs)


def diff(old, new=None, *, key=None, lang=None, lines=False, max_chars=MAX_CHARS, jobs=1):
    """What did a reviser change from ``old`` to ``new``?

    Rows are changes: ``kind`` (such as ``edit``, ``insert``, ``move``), ``class`` (the heaviest of ``classes``, such
    as ``number`` or ``punctuation``), the numbers of the sentences, and ``edits``, which turn the old text into the
    new.

        >>> duizhao.diff("共10条。船到了。", "共12条。船到了。")[0]["class"]
        'number'

    Of a table, ``old`` is the table, with columns ``old``, ``new`` and perhaps ``lang``; ``new`` may name another
    column.
    """
    if _is_table(old):
        columns = [("old", "old", True), ("new", "new" if new is None else _column(new, "new"), True)]
        return _answers("diff", False, old, key, columns, {"lang": lang}, lines, max_chars, jobs)
    if new is None:
        raise TypeError("an old text has to have a new one: diff(old, new)")
    fields = {"old": _text(old, "old"), "new": _text(new, "new")}
    return Rows._of("diff", False, fields, {"lang": lang}, lines, max_chars)


def sentences(text=None, *, pages=None, key=None, lang=None, lines=False, max_chars=MAX_CHARS, jobs=1):
    """Which are the sentences of ``text``?

    Rows have ``text`` and ``span``: ``start`` and ``end`` in bytes of UTF-8, ``line`` and ``column`` from 1. Page
    furniture is left out, and lines that were broken are joined.

        >>> [row["text"] for row in duizhao.sentences("At 3.5 p.m. it rained. Nobody came.")]
        ['At 3.5 p.m. it rained.', 'Nobody came.']

    Of a table, ``text`` is the table, with a column ``text`` or ``pages``, and perhaps ``lang``.
    """
    return _examined("lines", text, pages, None, key, lang, None, lines, max_chars, jobs)


def schema(verb, *, many=False, key="key"):
    """The Arrow schema of the answers of ``verb``, such as ``"align"``, for an engine that asks for it beforehand.

        >>> duizhao.schema("align")
        <duizhao.Schema: key, rows, error>

    ``pyarrow.schema(duizhao.schema("align"))`` reads it. The key is a string; it is whatever the column of keys is,
    and ``key=None`` is for tables without one. ``many`` is for records with ``targets``.
    """
    return _duizhao.schema("lines" if verb == "sentences" else verb, many, key)


def main():
    """The program ``duizhao``: what it ends with."""
    import sys

    return _duizhao.command(["duizhao", *sys.argv[1:]])


def _examined(verb, text, pages, against, key, lang, against_langs, lines, max_chars, jobs):
    languages = {"lang": lang, "against_langs": against_langs}
    if _is_table(text):
        columns = [("text", "text", True)] if pages is None else [("pages", _column(pages, "pages"), True)]
        columns.append(("against", "against", False) if against is None else ("against", _column(against, "against"), True))
        return _answers(verb, False, text, key, columns, languages, lines, max_chars, jobs)
    if (text is None) == (pages is None):
        raise TypeError(f"either a text or pages: {verb}(text) or {verb}(pages=[...])")
    fields = {"text": _text(text, "text")} if pages is None else {"pages": _texts(pages, "pages")}
    if against is not None:
        fields["against"] = [against] if isinstance(against, str) else _texts(against, "against")
    kind = Cleaned if verb == "clean" else Rows
    return kind._of(verb, False, fields, languages, lines, max_chars)


def _is_table(given):
    return hasattr(given, "__arrow_c_array__") or hasattr(given, "__arrow_c_stream__")


def _answers(verb, many, table, key, columns, languages, lines, max_chars, jobs):
    if jobs < 1:
        raise ValueError("`jobs` is at least 1")
    columns = columns + [(name, name, False) for name in languages]
    others = {name: value for name, value in languages.items() if value is not None}
    return _duizhao.answers(verb, many, table, key, columns, others, lines, max_chars, jobs)


def _column(given, name):
    if isinstance(given, str):
        return given
    raise TypeError(f"of a table, `{name}` is the name of a column, not `{type(given).__name__}`")


def _text(given, name):
    if isinstance(given, str):
        return given
    return _texts(given, name)


def _texts(given, name):
    try:
        texts = list(given)
    except TypeError:
        raise TypeError(f"`{name}` is a `str` or a list of them, not `{type(given).__name__}`") from None
    # A row of a data frame holds what is missing as a number that is none.
    return texts
