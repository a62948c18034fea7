"""The viewer's side of the store: read-only answers from the generation that is served, and the commands around it.

Never writes into a database. One cursor per call, because a connection shared by two threads gives one the rows of the
other; one file per scope, so that there is no filter to forget.
"""

import contextlib
import json
import shutil
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from pantau import now
from pantau.store import generations
from pantau.store.generations import CURRENT, MANIFEST, SCOPE, SCOPE_ALL, Manifest, StoreError
from pantau.store.query import Query, read_query

# A page asks some ten questions; 512 answers are the pages of an afternoon. Longer answers are exports, asked once.
MEMO_ANSWERS = 512
MEMO_ROWS = 2_000
# Enough for every mart; a query that needs more is a mistake and must not take the office server down.
MEMORY = "1GB"
THREADS = 2
SAFE: Mapping[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "memory_limit": MEMORY,
    "threads": THREADS,
    "temp_directory": "",
    "lock_configuration": True,
}
_WINDOWS = (
    "Windows tidak mengenal izin berkas 0600 dan batas memori pembaca: lindungi folder ruang muat dengan izin akun."
)
# Borders a person has put in place of those shipped lie beside the generations.
BORDERS_SAVED = "batas"
ROOM_SAVED = ("sumber", "karantina", "kunci", "ekspor.jsonl")

_Answer = tuple[str, str, str, str]


