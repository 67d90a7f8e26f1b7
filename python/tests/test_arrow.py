"""A batch of records at a time, as engines have them."""

import json
import os
import subprocess
import sys
import threading
import time

import pytest

import duizhao

pa = pytest.importorskip("pyarrow")

RECORDS = {
    "align": [
        {"key": "a", "source": "船到了。风停了。", "target": "The ship came. The wind fell."},
        {"key": "b", "source": None, "target": "The ship came."},
        {"key": "c", "source": "第3条 共10人。", "target": "Article 3. Ten people.", "source_lang": "zh", "target_lang": "en"},
        {"key": "d", "source": "船", "target": "ship", "target_lang": "!"},
        {"key": None, "source": "", "target": ""},
    ],
    "check": [
        {"key": 1, "text": "会议决定继续合作,各国国同意。\u0007\"", "lang": "zh"},
        {"key": 2, "text": "船到了。", "lang": None},
        {"key": 3, "text": None, "lang": "zh"},
    ],
    "clean": [
        {"key": 1, "text": "会议决定继续合作,各国国同意。", "lang": "zh"},
        {"key": 2, "text": "Nothing is wrong here.", "lang": "en"},
    ],
    "diff": [
        {"key": "x", "old": "共10条。船到了。", "new": "共12条。船到了。风停了。"},
        {"key": "y", "old": "一样。", "new": "一样。"},
        {"key": "z", "old": "一样。", "new": None},
    ],
    "lines": [
        {"key": "p", "text": "At 3.5 p.m. it rained.\nNobody came.\f船到了。风停了。"},
        {"key": "q", "text": "a" * 5000},
    ],
}
FUNCTIONS = {**{verb: getattr(duizhao, verb) for verb in ("align", "check", "clean", "diff")}, "lines": duizhao.sentences}
LIMIT = 1000


