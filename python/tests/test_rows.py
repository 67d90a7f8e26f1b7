"""One text at a time, as in a notebook."""

import doctest
import subprocess
import sys

import pytest

import duizhao


def test_the_examples_in_the_documentation():
    for module in (duizhao, duizhao._rows):
        failed, tried = doctest.testmod(module, extraglobs={"duizhao": duizhao})
        assert tried and not failed


def test_a_list_of_sentences_keeps_its_numbers():
    rows = duizhao.align(["船到了。", "", "风停了。"], ["The ship came.", "The wind fell."], source_lang="zh")
    assert [(row["source"], row["target"]) for row in rows] == [([0], [0]), ([2], [1])]


def test_several_translations_at_once():
    rows = duizhao.align("船到了。风停了。", targets=["The ship came. The wind fell.", ["Корабль пришёл.", "Ветер стих."]])
    assert [row["targets"] for row in rows] == [[[0], [0]], [[1], [1]]]


def test_pages_are_one_text():
    found = duizhao.check(pages=["会议决定继续合作。", "船到了,我们走。"], lang="zh")
    assert [(row["rule"], row["page"]) for row in found] == [("half-width-mark", 2)]


@pytest.mark.parametrize(
    "kind, call",
    [
        ("null", lambda: duizhao.align(["a", None], "b")),
        ("language", lambda: duizhao.align("a", "b", target_lang="!")),
        ("too-long", lambda: duizhao.check("a" * 11, max_chars=10)),
    ],
)
def test_a_text_that_cannot_be_answered_says_why(kind, call):
    with pytest.raises(duizhao.Error) as raised:
        call()
    assert raised.value.kind == kind
    assert str(raised.value)


@pytest.mark.parametrize(
    "call",
    [
        lambda: duizhao.align("a"),
        lambda: duizhao.align("a", 7),
        lambda: duizhao.align("a", ["b", 7]),
        lambda: duizhao.align("a", "b", targets=["c"]),
        lambda: duizhao.check(),
        lambda: duizhao.check("a", pages=["b"]),
        lambda: duizhao.diff("a"),
    ],
)
def test_a_wrong_call_is_a_type_error(call):
    with pytest.raises(TypeError):
        call()


def test_rows_as_a_data_frame():
    pandas = pytest.importorskip("pandas")
    frame = duizhao.align("船到了。风停了。", "The ship came. The wind fell.").to_pandas()
    assert list(frame["target_text"]) == ["The ship came.", "The wind fell."]
    nothing = duizhao.check("船到了。").to_pandas()
    assert isinstance(nothing, pandas.DataFrame) and len(nothing) == 0 and "rule" in nothing


def test_rows_as_a_batch():
    pyarrow = pytest.importorskip("pyarrow")
    rows = duizhao.check("会议决定继续合作,各国同意。")
    batch = pyarrow.record_batch(rows)
    assert batch.to_pylist()[0]["fix"] == rows[0]["fix"]
    assert pyarrow.record_batch(duizhao.check("船到了。")).schema == batch.schema


def test_a_table_in_a_notebook_shows_texts_and_runs_none_of_them():
    evil = "<script>alert(1)</script>"
    html = duizhao.align([f"船{evil}到了。"], [f"The {evil} ship came."])._repr_html_()
    assert "<script>" not in html and "&lt;script&gt;" in html
    html = duizhao.diff([f"共10条{evil}。"], [f"共12条{evil}。"])._repr_html_()
    assert "<del>" in html and "<script>" not in html
    assert "half-width-mark" in duizhao.check("会议决定继续合作,各国同意。")._repr_html_()
    assert "half-width-mark" in duizhao.clean("会议决定继续合作,各国同意。")._repr_html_()
    assert "\x1b" not in repr(duizhao.sentences("船\x1b[31m到了。"))


def test_a_clean_text_is_what_the_program_writes():
    cleaned = duizhao.clean("会议决定继续合作,各国同意。")
    assert str(cleaned) == cleaned.text == cleaned.to_list()[0]["text"]
    assert [fix["old"] for fix in cleaned.fixes] == [","]


def command(*arguments, input=""):
    call = [sys.executable, "-c", "import sys, duizhao; sys.exit(duizhao.main())", *arguments]
    return subprocess.run(call, input=input.encode(), capture_output=True, timeout=120)


def test_the_command_is_the_program():
    version = command("--version")
    assert version.returncode == 0 and version.stdout.decode().strip() == f"duizhao {duizhao.__version__}"
    found = command("check", "-", "--format", "concise", input="会议决定继续合作,各国同意。\n")
    assert found.returncode == 1 and b"half-width-mark" in found.stdout
    assert command("check", "no-such-file").returncode == 2
    assert command("no-such-verb").returncode == 2