class _Open:
    """The open file of a scope, closed once its generation is left behind and the last cursor is given back.

    Closing any earlier is refused by DuckDB, or pulls a cursor from under the thread that was just handed it.
    """

    def __init__(self, path: Path) -> None:
        self._connection = connect(path)
        self._lent = 0
        self._left = False

    def lend(self) -> duckdb.DuckDBPyConnection:
        """A cursor for one call."""
        self._lent += 1
        return self._connection.cursor()

    def take_back(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """The cursor, its answer drained."""
        cursor.close()
        self._lent -= 1
        self._close_idle()

    def leave(self) -> None:
        """Nobody asks this file any more."""
        self._left = True
        self._close_idle()

    def _close_idle(self) -> None:
        if self._left and not self._lent:
            self._connection.close()


class Store:
    """The store folder as a viewer sees it. Safe to share between threads; sees a new generation without being told."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or generations.store_folder()
        self._lock = threading.Lock()
        self._state: tuple[int, int, int] | None = None
        self._served = ""
        self._warnings: list[str] = []
        self._open: dict[str, _Open] = {}
        self._memo: OrderedDict[_Answer, pd.DataFrame] = OrderedDict()

    def generation(self) -> str:
        """The generation served: what CURRENT names when it is whole, else the newest whole one. Raises StoreError."""
        with self._lock:
            return self._generation()

    def query(self, name: str, params: Mapping[str, Any] | None = None, scope: str = SCOPE_ALL) -> pd.DataFrame:
        """The answer to a query file; parameters not given take their default. Raises StoreError."""
        return self.ask(read_query(name), params or {}, scope)

    def ask(self, query: Query, params: Mapping[str, Any], scope: str = SCOPE_ALL) -> pd.DataFrame:
        """The answer to a query, remembered by its text, parameters, generation and scope."""
        values = query.values(params)
        with self._lock:
            generation = self._generation()
            key = (query.sql, repr(sorted(values.items())), generation, scope)
            if key in self._memo:
                self._memo.move_to_end(key)
                return self._memo[key].copy(deep=False)
            file = self._file(generation, scope)
            cursor = file.lend()
        try:
            answer = cursor.execute(query.sql, values).df()
        except duckdb.Error as error:
            # The cause names columns and values; it is for the command line and the log, never for a page.
            raise StoreError(f"Kueri {query.name} gagal dijalankan.") from error
        finally:
            with self._lock:
                file.take_back(cursor)
        if len(answer) <= MEMO_ROWS:
            with self._lock:
                self._memo[key] = answer
                while len(self._memo) > MEMO_ANSWERS:
                    self._memo.popitem(last=False)
        return answer.copy(deep=False)

    def manifest(self) -> Manifest:
        """The manifest of the generation served."""
        return generations.read_manifest(self.folder / self.generation())

    def generations(self) -> list[dict[str, Any]]:
        """Every generation that is or was served, oldest first: name, when made, whether served, rows of facts."""
        served = self.generation()
        return [self._described(name, name == served) for name in generations.published(self.folder)]

    def rollback(self, generation: str) -> None:
        """Serve an older (or newer) generation again. Raises StoreError when it is not there or not whole."""
        if generation not in generations.published(self.folder):
            there = ", ".join(generations.published(self.folder)) or "belum ada"
            raise StoreError(f"Generasi {generation} tidak ada; yang ada: {there}.")
        if wrong := generations.problems(self.folder / generation):
            raise StoreError(f"Generasi {generation} tidak dipakai: {' '.join(wrong)}")
        with generations.locked(self.folder):
            generations.point(self.folder, generation)

    def backup(self, target: Path) -> dict[str, Any]:
        """Copy the generation served and the loader's room into an empty folder, and prove the copy: hashes and a scan.

        The copy holds personal data (sources, key): it belongs on an encrypted disk. Returns generation, files, bytes.
        """
        if target.exists() and any(target.iterdir()):
            raise StoreError(f"Folder cadangan {target} sudah berisi; pilih folder baru.")
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        with generations.locked(self.folder):
            generation = self.generation()
            shutil.copytree(self.folder / generation, target / "store" / generation)
            _fill(self.folder / BORDERS_SAVED, target / "store" / BORDERS_SAVED)
            for part in ROOM_SAVED:
                _fill(generations.loader_room() / part, target / "ruang_muat" / part)
        (target / "store" / CURRENT).write_text(f"{generation}\n", encoding="ascii")
        files = {
            path.relative_to(target).as_posix(): generations.sha256(path)
            for path in sorted(target.rglob("*"))
            if path.is_file()
        }
        (target / MANIFEST).write_text(
            json.dumps({"generation": generation, "files": files}, indent=1), encoding="utf-8"
        )
        for path in target.rglob("*"):
            generations.sync(path)
        _hold_backup(target)
        return {
            "generation": generation,
            "files": len(files),
            "bytes": sum(path.stat().st_size for path in target.rglob("*") if path.is_file()),
        }

    def restore(self, source: Path) -> str:
        """Serve a backup, proved first, as the next generation; returns its name. Raises StoreError."""
        saved = _hold_backup(source)
        with generations.locked(self.folder):
            generations.sweep(self.folder)
            built = generations.draft(self.folder)
            for path in (source / "store" / saved).iterdir():
                shutil.copyfile(path, built / path.name)
            for part in ROOM_SAVED:
                _fill(source / "ruang_muat" / part, generations.loader_room() / part)
            _fill(source / "store" / BORDERS_SAVED, self.folder / BORDERS_SAVED)
            return generations.serve(built)

    def health(self) -> dict[str, Any]:
        """Whether the store can be trusted today: `ok`, the generation served, what is wrong, room on the disk, and the
        age of each programme's data in days."""
        report: dict[str, Any] = {
            "ok": False,
            "generation": None,
            "problems": [],
            "generations": len(generations.published(self.folder)),
            "notes": [_WINDOWS] if sys.platform == "win32" else [],
        }
        try:
            report["generation"] = generation = self.generation()
            report["problems"] = [*self._warnings, *generations.problems(self.folder / generation)]
            for scope in self.scopes():
                scan(self.folder / generation / f"{scope}.duckdb")
            report |= self._ages()
        except StoreError as error:
            report["problems"].append(str(error))
        if self.folder.is_dir():
            free = shutil.disk_usage(self.folder).free
            report["free_bytes"] = free
            largest = max((_size(self.folder / name) for name in generations.published(self.folder)), default=0)
            if free < 3 * largest:
                report["problems"].append(
                    f"Ruang disk tinggal {free // 1_000_000} MB; kosongkan sebelum muatan berikutnya."
                )
        report["ok"] = not report["problems"]
        return report

    def scopes(self) -> list[str]:
        """The scopes the generation served has a file for."""
        files: Mapping[str, Any] = self.manifest()["files"]
        return sorted(name.removesuffix(".duckdb") for name in files)

    def close(self) -> None:
        """Let go of every file."""
        with self._lock:
            self._let_go()
            self._state = None

    def _generation(self) -> str:
        """As `generation`, under the lock: the pointer's state on disk decides whether anything must be looked at."""
        try:
            state = (self.folder / CURRENT).stat()
        except OSError:
            self._let_go()
            self._state = None
            raise StoreError(
                f"Belum ada data di {self.folder}; muat berkas lebih dulu (python3 run.py --setup)."
            ) from None
        seen = (state.st_mtime_ns, state.st_ino, state.st_size)
        if seen != self._state:
            self._let_go()
            self._served, self._warnings = self._whole()
            self._state = seen
        return self._served

    def _whole(self) -> tuple[str, list[str]]:
        """The generation to serve and what is wrong with those it stands in for."""
        wrong: list[str] = []
        wanted = generations.current(self.folder)
        others = [name for name in reversed(generations.published(self.folder)) if name != wanted]
        for name in [*([wanted] if wanted else []), *others]:
            found = generations.problems(self.folder / name)
            if not found:
                return name, [*wrong, f"Yang ditampilkan {name}."] if wrong else []
            wrong += found
        raise StoreError(f"Tidak ada generasi yang utuh di {self.folder}. {' '.join(wrong)}".strip())

    def _file(self, generation: str, scope: str) -> _Open:
        """The open file of a scope; opened once, read-only and without a way to any other file."""
        if not SCOPE.fullmatch(scope):
            raise StoreError(f"Lingkup {scope!r} tidak dikenal.")
        if scope not in self._open:
            path = self.folder / generation / f"{scope}.duckdb"
            if not path.is_file():
                raise StoreError(f"Lingkup {scope} tidak ada dalam {generation}.")
            self._open[scope] = _Open(path)
        return self._open[scope]

    def _let_go(self) -> None:
        """Leave the files of a generation, and forget its answers; calls still running end in peace."""
        for file in self._open.values():
            file.leave()
        self._open.clear()
        self._memo.clear()

    def _described(self, name: str, served: bool) -> dict[str, Any]:
        try:
            manifest = generations.read_manifest(self.folder / name)
            rows = manifest["files"][f"{SCOPE_ALL}.duckdb"]["rows"]
            facts = sum(count for table, count in rows.items() if table.startswith("fakta_"))
            return {
                "generation": name,
                "served": served,
                "made_at": manifest["made_at"],
                "rows": facts,
                "runs": manifest["runs"],
            }
        except (StoreError, KeyError, TypeError):
            return {"generation": name, "served": served, "made_at": None, "rows": None, "runs": []}

    def _ages(self) -> dict[str, Any]:
        """Days since the newest datum of each programme, and since the last load."""
        sql = "select program, data_sampai, dimuat_pada from program_keadaan order by program"
        state = self.ask(Query("keadaan", "", (), (), {}, sql), {})
        ages = {
            row["program"]: {
                "data_sampai": (_iso(row["data_sampai"]) or "")[:10] or None,
                "umur_hari": _days(row["data_sampai"]),
            }
            for row in state.to_dict("records")
        }
        return {"programs": ages, "loaded_at": _iso(state["dimuat_pada"].max())}


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A viewer's connection: read-only, no other file, no extension, no Python variable, settings locked."""
    try:
        return duckdb.connect(path, read_only=True, config=dict(SAFE))
    except duckdb.Error as error:
        raise StoreError(f"{path.parent.name}/{path.name} tidak dapat dibuka: {error}") from error


def scan(path: Path) -> dict[str, int]:
    """Read every block of a database; returns the rows of each table. Raises StoreError at the first damaged block."""
    with contextlib.closing(connect(path)) as connection:
        try:
            tables = [
                row[0] for row in connection.execute("select table_name from duckdb_tables() order by 1").fetchall()
            ]
            read = "select count(*), bit_xor(hash(t)) from query_table($name) t"
            return {name: connection.execute(read, {"name": name}).fetchall()[0][0] for name in tables}
        except duckdb.Error as error:
            raise StoreError(f"{path.parent.name}/{path.name} rusak: {error}") from error


def _hold_backup(folder: Path) -> str:
    """The generation a backup holds, once its hashes and a scan agree with what was written. Raises StoreError."""
    try:
        saved = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        generation, files = str(saved["generation"]), dict(saved["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{folder} bukan cadangan Pantau Balangan.") from error
    for name, digest in files.items():
        path = folder / name
        if not path.is_file() or generations.sha256(path) != digest:
            raise StoreError(f"Cadangan rusak: {name} tidak sama dengan saat dibuat.")
    if wrong := generations.problems(folder / "store" / generation):
        raise StoreError(f"Cadangan rusak: {' '.join(wrong)}")
    for path in sorted((folder / "store" / generation).glob("*.duckdb")):
        scan(path)
    return generation


def _fill(source: Path, target: Path) -> None:
    """Copy files that are not there yet; what the room holds already is never overwritten."""
    for path in _files(source):
        copy = target / path.relative_to(source)
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copy2(path, copy)


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder, or the one file that is named."""
    if folder.is_file():
        return iter((folder,))
    return (path for path in sorted(folder.rglob("*")) if path.is_file()) if folder.is_dir() else iter(())


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in _files(folder))


def _iso(value: Any) -> str | None:
    return None if pd.isna(value) else str(value.isoformat())


def _days(value: Any) -> int | None:
    return None if pd.isna(value) else int((now() - value).days)
