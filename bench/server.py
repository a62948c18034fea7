"""The real server on one store, and what it uses: processor time and memory, read from /proc where there is one."""

import contextlib
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pantau import ROOT

TODAY: Final = "2025-12-31"
HOST: Final = "127.0.0.1"
# A store of ten million rows is hashed once before it is served.
_PATIENCE_S: Final = 180


@dataclass(frozen=True)
class Server:
    """A running server: its address and process."""

    address: str
    pid: int

    def cpu_ms(self) -> float | None:
        """Processor time used so far in ms (steps of 10); None where the system has no /proc."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float | None:
        """Resident memory now in MB; None where the system has no /proc."""
        try:
            status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        except OSError:
            return None
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) * 1024 / 1e6 if found else None

    def get(self, path: str) -> tuple[int, int]:
        """Status and body bytes of a request, as a browser that takes gzip would receive them; (0, 0) when refused."""
        connection = http.client.HTTPConnection(self.address, timeout=_PATIENCE_S)
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            return answer.status, len(answer.read())
        except (OSError, http.client.HTTPException):
            return 0, 0
        finally:
            connection.close()


@contextlib.contextmanager
def serving(place: Path) -> Iterator[Server]:
    """A server of the store in `place`, ended on leaving; it has run no page yet."""
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", HOST, "--server.port", str(port)]
    command += ["--logger.hideWelcomeMessage", "true", "--logger.level", "warning"]
    environment = {
        **os.environ,
        "PANTAU_STORE": str(place / "store"),
        "PANTAU_RUANG_MUAT": str(place / "ruang_muat"),
        "PANTAU_HARI_INI": TODAY,
    }
    child = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        server = Server(f"{HOST}:{port}", child.pid)
        deadline = time.monotonic() + _PATIENCE_S
        while server.get("/_stcore/health")[0] != 200:
            if child.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("Server tidak mau hidup; sebabnya tertulis di atas.")
            time.sleep(0.2)
        yield server
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
