"""Independent witnesses: other programs and plain rules that say what a file of ours really is."""
