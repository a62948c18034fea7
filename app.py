"""Frame of the dashboard: page settings, navigation, title and shared filters; then the chosen page runs."""

from typing import NamedTuple

import streamlit as st

from pantau import ui


class Screen(NamedTuple):
    """One page: its file, name, title, the programme it shows ("" = all), shared filters, and the room it belongs to.

    The navigation shows one page a room, the first; the frame links the others of the room under its title.
    """

    file: str
    name: str
    title: str
    programme: str = ""
    filters: tuple[str, ...] = ()
    room: str = ""


EVENTS = ("periode", "kecamatan", "desa", "bahaya")
CHAIN = ("periode", "kecamatan", "bahaya")
CONTACT = ("periode", "desa")
SERVICE = ("periode", "kecamatan", "desa")
STATE = ("keadaan", "kecamatan")
CASES = ("periode", "kecamatan")
REPORTS = "Lapor Bencana"
MEETING = "Rapat"
PACK = ("periode", "kecamatan")
INCOMING = "Data masuk"
SCREENS = (
    Screen("pages/utama/ringkasan.py", "Ringkasan", "Ringkasan lima program", room="Ringkasan"),
    Screen("pages/utama/perhatian.py", "Perlu perhatian", "Perlu perhatian", room="Ringkasan"),
    Screen("pages/utama/rantai.py", "Rantai", "Rantai penanganan", filters=CHAIN, room="Ringkasan"),
    Screen("pages/utama/profil_desa.py", "Profil desa", "Profil desa", "", ("kecamatan", "desa"), "Ringkasan"),
    Screen("pages/utama/istilah.py", "Istilah", "Istilah", room="Ringkasan"),
    Screen("pages/bencana/lapor_bencana.py", "Kejadian", "Lapor Bencana", "lapor_bencana", EVENTS, REPORTS),
    Screen("pages/bencana/laporan.py", "Laporan", "Laporan masuk", "lapor_bencana", EVENTS, REPORTS),
    Screen("pages/bencana/waktu_tanggap.py", "Waktu tanggap", "Waktu tanggap", "lapor_bencana", EVENTS, REPORTS),
    Screen("pages/bencana/pola.py", "Pola", "Pola waktu dan tempat", "lapor_bencana", EVENTS, REPORTS),
    Screen("pages/bencana/kebutuhan.py", "Kebutuhan", "Kebutuhan pengungsi", "lapor_bencana", EVENTS, REPORTS),
    Screen("pages/bencana/mutu.py", "Mutu data", "Mutu data bencana", "lapor_bencana", EVENTS, REPORTS),
    Screen("pages/bencana/destana.py", "Kontak desa", "DESTANA Lampihong", "destana", CONTACT, "DESTANA"),
    Screen("pages/bencana/destana_konsultasi.py", "Konsultasi", "Konsultasi desa", "destana", CONTACT, "DESTANA"),
    Screen("pages/bencana/destana_kejadian.py", "Kejadian", "Sesudah kejadian", "destana", CONTACT, "DESTANA"),
    Screen("pages/bencana/destana_bnpb.py", "Destana BNPB", "Destana BNPB", room="DESTANA"),
    Screen("pages/sosial/layar_sibalang.py", "Kasus", "Layar Sibalang", "layar_sibalang", CASES, "Layar Sibalang"),
    Screen("pages/sosial/sibalang_waktu.py", "Waktu", "Waktu penanganan", "layar_sibalang", CASES, "Layar Sibalang"),
    Screen("pages/sosial/sibalang_rujukan.py", "Rujukan", "Rujukan kasus", "layar_sibalang", CASES, "Layar Sibalang"),
    Screen("pages/sosial/sibalang_sasaran.py", "Sasaran", "Ketepatan sasaran", "layar_sibalang", room="Layar Sibalang"),
    Screen("pages/sosial/pak_sotarsa.py", "Penerima", "Pak Sotarsa", "pak_sotarsa", SERVICE, "Pak Sotarsa"),
    Screen("pages/sosial/sotarsa_jangkauan.py", "Jangkauan", "Jangkauan desa", "pak_sotarsa", SERVICE, "Pak Sotarsa"),
    Screen("pages/sosial/sotarsa_kunjungan.py", "Kunjungan", "Kunjungan desa", "pak_sotarsa", SERVICE, "Pak Sotarsa"),
    Screen("pages/sosial/sotarsa_layanan.py", "Layanan", "Layanan dan bantuan", "pak_sotarsa", SERVICE, "Pak Sotarsa"),
    Screen("pages/kencana/kencana.py", "Matriks bukti", "Kencana", "kencana", STATE, "Kencana"),
    Screen("pages/kencana/kemajuan.py", "Kemajuan", "Kemajuan Kencana", "kencana", STATE, "Kencana"),
    Screen("pages/kencana/tingkat.py", "Tingkat dan tugas", "Tingkat dan lembar tugas", "kencana", STATE, "Kencana"),
    Screen("pages/kencana/spm.py", "SPM", "Layanan minimum (SPM)", "kencana", STATE, "Kencana"),
    Screen("pages/rapat/paket_rapat.py", "Paket", "Paket Rapat", filters=PACK, room=MEETING),
    Screen("pages/rapat/tindak_lanjut.py", "Tindak lanjut", "Tindak lanjut rapat", room=MEETING),
    Screen("pages/rapat/mode_rapat.py", "Mode rapat", "Mode rapat", room=MEETING),
    Screen("pages/data/data_masuk.py", "Muat berkas", "Muat berkas", room=INCOMING),
    Screen("pages/data/lapor.py", "Lapor", "Lapor kejadian", room=INCOMING),
    Screen("pages/data/karantina.py", "Karantina", "Karantina", room=INCOMING),
    Screen("pages/data/riwayat_muatan.py", "Riwayat", "Riwayat muatan", room=INCOMING),
    Screen("pages/data/jejak.py", "Jejak angka", "Jejak angka", room=INCOMING),
)

st.set_page_config(page_title="Pantau Balangan", page_icon="static/ikon.png", layout="wide")
if not ui.stored():
    ui.nothing_loaded("data", "Muat data contoh dengan `python -m pantau sample`, atau berkas sendiri.")
    if ui.may_write():
        ui.incoming()
    st.stop()
shown = [screen for screen in SCREENS if ui.may_open(screen.file)]
rooms = {screen.file: screen.room or screen.name for screen in shown}
first = {room: file for file, room in reversed(rooms.items())}
leads = set(first.values())
pages = {
    st.Page(
        screen.file,
        title=rooms[screen.file] if screen.file in leads else f"{rooms[screen.file]}: {screen.name}",
        visibility="visible" if screen.file in leads else "hidden",
    ): screen
    for screen in shown
}
page = st.navigation(list(pages), position="top")
here = pages[page]
beside = [(each.file, each.name) for each in shown if rooms[each.file] == rooms[here.file]]
# A page of no programme in a programme's room says itself whose data it shows.
lodger = not here.programme and any(each.programme for each in shown if rooms[each.file] == rooms[here.file])
place = ui.frame(here.title, here.programme, here.filters, beside, here.file, badged=not lodger)
page.run()
# The front page fills one screen to its last line; there the link stands beside the title.
ui.lineage_link(here.file, place if here is SCREENS[0] else None)
