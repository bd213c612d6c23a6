"""The catalogue on disk: the only SQL; model values in and out."""
