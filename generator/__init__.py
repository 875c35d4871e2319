"""nianbao: the annual disclosure report, from workbook to Word."""

__version__ = "0.1.0"
