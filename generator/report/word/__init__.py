"""Word documents with tags as templates; knows nothing of what the documents are about."""
