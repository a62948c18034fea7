"""Start Pantau Balangan, or test it, with nothing but a Python: `python3 run.py --help`.

Makes `.venv`, installs the hashed lock, builds the first store, serves. Standard library only.
"""

import argparse
import errno
import hashlib
import http.client
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

# Everything below must parse on Python 3.6 (no :=, no match): an old Python shall meet a sentence, not a traceback.
PYTHON_VERSION = "{}.{}".format(*sys.version_info[:2])
if PYTHON_VERSION not in ("3.11", "3.12", "3.13"):
    sys.exit(
        f"Pantau Balangan memerlukan Python 3.11, 3.12 atau 3.13; yang dipakai sekarang {PYTHON_VERSION}. "
        "Pasang salah satunya, lalu jalankan misalnya: python3.12 run.py"
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK, TEST_LOCK = ROOT / "requirements.txt", ROOT / "requirements-test.txt"
LOCAL = ("127.0.0.1", "localhost", "::1")
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
PATIENCE_S = 120
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
ROLES = ("kepala_dinas", "perencana", "operator", "camat", "pengelola_rujukan")
CHECKS = {
    "bentuk kode": ["ruff", "format", "--check", "."],
    "aturan kode": ["ruff", "check", "."],
    "tipe data": ["mypy"],
    "uji": ["pytest", "-m", "not screen and not intake"],
}
# Beside the others: these wait for a browser, or for a reading child, half of the time.
BESIDE = {
    "uji layar": ["pytest", "-m", "screen and not browser"],
    "uji peramban": ["pytest", "-m", "browser"],
    "uji muatan": ["pytest", "-m", "intake"],
}
# What pytest says when a choice of tests leaves none.
NOTHING_CHOSEN = 5
HELP = """\
Pantau Balangan

  python3 run.py                          siapkan bila perlu, lalu buka dasbor di http://localhost:8501
  python3 run.py test [-- pilihan pytest] periksa kode dan jalankan semua uji

Pilihan:
  --setup       siapkan saja (lingkungan, paket, data pertama) tanpa membuka dasbor
  --port N      nomor porta dasbor (bawaan 8501)
  --host H      alamat yang dilayani (bawaan 127.0.0.1, hanya komputer ini);
                dengan alamat lain, misalnya 0.0.0.0, hanya halaman baca yang tampil
  --role PERAN  yang membaca: kepala_dinas (bawaan), perencana, operator, camat, pengelola_rujukan
                (rincian kasus hanya tampil bagi pengelola_rujukan, di komputer ini saja)
  --kecamatan K kode kecamatan untuk peran camat, misalnya 63.11.02
  --no-sample   jangan isi data contoh bila belum ada data
  --help        tampilkan bantuan ini

Hentikan dasbor dengan Ctrl-C. Untuk memasang ulang dari awal, hapus folder .venv.
"""


class Refusal(Exception):
    """One sentence a person can act on; ends the run with status 1."""


class Options(argparse.ArgumentParser):
    """argparse that speaks Indonesian."""

    def format_help(self) -> str:
        """Return the help text."""
        return HELP

    def error(self, message: str) -> NoReturn:
        """End with status 2; argparse's own English `message` is left out."""
        self.exit(2, "Perintah ini tidak dimengerti. Lihat pilihannya: python3 run.py --help\n")


def read_options(argv: list[str]) -> argparse.Namespace:
    """Read the command line; what follows `--` goes to pytest untouched."""
    cut = argv.index("--") if "--" in argv else len(argv)
    parser = Options(allow_abbrev=False)
    parser.add_argument("command", nargs="?", choices=["test"])
    parser.add_argument("--setup", action="store_true")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--host", default=LOCAL[0])
    parser.add_argument("--role", choices=ROLES)
    parser.add_argument("--kecamatan")
    parser.add_argument("--no-sample", action="store_true")
    options = parser.parse_args(argv[:cut])
    options.pytest = argv[cut + 1 :]
    camat_of_nowhere = options.role == "camat" and not options.kecamatan
    if not 0 < options.port < 65536 or not options.host or camat_of_nowhere or (options.pytest and not options.command):
        parser.error("")
    return options


def say(sentence: str) -> None:
    """Print at once, so that our lines keep their place among those of the programs we start."""
    print(sentence, flush=True)


def environment(**extra: str) -> dict[str, str]:
    """Return the caller's environment plus `extra`; UTF-8 everywhere, which Windows does not do by itself."""
    return {**os.environ, "PYTHONUTF8": "1", **extra}


def quiet(command: list[str], **extra: str) -> subprocess.CompletedProcess[str]:
    """Run `command` and keep what it prints."""
    out, err = subprocess.PIPE, subprocess.STDOUT
    return subprocess.run(
        command, cwd=ROOT, env=environment(**extra), stdout=out, stderr=err, encoding="utf-8", errors="replace"
    )


def aloud_later(command: list[str], **extra: str) -> tuple[int, str]:
    """Run `command` in .venv out of sight; return its exit status and all it said."""
    done = quiet([str(PYTHON), "-m", *command], **extra)
    return done.returncode, done.stdout


def loud(command: list[str], **extra: str) -> int:
    """Run `command` in .venv, in sight of the person, and return its exit status."""
    return subprocess.run([str(PYTHON), "-m", *command], cwd=ROOT, env=environment(**extra)).returncode


def cause(done: subprocess.CompletedProcess[str]) -> str:
    """Return the last line `done` printed, where programs name the cause of a failure."""
    return (done.stdout.strip().splitlines() or ["tanpa keterangan"])[-1]


# --- environment and packages ---


def stamp_file(lock: Path) -> Path:
    """Where `.venv` remembers that `lock` was installed to the end."""
    return VENV / (lock.stem + ".stamp")


def stamp(lock: Path) -> str:
    """What it remembers: the version of Python and the hash of the lock."""
    return f"{PYTHON_VERSION} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def remembered(lock: Path) -> str:
    """Return the stamp of the last finished installation, or nothing."""
    return stamp_file(lock).read_text("ascii") if stamp_file(lock).is_file() else ""


def healthy() -> bool:
    """Whether `.venv` was once finished with this version of Python and still runs."""
    ours = remembered(LOCK).startswith(PYTHON_VERSION + " ") and PYTHON.is_file()
    return ours and quiet([str(PYTHON), "-c", "import pip"]).returncode == 0


def make_venv() -> None:
    """Make a fresh `.venv`, clearing away one that is half-made, broken or of another Python."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise Refusal("Modul venv belum ada di Python ini. Di Debian atau Ubuntu: sudo apt install python3-venv")
    if Path(sys.prefix).resolve() == VENV:
        raise Refusal("Python ini berada di dalam .venv yang harus disusun ulang. Ketik deactivate, lalu ulangi.")
    say("Menyiapkan lingkungan Python di .venv ...")
    made = quiet([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode:
        raise Refusal(f"Folder .venv tidak dapat dibuat: {cause(made)}")


def prepare(*locks: Path) -> None:
    """Bring `.venv` to the state of `locks`; takes a fraction of a second when it is there already."""
    sound = healthy()
    if sound and all(remembered(lock) == stamp(lock) for lock in locks):
        return
    if not sound:
        make_venv()
    # No stamp while pip works: an installation broken off half-way is started afresh, never trusted.
    for file in VENV.glob("*.stamp"):
        file.unlink()
    say("Memasang paket (sekali saja, beberapa menit) ...")
    started = time.monotonic()
    files = [part for lock in locks for part in ("-r", str(lock))]
    # Wheels only: nothing is compiled, and no package runs a script of its own while being installed.
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    done = quiet([*pip, "--require-hashes", "--only-binary", ":all:", *files])
    if done.returncode:
        say(f"Kata pip: {cause(done)}")
        raise Refusal("Paket gagal dipasang. Periksa internet (atau proksi) dan ruang disk, lalu ulangi perintah ini.")
    for lock in locks:
        stamp_file(lock).write_text(stamp(lock), "ascii")
    say(f"Paket terpasang dalam {time.monotonic() - started:.0f} detik.")


def first_store() -> None:
    """Fill the store from data/sample unless there is one; `PANTAU_STORE` says where it lies."""
    if (ROOT / (os.environ.get("PANTAU_STORE") or "data/store") / "CURRENT").is_file():
        return
    say("Menyusun data pertama dari data/sample (sekali saja) ...")
    if loud(["pantau", "sample"]):
        raise Refusal("Data pertama gagal disusun; sebabnya di atas. Tanpa data contoh: python3 run.py --no-sample")


# --- serving ---


def check_port(host: str, port: int) -> None:
    """Refuse an address that cannot be served, before anything slow is begun."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as problem:
        if problem.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise Refusal(f"Alamat {host} tidak ada di komputer ini. Periksa nilai --host.") from None
        raise Refusal(
            f"Porta {port} sedang dipakai (mungkin dasbor ini sudah terbuka) atau tidak boleh dipakai. "
            "Tutup pemakainya atau pilih porta lain, misalnya: python3 run.py --port 8600"
        ) from None


def ask(host: str, port: int, path: str, timeout_s: float) -> int:
    """Return the HTTP status of one request, 0 when nobody answers; a proxy is never asked."""
    connection = http.client.HTTPConnection(ANYWHERE.get(host, host), port, timeout=timeout_s)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def server_command(host: str, port: int) -> list[str]:
    """Return the command that serves app.py; the rest of its settings is in .streamlit/config.toml."""
    command = [str(PYTHON), "-m", "streamlit", "run", "app.py", "--server.address", host, "--server.port", str(port)]
    command += ["--logger.hideWelcomeMessage", "true", "--logger.level", "warning"]
    # On this computer only, we know every name it is called by: a page elsewhere cannot reach in by renaming itself
    # (DNS rebinding). In a network the names are the administrator's: server.allowedHosts in config.toml.
    for name in LOCAL if host in LOCAL else ():
        command += ["--server.allowedHosts", name]
    return command


def wait_until_ready(child: subprocess.Popen[bytes], host: str, port: int) -> None:
    """Return when the server answers and has run the app once, so that the first visitor meets it warm."""
    deadline = time.monotonic() + PATIENCE_S
    while ask(host, port, "/_stcore/health", 2) != 200:
        if child.poll() is not None or time.monotonic() > deadline:
            raise Refusal("Dasbor tidak mau hidup; sebabnya tertulis di atas.")
        time.sleep(0.2)
    if ask(host, port, "/_stcore/script-health-check", PATIENCE_S) != 200:
        say("Perhatian: halaman pertama gagal dibuka; sebabnya tertulis di atas.")


def serve(host: str, port: int, role: str | None, kecamatan: str | None) -> int:
    """Serve until Ctrl-C; return the exit status."""
    say("Membuka dasbor ...")
    given = {"PANTAU_PERAN": role, "PANTAU_KECAMATAN": kecamatan, "PANTAU_BACA_SAJA": None if host in LOCAL else "1"}
    reader = {name: value for name, value in given.items() if value}
    child = subprocess.Popen(server_command(host, port), cwd=ROOT, env=environment(**reader))
    try:
        wait_until_ready(child, host, port)
        name = "localhost" if host in LOCAL or host in ANYWHERE else host
        say(f"Dasbor siap dibuka di http://{name}:{port} (hentikan dengan Ctrl-C).")
        if host not in LOCAL:
            say("Komputer lain di jaringan dapat membukanya; hanya halaman baca yang tampil.")
        # Not child.wait(): on Windows Ctrl-C does not interrupt it.
        while child.poll() is None:
            time.sleep(0.5)
        raise Refusal("Dasbor berhenti sendiri; sebabnya tertulis di atas.")
    except KeyboardInterrupt:
        say("\nDasbor dihentikan.")
        return 0
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()


# --- tests ---


def usual_places() -> list[Path]:
    """Where Windows and macOS keep browsers, which are not on their PATH."""
    if os.name != "nt":
        names = ("Google Chrome", "Chromium", "Microsoft Edge")
        return [Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in names]
    roots = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    tails = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
    return [Path(root, tail) for root in roots if root for tail in tails]


def find_browser() -> str:
    """Return the path of a Chromium: PANTAU_CHROMIUM, then PATH, then the usual places; empty when there is none."""
    given = os.environ.get("PANTAU_CHROMIUM")
    if given:
        if not Path(given).is_file():
            raise Refusal(f"PANTAU_CHROMIUM menunjuk ke {given}, tetapi berkas itu tidak ada.")
        return given
    on_path = [found for found in map(shutil.which, BROWSERS) if found]
    return next(iter([*on_path, *(str(place) for place in usual_places() if place.is_file())]), "")


def install_browser() -> None:
    """Install Chromium where this may be done unasked: as root on Debian or Ubuntu."""
    if sys.platform == "win32" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    say("Memasang Chromium untuk uji peramban (sekali saja) ...")
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]):
        quiet(command, DEBIAN_FRONTEND="noninteractive")


