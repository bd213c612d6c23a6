"""What is due for a project, in words, and what the button beside it says."""

from katalog_app.model import telling
from katalog_app.model.fields import EntryKind
from katalog_app.services.my_projects import Due, MyProject, Step, Task
from katalog_app.texts import N_, _, ngettext
from katalog_app.ui import wording

STEPS = {
    Step.OPEN: N_("Öppna"),
    Step.CONFIRM: N_("Stämmer fortfarande"),
    Step.EDIT: N_("Redigera fältet"),
    Step.EXPORT: N_("Exportera"),
}


def task(due: Task, status: str) -> str:
    """Return what is due, in a sentence."""
    fields = wording.listed(*(telling.field_name(EntryKind.PROJECT, name) for name in due.fields))
    day = wording.long_date(due.since) if due.since else ""
    match due.due:
        case Due.CONFLICT:
            return _("Krock: flera värden i {fields}.").format(fields=fields)
        case Due.REQUEST:
            return _("Någon har begärt att uppgifter raderas. En samordnare avgör det.")
        case Due.PERIOD_ENDED:
            text = _("Perioden är slut, men statusen är ”{status}”.")
            return text.format(status=wording.value(status))
        case Due.NO_CONTACT:
            return _("Ingen att kontakta är angiven.")
        case Due.REVIEW if day:
            return _("Granskades senast {day}, för mer än ett år sedan.").format(day=day)
        case Due.REVIEW:
            return _("Uppgifterna har aldrig granskats.")
        case Due.TELL:
            return _("Projektet är klart, men {fields} saknas.").format(fields=fields)
        case Due.CONTACT if day:
            return _("Kontakten bekräftades senast {day}.").format(day=day)
        case Due.CONTACT:
            return _("Ingen har bekräftat att kontakten stämmer.")
    sent = ngettext(
        "{count} ändring som ingen utgåva har än.",
        "{count} ändringar som ingen utgåva har än.",
        due.count,
    )
    return sent.format(count=due.count)


def step(due: Task) -> str:
    """Return what the button says that does what is due."""
    return _(STEPS[due.step])


def step_named(due: Task, project: MyProject) -> str:
    """Return what a screen reader says of that button."""
    said = task(due, project.status)
    return _("{step}: {title}. {task}").format(step=step(due), title=project.title, task=said)
