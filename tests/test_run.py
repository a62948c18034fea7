"""run.py: what it decides, without installing or serving anything; and the locks it installs from."""

import http.server
import os
import re
import shutil
import socket
import subprocess
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

import run
from pantau import ROOT

LOCKS = ["requirements.txt", "requirements-test.txt"]


# --- command line ---


def test_bare_start_serves_this_computer_only() -> None:
    options = run.read_options([])
    assert (options.command, options.host, options.port) == (None, "127.0.0.1", 8501)
    assert not options.setup
    assert not options.no_sample


def test_what_follows_the_dashes_goes_to_pytest() -> None:
    options = run.read_options(["test", "--", "-k", "peta", "--setup"])
    assert options.command == "test"
    assert options.pytest == ["-k", "peta", "--setup"]
    assert not options.setup


@pytest.mark.parametrize(
    "argv",
    [
        ["--prot", "1"],
        ["--port", "delapan"],
        ["--port", "0"],
        ["--port", "65536"],
        ["--host", ""],
        ["tes"],
        ["--", "-k"],
    ],
)
def test_wrong_use_is_said_in_indonesian(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        run.read_options(argv)
    assert end.value.code == 2
    assert capsys.readouterr().err == "Perintah ini tidak dimengerti. Lihat pilihannya: python3 run.py --help\n"


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        run.read_options(["--help"])
    assert end.value.code == 0
    told = capsys.readouterr().out
    offered = set(re.findall(r'add_argument\("(--[a-z-]+)"', (ROOT / "run.py").read_text("utf-8")))
    assert offered == {"--setup", "--port", "--host", "--role", "--kecamatan", "--no-sample"}
    assert all(f"  {option} " in told for option in offered)


# --- environment ---


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project folder, with a lock and every outside command recorded instead of run."""
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "PYTHON", tmp_path / ".venv" / "python")
    monkeypatch.setattr(run, "LOCK", tmp_path / "requirements.txt")
    monkeypatch.setattr(run, "TEST_LOCK", tmp_path / "requirements-test.txt")
    run.LOCK.write_text("a==1\n")
    run.TEST_LOCK.write_text("b==1\n")
    return tmp_path


@pytest.fixture
def commands(place: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What run.py would have run, each as 'venv', 'pip <locks>' or 'probe'; all succeed."""
    done: list[str] = []

    def pretend(command: list[str], **_: str) -> subprocess.CompletedProcess[str]:
        if "venv" in command:
            shutil.rmtree(run.VENV, ignore_errors=True)
            run.VENV.mkdir()
            run.PYTHON.write_text("")
            done.append("venv")
        elif "install" in command:
            assert {"--require-hashes", "--only-binary"} <= set(command)
            assert not list(run.VENV.glob("*.stamp"))
            done.append("pip " + " ".join(Path(part).name for part in command if part.endswith(".txt")))
        else:
            done.append("probe")
        return subprocess.CompletedProcess(command, 0, stdout="")

    monkeypatch.setattr(run, "quiet", pretend)
    return done


def test_first_start_makes_and_installs_second_does_neither(commands: list[str]) -> None:
    run.prepare(run.LOCK)
    assert commands == ["venv", "pip requirements.txt"]
    commands.clear()
    run.prepare(run.LOCK)
    assert commands == ["probe"]


def test_a_changed_lock_is_installed_into_the_same_venv(commands: list[str]) -> None:
    run.prepare(run.LOCK)
    commands.clear()
    run.LOCK.write_text("a==2\n")
    run.prepare(run.LOCK)
    assert commands == ["probe", "pip requirements.txt"]


def test_test_tools_come_once_and_do_not_disturb_serving(commands: list[str]) -> None:
    run.prepare(run.LOCK)
    commands.clear()
    run.prepare(run.LOCK, run.TEST_LOCK)
    run.prepare(run.LOCK, run.TEST_LOCK)
    run.prepare(run.LOCK)
    assert commands == ["probe", "pip requirements.txt requirements-test.txt", "probe", "probe"]


def test_a_half_made_venv_is_made_again(commands: list[str]) -> None:
    run.VENV.mkdir()
    run.PYTHON.write_text("")
    run.prepare(run.LOCK)
    assert commands == ["venv", "pip requirements.txt"]


def test_another_python_makes_its_own_venv(commands: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    run.prepare(run.LOCK)
    commands.clear()
    monkeypatch.setattr(run, "PYTHON_VERSION", "3.1")
    run.prepare(run.LOCK)
    assert commands == ["venv", "pip requirements.txt"]


def test_a_venv_whose_python_is_gone_is_made_again(commands: list[str]) -> None:
    run.prepare(run.LOCK)
    commands.clear()
    run.PYTHON.unlink()
    run.prepare(run.LOCK)
    assert commands == ["venv", "pip requirements.txt"]


def test_a_failed_installation_is_told_and_not_remembered(
    commands: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run.prepare(run.LOCK)
    run.LOCK.write_text("a==2\n")
    works = run.quiet

    def offline(command: list[str], **_: str) -> subprocess.CompletedProcess[str]:
        code = 1 if "install" in command else 0
        return (
            subprocess.CompletedProcess(command, code, stdout="WARNING: x\nERROR: no answer\n")
            if code
            else works(command)
        )

    monkeypatch.setattr(run, "quiet", offline)
    with pytest.raises(run.Refusal, match="Paket gagal dipasang"):
        run.prepare(run.LOCK)
    assert "Kata pip: ERROR: no answer" in capsys.readouterr().out
    assert not run.healthy()


def test_a_python_without_venv_is_told_what_to_install(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(run.Refusal, match="sudo apt install python3-venv"):
        run.make_venv()


def test_the_store_is_filled_only_when_there_is_none(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(run, "loud", lambda command: asked.append(command) or 0)
    monkeypatch.setenv("PANTAU_STORE", str(place / "gudang"))
    run.first_store()
    assert asked == [["pantau", "sample"]]
    (place / "gudang").mkdir()
    (place / "gudang" / "CURRENT").write_text("gen-000001")
    run.first_store()
    assert len(asked) == 1


def test_a_sample_that_fails_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PANTAU_STORE", raising=False)
    monkeypatch.setattr(run, "loud", lambda command: 1)
    with pytest.raises(run.Refusal, match="--no-sample"):
        run.first_store()


# --- serving ---


def test_a_taken_port_is_told_before_anything_slow(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "prepare", lambda *_: pytest.fail("prepared although the port is taken"))
    monkeypatch.setattr(run.signal, "signal", lambda *_: None)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run.main(["--port", str(port)]) == 1
    assert f"Porta {port} sedang dipakai" in capsys.readouterr().err


def test_a_foreign_address_is_told() -> None:
    with pytest.raises(run.Refusal, match="tidak ada di komputer ini"):
        run.check_port("192.0.2.1", 8501)


@pytest.fixture
def server() -> Iterator[int]:
    """A small web server that answers 200 to /ada and 404 to all else; gives its port."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/ada" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as web:
        thread = threading.Thread(target=web.serve_forever)
        thread.start()
        yield web.server_port
        web.shutdown()
        thread.join()


def test_asking_never_goes_through_a_proxy(server: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://192.0.2.1:3128")
    assert run.ask("127.0.0.1", server, "/ada", 2) == 200
    assert run.ask("0.0.0.0", server, "/tidak", 2) == 404


def test_asking_a_silent_port_gives_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert run.ask("127.0.0.1", port, "/ada", 2) == 0


def test_only_a_local_server_can_name_its_hosts() -> None:
    local, shared = run.server_command("127.0.0.1", 8600), run.server_command("0.0.0.0", 8600)
    assert [local[i + 1] for i, part in enumerate(local) if part == "--server.allowedHosts"] == list(run.LOCAL)
    assert "--server.allowedHosts" not in shared
    assert shared[shared.index("--server.address") + 1] == "0.0.0.0"
    assert shared[shared.index("--server.port") + 1] == "8600"


@pytest.mark.parametrize(("host", "reading_only"), [("127.0.0.1", None), ("0.0.0.0", "1"), ("10.0.0.5", "1")])
def test_the_network_sees_reading_pages_only(
    host: str, reading_only: str | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environments: list[dict[str, str]] = []

    class Server:
        """A server that is stopped with Ctrl-C as soon as it is looked after."""

        def __init__(self, _: list[str], cwd: Path, env: dict[str, str]) -> None:
            environments.append(env)

        def poll(self) -> None:
            raise KeyboardInterrupt

        def terminate(self) -> None:
            environments.append({"ended": "yes"})

        def wait(self, _: float) -> int:
            return 0

    monkeypatch.delenv("PANTAU_BACA_SAJA", raising=False)
    monkeypatch.setattr(run.subprocess, "Popen", Server)
    monkeypatch.setattr(run, "wait_until_ready", lambda *_: None)
    assert run.serve(host, 8501, "camat", "63.11.02") == 0
    assert (environments[0]["PANTAU_PERAN"], environments[0]["PANTAU_KECAMATAN"]) == ("camat", "63.11.02")
    assert environments[0].get("PANTAU_BACA_SAJA") == reading_only
    assert environments[-1] == {"ended": "yes"}
    told = capsys.readouterr().out
    assert f"http://{'10.0.0.5' if host == '10.0.0.5' else 'localhost'}:8501 " in told
    assert ("hanya halaman baca" in told) == (reading_only == "1")


def test_streamlit_knows_every_setting() -> None:
    written = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    names = [f"{section}.{name}" for section, settings in written.items() for name in settings]
    assert "theme.primaryColor" in names
    for name in names:
        st.get_option(name)  # raises on a name it does not know


# --- browser ---


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without any browser."""
    monkeypatch.delenv("PANTAU_CHROMIUM", raising=False)
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    monkeypatch.setattr(run, "usual_places", list)


@pytest.mark.usefixtures("no_browser")
class TestBrowser:
    """Order of search: PANTAU_CHROMIUM, PATH, the usual places."""

    def test_none(self) -> None:
        assert run.find_browser() == ""

    def test_usual_place(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "chrome.exe").write_text("")
        monkeypatch.setattr(run, "usual_places", lambda: [tmp_path / "msedge.exe", tmp_path / "chrome.exe"])
        assert run.find_browser() == str(tmp_path / "chrome.exe")

    def test_path_comes_before_usual_places(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(run, "usual_places", lambda: [tmp_path])
        monkeypatch.setattr(run.shutil, "which", {"google-chrome": "/bin/chrome", "msedge": "/bin/edge"}.get)
        assert run.find_browser() == "/bin/chrome"

    def test_setting_comes_first(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "mine").write_text("")
        monkeypatch.setattr(run.shutil, "which", lambda name: "/bin/" + name)
        monkeypatch.setenv("PANTAU_CHROMIUM", str(tmp_path / "mine"))
        assert run.find_browser() == str(tmp_path / "mine")

    def test_wrong_setting_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PANTAU_CHROMIUM", str(tmp_path / "gone"))
        with pytest.raises(run.Refusal, match="berkas itu tidak ada"):
            run.find_browser()

    def test_nothing_is_installed_without_asking(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(run, "quiet", lambda *_, **__: pytest.fail("installed without being root"))
        monkeypatch.setattr(run.shutil, "which", lambda name: "/usr/bin/" + name)
        if hasattr(os, "geteuid"):
            monkeypatch.setattr(run.os, "geteuid", lambda: 1000)
        run.install_browser()


# --- checks ---


@pytest.mark.usefixtures("no_browser")
def test_all_checks_run_and_one_failure_is_enough(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[tuple[list[str], dict[str, str]]] = []

    def pretend(command: list[str], **extra: str) -> int:
        seen.append((command, extra))
        return 1 if command[:2] == ["ruff", "check"] else 0

    monkeypatch.setattr(run, "prepare", lambda *locks: None)
    monkeypatch.setattr(run, "install_browser", lambda: None)
    monkeypatch.setattr(run, "loud", pretend)
    aside: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(run, "aloud_later", lambda command, **extra: aside.append((command, extra)) or (5, "tidak ada"))
    monkeypatch.setenv("CI", "true")
    assert run.test(["-k", "peta"]) == 1
    assert [command[0] for command, _ in seen] == ["ruff", "ruff", "mypy", "pytest"]
    settings = {"PANTAU_CHROMIUM": "", "NO_COLOR": "1"}
    assert seen[-1] == (["pytest", "-m", "not screen and not intake", "-k", "peta"], settings)
    asked = [["pytest", "-m", mark, "-k", "peta"] for mark in ("browser", "intake", "screen and not browser")]
    assert sorted(aside, key=lambda each: each[0]) == [(command, settings) for command in asked]
    told = capsys.readouterr().out
    assert "Uji peramban akan gagal" in told
    assert told.endswith(
        "== ringkasan\nbentuk kode: lulus\naturan kode: GAGAL\ntipe data: lulus\nuji: lulus\nuji layar: lulus\n"
        "uji peramban: lulus\nuji muatan: lulus\n"
    )
    assert "tidak ada" in told, "what the browser tests said is shown as well"
    assert run.test([]) == 1, "without a choice, no test at all is a failure"
    assert capsys.readouterr().out.endswith("uji: lulus\nuji layar: GAGAL\nuji peramban: GAGAL\nuji muatan: GAGAL\n")


# --- locks ---


def requirements(lock: str) -> dict[str, str]:
    """Return name -> '==version ... hashes' of a lock, continuation lines joined."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {line.split("==")[0]: line for line in lines}


def version(line: str) -> str:
    """Return the version a lock line pins."""
    return line.split("==")[1].split()[0]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_pinned_and_hashed(lock: str) -> None:
    lines = requirements(lock)
    assert lines
    assert [name for name in lines if not re.fullmatch(r"[a-z0-9-]+", name)] == []
    assert [line for line in lines.values() if not re.search(r" --hash=sha256:[0-9a-f]{64}\b", line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert text.splitlines()[1].startswith("#    uv pip compile --universal")
    assert re.findall(r"https?:|file:|--(?:extra-)?index-url [^#\s]|--find-links|--default-index", text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_was_asked_for(lock: str) -> None:
    asked = re.findall(r"(?m)^([\w.-]+)==(\S+)", (ROOT / lock).with_suffix(".in").read_text("utf-8"))
    locked = {name: version(line) for name, line in requirements(lock).items()}
    assert asked
    assert {name.lower().replace("_", "-"): pin for name, pin in asked}.items() <= locked.items()


def test_the_locks_agree_on_what_they_share() -> None:
    running, testing = requirements("requirements.txt"), requirements("requirements-test.txt")
    shared = set(running) & set(testing)
    assert "numpy" in shared
    assert {name: version(running[name]) for name in shared} == {name: version(testing[name]) for name in shared}


def test_compiled_packages_are_hashed_for_every_platform() -> None:
    # Three systems, two processors, three versions of Python: a lock made for one machine would hold two hashes.
    lines = requirements("requirements.txt")
    assert {name: lines[name].count("--hash") > 10 for name in ("duckdb", "pandas", "pyarrow", "shapely")} == {
        name: True for name in ("duckdb", "pandas", "pyarrow", "shapely")
    }
