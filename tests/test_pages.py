"""Every page runs through app.py: on the sample, without data, for a camat, read-only, with filters from a link."""

import re
from pathlib import Path

import pytest
import streamlit as st

from pantau import ROOT, text
from pantau.store import Store
from tests.stores import open_store, table
from tests.visits import (
    CASES,
    DESTANA,
    EVENTS,
    EVIDENCE,
    FRONT,
    HALONG,
    HISTORY,
    LOADING,
    PAGES,
    PEOPLE,
    QUARANTINE,
    READING,
    REPORT,
    be_camat,
    metrics,
    shown,
    table_with,
    use,
    visit,
    words,
)

pytestmark = pytest.mark.usefixtures("fresh")


def screens() -> list[str]:
    """The page files of app.SCREENS, in order."""
    return re.findall(r'"(pages/[a-z_/]+\.py)"', (ROOT / "app.py").read_text("utf-8"))


def test_every_page_file_is_in_the_navigation() -> None:
    assert sorted(screens()) == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_a_page_reads_like_a_report(page: str) -> None:
    lines = (ROOT / page).read_text("utf-8").splitlines()
    assert 20 <= len(lines) <= 80
    assert re.match(r'"""[A-Z].+', lines[0])


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("at_sample")
def test_every_page_opens_on_the_sample(page: str) -> None:
    app = visit(page)
    assert len(words(app)) > 300
    assert "Belum ada" not in words(app).replace("Belum ada angka dampak", "")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("at_empty")
