"""Learn what each site repeats and clean with it, on Spark: spark-submit examples/spark_learn.py INPUT OUT --sites FOLDER --work FOLDER

INPUT is a folder of Parquet with a column `text` (or `html`), and the site in `site` or `url`. The site files, those of `cleaner learn`
over the same pages, go to --sites of the driver, to be read and edited; OUT gets the cleaned rows. --work is where all machines can
write: the lines of the pages go there, about as large as the texts. With --learn-only nothing is cleaned.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow
from pyspark import Broadcast
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import monotonically_increasing_id
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

from cleaner import Options, Sites
from cleaner.corpus.arrow import clean_batches, output_schema
from cleaner.corpus.learning import (
    ORDERS,
    chosen_batches,
    chosen_schema,
    known_query,
    page_batches,
    page_schema,
    site_batches,
    site_schema,
)
from cleaner.learn import MIN_PAGES
from cleaner.sitefile import load_sites

Stage = Callable[[Iterator[Any]], Iterator[Any]]


def mapped(frame: DataFrame, stage: Stage, schema: pyarrow.Schema) -> DataFrame:
    """The batches of a frame through a stage."""
    return frame.mapInArrow(stage, from_arrow_schema(schema))


def by_site(frame: DataFrame, stage: str) -> DataFrame:
    """The rows of a frame as a stage wants them: each site's in one partition, in order."""
    return frame.repartition("site").sortWithinPartitions(*ORDERS[stage])


def learned(frame: DataFrame, work: str, min_pages: int = MIN_PAGES) -> DataFrame:
    """What is learned of each site of a frame: `site`, the text of its `file`, and what was `told`.

    Pages are read once, into `work`: their numbers must not change while lines are counted, and Parquet gives only the columns that
    a query asks for.
    """
    session = frame.sparkSession
    numbered = frame.select(monotonically_increasing_id().alias("page"), "*")
    mapped(numbered, page_batches, page_schema()).write.mode("overwrite").parquet(f"{work}/pages")
    seen = session.read.parquet(f"{work}/pages")
    copies = by_site(seen.select("page", "site", "name", "sketch"), "chosen_batches")
    mapped(copies, chosen_batches, chosen_schema()).write.mode("overwrite").parquet(f"{work}/chosen")
    chosen = session.read.parquet(f"{work}/chosen")
    chosen.createOrReplaceTempView("chosen")
    chosen.where("counted = 1").createOrReplaceTempView("pages")
    seen.selectExpr("page", "inline(lines)").createOrReplaceTempView("lines")
    known = by_site(session.sql(known_query()), "site_batches")
    return mapped(known, partial(site_batches, min_pages=min_pages), site_schema())


def written(found: DataFrame, folder: Path) -> Sites:
    """Write the site files, print what was told, and give the sites."""
    folder.mkdir(parents=True, exist_ok=True)
    for row in sorted(found.toLocalIterator(), key=lambda row: str(row.site)):
        if row.file:
            (folder / f"{row.site}.toml").write_text(row.file, encoding="utf-8")
        for line in row.told:
            print(line, file=sys.stderr)
    return load_sites([folder])


def clean_with(shared: Broadcast[Sites], options: Options, batches: Iterator[Any]) -> Iterator[Any]:
    """Clean batches with the sites that were broadcast."""
    return clean_batches(batches, options, sites=shared.value)


def cleaned(frame: DataFrame, options: Options, sites: Sites) -> DataFrame:
    """The rows of a frame, cleaned; every machine gets the sites once."""
    shared = frame.sparkSession.sparkContext.broadcast(sites)
    return mapped(frame, partial(clean_with, shared, options), output_schema(to_arrow_schema(frame.schema)))


def main() -> None:
    """Read, learn, clean, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input")
    parser.add_argument("out")
    parser.add_argument("--sites", type=Path, required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--level", default="full")
    parser.add_argument("--min-pages", type=int, default=MIN_PAGES)
    parser.add_argument("--learn-only", action="store_true")
    asked = parser.parse_args()
    session = SparkSession.builder.appName("cleaner").config("spark.sql.execution.arrow.maxRecordsPerBatch", 500).getOrCreate()
    frame = session.read.parquet(asked.input)
    sites = written(learned(frame, asked.work, asked.min_pages), asked.sites)
    if not asked.learn_only:
        cleaned(frame, Options(level=asked.level), sites).write.parquet(asked.out)
    session.stop()


if __name__ == "__main__":
    main()
