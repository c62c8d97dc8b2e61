"""The few files that pages need beside themselves. They are read once and named by what is in them."""

import hashlib
from importlib.resources import files

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

_TYPES = {"console.css": "text/css; charset=utf-8", "bell.svg": "image/svg+xml"}
_FILES = {name: files("tocsin.surfaces.console").joinpath("static", name).read_bytes() for name in _TYPES}
ADDRESSES = {name: f"/static/{name}?{hashlib.sha256(data).hexdigest()[:12]}" for name, data in _FILES.items()}


@get("/static/{name:str}", sync_to_thread=False)
def asset(name: FromPath[str]) -> Response[bytes]:
    """Give a file; a changed one has another address, so a browser may keep it."""
    if name not in _FILES:
        raise NotFoundException
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(_FILES[name], media_type=_TYPES[name], headers=headers, status_code=200)
