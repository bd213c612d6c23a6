"""A search in words: what it is called where nobody has given it a name."""

from katalog_app.language import question
from katalog_app.language.question import PartKind
from katalog_app.texts import _, ngettext
from katalog_app.ui.catalogue.facets import Labels


def called(search: str, label: Labels) -> str:
    """Return a search, written as text, as people read it: "digital · I drift"."""
    words, filters = [], []
    for part in question.parse(search):
        if part.kind is PartKind.FILTER and part.facet is not None:
            value = label(part.facet, part.text)
            filters.append(_("inte {value}").format(value=value) if part.negated else value)
        else:
            words.append(search[part.start : part.end])
    return " · ".join(filter(None, (" ".join(words), *filters))) or search.strip()


def news(count: int) -> str:
    """Return how many projects are new, "" for none."""
    return ngettext("{count} ny", "{count} nya", count).format(count=count) if count else ""
