"""Measured side by side with what people would use instead, as ratios in one run; never in a timed test."""
