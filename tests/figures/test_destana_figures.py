"""What the figures of DESTANA say: every share has its base, silence is not nil, CONTOH beside real events is named."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pantau import text
from pantau.draw import paper, screen
from pantau.figures import Context, Figure, destana, destana_bnpb, destana_kejadian, destana_konsultasi
from pantau.store import Store

REAL = Context("semua periode", "register", date(2026, 6, 20))
SAMPLE = replace(REAL, sample="register program")


def quiet(rows: list[tuple[str, int | None, int]]) -> pd.DataFrame:
    """Villages with days since the last contact and events."""
    frame = pd.DataFrame(rows, columns=["nama", "hari", "kejadian"]).astype({"hari": "Int64"})
    return frame.assign(
        kode=[f"63.11.05.20{i:02}" for i in range(len(frame))],
        kejadian_total=frame["kejadian"],
        terakhir=[
            pd.NaT if text.missing(d) else pd.Timestamp("2026-06-20") - pd.Timedelta(d, "D") for d in frame["hari"]
        ],
    )


def drawn(figure: Figure) -> None:
    """It draws on a desk, on a phone and on paper, and every cell of the twin is text."""
    assert figure.reading.endswith(".")
    assert all(isinstance(cell, str) for name in figure.written() for cell in figure.written()[name])
    if figure.kind != "table" and not figure.empty:
        assert screen.draw(figure, False)["data"] and screen.draw(figure, True)["data"]
        assert paper.svg(figure).startswith(b"<?xml")


# --- contacts ---


def test_the_villages_hit_and_silent_are_named_and_the_never_contacted_said() -> None:
    frame = quiet([("Diam Kena", 120, 2), ("Tak Pernah", None, 1), ("Ramai Kena", 5, 1), ("Diam Saja", 200, 0)])
    figure = destana.silent_at_risk(frame, 90, 24, REAL)
    assert figure.title == "2 desa terkena bencana dan diam"
    assert figure.encode["strong"] == ["Diam Kena", "Tak Pernah"]
    assert "1 di antaranya belum pernah kontak" in figure.reading
    never = figure.frame.set_index("nama").loc["Tak Pernah"]
    assert never["lambang"] == "circle-open"
    assert never["tinggi"] == figure.frame["tinggi"].max() > 200
    assert figure.written()["Lama diam"].tolist()[1] == "belum pernah kontak"
    drawn(figure)


def test_points_of_the_same_count_move_aside_but_keep_their_count() -> None:
    frame = quiet([(f"Desa {i}", None, i % 2) for i in range(27)])
    figure = destana.silent_at_risk(frame, 90, None, REAL)
    places = list(zip(figure.frame["samping"], figure.frame["tinggi"], strict=True))
    assert len(set(places)) == 27
    assert (figure.frame["samping"] - figure.frame["kejadian"]).abs().max() < 0.5
    assert (figure.frame["samping"].round() == figure.frame["kejadian"]).all()


def test_without_events_nothing_is_at_risk_and_it_is_said() -> None:
    figure = destana.silent_at_risk(quiet([("A", 10, 0), ("B", None, 0)]), 90, 24, REAL)
    assert figure.title == "1 dari 2 desa diam lebih dari 90 hari"
    assert "Tidak ada kejadian yang tercatat" in figure.reading
    drawn(figure)
    drawn(destana.silent_at_risk(quiet([]), 90, 24, REAL))


def test_the_chosen_cell_is_a_village_and_a_month(sample: Store) -> None:
    figure = destana.calendar(sample.query("destana/kontak_bulanan"), REAL)
    points = [{"customdata": ["Pimping", "2026-02-01", "…"]}]
    assert destana.picked(figure, points) == ("63.11.05.2021", "Pimping", date(2026, 2, 1), date(2026, 2, 28))
    cells = [mark for trace in screen.draw(figure)["data"] for mark in trace.get("customdata", ())]
    assert len(cells) == len(figure.frame)
    assert all(destana.picked(figure, [{"customdata": cell}]) for cell in cells[:: len(cells) // 40])
    for gone in ([], [{}], [{"customdata": ["Pimping", "1999-01-01"]}], [{"customdata": ["Atlantis", "2026-02-01"]}]):
        assert destana.picked(figure, gone) is None


def test_the_log_of_a_cell_holds_as_many_consultations_as_its_number(sample: Store) -> None:
    months = sample.query("destana/kontak_bulanan")
    figure = destana.calendar(months, REAL)
    row = months.sort_values("konsultasi", ascending=False).iloc[0]
    cell = destana.picked(figure, [{"customdata": [row["nama_desa"], f"{row['bulan']:%Y-%m-%d}"]}])
    assert cell
    talks = sample.query("destana/catatan", {"dari": cell.first, "sampai": cell.last, "desa": cell.code})
    log = destana.log(talks, cell, REAL)
    assert len(log.frame) == row["konsultasi"]
    assert f"{row['konsultasi']} konsultasi" in log.title
    drawn(log)


def test_the_rate_of_contacts_states_its_base_and_that_it_is_a_proposal(sample: Store) -> None:
    kpi = sample.query("destana/kontak_diharapkan_kpi").iloc[0]
    figure = destana.expected(sample.query("destana/kontak_diharapkan"), kpi, (1, 48), SAMPLE)
    assert f"{kpi['terpenuhi']:.0f} dari {kpi['diharapkan']:.0f} kontak" in figure.title
    assert "48 jam" in figure.notes[0] and destana.PROPOSED in figure.notes[0]
    assert figure.frame["terpenuhi"].sum() == kpi["terpenuhi"]
    drawn(figure)
    none = sample.query("destana/kontak_diharapkan", {"dari": date(2026, 1, 5), "sampai": date(2026, 1, 6)})
    empty = sample.query("destana/kontak_diharapkan_kpi", {"dari": date(2026, 1, 5), "sampai": date(2026, 1, 6)})
    figure = destana.expected(none, empty.iloc[0], (1, 48), SAMPLE)
    assert figure.empty and figure.reading == "Belum ada bulan penuh pada periode ini."


def test_the_strip_counts_events_not_villages() -> None:
    links = pd.DataFrame(
        [("E1", "tanpa konsultasi"), ("E1", "ada konsultasi"), ("E2", "tanpa konsultasi"), ("E3", "sebelum register")],
        columns=["id", "keadaan"],
    )
    assert destana.events_without(links) == (1, 2)
    assert destana.events_without(links.iloc[:0]) == (0, 0)


# --- consultations ---


@pytest.mark.parametrize("stage", destana_konsultasi.STAGES.values())
def test_topics_by_channel_add_up_to_the_register(sample: Store, stage: str) -> None:
    frame = sample.query("destana/kanal_topik")
    figure = destana_konsultasi.channels(frame, stage, REAL)
    expected = frame[frame["tahap"] == stage] if stage else frame
    assert figure.frame["konsultasi"].sum() == expected["konsultasi"].sum()
    assert figure.frame["bagian"].sum() == pytest.approx(100)
    assert len(figure.frame) == len(figure.encode["rows"]) * len(figure.encode["columns"])
    drawn(figure)


def test_a_stage_nobody_asked_about_says_so(sample: Store) -> None:
    frame = sample.query("destana/kanal_topik")
    figure = destana_konsultasi.channels(frame[frame["tahap"] == "pra"], "pasca", REAL)
    assert figure.empty and figure.reading == "Tidak ada konsultasi pada tahap ini."


def test_a_channel_that_was_not_said_has_its_own_column() -> None:
    frame = pd.DataFrame([("data", "pra", "tidak disebut", 2)], columns=["topik", "tahap", "kanal", "konsultasi"])
    assert destana_konsultasi.channels(frame, "", REAL).encode["columns"][-1] == destana_konsultasi.UNSAID


def test_answer_times_count_the_open_ones_and_draw_a_target_only_when_there_is_one(sample: Store) -> None:
    frame = sample.query("destana/waktu_jawab")
    figure = destana_konsultasi.answer_time(frame, SAMPLE)
    assert len(figure.frame) == 12
    assert f"{figure.frame['belum_dijawab'].sum()} konsultasi belum dijawab" in figure.reading
    assert "limit" not in figure.encode and "belum ditetapkan" in figure.notes[-1]
    drawn(figure)
    assert destana_konsultasi.answer_time(frame.assign(sasaran_jam=24.0), SAMPLE).encode["limit"] == "sasaran_jam"


@pytest.mark.parametrize("by_hazard", [True, False])
def test_what_comes_to_the_kecamatan_leaves_it_again(sample: Store, by_hazard: bool) -> None:
    figure = destana_konsultasi.handoffs(sample.query("destana/penerusan"), by_hazard, REAL)
    links = figure.frame
    assert links.loc[links["ke"] == "Kecamatan", "konsultasi"].sum() == 150
    assert links.loc[links["dari"] == "Kecamatan", "konsultasi"].sum() == 150
    first, _, last = figure.encode["levels"]
    assert set(first) == set(links.loc[links["ke"] == "Kecamatan", "dari"])
    assert set(last) == set(links.loc[links["dari"] == "Kecamatan", "ke"])
    drawn(figure)


def test_rare_offices_are_folded_and_named() -> None:
    rows = [("Banjir", f"Instansi {i}", 20 - i, 0) for i in range(9)] + [("Banjir", "Belum dijawab", 3, 3)]
    frame = pd.DataFrame(rows, columns=["nama_ancaman", "tujuan", "konsultasi", "belum_selesai"])
    figure = destana_konsultasi.handoffs(frame, True, REAL)
    assert figure.encode["levels"][2][-2:] == ["Instansi lain", "Belum dijawab"]
    assert figure.notes == ("Instansi lain: Instansi 6, Instansi 7 dan Instansi 8.",)
    assert figure.frame.loc[figure.frame["dari"] == "Kecamatan", "konsultasi"].sum() == frame["konsultasi"].sum()


# --- disasters ---


def links(**more: list[object]) -> pd.DataFrame:
    """Three places of two events: one asked within two days, one did not, one is too young to say."""
    return pd.DataFrame(
        {
            "id": ["E1", "E2", "E3"],
            "tanggal_dari": pd.to_datetime(["2026-02-10", "2026-03-01", "2026-06-19"]),
            "nama_ancaman": "Banjir",
            "nama_desa": ["Pimping", None, "Kupang"],
            "konsultasi_pada": pd.to_datetime(["2026-02-11", None, None]),
            "cara": ["desa yang sama", None, None],
            "jam_konsultasi": [26.0, None, None],
            "jam_longgar": [24, 0, 0],
            "keadaan": ["ada konsultasi", "tanpa konsultasi", "belum jatuh tempo"],
            "tepat": pd.array([1, 0, None], dtype="Int64"),
            "pasca_pada": pd.to_datetime(["2026-02-20", None, None]),
            "jam_pasca": [240.0, None, None],
            "pasca_sampai": pd.array([1, 0, None], dtype="Int64"),
        }
        | more
    )


def test_each_place_has_its_hours_or_its_reason_and_the_parts_add_up() -> None:
    figure = destana_kejadian.links(links(), 14, REAL)
    assert figure.written()["Konsultasi pertama"].tolist() == [
        "paling lama 26,0 jam kemudian", "tanpa konsultasi", "batas waktunya belum lewat pada data",
    ]  # fmt: skip
    assert figure.title == "1 dari 2 kejadian tanpa konsultasi"
    assert figure.reading.startswith("3 kejadian di desa = 1 ada konsultasi + 1 tanpa konsultasi + 1 batas")
    drawn(figure)


def test_invented_consultations_beside_real_events_are_named_and_claim_nothing() -> None:
    for make in (
        lambda context: destana_kejadian.links(links(), 14, context),
        lambda context: destana_kejadian.reach(links(), (48, 14, 30), context),
    ):
        invented, real = make(SAMPLE), make(REAL)
        assert "CONTOH: register konsultasi karangan; kejadiannya nyata dan bersumber" in invented.footer()
        assert "bukan temuan" in invented.notes[0]
        assert "CONTOH" not in real.footer() and "bukan temuan" not in " ".join(real.notes)
    assert destana_kejadian.links(links(), 14, SAMPLE).title.startswith("Contoh: 1 dari 2")


def test_each_step_after_a_disaster_has_its_own_base() -> None:
    figure = destana_kejadian.reach(links(), (48, 14, 30), REAL)
    assert figure.frame["teks"].tolist() == ["1 dari 2"] * 3
    drawn(figure)
    nothing = destana_kejadian.reach(links().iloc[2:], (48, 14, 30), REAL)
    assert nothing.empty and "Tidak ada desa terkena" in nothing.reading


def test_shares_of_nothing_are_not_written_as_zero() -> None:
    assert [value for _, value, _ in destana_kejadian.kpis(links())] == ["3", "1/2", "26,0 jam", "1/2", "1/2"]
    assert [value for _, value, _ in destana_kejadian.kpis(links().iloc[2:])] == ["1", "Nihil"]


def test_numbers_that_fit_no_disaster_are_counted_by_reason() -> None:
    assert destana_kejadian.broken_links(pd.DataFrame({"sebab": []})) == ""
    words = destana_kejadian.broken_links(pd.DataFrame({"sebab": ["kejadian tidak dikenal"] * 2}))
    assert words == "2 konsultasi menyebut nomor yang tidak cocok: 2 kejadian tidak dikenal."


# --- certified villages ---


def test_a_score_is_written_on_its_own_scale_only() -> None:
    frame = pd.DataFrame(
        {
            "kode_desa": ["a", "b", "c"], "nama_desa": ["A", "B", "C"], "nama_kecamatan": ["Juai", "Juai", "Lampihong"],
            "tahun_penetapan": [2019, 2024, 2025], "instrumen": ["Perka-1-2012", "PKD-2021", "tidak_disebut"],
            "skor": [46.8, 46.8, None], "tingkat": ["Madya", "Pratama", None], "skala_maks": [60.0, 100.0, None],
            "catatan": None, "sumber_url": "https://contoh.id", "sumber_lain": None,
        }
    )  # fmt: skip
    figure = destana_bnpb.certified(frame, REAL)
    assert figure.written()["Skor"].tolist() == ["46,80 dari 60", "46,80 dari 100", "belum dilaporkan"]
    assert figure.written()["Tingkat"].tolist() == ["Madya", "Pratama", "tidak disebut sumber"]
    assert figure.written()["Instrumen"].iloc[2] == "tidak disebut sumber"
    assert "tidak dibandingkan" in figure.notes[0]
    assert destana_bnpb.sources(frame) == ["https://contoh.id"]
    assert destana_bnpb.kpis(frame, 157, "Lampihong")[1][1] == "1"
