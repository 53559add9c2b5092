"""Clean a corpus on Ray: python examples/ray_job.py INPUT OUT [--level safe]

INPUT is a folder of Parquet with a column `text` (or `html`), and `url`, `language` if there are any; OUT gets Parquet with the
other columns of the input and all that cleaning finds.
"""

from __future__ import annotations

import argparse
from functools import partial

import ray
from ray.data import Dataset

from cleaner import Options
from cleaner.corpus.arrow import clean_batches


def cleaned(dataset: Dataset, options: Options) -> Dataset:
    """The rows of a dataset, cleaned. The options travel with the job; rules are compiled once a process."""
    return dataset.map_batches(partial(clean_batches, options=options), batch_format="pyarrow", batch_size=500, zero_copy_batch=True)


def main() -> None:
    """Read, clean, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input")
    parser.add_argument("out")
    parser.add_argument("--level", default="full")
    asked = parser.parse_args()
    ray.init(ignore_reinit_error=True)
    cleaned(ray.data.read_parquet(asked.input), Options(level=asked.level)).write_parquet(asked.out)
    ray.shutdown()


if __name__ == "__main__":
    main()
