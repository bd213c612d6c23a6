"""The place Utbyte: files to and from others, conflicts, editions."""
