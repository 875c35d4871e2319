"""What is asked: the form as data, its checks, and the geometry of its tables."""
