"""What a person types on a page goes through the intake, is told, and shows; where nobody may type, nothing asks."""

from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pantau.store import Store
from tests.stores import TODAY, open_store, table
from tests.visits import (
    DESTANA,
    EVENTS,
    HALONG,
    REPORTS,
    again,
    metrics,
    pick_row,
    plain,
    press,
    visit,
    words,
)

WORDS = "Hujan tiga hari di hulu [lihat](http://contoh.example)"
PAIRS, MERGED = "Usulan penggabungan", "Sudah digabung"


def write(app: AppTest, note: str, day: str = "27/12/2025") -> AppTest:
    (area,) = [each for each in app.text_area if each.label == "Catatan"]
    area.set_value(note)
    next(each for each in app.text_input if each.label.startswith("Tanggal")).set_value(day)
    return press(app, "Simpan catatan")


def told(app: AppTest) -> list[str]:
    """What the page says of the last thing saved."""
    return [each.value.replace("\\", "") for each in app.info]


def offered(app: AppTest) -> set[str]:
    return {each.label for each in app.button}


# --- notes ---


def test_a_note_is_stored_and_stands_under_the_charts_it_belongs_to(at_copy: Path, sample: Store) -> None:
    app = write(visit(EVENTS, kecamatan="Halong"), WORDS)
    assert told(app) == ["Catatan tersimpan."]
    assert told(again(app)) == [], "told once"
    store = open_store(at_copy)
    (row,) = table(store, "catatan").to_dict("records")
    assert row["teks"] == WORDS
    assert row["program"] == "lapor_bencana"
    assert row["kode_kecamatan"] == HALONG
    assert row["oleh_peran"] == "kepala dinas"
    assert pd.Timestamp(row["tanggal_dari"]) == pd.Timestamp("2025-12-27")
    assert f"{row['dicatat_pada']:%Y-%m-%d}" == TODAY
    line = f"(1) 27 Des 2025: {WORDS} — kepala dinas, 22 Nov 2026."
    assert line in plain(app)
    assert "](http://contoh" not in words(app), "what a person typed is never a link"
    assert line in plain(visit(EVENTS))
    assert line in plain(visit("pages/bencana/pola.py", periode="Tahun 2025"))
    assert line not in plain(visit(EVENTS, kecamatan="Juai"))
    assert line not in plain(visit(EVENTS, periode="Tahun 2021"))
    assert line not in plain(visit(DESTANA))
    dates = [each.query("data/keadaan_program").set_index("program")["data_sampai"] for each in (store, sample)]
    assert dates[0]["lapor_bencana"] == dates[1]["lapor_bencana"], "a note makes no data newer"


def test_a_note_without_words_or_with_an_unreadable_day_is_no_note(at_copy: Path) -> None:
    app = write(visit(EVENTS), "   ")
    assert told(app) == []
    app = write(visit(EVENTS), "tanpa tanggal", "kapan-kapan")
    (answer,) = told(app)
    assert answer.startswith("Tidak dihitung, ditahan untuk diperiksa")
    assert table(open_store(at_copy), "catatan").empty


@pytest.mark.usefixtures("at_sample")
def test_who_only_reads_is_not_asked_for_notes_or_decisions(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Simpan catatan" in offered(visit(EVENTS))
    for setting in ({"PANTAU_BACA_SAJA": "1"}, {"PANTAU_PERAN": "camat", "PANTAU_KECAMATAN": HALONG}):
        st.cache_resource.clear()
        with monkeypatch.context() as patch:
            for name, value in setting.items():
                patch.setenv(name, value)
            assert "Simpan catatan" not in offered(visit(EVENTS))
            app = visit(REPORTS, daftar=PAIRS)
            assert "penggabungan laporan" in words(app)
            assert not [each for each in app.dataframe if each.key == "pilih-LB-G" and each.proto.selection_mode]


# --- grouping ---


def counts(app: AppTest) -> tuple[int, int]:
    """Reports and the events they make, as the page says them."""
    reports, events = metrics(app)["Laporan → kejadian"].split(" → ")
    return int(reports), int(events)


def proposals(app: AppTest) -> int:
    return int(words(app).split(" usulan penggabungan")[0].split()[-1].removeprefix(":gray[:small["))


def candidate(app: AppTest, event: bool) -> int:
    """The first candidate whose pair is, or is not yet, part of an event."""
    (rows,) = [each.value for each in app.dataframe if each.key == "pilih-LB-G"]
    return int((rows["Masuk ke kejadian"] != "kejadian baru").eq(event).to_numpy().argmax())


def join(app: AppTest, event: bool) -> tuple[AppTest, str, str]:
    """Accept a candidate; the page afterwards, the report and the event it was put into."""
    app = pick_row(app, "pilih-LB-G", candidate(app, event))
    (label,) = [each for each in offered(app) if each.startswith("Gabungkan")]
    report, into = label.removeprefix("Gabungkan ").split(" ke ")
    app = press(app, label)
    assert told(app) == [f"{report} digabung ke {into}."]
    return app, report, into


def decisions(folder: Path) -> pd.DataFrame:
    """What was decided on the page."""
    rows = table(open_store(folder), "kelompok_laporan")
    return rows[rows["alasan"] == "diputuskan di halaman laporan"]


def test_two_reports_joined_are_one_event_and_parted_are_two_again(at_copy: Path) -> None:
    app = visit(REPORTS, daftar=PAIRS)
    badge, (reports, events), waiting = words(app).splitlines()[0], counts(app), proposals(app)
    app, report, event = join(app, event=True)
    assert counts(app) == (reports, events - 1)
    assert proposals(app) < waiting
    assert words(app).splitlines()[0] == badge, "a decision of today does not make the events newer"

    app = visit(REPORTS, daftar=MERGED)
    (rows,) = [each.value for each in app.dataframe if each.key == "pilih-LB-GK"]
    place = rows["Kejadian"].tolist().index(event)
    assert report in rows["Nomor laporan"].iloc[place].split(", ")
    app = pick_row(app, "pilih-LB-GK", place)
    next(each for each in app.selectbox if each.label == "Laporan yang dilepas").set_value(report)
    app = press(again(app), f"Lepaskan dari {event}")
    assert told(app) == [f"{report} dilepas dari {event}."]
    assert counts(app) == (reports, events)
    decided = decisions(at_copy)
    assert decided["hubungan"].tolist() == ["gabung", "pisah"]
    assert decided["contoh"].all()
    assert set(decided["oleh_peran"]) == {"kepala dinas"}


def test_a_pair_founds_an_event_of_its_own_and_no_real_event_changes(at_copy: Path) -> None:
    before = visit(EVENTS)
    app = visit(REPORTS, daftar=PAIRS)
    reports, events = counts(app)
    app, report, event = join(app, event=False)
    assert counts(app) == (reports, events - 1)
    decided = decisions(at_copy)
    assert sorted(decided["id_laporan"]) == sorted([report, event.removeprefix("LK-")])
    assert decided["contoh"].all()
    after = visit(EVENTS)
    assert metrics(after) == metrics(before)
    assert words(after) == words(before)
