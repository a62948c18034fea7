"""One reader without a browser: a native websocket session that speaks Streamlit's own messages.

Sends what a browser sends (query string, states of the widgets on the page, hashes of the messages it has kept) and
counts what comes back.
"""

import contextlib
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect
from websockets.typing import Subprotocol

PATIENCE_S: Final = 120
# Messages that follow the end of a run by a few milliseconds still belong to it.
_STRAGGLERS_S: Final = 0.03


@dataclass
class Run:
    """What one run of a page cost: milliseconds until the script had finished, and the messages received.

    `bytes` came over the wire, compressed when the server does that; `content` and `kinds` count what they unfold to.
    """

    ms: float = 0.0
    bytes: int = 0
    content: int = 0
    messages: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


class PageError(RuntimeError):
    """The page showed an exception, or did not finish in time."""


class Session:
    """A visit to one page; `choices` are the values of the widgets bound to the URL, None = nothing chosen."""

    def __init__(self, address: str, page: str, choices: Mapping[str, str | None]) -> None:
        self.page, self.choices = page, dict(choices)
        self._open = contextlib.ExitStack()
        self._socket = self._open.enter_context(
            connect(
                f"ws://{address}/_stcore/stream",
                subprotocols=[Subprotocol("streamlit")],
                max_size=None,
                max_queue=None,
                ping_interval=None,
                proxy=None,
            )
        )
        self._wire = 0
        take = self._socket.protocol.receive_data

        def counted(received: bytes | bytearray) -> None:
            self._wire += len(received)
            take(received)

        self._socket.protocol.receive_data = counted  # type: ignore[method-assign, assignment]
        self._script = ""
        self._widgets: dict[str, tuple[str, str]] = {}
        self._kept: set[str] = set()
        self.first = self._run()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the page."""
        self._open.close()

    def change(self, choices: Mapping[str, str | None]) -> Run:
        """Set widgets bound to the URL, as a person would, and wait until the page has answered. Raises PageError."""
        if absent := set(choices) - set(self._widgets):
            raise PageError(f"{self.page} tidak punya {', '.join(sorted(absent))}.")
        self.choices |= choices
        return self._run()

    def _run(self) -> Run:
        message = self._rerun().SerializeToString()
        self._widgets, before = {}, self._wire
        run, finished, started = Run(), False, time.perf_counter()
        self._socket.send(message)
        while not finished:
            received = self._receive(PATIENCE_S)
            if received is None:
                raise PageError(f"{self.page} tidak selesai dalam {PATIENCE_S} detik.")
            run.ms = (time.perf_counter() - started) * 1000
            finished = self._take(received, run)
        while (received := self._receive(_STRAGGLERS_S)) is not None:
            self._take(received, run)
        run.bytes = self._wire - before
        return run

    def _receive(self, patience_s: float) -> bytes | None:
        try:
            received = self._socket.recv(timeout=patience_s)
        except TimeoutError:
            return None
        return received if isinstance(received, bytes) else received.encode()

    def _rerun(self) -> BackMsg:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = urlencode({name: value for name, value in self.choices.items() if value})
        state.page_script_hash = self._script
        state.page_name = "" if self._script else self.page
        state.cached_message_hashes.extend(sorted(self._kept))
        state.widget_states.widgets.extend(
            _state(*self._widgets[name], value) for name, value in self.choices.items() if name in self._widgets
        )
        return message

    def _take(self, received: bytes, run: Run) -> bool:
        """Count one message; True when it ends the run."""
        message = ForwardMsg.FromString(received)
        kind = message.WhichOneof("type") or ""
        if kind == "delta":
            kind = message.delta.WhichOneof("type") or kind
        if kind == "navigation":
            self._script = message.navigation.page_script_hash
        elif kind == "new_element":
            kind = self._element(message)
        run.content += len(received)
        run.messages += 1
        run.kinds[kind] += len(received)
        return kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY

    def _element(self, message: ForwardMsg) -> str:
        """The element's kind; remembers widgets bound to the URL, and messages a browser would keep."""
        element = message.delta.new_element
        kind = str(element.WhichOneof("type"))
        if kind == "exception":
            raise PageError(f"{self.page}: {element.exception.type} {element.exception.message}")
        if message.metadata.cacheable:
            self._kept.add(message.hash)
        body: Any = getattr(element, kind)
        if name := getattr(body, "query_param_key", ""):
            self._widgets[name] = (body.id, kind)
        return kind


def _state(widget: str, kind: str, value: str | None) -> WidgetState:
    """What the browser says of a widget; without a value nothing is chosen."""
    state = WidgetState(id=widget)
    if value is not None and kind == "button_group":
        state.string_array_value.data.append(value)
    elif value is not None:
        state.string_value = value
    return state
