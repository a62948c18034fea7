"""Frame of the dashboard: page settings, navigation, title and shared filters; then the chosen page runs."""

from typing import NamedTuple

import streamlit as st

from pantau import ui


class Screen(NamedTuple):
    """One page: its file, name in the navigation, title, the programme it shows ("" = all) and its shared filters."""

    file: str
    name: str
    title: str
    programme: str = ""
    filters: tuple[str, ...] = ()


EVENTS = ("periode", "kecamatan", "desa", "bahaya")
SCREENS = (
    Screen("pages/utama/ringkasan.py", "Ringkasan", "Ringkasan lima program"),
    Screen("pages/bencana/lapor_bencana.py", "Lapor Bencana", "Lapor Bencana", "lapor_bencana", EVENTS),
    Screen("pages/bencana/kebutuhan.py", "Kebutuhan", "Kebutuhan pengungsi", "lapor_bencana", EVENTS),
    Screen("pages/bencana/destana.py", "DESTANA", "DESTANA Lampihong", "destana", ("periode", "desa")),
    Screen(
        "pages/sosial/layar_sibalang.py", "Layar Sibalang", "Layar Sibalang", "layar_sibalang", ("periode", "kecamatan")
    ),
    Screen("pages/sosial/pak_sotarsa.py", "Pak Sotarsa", "Pak Sotarsa", "pak_sotarsa", ("periode", "desa")),
    Screen("pages/kencana/kencana.py", "Kencana", "Kencana", "kencana", ("keadaan", "kecamatan")),
    Screen("pages/data/data_masuk.py", "Data masuk", "Data masuk"),
)

st.set_page_config(page_title="Pantau Balangan", page_icon="static/ikon.png", layout="wide")
if not ui.stored():
    ui.nothing_loaded("data", "Muat data pertama dengan `python -m pantau sample` atau `python -m pantau load`.")
    st.stop()
shown = [screen for screen in SCREENS if ui.may_open(screen.file)]
pages = {st.Page(screen.file, title=screen.name): screen for screen in shown}
page = st.navigation(list(pages), position="top")
ui.frame(pages[page].title, pages[page].programme, pages[page].filters)
page.run()
