"""The report: what went and why, as one HTML page that needs nothing else."""
