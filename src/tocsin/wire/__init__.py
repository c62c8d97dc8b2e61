"""Bytes that cross a border; one module per page of docs/spec/."""
