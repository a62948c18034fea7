"""The pack as files, and all of them as one zip."""

import hashlib
import json
import logging
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final, Literal

from pantau import text
from pantau.draw import file_name, paper
from pantau.draw.paper import lembar_peta
from pantau.pack import Leaf, Pack, book, deck, document, message, page
from pantau.pack.gather import Progress
from pantau.pack.manifest import record

MANIFEST: Final = "MANIFEST.json"
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True)
class Options:
    """How a pack is printed: "a4" or "f4", and whether the letter comes along."""

    paper: Literal["a4", "f4"] = "a4"
    memo: bool = True


@dataclass(frozen=True)
class Bundle:
    """The finished zip, what its manifest says, and the sentences on files that could not be made."""

    content: bytes
    manifest: dict[str, object]
    failed: tuple[str, ...]


def bundle(pack: Pack, options: Options | None = None, progress: Progress = lambda _words: None) -> Bundle:
    """Every file of a pack; one that cannot be made is told and left out, and the rest goes on."""
    files: dict[str, bytes] = {}
    failed = [f"{leaf.number}: {leaf.failed}" for leaf in pack.leaves if leaf.failed]
    for name, words, make in _files(pack, options or Options()):
        if words:
            progress(words)
        try:
            files[name] = make()
        except Exception as error:  # a meeting without the card is better than none
            _LOG.warning("%s could not be made", name, exc_info=error)
            failed.append(f"{name} tidak dapat dibuat ({type(error).__name__})")
    manifest = record(pack) | {
        "berkas": [
            {"nama": name, "bita": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        ],
        "gagal": failed,
    }
    files[MANIFEST] = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    return Bundle(_zipped(pack, files), manifest, tuple(failed))


def _files(pack: Pack, options: Options) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Name, what to say when it is begun, and maker of every file."""
    yield "rapat.pptx", "Salindia", lambda: deck.pptx(pack)
    yield "rapat.pdf", "Dokumen PDF", lambda: document.pdf(pack, options.paper)
    if options.memo:
        yield "nota-dinas.pdf", "Nota dinas", lambda: document.memo(pack, options.paper)
    yield "data.xlsx", "Buku kerja", lambda: book.xlsx(pack)
    yield "satu-file.html", "Halaman tunggal", lambda: page.html(pack)
    yield "pesan.txt", "Teks pesan dan kartu", lambda: message.words(pack).encode()
    yield "kartu.png", "", lambda: message.card(pack)
    told = "Gambar"
    for leaf in pack.leaves:
        for name, make in _pictures(leaf, pack.choice.grey):
            yield name, told, make
            told = ""


def _pictures(leaf: Leaf, grey: bool) -> Iterator[tuple[str, Callable[[], bytes]]]:
    figure = leaf.figure
    if figure is None or figure.kind == "table" or figure.empty:
        return
    stem = f"{leaf.number}_{text.slug(figure.title)}"
    yield f"gambar/{stem}.png", lambda: paper.png(figure, grey)
    yield f"gambar/{stem}.svg", lambda: paper.svg(figure, grey)
    if figure.kind == "villages":
        yield f"peta/{file_name(figure)}_lembar.pdf", lambda: lembar_peta.pdf(figure, grey)
        yield f"peta/{file_name(figure)}_lembar.png", lambda: lembar_peta.png(figure, grey)


def _zipped(pack: Pack, files: dict[str, bytes]) -> bytes:
    """One zip; every entry carries the time of the pack, so that the same pack gives the same bytes."""
    made = pack.made
    when = (made.year, made.month, made.day, made.hour, made.minute, made.second)
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{pack.stem}/{name}", when)
            packed = name.endswith((".pptx", ".xlsx", ".png", ".pdf"))
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return target.getvalue()
