"""Printed documents: a document as a sheet of values, and a writer for each paper format."""
