#!/usr/bin/env python3
"""Aligns pairs of texts with Ray Data: Parquet in, Parquet out.

    pip install duizhao 'ray[data]' pyarrow
    python examples/ray_align.py pairs.parquet rows.parquet --actors 8

`pairs.parquet` has `key`, `source` and `target`, and perhaps `source_lang` and `target_lang`. An actor keeps the tables
of word translations from batch to batch.

Ask for one actor less than there are processors: the task that reads needs one too, and without it the job stands
still and says nothing.
"""

import argparse
import os

import pyarrow
import ray


class Aligner:
    """Answers a batch."""

    def __init__(self):
        import duizhao

        self.align = duizhao.align

    def __call__(self, table: pyarrow.Table) -> pyarrow.Table:
        return pyarrow.table(self.align(table))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs")
    parser.add_argument("output")
    parser.add_argument("--actors", type=int, default=2)
    parser.add_argument("--blocks", type=int, help="parts to cut the input into; several for each actor")
    args = parser.parse_args()
    if "RAY_ADDRESS" not in os.environ:
        ray.init(include_dashboard=False, num_cpus=args.actors + 1)
    pairs = ray.data.read_parquet(args.pairs, override_num_blocks=args.blocks or 4 * args.actors)
    actors = ray.data.ActorPoolStrategy(size=args.actors)
    # Small batches: what is lost with an actor is done again.
    pairs.map_batches(Aligner, batch_format="pyarrow", batch_size=200, compute=actors).write_parquet(args.output)


if __name__ == "__main__":
    main()
