#!/usr/bin/env python3
"""Aligns pairs of texts with Spark: Parquet in, Parquet out, and on again after a stop.

    pip install duizhao pyspark pyarrow          # on every machine of the cluster; Spark 3.4 or later, Java 17
    spark-submit examples/spark_align.py pairs.parquet rows.parquet --shards 400

`pairs.parquet` has `key`, `source` and `target`, and perhaps `source_lang` and `target_lang`; `rows.parquet` will have
`key`, `rows`, `error` and `shard`. Run it again and it does what has no answer yet: after a stop, after shards were
lost, or after pairs were added.

The same lines work over Spark Connect, where `mapInArrow` is too: `SparkSession.builder.remote("sc://host")`. What is
called on the workers imports the package there, and takes nothing of this process with it.
"""

import argparse


def align(batches):
    """A batch of answers for each batch of pairs, on the worker that has it."""
    import duizhao
    import pyarrow

    for batch in batches:
        yield pyarrow.record_batch(duizhao.align(batch))


def answer(spark, pairs, output, shards, align=align):
    """Writes the answers to `pairs` that are not in `output` yet."""
    import duizhao
    import pyarrow
    from pyspark.errors import AnalysisException
    from pyspark.sql import functions as F
    from pyspark.sql.pandas.types import from_arrow_schema

    # A shard that is done again takes the place of what was there of it.
    spark.conf.set("spark.sql.sources.partitionOverwriteMode", "dynamic")
    pairs = pairs.withColumn("key", F.col("key").cast("string"))
    pairs = pairs.withColumn("shard", F.pmod(F.hash("key"), F.lit(shards)))
    try:
        done = spark.read.parquet(output)
    except AnalysisException:
        done = None
    if done is not None:
        # A shard of which something is missing is done again as a whole, since it is replaced as a whole.
        missing = pairs.join(done.select("key"), "key", "left_anti").select("shard").distinct()
        pairs = pairs.join(F.broadcast(missing), "shard", "left_semi")
    schema = from_arrow_schema(pyarrow.schema(duizhao.schema("align")))
    # The longest first: a shard that begins with its longest text is not the last to end.
    pairs = pairs.repartition(shards, "shard").sortWithinPartitions(F.desc(F.length("source")))
    rows = pairs.drop("shard").mapInArrow(align, schema)
    rows = rows.withColumn("shard", F.pmod(F.hash("key"), F.lit(shards)))
    rows.write.mode("overwrite").partitionBy("shard").parquet(output)


def main():
    from pyspark.sql import SparkSession

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs")
    parser.add_argument("output")
    parser.add_argument("--shards", type=int, default=400, help="a few for each core; the same number in every run")
    args = parser.parse_args()
    # An answer is some times as long as its pair: few pairs a batch keep a worker's memory small.
    builder = SparkSession.builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "200")
    # Each task works on one core, as Spark counts; duizhao starts no thread of its own.
    spark = builder.getOrCreate()
    answer(spark, spark.read.parquet(args.pairs), args.output, args.shards)
    done = spark.read.parquet(args.output)
    done.selectExpr("count(*) as records", "count(distinct key) as keys", "count(error) as errors", "sum(size(rows)) as rows").show()
    spark.stop()


if __name__ == "__main__":
    main()
