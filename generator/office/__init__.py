"""For the office: who has reported, what is wrong, what it adds up to."""
