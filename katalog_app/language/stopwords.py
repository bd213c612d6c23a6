"""Words that say nothing about what is looked for."""

from katalog_app.language import analysis

_SWEDISH = """
    alla allt att av blev bli blir både bör de dem den denna deras dess dessa det detta dig din dit
    du då där därför efter ej eller en er ert ett finns fick från få får för före förut ge genom gör
    göra gjort ha hade han har hos hur hållit i in inför inga ingen inget inom inte ja jag kan kring
    kunde man med mellan men mer mig min mitt mot många måste någon något några nej ni nu när och
    också om oss på samt sedan sen sig sin sina sitt skall ska som så särskilt till under upp ut
    utan vad var vara varför varit vart vem vi via vid vilka vilken vilket vill vår våra vårt än är
    åt över
"""
_ENGLISH = """
    a about an and any are as at be by can do does for from has have how in into is it of on or that
    the their this to was what when where which who why with
"""
STOP_WORDS = frozenset(map(analysis.fold, (_SWEDISH + _ENGLISH).split()))
"""Folded. Swedish function words and the question words of "har någon gjort …", and English ones.

Written for this project: only words that stand in any record whatever it is about.
"""
