"""Taking projects along: on paper, in files, as text, in lists of one's own, side by side."""
