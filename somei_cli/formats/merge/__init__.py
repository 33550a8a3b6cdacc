"""Three-way merge of documents, field by field."""
