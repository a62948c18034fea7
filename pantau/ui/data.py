"""The reader and the answers: who looks at this server, and the queries of the file that reader may see."""

from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pantau import access
from pantau.answers import Answers
from pantau.figures import Context
from pantau.intake import room
from pantau.store import Store, StoreError, generations

# The questions of the page that runs, by name: page, then query -> parameters.
ASKED: Final = "jejak-kueri"
_OF_THE_FRAME: Final = ("acuan/", "data/")
_MOST_ASKED: Final = 60


@st.cache_resource
def store() -> Store:
    """The read side of the store, one a process."""
    return Store()


@st.cache_resource
def user() -> access.User:
    """The reader this server was started for."""
    return access.user_from()


def may_open(file: str) -> bool:
    """Whether the page in this file is shown to the reader."""
    return access.may_open(PurePosixPath(file).stem, user())


def sees_detail() -> bool:
    """Whether the reader handles cases and sees them one by one."""
    return access.sees_detail(user())


def logged(entry: Mapping[str, object]) -> None:
    """Write down that a file was taken away. One that names cases is not handed out unless this succeeds."""
    try:
        room.log_export(generations.loader_room(), {"generasi": store().generation()} | dict(entry))
    except OSError:
        if "kasus" in entry:
            raise


def stored() -> bool:
    """Whether there is a store to read at all."""
    try:
        store().generation()
    except StoreError:
        return False
    return True


def answers() -> Answers:
    """What this reader may ask."""
    reader = user()
    return Answers(store(), reading_scope(), reader.kecamatan if reader.role == "camat" else None, _remember)


def query(name: str, **params: object) -> pd.DataFrame:
    """The answer of one query file, from the store file this reader may see."""
    return answers().query(name, **params)


def _remember(name: str, params: Mapping[str, object]) -> None:
    """Note what the page asks, so that its foot can lead from every number to its rows."""
    running = get_script_run_ctx(suppress_warning=True)
    if running is None or name.startswith(_OF_THE_FRAME):
        return
    page, asked = st.session_state.get(ASKED, ("", {}))
    if page != running.page_script_hash:
        asked = {}
    given = {key: value for key, value in params.items() if value is not None and not isinstance(value, list | tuple)}
    if name not in asked and len(asked) < _MOST_ASKED:
        asked = {**asked, name: given}
    st.session_state[ASKED] = (running.page_script_hash, asked)


def reading_scope() -> str:
    """The store file this reader sees."""
    return access.scope(user())


def row(name: str, **params: object) -> dict[str, Any]:
    """The only row of a query whose grain is one row, each value of its own type."""
    return answers().row(name, **params)


def phone() -> bool:
    """Whether the reader holds a phone: chooses order and orientation, never content."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def as_of(programme: str) -> date | None:
    """The last date in a programme's own data; None when nothing was loaded."""
    return answers().as_of(programme)


def is_sample(programme: str) -> bool:
    """Whether what a programme shows is CONTOH."""
    return answers().is_sample(programme)


def context(programme: str, sentence: str, source: str, dataset: str = "") -> Context:
    """What all figures of a page share; `dataset` names one whose own rows are drawn, with its own date and mark."""
    return answers().context(programme, sentence, source, dataset)


def published_context(sentence: str, source: str) -> Context:
    """For a figure of published numbers: real, and undated when the source gives no date."""
    return Context(sentence, source, None, "")
