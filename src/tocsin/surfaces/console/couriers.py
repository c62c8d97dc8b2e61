"""Mail as files: a bundle to take to a counterpart, and a bundle that somebody brought."""

import hashlib

from litestar import Response, post
from litestar.params import FromPath

from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.ids import CounterpartId
from tocsin.surfaces import stick
from tocsin.surfaces.console.visit import Asked, Page, download
from tocsin.texts.phrases import phrase
from tocsin.usecases import bundles
from tocsin.wire.limits import KIB, MAX_BUNDLE

LARGEST_UPLOAD = MAX_BUNDLE + 64 * KIB  # the form around it
NOTHING = phrase("Nothing waits for them: there is nothing to take there.")
NOT_FOR_US = phrase("Nothing in this file is for this node, or from anybody it knows.")


@post("/counterparts/{counterpart:str}/bundle", sync_to_thread=True)
def take_there(visit: Asked, counterpart: FromPath[str]) -> Response[bytes]:
    """Give what waits for a counterpart, and our receipts for what it brought, as a file."""
    packed = bundles.pack(visit.node, visit.actor, to=CounterpartId(counterpart))
    if packed is None:
        raise ConflictError(NOTHING)
    bundles.packed(visit.node, visit.actor, bundle=packed)
    name = f"{hashlib.sha256(packed.data).hexdigest()[:16]}{stick.SUFFIX}"
    return download(packed.data, name=name, media_type="application/octet-stream")


@post("/inbox/bundle", sync_to_thread=True, request_max_body_size=LARGEST_UPLOAD)
def bring_in(visit: Asked) -> Page:
    """Take in a file that somebody brought."""
    brought = stick.take_in_data(visit.node, visit.actor, visit.form.file("bundle").data)
    if not brought.messages and not brought.receipts:
        raise InvalidError(NOT_FOR_US)
    return visit.go("/inbox", "brought")


PAGES = (take_there, bring_in)
