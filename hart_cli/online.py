"""Requests to web addresses, for `hart check --online`. The only module that uses the network.

A request sends the address and nothing else: no words, no cookies, no name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import httpx

TIMEOUT, AT_ONCE = 10.0, 8
"""Seconds for each step of a request, and requests at the same time."""

_GONE = (404, 410)
_HEADERS = {"User-Agent": "link check", "Accept": "*/*"}


class Answer(NamedTuple):
    """The answer of a web address.

    Attributes:
        url: the address.
        state: "ok", "moved", "gone", "refuses" (it answers, but not to a program) or "silent".
        detail: the status, or a few words.
    """

    url: str
    state: str
    detail: str


def check_addresses(urls: Iterable[str], progress: Callable[[int, int], None] | None = None) -> Iterator[Answer]:
    """Request web addresses, each once. Redirects are not followed.

    Args:
        urls: addresses; those that are neither http nor https are left out.
        progress: called with the number of answers and the number of requests.

    Yields:
        The answers, in the order of the addresses.
    """
    addresses = list(dict.fromkeys(url for url in urls if url.lower().startswith(("http://", "https://"))))
    with (
        httpx.Client(timeout=TIMEOUT, headers=_HEADERS, trust_env=True) as client,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        for done, answer in enumerate(pool.map(lambda url: _request(client, url), addresses), 1):
            if progress:
                progress(done, len(addresses))
            yield answer


def _request(client: httpx.Client, url: str) -> Answer:
    try:
        with client.stream("HEAD", url) as head:
            status, location = head.status_code, head.headers.get("location")
        if status >= 400:  # many servers answer HEAD wrongly
            with client.stream("GET", url) as body:
                status, location = body.status_code, body.headers.get("location")
    except httpx.TimeoutException:
        return Answer(url, "silent", f"no answer within {TIMEOUT:.0f} seconds")
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        return Answer(url, "silent", type(error).__name__)
    if status in _GONE:
        return Answer(url, "gone", str(status))
    if 300 <= status < 400 and location:
        return Answer(url, "moved", f"{status} to {httpx.URL(url).join(location)}")
    return Answer(url, "ok" if status < 400 else "refuses", str(status))
