"""A crowd of people with real HTTP connections, each answering from link to thank-you page."""

import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode, urlsplit

from benchmarks.instrument import PAGES, answers

CSRF = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
PROCESSES = 2


class UnexpectedAnswerError(RuntimeError):
    """The server did not do what a person would expect; the benchmark counts for nothing then."""


@dataclass(frozen=True, slots=True)
class Timing:
    """One request: what it was for and how long it took, in milliseconds."""

    name: str
    milliseconds: float


class Visitor:
    """A browser's cookies and one kept connection."""

    def __init__(self, connection: HTTPConnection) -> None:
        self._connection = connection
        self._cookies: dict[str, str] = {}
        self.timings: list[Timing] = []

    def ask(self, name: str, path: str, form: Sequence[tuple[str, str]] | None = None) -> tuple[HTTPResponse, bytes]:
        """GET, or POST a form; the answer is read to its end."""
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in self._cookies.items())}
        started = time.perf_counter()
        if form is None:
            self._connection.request("GET", path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            self._connection.request("POST", path, urlencode(form), headers)
        response = self._connection.getresponse()
        body = response.read()
        self.timings.append(Timing(name, (time.perf_counter() - started) * 1000))
        for cookie in response.headers.get_all("Set-Cookie") or ():
            key, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[key] = value
        return response, body


def answer(connection: HTTPConnection, path: str, *, follow: bool) -> list[Timing]:
    """One person: the link, Start, five pages; with `follow` also the page behind each redirect, as a browser does.

    Raises:
        UnexpectedAnswerError: the way through the pages was not what it should be.
    """
    visitor = Visitor(connection)
    _response, body = visitor.ask("GET start page", path)
    token = CSRF.search(body)
    if token is None:
        raise UnexpectedAnswerError("The start page has no form.")
    csrf = ("csrf_token", token[1].decode())
    response, _body = visitor.ask("POST start", path, [csrf])
    for page in range(1, PAGES + 1):
        location = _location(response)
        if follow:
            visitor.ask("GET question page", location)
        form = [csrf, *answers(page)]
        response, _body = visitor.ask("POST submit" if page == PAGES else "POST page", location, form)
    location = _location(response)
    if "/thanks/" not in location:
        raise UnexpectedAnswerError(f"The last page led to {location}.")
    if follow:
        visitor.ask("GET thank-you page", location)
    return visitor.timings


def _location(response: HTTPResponse) -> str:
    location = response.headers.get("Location")
    if response.status != HTTPStatus.SEE_OTHER or not location:
        raise UnexpectedAnswerError(f"Status {response.status} where a redirect belongs.")
    return urlsplit(location).path


def insert(connection: HTTPConnection, path: str, *, follow: bool) -> list[Timing]:  # noqa: ARG001 - same shape as answer
    """One request to the bare server."""
    visitor = Visitor(connection)
    response, _body = visitor.ask("POST insert", path, [("answer", "point_4")])
    if response.status != HTTPStatus.NO_CONTENT:
        raise UnexpectedAnswerError(f"Status {response.status} from the bare server.")
    return visitor.timings


Visit = Callable[..., list[Timing]]


def _client(visit: Visit, address: str, paths: Sequence[str], follow: bool) -> list[Timing]:  # noqa: FBT001 - pickled
    """One client: a connection over which people come one after another."""
    place = urlsplit(address)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=60)
    timings = [timing for path in paths for timing in visit(connection, path, follow=follow)]
    connection.close()
    return timings


def _clients(visit: Visit, address: str, shares: Sequence[Sequence[str]], follow: bool) -> list[Timing]:  # noqa: FBT001
    """The clients of one process, a thread each."""
    with ThreadPoolExecutor(len(shares)) as threads:
        running = [threads.submit(_client, visit, address, share, follow) for share in shares]
        return [timing for each in running for timing in each.result()]


def run(visit: Visit, address: str, paths: Sequence[str], clients: int, *, follow: bool) -> tuple[float, list[Timing]]:
    """All `paths` shared out over `clients` at the same time: seconds and every request's timing."""
    shares = [paths[client::clients] for client in range(clients)]
    processes = min(PROCESSES, clients)
    with ProcessPoolExecutor(processes) as pool:
        list(pool.map(abs, range(processes)))
        started = time.perf_counter()
        running = [pool.submit(_clients, visit, address, shares[each::processes], follow) for each in range(processes)]
        timings = [timing for each in running for timing in each.result()]
        return time.perf_counter() - started, timings