def test(pytest_arguments: list[str]) -> int:
    """Run every check, even after one has failed; return 1 when any did."""
    prepare(LOCK, TEST_LOCK)
    if not find_browser():
        install_browser()
    browser = find_browser()
    if not browser:
        say("Uji peramban akan gagal: pasang Chromium, Google Chrome atau Edge, atau tunjuk dengan PANTAU_CHROMIUM.")
    plain = {"NO_COLOR": "1"} if os.environ.get("CI") == "true" else {}
    results = {}
    with ThreadPoolExecutor(len(BESIDE)) as beside:
        commands = {name: [*check, *pytest_arguments] for name, check in BESIDE.items()}
        waiting = {
            name: beside.submit(aloud_later, command, PANTAU_CHROMIUM=browser, **plain)
            for name, command in commands.items()
        }
        for name, check in CHECKS.items():
            command = [*check, *(pytest_arguments if name == "uji" else [])]
            say(f"\n== {name} ({' '.join(command)})")
            results[name] = loud(command, PANTAU_CHROMIUM=browser, **plain)
        for name, command in commands.items():
            results[name], told = waiting[name].result()
            say(f"\n== {name} ({' '.join(command)})\n{told}")
    if pytest_arguments and 0 in results.values():
        results = {name: 0 if status == NOTHING_CHOSEN else status for name, status in results.items()}
    say("\n== ringkasan")
    for name, status in results.items():
        say(f"{name}: {'GAGAL' if status else 'lulus'}")
    return 1 if any(results.values()) else 0


def main(argv: list[str]) -> int:
    """Do what the command line asks; return the exit status: 0 done, 1 refused or failed, 130 broken off."""
    options = read_options(argv)
    # Also when started in the background, or ended by a service manager: leave by the same door as Ctrl-C.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        if options.command == "test":
            return test(options.pytest)
        if not options.setup:
            check_port(options.host, options.port)
        prepare(LOCK)
        if not options.no_sample:
            first_store()
        if not options.setup:
            return serve(options.host, options.port, options.role, options.kecamatan)
        say("Siap. Buka dasbor dengan: python3 run.py")
    except Refusal as sentence:
        print(sentence, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("\nDihentikan.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
