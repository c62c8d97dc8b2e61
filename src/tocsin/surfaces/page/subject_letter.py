"""The letter that answers a subject's request, to be printed: as a page of its own, and for the printer."""

from tocsin.domain.errors import ConflictError
from tocsin.domain.subject import Request
from tocsin.ports.printer import Letter
from tocsin.surfaces.page.safe import environment


def paper(request: Request, sender: str) -> Letter:
    """Return what goes on paper; `ConflictError` where it is not answered yet."""
    if request.answer is None:
        raise ConflictError(f"{request.id} is not answered yet: there is no letter")
    return Letter(reference=request.id, sender=sender, text=request.answer.letter, language=request.language)


def write(letter: Letter) -> str:
    """Write the page. The same letter gives the same bytes."""
    return environment().get_template("letter.html").render(letter=letter)
