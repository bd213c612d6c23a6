"""Why a picture cannot be taken in, in the user's words."""

from katalog_app.errors import PictureFault, PictureRefusedError
from katalog_app.messages.form import Message, quoted
from katalog_app.model.pictures import LARGEST, MOST_IMAGES, MOST_POINTS
from katalog_app.texts import N_, _

_MB = 1024 * 1024
_UNCHANGED = N_("Bilden är inte med. Det andra i formuläret är kvar.")
_WORDS: dict[str, tuple[str, str]] = {
    PictureFault.NO_PICTURE: (
        N_("”{name}” är ingen bild av slaget JPEG, PNG eller WebP."),
        N_("Spara bilden som JPEG eller PNG i ett bildprogram, och välj den igen."),
    ),
    PictureFault.DAMAGED: (
        N_("Bilden ”{name}” är skadad eller går inte att läsa färdigt."),
        N_("Hämta bilden på nytt, eller spara om den i ett bildprogram."),
    ),
    PictureFault.TOO_MANY_POINTS: (
        N_("Bilden ”{name}” har för många bildpunkter ({detail}, högst {points} miljoner)."),
        N_("Gör bilden mindre i ett bildprogram, och välj den igen."),
    ),
    PictureFault.TOO_LARGE: (
        N_("Filen ”{name}” är för stor ({detail}, högst {size} MB efter förminskning)."),
        N_("Gör bilden mindre i ett bildprogram, och välj den igen."),
    ),
    PictureFault.UNREADABLE: (
        N_("Filen ”{name}” går inte att läsa. {detail}"),
        N_("Se efter att filen finns och att du får läsa den, och välj den igen."),
    ),
    PictureFault.TOO_MANY: (
        N_("Bilden ”{name}” får inte plats: ett projekt har högst {count} bilder."),
        N_("Ta bort en av de bilder som finns i projektet först."),
    ),
}


def refused(error: PictureRefusedError) -> Message:
    """Return the words for a picture that cannot be taken in."""
    text, remedy = _WORDS.get(error.fault, _WORDS[PictureFault.DAMAGED])
    told = _(text).format(
        name=quoted(error.name),
        detail=quoted(error.detail),
        points=MOST_POINTS // 1_000_000,
        size=LARGEST // _MB,
        count=MOST_IMAGES,
    )
    return Message(told.strip(), _(_UNCHANGED), _(remedy))
