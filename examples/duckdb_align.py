#!/usr/bin/env python3
"""Aligns pairs of texts in DuckDB: any table or query in, a table of rows out.

    pip install duizhao duckdb pyarrow
    python examples/duckdb_align.py pairs.parquet rows.parquet

Batches go through one after the other, so that memory does not grow with the table. `jobs` answers several records of
a batch at once.
"""

import argparse
import os

import duckdb
import duizhao
import pyarrow


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs")
    parser.add_argument("output")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    args = parser.parse_args()
    # What is still being read and what is written have a connection each.
    reading, connection = duckdb.connect(), duckdb.connect()
    pairs = reading.sql("select * from read_parquet($pairs)", params={"pairs": args.pairs})
    # A reader of the answers is a table to DuckDB, by its name.
    answers = pyarrow.RecordBatchReader.from_stream(duizhao.align(pairs.to_arrow_reader(500), jobs=args.jobs))
    connection.register("answers", answers)
    connection.execute("create table done as select * from answers")
    connection.sql("copy (select key, unnest(rows, recursive := true) from done where error is null) to '%s' (format parquet)"
                   % args.output.replace("'", "''"))
    print(connection.sql("select count(*) as records, count(error) as errors, sum(len(rows)) as rows from done"))


if __name__ == "__main__":
    main()
