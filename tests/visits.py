"""Visits of the app without a browser: open a page by its link, read it, choose and press as a person would."""

import re
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pantau import ROOT
from tests.stores import environment

PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").rglob("*.py"))
READING = [page for page in PAGES if "/data/" not in page]
FRONT = "pages/utama/ringkasan.py"
EVENTS, REPORTS, NEEDS, DESTANA, CASES, PEOPLE, EVIDENCE = (
    "pages/bencana/lapor_bencana.py",
    "pages/bencana/laporan.py",
    "pages/bencana/kebutuhan.py",
    "pages/bencana/destana.py",
    "pages/sosial/layar_sibalang.py",
    "pages/sosial/pak_sotarsa.py",
    "pages/kencana/kencana.py",
)
LOADING, QUARANTINE, HISTORY, REPORT = (
    "pages/data/data_masuk.py",
    "pages/data/karantina.py",
    "pages/data/riwayat_muatan.py",
    "pages/data/lapor.py",
)
HALONG, LAMPIHONG = "63.11.02", "63.11.05"


def use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the app work in a folder made by `tests.stores`."""
    for name, value in environment(folder).items():
        monkeypatch.setenv(name, value)


def be_camat(kecamatan: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server be started for the camat of a kecamatan."""
    monkeypatch.setenv("PANTAU_PERAN", "camat")
    monkeypatch.setenv("PANTAU_KECAMATAN", kecamatan)


def visit(page: str, **link: str) -> AppTest:
    """Open a page by its link, as a fresh browser does."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    if page != FRONT:
        app.switch_page(page)
    for name, value in link.items():
        app.query_params[name] = value
    return again(app)


def again(app: AppTest) -> AppTest:
    """Run once more after a choice; nothing may have failed."""
    app.run()
    assert [each.message for each in app.exception] == []
    return app


def press(app: AppTest, label: str) -> AppTest:
    """Press the only button whose words begin so."""
    (button,) = [each for each in app.button if re.sub(r"[\\*]", "", each.label).startswith(label)]
    button.click()
    return again(app)


def pick_row(app: AppTest, key: str, row: int) -> AppTest:
    """Choose one row of a table."""
    app.session_state[key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    return again(app)


def words(app: AppTest) -> str:
    """Everything written on the page, a piece a line."""
    kinds = ("markdown", "html", "info", "success", "warning", "error")
    pieces = [each.value for kind in kinds for each in _all(app, kind)]
    pieces += [f"{each.label}: {each.value} {each.delta}" for each in app.metric]
    return "\n".join(str(piece) for piece in pieces)


def plain(app: AppTest) -> str:
    """The same without the backslashes and stars of Markdown."""
    return re.sub(r"[\\*]", "", words(app))


def _all(app: AppTest, kind: str) -> list[object]:
    if kind == "html":
        return [type("Html", (), {"value": each.proto.body}) for each in app.get("html")]
    return list(getattr(app, kind))


def metrics(app: AppTest) -> dict[str, str]:
    return {each.label: each.value for each in app.metric}


def table_with(app: AppTest, heading: str) -> pd.DataFrame:
    """The only table that has a column of this heading."""
    (found,) = [each for each in tables(app) if heading in each.columns]
    return found


def tables(app: AppTest) -> list[pd.DataFrame]:
    """Every table of the page, those without a download of their own as they are read."""
    fixed = [each.value.replace({r"\\(.)": r"\1"}, regex=True) for each in app.table]
    return [*(each.value for each in app.dataframe), *fixed]


def shown(app: AppTest, noun: str) -> tuple[int, int]:
    """The two numbers at the end of the filter sentence: shown and total."""
    found = re.search(rf"([\d.]+) dari ([\d.]+) {noun}", words(app))
    assert found, words(app)
    return int(found[1].replace(".", "")), int(found[2].replace(".", ""))


def footers(app: AppTest) -> list[str]:
    """The line of unit, source and date under each figure."""
    return [line for line in plain(app).splitlines() if "Satuan: " in line]
