"""What a type checker must find right: it is read by mypy, and not run."""

import duizhao
import pyarrow as pa  # type: ignore[import-untyped]

rows: duizhao.Rows = duizhao.align("船到了。", ["The ship came."], source_lang="zh")
many: duizhao.Rows = duizhao.align("船到了。", targets=["The ship came.", "Корабль пришёл."])
words: list[str] = [row["source_text"] for row in rows.to_list()]
text: str = duizhao.clean(pages=["船到了,", "我们走。"], against="The ship came.").text
kind: str = duizhao.Error("no text").kind


class Table:
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return None


class Batch:
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        return (None, None)


stream: duizhao.Stream = duizhao.check(Table(), pages="scans", jobs=2)
batch: duizhao.Batch = duizhao.diff(Batch(), "edited", key="id")
schema: duizhao.Schema = duizhao.schema("align", many=True)
