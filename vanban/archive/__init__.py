"""Whole archives: Parquet, JSONL, WARC or folders of files in, Parquet of facts out, through Daft on this machine or on a Ray cluster.

An optional extra (`make setup-archive`): nothing of `vanban read` imports it, and it imports Daft only when a run begins.
"""
