"""What can be done with an opened project besides reading it."""

from enum import Enum, auto


class Act(Enum):
    """One thing to do with the project that is shown."""

    EDIT = auto()
    CONFIRM = auto()
    """The facts are still right."""
    COPY = auto()
    """Begin a new project from this one."""
    HISTORY = auto()
    DELETE = auto()
    RESTORE = auto()
    ADVISE = auto()
    """Show how clear and complete it is."""
    UNDO = auto()
    """Take back what was saved last, whatever project it was in."""
    REDO = auto()
    """Make again what was taken back last."""
    TAKE = auto()
    """Print, save, copy, list or compare it."""
