"""A published report read back: whatever file it is, as blocks first, then as a filing."""
