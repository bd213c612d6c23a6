"""Faults of files that the user keeps: letters, cards and lists."""

from katalog_app.errors import FileNotWrittenError
from katalog_app.messages.form import Message, quoted
from katalog_app.texts import _


def not_written(error: FileNotWrittenError) -> Message:
    """Return the words for a file or folder that cannot be written."""
    text = _("{path} går inte att skriva.").format(path=error.path)
    if error.detail:
        text += f" ({quoted(error.detail)})"
    return Message(
        text,
        _("Katalogen är som förut, och inget är skickat."),
        _("Välj en annan mapp, eller frigör utrymme, och spara igen."),
    )
