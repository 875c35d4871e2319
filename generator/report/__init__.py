"""The output: what a filing looks like as a document."""
