"""Client: one question to the endpoint, one answer, within limits of time and size that do not depend on it.

Nothing is logged here: a question holds a report. Redirects are not followed and proxies of the environment are not
used, for a report must go nowhere but where the operator said.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from tocsin.domain.readers import Failed
from tocsin.reading.endpoint.answer import as_json
from tocsin.reading.endpoint.endpoint import Endpoint, PassageError

ANSWER_BYTES = 1_000_000  # a thorough answer on a long passage has some 10,000
ANSWER_TOKENS = 2_000
_PAUSES = (0.5, 1.0)  # seconds before the second try and the third
_REFUSED = frozenset({400, 404, 415, 422, 501})  # what servers say to a form of answer they do not know
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})  # another try may help; some say 500 to an unknown form as well

Message = Mapping[str, str]
Schema = Mapping[str, Any]


class _TriedError(Exception):
    """One try failed; another may not."""

    def __init__(self, why: Failed, *, refused: bool = False) -> None:
        super().__init__(why.value)
        self.why = why
        self.refused = refused  # for the form of the answer, not for a passing reason


def _strict(schema: Schema) -> dict[str, Any]:
    form = {"name": "claims", "strict": True, "schema": schema}
    return {"response_format": {"type": "json_schema", "json_schema": form}}


def _loose(schema: Schema) -> dict[str, Any]:
    return {"response_format": {"type": "json_object", "schema": schema}}


def _free(_: Schema) -> dict[str, Any]:
    return {}


_FORMS: tuple[Callable[[Schema], dict[str, Any]], ...] = (_strict, _loose, _free)


@dataclass
class Client:
    """Asks one endpoint. It finds out, once, in which form the endpoint takes the schema, if in any."""

    endpoint: Endpoint
    _forms: Sequence[Callable[[Schema], dict[str, Any]]] = field(default=_FORMS, init=False)

    def ask(self, messages: Sequence[Message], schema: Schema, within: float) -> str:
        """Return what the model wrote; `PassageError` says why there is nothing."""
        try:
            return asyncio.run(self._in_time(messages, schema, min(within, self.endpoint.timeout)))
        except TimeoutError as error:
            raise PassageError(Failed.TIME) from error

    async def _in_time(self, messages: Sequence[Message], schema: Schema, seconds: float) -> str:
        question = {
            "model": self.endpoint.model,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": ANSWER_TOKENS,
            "stream": False,
        }
        failed = Failed.ERROR
        async with asyncio.timeout(seconds):
            for form in self._forms:
                try:
                    answer = await self._patiently(question | form(schema))
                except _TriedError as error:
                    failed = error.why
                    if failed is not Failed.ERROR:
                        break
                else:
                    self._forms = (form,)
                    return _content(answer)
        raise PassageError(failed)

    async def _patiently(self, question: Mapping[str, Any]) -> bytes:
        for pause in _PAUSES:
            try:
                return await self._try(question)
            except _TriedError as error:
                if error.refused:
                    raise
            await asyncio.sleep(pause)
        return await self._try(question)

    async def _try(self, question: Mapping[str, Any]) -> bytes:
        status, answer = await self._post(question)
        if status in _BUSY or status in _REFUSED:
            raise _TriedError(Failed.ERROR, refused=status in _REFUSED)
        if status != httpx.codes.OK:
            raise PassageError(Failed.ERROR)
        return answer

    async def _post(self, question: Mapping[str, Any]) -> tuple[int, bytes]:
        try:
            *others, last = await self.endpoint.addresses()
            for address in others:  # "localhost" is ::1 and 127.0.0.1, and many servers listen on one of them
                try:
                    return await self._send(question, str(address))
                except httpx.ConnectError:
                    continue
            return await self._send(question, str(last))
        except (httpx.TimeoutException, TimeoutError) as error:
            raise TimeoutError from error
        except (httpx.HTTPError, httpx.StreamError, OSError) as error:
            raise _TriedError(Failed.UNREACHABLE) from error

    async def _send(self, question: Mapping[str, Any], address: str) -> tuple[int, bytes]:
        wait = self.endpoint.timeout
        async with httpx.AsyncClient(follow_redirects=False, trust_env=False, timeout=wait) as client:
            response = await client.send(_request(client, self.endpoint, address, question), stream=True)
            try:
                return response.status_code, await _limited(response)
            finally:
                await response.aclose()


def _request(client: httpx.AsyncClient, endpoint: Endpoint, address: str, question: Mapping[str, Any]) -> httpx.Request:
    """Address the machine that was judged, in the name that was given."""
    url = httpx.URL(endpoint.url)
    headers = {"Host": url.netloc.decode("ascii"), "Accept-Encoding": "identity", "User-Agent": "tocsin"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    there = url.copy_with(host=address, path=url.path.rstrip("/") + "/chat/completions")
    extensions = {"sni_hostname": url.host} if url.scheme == "https" else {}
    return client.build_request("POST", there, json=question, headers=headers, extensions=extensions)


async def _limited(response: httpx.Response) -> bytes:
    """Take an answer of bounded length; nothing in it is unpacked."""
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_raw():
        size += len(part)
        if size > ANSWER_BYTES:
            raise PassageError(Failed.LONG)
        parts.append(part)
    return b"".join(parts)


def _content(answer: bytes) -> str:
    """Return what the model wrote, out of what the server wrapped around it."""
    try:
        content = as_json(answer)["choices"][0]["message"]["content"]
    except (LookupError, TypeError) as error:
        raise PassageError(Failed.ANSWER) from error
    if not isinstance(content, str):
        raise PassageError(Failed.ANSWER)
    return content
