"""Names under which the place Utbyte keeps the user's choices."""

WATCHED_FOLDER = "watched-folder"
