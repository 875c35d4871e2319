"""For maintainers: builds the Word template of a form; python-docx lives here and nowhere else."""
