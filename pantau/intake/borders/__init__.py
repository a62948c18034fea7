"""Borders: a file of village borders is judged, and only a whole one takes the place of those in use."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pantau import ROOT, borders, today
from pantau.intake import read, room
from pantau.intake.borders import files
from pantau.intake.gate import Refused
from pantau.store import generations

_NAME = re.compile(r"[^\w .()-]+")
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Report:
    """What was found in a border file; `refusals` is empty when it may be used.

    `facts` say the same for programs; `shapes` is the GeoJSON a map would draw.
    """

    name: str
    facts: dict[str, Any]
    sentences: tuple[str, ...]
    refusals: tuple[str, ...]
    shapes: dict[str, Any] | None = field(repr=False, default=None)

    def as_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        told = {"berkas": self.name, "diterima": not self.refusals, "ditolak_karena": list(self.refusals)}
        return told | {"kalimat": list(self.sentences)} | self.facts


def examine(file: str, crs: str = "", accept: bool = False) -> Report:
    """Judge a border file, or the answers of a map service a person names; nothing is changed.

    `crs` (EPSG:number) is for files that say none; `accept` passes overlaps and features that are no village of ours,
    and never villages that are missing or twice.
    """
    name = "layanan peta" if files.is_address(file) else shown(Path(file).name)
    with tempfile.TemporaryDirectory(prefix="pantau-") as folder:
        try:
            if files.is_address(file):
                layers = [(files.SERVICE, files.address(file), name)]
            else:
                layers = [
                    (kind, str(path), shown(title)) for kind, path, title in files.unpack(Path(file), Path(folder))
                ]
            told = _ask(layers, crs, name)
        except Refused as refusal:
            return Report(name, {}, (), (str(refusal),))
    waived, sentences = list(told["waivable"]), list(told["sentences"])
    if accept:
        sentences += [f"Diterima atas perintah: {sentence}" for sentence in waived]
        waived = []
    return Report(name, told["facts"], tuple(sentences), (*told["refusals"], *waived), told["drawn"])


def use(report: Report, file: str, status: str) -> None:
    """Put judged borders in use. Raises Refused when they were refused, StoreError while something is loading."""
    if report.refusals or report.shapes is None:
        raise Refused("Batas ini ditolak; batas lama tetap dipakai.")
    own, store = generations.loader_room(), generations.store_folder()
    content = json.dumps(report.shapes, separators=(",", ":")).encode()
    told = {
        "berkas": report.name,
        "sha256": "" if files.is_address(file) else generations.sha256(Path(file)),
        "crs": report.facts["crs"],
        "tanggal": today().isoformat(),
        "status": status,
        "sidik": hashlib.sha256(content).hexdigest(),
    }
    with generations.locked(store):
        folder = borders.folder()
        folder.mkdir(parents=True, exist_ok=True)
        if told["sha256"]:
            room.archive(own, Path(file), told["sha256"])
        # A cut between the two leaves borders that do not belong together: then the shipped ones are used.
        _put(folder / borders.SHAPES, content)
        _put(folder / borders.SAYS, json.dumps(told, ensure_ascii=False, indent=1).encode())
        room.log(own, {"batas": told})


def reset() -> bool:
    """Go back to the shipped borders; returns whether others were in use."""
    with generations.locked(generations.store_folder()):
        there = borders.folder().is_dir()
        shutil.rmtree(borders.folder(), ignore_errors=True)
        if there:
            room.log(generations.loader_room(), {"batas": "bawaan"})
        return there


def shown(name: str) -> str:
    """A name as it may stand on a sheet: letters, digits and a few signs."""
    return " ".join(_NAME.sub(" ", name).split())[:_LONGEST_NAME] or "berkas batas"


def _ask(layers: Sequence[tuple[str, str, str]], crs: str, name: str) -> dict[str, Any]:
    """What the child found. Raises Refused when it died of one of its ceilings."""
    environment = os.environ | {
        "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1", "PROJ_NETWORK": "OFF",
        "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", f"{__name__}.child", str(read.CPU_SECONDS)]
    try:
        child = subprocess.run(
            command,
            input=json.dumps({"layers": layers, "crs": crs}).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=environment,
            timeout=read.WALL_SECONDS,
            check=True,
        )
        told: dict[str, Any] = json.loads(child.stdout)
        return told
    except (subprocess.SubprocessError, ValueError) as error:
        raise Refused(
            f"Batas {name} terlalu berat untuk diperiksa (memori atau waktu habis); sederhanakan dahulu di aplikasi "
            "petanya, atau kirim batas desa Balangan saja."
        ) from error


def _put(path: Path, content: bytes) -> None:
    """A file that is whole from the moment it has its name."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    generations.sync(draft)
    draft.replace(path)
