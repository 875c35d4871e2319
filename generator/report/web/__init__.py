"""The report as a web page: the same context, the same grid and the same figures as in Word."""
