"""Clean a corpus on Spark: spark-submit examples/spark_job.py INPUT OUT [--level safe]

INPUT is a folder of Parquet with a column `text` (or `html`), and `url`, `language` if there are any; OUT gets Parquet with the
other columns of the input and all that cleaning finds. Install `press-cleaner[spark]` on the workers, or ship it with --py-files.
"""

from __future__ import annotations

import argparse
from functools import partial

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

from cleaner import Options
from cleaner.corpus.arrow import clean_batches, output_schema


def cleaned(frame: DataFrame, options: Options) -> DataFrame:
    """The rows of a frame, cleaned.

    The options travel with the job to the workers, where rules are compiled once a process.
    """
    schema = from_arrow_schema(output_schema(to_arrow_schema(frame.schema)))
    return frame.mapInArrow(partial(clean_batches, options=options), schema)


def main() -> None:
    """Read, clean, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input")
    parser.add_argument("out")
    parser.add_argument("--level", default="full")
    asked = parser.parse_args()
    session = SparkSession.builder.appName("cleaner").config("spark.sql.execution.arrow.maxRecordsPerBatch", 500).getOrCreate()
    cleaned(session.read.parquet(asked.input), Options(level=asked.level)).write.parquet(asked.out)
    session.stop()


if __name__ == "__main__":
    main()
