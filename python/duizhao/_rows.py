"""The rows of one answer, for people."""

from . import _duizhao

_SHOWN = 500
"""A page of a notebook with more rows than these is of no use to anybody."""


class Rows:
    """The rows of one answer, as ``duizhao run`` writes them: a sequence of dictionaries.

    >>> import duizhao
    >>> rows = duizhao.sentences("船到了。风停了。")
    >>> len(rows)
    2
    >>> rows[1]["text"]
    '风停了。'
    >>> rows
    <duizhao.Rows: 2>
    船到了。
    风停了。
    """

    __slots__ = ("_answered", "_rows", "_verb")

    def __init__(self, verb, answered):
        self._verb = verb
        self._answered = answered
        self._rows = answered.rows()

    @classmethod
    def _of(cls, verb, many, fields, languages, lines, max_chars):
        fields.update((name, value) for name, value in languages.items() if value is not None)
        return cls(verb, _duizhao.answer(verb, many, fields, lines, max_chars))

    def __len__(self):
        return len(self._rows)

    def __getitem__(self, place):
        return self._rows[place]

    def __iter__(self):
        return iter(self._rows)

    def __eq__(self, other):
        return self._rows == (other._rows if isinstance(other, Rows) else other)

    __hash__ = None

    def to_list(self):
        """The rows as a list of dictionaries. A field that a row has no use for is not there."""
        return list(self._rows)

    def to_pandas(self):
        """The rows as a data frame of pandas, which has to be there, with a column for each field that some row has."""
        import pandas

        names = [name for name in self._answered.names() if not self._rows or any(name in row for row in self._rows)]
        return pandas.DataFrame(self._rows, columns=names)

    def __arrow_c_array__(self, requested_schema=None):
        """The rows as a batch, for ``polars.DataFrame(pyarrow.record_batch(rows))``."""
        return self._answered.__arrow_c_array__()

    def __repr__(self):
        shown = ["  ".join(_words(cell) for cell in _cells(self._verb, row)) for row in self._listed()[:_SHOWN]]
        more = len(self._listed()) - len(shown)
        return "\n".join([f"<duizhao.{type(self).__name__}: {len(self)}>", *shown] + ([f"and {more} more"] if more else []))

    def _repr_html_(self):
        """The rows as a table. Whatever a text holds is shown and never acts."""
        rows = self._listed()
        head = "".join(f"<th>{name}</th>" for name in _HEADS[self._verb])
        body = "".join(
            "<tr>" + "".join(f'<td style="text-align:left">{_html(cell)}</td>' for cell in _cells(self._verb, row)) + "</tr>"
            for row in rows[:_SHOWN]
        )
        more = f"<p>and {len(rows) - _SHOWN} more</p>" if len(rows) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"

    def _listed(self):
        return self._rows


class Cleaned(Rows):
    """A text with what is safe to mend mended. As rows, it is one."""

    __slots__ = ()

    @property
    def text(self):
        """The text as it is now."""
        return self._rows[0]["text"]

    @property
    def fixes(self):
        """What was done, one by one, with where it stood in the text as it came."""
        return self._rows[0]["fixes"]

    def __str__(self):
        return self.text

    def _listed(self):
        return self.fixes


class _Edits(list):
    """Edits, which are shown as deleted and inserted text."""


_HEADS = {
    "align": ("source", "target", "source text", "target text", "confidence"),
    "check": ("place", "severity", "rule", "text", "fix", "message"),
    "clean": ("place", "rule", "old", "new"),
    "diff": ("old", "new", "kind", "class", "edits"),
    "lines": ("text",),
}


def _cells(verb, row):
    """What a person sees of a row."""
    if verb == "align":
        if "targets" in row:
            numbers = " | ".join(_numbers(numbers) for numbers in row["targets"])
            texts = " | ".join(row["target_texts"])
        else:
            numbers, texts = _numbers(row["target"]), row["target_text"]
        confidence = row.get("confidence")
        return (_numbers(row["source"]), numbers, row["source_text"], texts, "" if confidence is None else f"{confidence:.2f}")
    if verb == "lines":
        return (row["text"],)
    if verb == "diff":
        return (_numbers(row["old"]), _numbers(row["new"]), row["kind"], row["class"], _Edits(row["edits"]))
    place = f"{row['line']}:{row['column']}"
    if verb == "clean":
        return (place, row["rule"], row["old"], row["new"])
    if "page" in row:
        place = f"p. {row['page']}, {place}"
    fix = row["fix"]["replacement"] if "fix" in row else ""
    return (place, row["severity"], row["rule"], row["text"], fix, row["message"])


def _numbers(numbers):
    return ", ".join(map(str, numbers)) or "–"


def _words(cell):
    if isinstance(cell, _Edits):
        marks = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
        cell = "".join(marks[edit["op"]].format(edit["text"]) for edit in cell)
    # Nothing of a text acts on a terminal.
    return "".join(c if c.isprintable() else "⏎" if c == "\n" else repr(c)[1:-1] for c in cell)


def _html(cell):
    from html import escape

    if isinstance(cell, _Edits):
        marks = {"equal": "{}", "delete": "<del>{}</del>", "insert": "<ins>{}</ins>"}
        return "".join(marks[edit["op"]].format(escape(edit["text"])) for edit in cell)
    return escape(cell)
