"""What a stranger can send, and what it is answered."""
