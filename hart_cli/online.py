"""LiveQuery the web whether addresses still answer. The only module that uses the network, and only for
`hart check --online`. It sends the addresses themselves and nothing else: no words, no cookies, no name.
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
    """What an address answered: "ok", "moved", "gone", "refuses" (it answers, but not to a program) or
    "silent", with a few words on it."""

    url: str
    state: str
    said: str


def _asked(client: httpx.Client, url: str) -> Answer:
    try:
        with client.stream("HEAD", url) as head:
            status, place = head.status_code, head.headers.get("location")
        if status >= 400:  # many servers answer HEAD wrongly
            with client.stream("GET", url) as body:
                status, place = body.status_code, body.headers.get("location")
    except httpx.TimeoutException:
        return Answer(url, "silent", f"no answer within {TIMEOUT:.0f} seconds")
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        return Answer(url, "silent", type(error).__name__)
    if status in _GONE:
        return Answer(url, "gone", str(status))
    if 300 <= status < 400 and place:
        return Answer(url, "moved", f"{status} to {httpx.URL(url).join(place)}")
    return Answer(url, "ok" if status < 400 else "refuses", str(status))


def ask(urls: Iterable[str], progress: Callable[[int, int], None] | None = None) -> Iterator[Answer]:
    """Yield what each web address answers, in their order; each is asked once, and redirects are not followed.

    Args:
        urls: http and https addresses; others are left out.
        progress: called with how many of how many have answered.
    """
    wanted = list(dict.fromkeys(url for url in urls if url.lower().startswith(("http://", "https://"))))
    with (
        httpx.Client(timeout=TIMEOUT, headers=_HEADERS, trust_env=True) as client,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        for done, answer in enumerate(pool.map(lambda url: _asked(client, url), wanted), 1):
            if progress:
                progress(done, len(wanted))
            yield answer
