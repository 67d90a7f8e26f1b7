#!/usr/bin/env python3
"""Aligns pairs of texts in Polars, whose streaming engine reads and writes Parquet in batches.

    pip install duizhao polars
    python examples/polars_align.py pairs.parquet rows.parquet

The rows of all pairs come out one below the other, each with the key of its pair.
"""

import argparse
import os

import duizhao
import polars as pl


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs")
    parser.add_argument("output")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    args = parser.parse_args()

    def align(pairs: pl.DataFrame) -> pl.DataFrame:
        return pl.DataFrame(duizhao.align(pairs, jobs=args.jobs))

    # Of the columns those are taken that a record has: key, source, target, source_lang, target_lang.
    pairs = pl.scan_parquet(args.pairs)
    # What comes out is as long as what goes in, and of one pair nothing depends on the others.
    schema = align(pairs.head(0).collect()).schema
    answers = pairs.map_batches(align, schema=schema, streamable=True)
    done = answers.filter(pl.col("error").is_null()).explode("rows").unnest("rows")
    done.drop("error").sink_parquet(args.output)
    print(pl.scan_parquet(args.output).select(pl.len(), pl.col("key").n_unique()).collect())


if __name__ == "__main__":
    main()
