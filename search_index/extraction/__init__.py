"""Text to Facts: one module a kind, one pipeline; word lists as YAML beside them."""
