"""The workbook that people fill in: made from the form, read into a filing."""