def test_every_page_says_that_nothing_was_loaded(page: str) -> None:
    said = words(visit(page)).casefold()
    # The glossary is about the words themselves.
    assert "belum ada" in said or "0 muatan" in said or page.endswith("istilah.py")
    assert re.findall(r"\b(?:nan|nat|none|inf)\b|<na>", said) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_before_the_first_load(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(tmp_path, monkeypatch)
    assert "belum ada data" in words(visit(page)).casefold()


# --- the numbers on a page are those of the store ---


@pytest.mark.usefixtures("at_sample")
def test_the_numbers_of_lapor_bencana_are_those_of_the_store(sample: Store) -> None:
    app = visit(EVENTS)
    kpi = sample.query("bencana/kpi").iloc[0]
    assert shown(app, "kejadian") == (26, 26)
    values = " ".join(metrics(app).values())
    for name in ("kejadian", "terdampak_jiwa", "terdampak_kk"):
        assert text.number(kpi[name]) in values


@pytest.mark.usefixtures("at_sample")
def test_the_front_page_has_a_row_for_every_programme(sample: Store) -> None:
    said = words(visit(FRONT))
    for title in ("Lapor Bencana", "DESTANA", "Layar Sibalang", "Pak Sotarsa", "Kencana"):
        assert title in said
    headline = sample.query("lapor_bencana/ringkasan").iloc[0]
    assert text.number(headline["nilai"]) in said


# --- filters from a link ---


@pytest.mark.parametrize(
    ("page", "noun", "link"),
    [
        (EVENTS, "kejadian", {"periode": "Tahun 2025"}),
        (EVENTS, "kejadian", {"kecamatan": "Halong"}),
        (EVENTS, "kejadian", {"bahaya": "Banjir"}),
        (EVENTS, "kejadian", {"periode": "Tahun 2021", "kecamatan": "Halong", "bahaya": "Banjir"}),
        (DESTANA, "konsultasi", {"periode": "Tahun 2025"}),
        (DESTANA, "konsultasi", {"desa": "Pimping"}),
        ("pages/bencana/destana_konsultasi.py", "konsultasi", {"periode": "Tahun 2025", "desa": "Pimping"}),
        (CASES, "kasus", {"kecamatan": "Paringin"}),
        (PEOPLE, "penerima terdaftar", {"periode": "Tahun 2025"}),
    ],
)
@pytest.mark.usefixtures("at_sample")
def test_a_filter_in_the_link_changes_the_numbers(page: str, noun: str, link: dict[str, str]) -> None:
    everything, narrowed = shown(visit(page), noun), shown(visit(page, **link), noun)
    assert 0 < narrowed[0] < everything[0]
    assert narrowed[1] == everything[1]


@pytest.mark.usefixtures("at_sample")
def test_a_link_gives_the_numbers_of_the_query(sample: Store) -> None:
    app = visit(EVENTS, periode="Tahun 2025", bahaya="Banjir")
    expected = sample.query("bencana/kpi", {"dari": "2025-01-01", "sampai": "2025-12-31", "bahaya": "101"}).iloc[0]
    assert shown(app, "kejadian") == (expected["kejadian"], 26)


@pytest.mark.usefixtures("at_sample")
def test_the_state_of_an_earlier_month_is_another_state(sample: Store) -> None:
    now, then = visit(EVIDENCE), visit(EVIDENCE, keadaan="Akhir Jun 2026")
    before = sample.query("kencana/kpi", {"per": "2026-06-30"}).iloc[0]
    assert metrics(now) != metrics(then)
    assert "30 Jun 2026" in words(then)
    assert f"{before['berlaku']} dari {before['wajib']}" in words(then)


@pytest.mark.parametrize(
    ("page", "link"),
    [
        (EVENTS, {"kecamatan": "Atlantis"}),
        (EVENTS, {"periode": "Tahun 1812"}),
        (EVENTS, {"bahaya": "Naga"}),
        (EVENTS, {"desa": "Desa Khayal"}),
        (EVIDENCE, {"keadaan": "2024-99"}),
    ],
)
@pytest.mark.usefixtures("at_sample")
def test_an_unknown_value_is_dropped_with_a_notice(page: str, link: dict[str, str]) -> None:
    app = visit(page, **link)
    ((_, value),) = link.items()
    # The text of a link is escaped before it is shown.
    notice = " ".join(each.value for each in app.warning).replace("\\", "")
    assert value in notice
    assert "tidak dikenal" in notice
    assert metrics(app) == metrics(visit(page))


@pytest.mark.usefixtures("at_sample")
def test_text_in_a_link_stays_text() -> None:
    app = visit(EVENTS, kecamatan="![x](http://contoh.example/a.png)<img src=x>")
    notice = app.warning[0].value
    assert "](http" not in notice
    assert "<img" not in notice.replace("\\<", "")


@pytest.mark.usefixtures("at_sample")
def test_a_filter_that_leaves_nothing_says_so_and_can_be_dropped() -> None:
    app = visit(EVENTS, periode="Tahun 2018", kecamatan="Halong")
    assert "Tidak ada kejadian yang cocok" in words(app)
    assert "26 kejadian bila filter dihapus" in words(app)
    next(button for button in app.button if button.key == "hapus-kejadian").click().run()
    assert not app.exception
    assert shown(app, "kejadian") == (26, 26)


# --- the room of Kencana ---


@pytest.mark.usefixtures("at_sample")
def test_only_missing_evidence_by_a_link(sample: Store) -> None:
    cells = sample.query("kencana/matriks")
    lacking = cells[~cells["keadaan"].isin(["disetujui", "tidak_berlaku"])]
    app = visit(EVIDENCE, matriks="Yang kurang saja", urutan="Abjad")
    assert f"{len(lacking)} bukti kurang pada {lacking['kode_indikator'].nunique()} indikator" in words(app)


@pytest.mark.usefixtures("at_sample")
def test_progress_names_the_pace_of_the_stage_and_of_the_day_chosen(sample: Store) -> None:
    stage = sample.query("kencana/tahap", {"per": "2026-06-30"}).iloc[-1]
    app = visit("pages/kencana/kemajuan.py", keadaan="Akhir Jun 2026")
    assert f"Perlu {text.number(stage['per_minggu'], 1)} bukti/minggu sampai 31 Des 2026" in words(app)
    assert "Keadaan per 30 Jun 2026" in words(app).replace("*", "")


@pytest.mark.usefixtures("at_sample")
def test_levels_are_not_told_and_all_task_sheets_are_one_click_away() -> None:
    app = visit("pages/kencana/tingkat.py")
    way = table_with(app, "Tingkat berikut")
    assert way["Tingkat berikut"].tolist() == [text.UNDETERMINED] * 8
    assert way["Alasan"].str.contains("belum dimuat").all()
    sheets = {each.proto.label for each in app.get("download_button")}
    assert {"Cetak semua (PDF)", "Semua (XLSX)"} <= sheets
    assert len(app.selectbox(key="lembar").options) == 8


@pytest.mark.usefixtures("at_empty")
def test_services_without_data_list_the_twelve_and_their_sources() -> None:
    app = visit("pages/kencana/spm.py")
    assert "Belum ada capaian SPM" in words(app)
    listed = table_with(app, "Status sumber")
    assert len(listed) == 12
    assert set(listed["Status sumber"]) == {"bersumber", "pengetahuan umum, belum diverifikasi"}


# --- who looks ---


@pytest.fixture
def at_halong(at_sample: None, monkeypatch: pytest.MonkeyPatch) -> None:
    be_camat(HALONG, monkeypatch)


@pytest.mark.parametrize("page", READING)
@pytest.mark.usefixtures("at_halong")
def test_every_page_opens_for_a_camat(page: str) -> None:
    assert words(visit(page))


@pytest.mark.usefixtures("at_halong")
def test_a_camat_reads_the_own_cases_only(sample: Store) -> None:
    cases = table(sample, "kasus")
    own = int((cases["kode_kecamatan"] == HALONG).sum())
    assert 0 < own < len(cases)
    assert shown(visit(CASES), "kasus") == (own, own)


@pytest.mark.usefixtures("at_halong")
def test_a_camat_sees_no_case_of_another_kecamatan_through_a_link() -> None:
    app = visit(CASES, kecamatan="Paringin")
    assert "Paringin" not in metrics(app).values()
    assert "Kec. Paringin" not in words(app) or "Tidak ada kasus yang cocok" in words(app)


@pytest.mark.usefixtures("at_halong")
def test_a_register_of_another_kecamatan_is_not_there_at_all() -> None:
    assert "Belum ada konsultasi" in words(visit(DESTANA))


@pytest.mark.usefixtures("at_halong")
def test_evidence_of_other_kecamatan_is_not_shown_as_empty(sample: Store) -> None:
    own = sample.query("kencana/kpi", {"kecamatan": HALONG}, "kec-631102").iloc[0]
    app = visit(EVIDENCE)
    assert f"{own['berlaku']} dari {own['wajib']} bukti" in words(app)
    others = set(table(sample, "ref_kecamatan")["nama"]) - {"Halong"}
    assert [name for name in others if re.search(rf"\b{name}\b.*paling jauh", words(app))] == []


@pytest.mark.usefixtures("at_halong")
def test_loads_are_hidden_from_a_camat() -> None:
    for page in (LOADING, QUARANTINE, HISTORY, REPORT):
        assert "Ringkasan lima program" in words(visit(page)), page


def test_a_scope_file_holds_no_register_row_of_another_kecamatan(sample_folder: Path) -> None:
    store = open_store(sample_folder)
    for name in ("kasus", "konsultasi", "kunjungan", "penerima", "bukti", "registrasi_kencana", "rencana_kunjungan"):
        rows = table(store, name, "kec-631102")
        assert set(rows["kode_kecamatan"]) <= {HALONG}, name
    own = set(table(store, "kasus", "kec-631102")["id_kasus"])
    for name in ("riwayat_kasus", "rujukan"):
        assert set(table(store, name, "kec-631102")["id_kasus"]) <= own


@pytest.mark.usefixtures("at_sample")
def test_a_reading_server_hides_the_page_of_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Riwayat muatan" in words(visit(HISTORY))
    st.cache_resource.clear()
    monkeypatch.setenv("PANTAU_BACA_SAJA", "1")
    for page in (LOADING, QUARANTINE, HISTORY, REPORT):
        assert "Ringkasan lima program" in words(visit(page)), page


@pytest.mark.usefixtures("at_sample")
def test_what_is_contoh_says_so_and_what_is_real_does_not() -> None:
    for page in (DESTANA, CASES, PEOPLE, EVIDENCE):
        assert "CONTOH" in words(visit(page)), page
    assert "CONTOH" not in words(visit(EVENTS))
