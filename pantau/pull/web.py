"""Asking a server of forms: one host, one key, ceilings on time and size, and no answer that is only half there.

The key travels to the host it is meant for and nowhere else: redirects and next pages of another host are refused.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import sleep
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

import requests
from requests.auth import AuthBase

from pantau.intake import Refused

CONNECT_SECONDS, READ_SECONDS = 10, 60
TRIES: Final = 3
# A page holds at most 1,000 answers; a chronology in each makes some 10 MB.
LARGEST_PAGE: Final = 64_000_000
LARGEST_PULL: Final = 200_000_000
MOST_PAGES: Final = 5_000
MOST_REDIRECTS: Final = 3
# A server that asks for more patience than this is asked again another day.
LONGEST_WAIT: Final = 60
MOST_WAITS: Final = 5
_BLOCK: Final = 1 << 16
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_LOCAL: Final = ("127.0.0.1", "localhost", "::1")

Page = Mapping[str, Any]


class _Broken(Exception):
    """An answer that did not arrive whole; asking again may help."""


@dataclass(frozen=True)
class _Key(AuthBase):
    """The key of the server: an object of its own, so that no file of passwords on this computer takes its place."""

    written: str

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = self.written
        return request


class Server:
    """A server of forms at the address and with the key that the environment gives."""

    def __init__(self, address_name: str, key_name: str, scheme: str) -> None:
        self._address = _address(address_name)
        self._key_name = key_name
        key = os.environ.get(key_name, "").strip()
        if not key:
            raise Refused(f"Kunci akses belum ada: isi variabel lingkungan {key_name}, jangan di baris perintah.")
        if not key.isascii() or not key.isprintable():
            raise Refused(f"Isi {key_name} bukan kunci akses; salin ulang dari halaman akun.")
        self._session = requests.Session()
        self._session.auth = _Key(f"{scheme} {key}")
        self._bytes = 0

    @property
    def host(self) -> str:
        """The host, with its port when it has one of its own."""
        return self._address.netloc

    def pages(self, path: str, params: Mapping[str, str], following: str) -> Iterator[Page]:
        """The first page and every page that `following` names, all from this host and path. Raises Refused."""
        url, asked = self._address._replace(path=self._address.path.rstrip("/") + path).geturl(), dict(params)
        seen: set[str] = set()
        for _ in range(MOST_PAGES):
            page = self._page(url, asked)
            yield page
            named = page.get(following)
            if not named:
                return
            url, asked = self._next(str(named), urlsplit(url).path), {}
            if url in seen:
                raise Refused(f"{self.host} menunjuk halaman yang sama dua kali; tidak ada yang dimuat.")
            seen.add(url)
        raise Refused(f"{self.host} memberi lebih dari {MOST_PAGES} halaman; tidak ada yang dimuat.")

    def _next(self, named: str, path: str) -> str:
        """The address of the next page, on our own host and path whatever scheme it was written with."""
        there = urlsplit(named)
        ours = self._address
        # Behind a proxy a server may write its own pages with http; they are asked for as ours are.
        if there.netloc and _origin(there._replace(scheme=ours.scheme))[1:] != _origin(ours)[1:]:
            raise Refused(f"{self.host} menunjuk halaman di server lain; tidak diikuti dan tidak ada yang dimuat.")
        return ours._replace(path=path, query=there.query).geturl()

    def _page(self, url: str, params: Mapping[str, str]) -> Page:
        """One page, asked for again when it came broken."""
        for again in range(TRIES):
            if again:
                sleep(2**again)
            try:
                return self._read(url, params)
            except _Broken:
                continue
        raise Refused(
            f"{self.host} tidak memberi jawaban utuh setelah {TRIES} kali; tidak ada yang dimuat. Coba lagi nanti."
        )

    def _read(self, url: str, params: Mapping[str, str]) -> Page:
        with self._answer(url, params) as answer:
            if answer.status_code >= 500:
                raise _Broken
            self._hold_status(answer.status_code)
            content = self._content(answer)
        try:
            page = json.loads(content)
        except ValueError:
            raise _Broken from None
        if not isinstance(page, dict):
            raise Refused(f"Jawaban {self.host} bukan daftar kiriman; periksa alamat servernya.")
        return page

    def _answer(self, url: str, params: Mapping[str, str]) -> requests.Response:
        """The answer that is neither "wait" nor "elsewhere on this host"."""
        waits = redirects = 0
        while True:
            try:
                answer = self._session.get(
                    url, params=params, timeout=(CONNECT_SECONDS, READ_SECONDS), stream=True, allow_redirects=False
                )
            except requests.exceptions.SSLError:
                raise Refused(f"Sertifikat {self.host} tidak sah; tidak ada yang dikirim atau dimuat.") from None
            except requests.RequestException:
                raise _Broken from None
            if answer.status_code == 429 and waits < MOST_WAITS:
                waits += 1
                answer.close()
                sleep(_wait(answer.headers.get("Retry-After", "")))
            elif answer.status_code in _REDIRECTS and redirects < MOST_REDIRECTS:
                redirects += 1
                answer.close()
                url, params = self._redirected(answer.headers.get("Location", "")), {}
            else:
                return answer

    def _redirected(self, location: str) -> str:
        there = urlsplit(location)
        if there.netloc and _origin(there) != _origin(self._address):
            raise Refused(f"{self.host} mengalihkan ke server lain; tidak diikuti dan tidak ada yang dimuat.")
        return self._address._replace(path=there.path, query=there.query).geturl()

    def _hold_status(self, status: int) -> None:
        """Refuse every answer that is not a page."""
        if status in (401, 403):
            raise Refused(
                f"Kunci akses ({self._key_name}) tidak diterima {self.host}: kedaluwarsa atau tidak berhak atas "
                "formulir ini. Buat kunci baru di halaman akun."
            )
        if status == 404:
            raise Refused(f"Formulir itu tidak ada di {self.host}; periksa nomornya.")
        if status == 429:
            raise Refused(f"{self.host} terlalu sibuk; tidak ada yang dimuat. Coba lagi nanti.")
        if status != 200:
            raise Refused(f"{self.host} menolak permintaan ini (status {status}); tidak ada yang dimuat.")

    def _content(self, answer: requests.Response) -> bytes:
        """The body within the ceilings."""
        parts, size = [], 0
        try:
            for block in answer.iter_content(_BLOCK):
                size += len(block)
                if size > LARGEST_PAGE or self._bytes + size > LARGEST_PULL:
                    raise Refused(f"Kiriman dari {self.host} terlalu besar; tidak ada yang dimuat. Bagi formulirnya.")
                parts.append(block)
        except requests.RequestException:
            raise _Broken from None
        self._bytes += size
        return b"".join(parts)


def _address(name: str) -> SplitResult:
    """The address of the server. Raises Refused for none, and for one over which a key would travel open."""
    address = urlsplit(os.environ.get(name, "").strip())
    if not address.hostname:
        raise Refused(f"Alamat server belum ada: isi variabel lingkungan {name}, misalnya https://formulir.contoh.id.")
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in _LOCAL):
        raise Refused(f"Alamat di {name} harus dimulai dengan https://.")
    if address.username or address.password or address.query or address.fragment:
        raise Refused(f"Alamat di {name} hanya nama server, tanpa nama pengguna, kunci atau pertanyaan.")
    return address


def _origin(address: SplitResult) -> tuple[str, str | None, int | None]:
    """Scheme, host and port; a port that is no number is nobody's."""
    try:
        port = address.port or {"https": 443, "http": 80}.get(address.scheme)
    except ValueError:
        port = -1
    return address.scheme, address.hostname, port


def _wait(said: str) -> float:
    """How long a server asks to wait, in seconds; a date or nothing readable is a short while."""
    return min(float(said), LONGEST_WAIT) if said.isdigit() else 5
