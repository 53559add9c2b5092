"""Many documents: readers, writers, Arrow batches, and a run over the processors of one machine.

Here is only what a run can be asked for, so that the command starts at once.
"""

KINDS = ("auto", "text", "html", "jsonl", "parquet", "warc")
FORMATS = ("jsonl", "jsonl.gz", "jsonl.zst", "parquet")
TIMEOUT = 300.0  # seconds that one record may take: far above any page, so that a busy machine changes no row
