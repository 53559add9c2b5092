"""Many documents: readers, writers, Arrow batches, and a run over the processors of one machine."""