def streamed(verb, records):
    """What the program answers to the same records as lines of JSON."""
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    call = [sys.executable, "-c", "import sys, duizhao; sys.exit(duizhao.main())", "run", verb, "--max-chars", str(LIMIT)]
    done = subprocess.run(call, input=lines.encode(), capture_output=True, timeout=300, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def bare(value):
    """A value without the fields that are null, of which JSON and Arrow leave out others."""
    if isinstance(value, dict):
        return {name: bare(value) for name, value in value.items() if value is not None}
    return [bare(item) for item in value] if isinstance(value, list) else value


def same(answers, streamed):
    assert [bare(answer["rows"]) for answer in answers] == [bare(answer["rows"]) for answer in streamed]
    assert [answer["error"] for answer in answers] == [answer["error"] for answer in streamed]
    assert [answer["key"] for answer in answers] == [answer["key"] for answer in streamed]


@pytest.mark.parametrize("verb", RECORDS)
def test_loop_stream_and_arrow_give_the_same_rows(verb):
    records = RECORDS[verb]
    expected = streamed(verb, records)
    batch = table(records)
    answers = pa.record_batch(FUNCTIONS[verb](batch, max_chars=LIMIT))
    same(answers.to_pylist(), expected)
    # So do more threads, other cuts, and texts one by one.
    assert pa.record_batch(FUNCTIONS[verb](batch, max_chars=LIMIT, jobs=3)) == answers
    cut = [pa.record_batch(FUNCTIONS[verb](batch.slice(n, 1), max_chars=LIMIT)) for n in range(len(records))]
    assert pa.Table.from_batches(cut).combine_chunks() == pa.Table.from_batches([answers]).combine_chunks()
    for record, answer in zip(records, expected):
        texts = [value for name, value in record.items() if name != "key" and "lang" not in name]
        languages = {name: value for name, value in record.items() if "lang" in name}
        try:
            rows = FUNCTIONS[verb](*texts, max_chars=LIMIT, **languages).to_list()
        except (duizhao.Error, TypeError) as error:
            assert answer["rows"] is None
            assert isinstance(error, TypeError) or error.kind == answer["error"]["kind"]
        else:
            # A text that is not of a table has no key to be called after.
            assert unnamed(bare(rows)) == unnamed(bare(answer["rows"]))


def table(records):
    """The records as a batch with a column for every field that some record has."""
    names = dict.fromkeys(name for record in records for name in record)
    return pa.record_batch({name: [record.get(name) for record in records] for name in names})


def unnamed(value):
    if isinstance(value, dict):
        return {name: unnamed(value) for name, value in value.items() if name != "path"}
    return [unnamed(item) for item in value] if isinstance(value, list) else value


def test_the_schema_is_known_beforehand():
    for verb, function in FUNCTIONS.items():
        batch = pa.RecordBatch.from_pylist([{**RECORDS[verb][0], "key": "k"}])
        assert pa.record_batch(function(batch)).schema == pa.schema(duizhao.schema(verb))
    signed = json.dumps(str(pa.schema(duizhao.schema("diff"))))
    assert "uint" not in signed


@pytest.mark.parametrize("verb", RECORDS)
def test_answers_go_into_parquet_and_back(verb, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    answers = pa.table(FUNCTIONS[verb](table(RECORDS[verb])))
    parquet.write_table(answers, tmp_path / "answers.parquet")
    assert parquet.read_table(tmp_path / "answers.parquet").to_pylist() == answers.to_pylist()


def words(kind):
    return pa.array(["船到了。风停了。", None], kind)


@pytest.mark.parametrize(
    "column",
    [
        words(pa.string()),
        words(pa.large_string()),
        words(pa.string_view()),
        words(pa.binary()),
        words(pa.large_binary()),
        words(pa.string()).dictionary_encode(),
        pa.array([["船到了。", "风停了。"], None], pa.list_(pa.string())),
        pa.array([["船到了。", "风停了。"], None], pa.large_list(pa.large_string())),
    ],
    ids=lambda column: str(column.type),
)
def test_texts_in_any_layout(column):
    target = pa.array(["The ship came. The wind fell."] * 2)
    batch = pa.RecordBatch.from_arrays([column, target], ["source", "target"])
    for table in (batch, pa.Table.from_batches([batch]).slice(0, 2)):
        answers = pa.table(duizhao.align(table)).to_pylist()
        assert [row["source"] for row in answers[0]["rows"]] == [[0], [1]]
        assert answers[1]["error"]["kind"] == "null"
        assert "key" not in answers[0]


def test_bytes_that_are_no_text_cost_their_record_only():
    wrong = pa.array([b"\xe5", "船到了。".encode()], pa.binary())
    for kind in (pa.binary(), pa.string()):
        # Not every library asks whether its strings are UTF-8.
        column = pa.Array.from_buffers(kind, 2, wrong.buffers())
        answers = pa.record_batch(duizhao.sentences(pa.RecordBatch.from_arrays([column], ["text"]))).to_pylist()
        assert answers[0]["error"]["kind"] == "encoding"
        assert answers[1]["rows"][0]["text"] == "船到了。"


def test_columns_under_other_names_and_what_is_said_of_all():
    batch = pa.record_batch({"id": [7, 8], "source": ["船。", "风。"], "english": ["Ship.", "Wind."], "source_lang": ["zh", None]})
    answers = pa.record_batch(duizhao.align(batch, "english", key="id", source_lang="ja", target_lang="en"))
    assert answers.column("id").to_pylist() == [7, 8]
    with pytest.raises(ValueError, match="no column `nobody`; there are `id`"):
        duizhao.align(batch, "nobody")
    with pytest.raises(TypeError, match="`id` is Int64"):
        duizhao.align(batch, "id")
    with pytest.raises(TypeError, match="neither a text nor a table|not `int`"):
        duizhao.check(7)
    with pytest.raises(TypeError):
        duizhao.check(pa.array(["船到了。"]))


def test_a_stream_is_answered_a_batch_at_a_time():
    read = []

    def batches():
        for n in range(3):
            read.append(n)
            yield pa.record_batch({"key": [n], "text": [f"船到了{n}。"]})

    schema = pa.schema({"key": pa.int64(), "text": pa.string()})
    stream = duizhao.sentences(pa.RecordBatchReader.from_batches(schema, batches()))
    assert read == []
    reader = pa.RecordBatchReader.from_stream(stream)
    assert reader.read_next_batch().num_rows == 1 and read == [0]
    assert [batch.column("key")[0].as_py() for batch in reader] == [1, 2]
    with pytest.raises(ValueError, match="read already"):
        pa.RecordBatchReader.from_stream(stream)


def test_a_stream_that_breaks_off_says_so():
    def batches():
        yield pa.record_batch({"text": ["船到了。"]})
        raise RuntimeError("the disk is gone")

    reader = pa.RecordBatchReader.from_stream(
        duizhao.sentences(pa.RecordBatchReader.from_batches(pa.schema({"text": pa.string()}), batches()))
    )
    assert reader.read_next_batch().num_rows == 1
    with pytest.raises(Exception, match="the disk is gone"):
        reader.read_next_batch()


def test_a_record_of_a_gigabyte_is_too_long():
    words = pa.array(["船到了。", "a" * (1 << 30), "风停了。"], pa.large_string())
    batch = pa.record_batch({"text": words})
    before = resident()
    answers = pa.record_batch(duizhao.check(batch)).to_pylist()
    assert [answer["error"] and answer["error"]["kind"] for answer in answers] == [None, "too-long", None]
    assert "1073741824 characters" in answers[1]["error"]["message"]
    assert resident() - before < 100 << 20, "it was copied"


def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def long_text():
    return "\n\n".join(f"第{n}条　国家机关工作人员依法履行职责，受法律保护，任何组织和个人不得干涉。" for n in range(1500))


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="threads are counted by /proc")
def test_no_thread_is_started_that_was_not_asked_for():
    threads = lambda: set(os.listdir("/proc/self/task"))
    batch = pa.record_batch({"text": [long_text()] * 2})
    before, seen = threads(), set()
    done = threading.Event()

    def watch():
        while not done.is_set():
            seen.update(threads())
            time.sleep(0.002)

    watcher = threading.Thread(target=watch)
    watcher.start()
    before = threads()
    duizhao.check(batch)
    done.set()
    watcher.join()
    assert seen - before == set()
    assert threads() <= before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_may_fork_after_use(jobs):
    batch = pa.record_batch({"text": [long_text()] * 2})
    expected = len(pa.record_batch(duizhao.check(batch, jobs=jobs)).column("rows")[0])
    child = os.fork()
    if child == 0:
        found = len(pa.record_batch(duizhao.check(batch, jobs=jobs)).column("rows")[0])
        os._exit(0 if found == expected else 1)
    end = time.monotonic() + 120
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            assert status == 0
            return
        time.sleep(0.05)
    os.kill(child, 9)
    os.waitpid(child, 0)
    pytest.fail("the child hangs")


def test_other_threads_run_meanwhile():
    batch = pa.record_batch({"text": [long_text()] * 4})
    counted, done = [0], threading.Event()

    def count():
        while not done.is_set():
            counted[0] += 1
            time.sleep(0.001)

    counter = threading.Thread(target=count)
    counter.start()
    time.sleep(0.01)
    before = counted[0]
    duizhao.check(batch)
    after = counted[0]
    done.set()
    counter.join()
    assert after - before > 3


def test_ctrl_c_ends_a_batch():
    code = """
import pyarrow as pa, threading, _thread, duizhao
batch = pa.record_batch({"text": ["第一条　国家机关工作人员依法履行职责，受法律保护。" * 200] * 4000})
threading.Timer(0.5, _thread.interrupt_main).start()
try:
    duizhao.check(batch)
except KeyboardInterrupt:
    print("interrupted")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120, text=True)
    assert done.stdout.strip() == "interrupted", done.stderr
