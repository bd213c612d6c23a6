"""What in a file of synonyms is not used is told with its place and what to do."""

import pytest

from katalog_app.language.synonyms import SynonymFault, SynonymFinding
from katalog_app.messages.synonyms import unused

WHOLE_FILE = {SynonymFault.TOO_LARGE, SynonymFault.TOO_MANY_LINES, SynonymFault.NOT_UTF8}


@pytest.mark.parametrize("fault", SynonymFault)
def test_every_fault_has_words_and_a_remedy(fault: SynonymFault) -> None:
    message = unused(SynonymFinding(17, fault, "ett ord"))
    for part in (message.text, message.unchanged, message.remedy):
        assert part.endswith((".", "?"))
        assert "{" not in part


@pytest.mark.parametrize("fault", sorted(set(SynonymFault) - WHOLE_FILE))
def test_a_fault_of_a_line_names_and_quotes_it(fault: SynonymFault) -> None:
    message = unused(SynonymFinding(17, fault, "ett ord"))
    assert "17" in message.text
    assert "ett ord" in message.text
