"""The place Katalog: search, narrow, read, contact."""
