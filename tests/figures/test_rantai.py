"""The chain in words and cells: one letter a state, parts that add up, and CONTOH in no value."""

import re
from typing import Any

import pandas as pd
import pytest

from pantau import style, text
from pantau.catalogue import programme
from pantau.draw import paper, sheet
from pantau.figures import Context, rantai, records
from pantau.store import Store

CONTEXT = Context("semua periode · 2 dari 2 kejadian", rantai.SOURCE, None)
LIMITS = (14.0, 14.0)
UNKNOWN = text.UNDETERMINED


def place(event: str, desa: str | None, konsultasi: str, bantuan: str, **more: Any) -> dict[str, Any]:
    day = pd.Timestamp("2026-03-10")
    return {
        "id_kejadian": event, "kode_kecamatan": "63.11.05", "kode_desa": desa, "nama_kecamatan": "Lampihong",
        "nama_desa": desa, "tanggal": day, "tanggal_dari": day, "tanggal_sampai": day, "nama_ancaman": "Banjir",
        "kejadian": "ada", "konsultasi": konsultasi, "konsultasi_sebab": f"sebab {konsultasi}",
        "konsultasi_id": "K1" if konsultasi == "ada" else None,
        "konsultasi_pada": day if konsultasi == "ada" else None,
        "konsultasi_hari": 1.5 if konsultasi == "ada" else None, "konsultasi_contoh": 0,
        "bantuan": bantuan, "bantuan_sebab": f"sebab {bantuan}", "bantuan_id": "S1" if bantuan == "ada" else None,
        "bantuan_pada": day if bantuan == "ada" else None, "bantuan_hari": 0.5 if bantuan == "ada" else None,
        "bantuan_contoh": 0, "kasus": UNKNOWN, "kasus_sebab": "kasus tidak menyebut kejadian", "kasus_terbit": None,
    } | more  # fmt: skip


ROWS = pd.DataFrame(
    [
        place("E1", "Panaitan", "ada", "tanpa"),
        place("E1", "Pimping", "tanpa", "tanpa"),
        place("E2", None, "tidak berlaku", "ada"),
        place("E3", "Mayanau", "tidak berlaku", "ada", bantuan_contoh=1),
        place("E4", "Hukai", UNKNOWN, "belum jatuh tempo"),
    ]
)
GAPS = pd.DataFrame(
    [
        ("bantuan", "E1", "63.11.05", "63.11.05.2001", "Panaitan", pd.Timestamp("2026-03-24"), 243, 0),
        ("bantuan", "E3", "63.11.05", None, None, pd.Timestamp("2026-03-24"), 243, 1),
        ("kasus", None, None, None, None, None, None, 0),
    ],
    columns=["tautan", "id_kejadian", "kode_kecamatan", "kode_desa", "nama_desa", "sejak", "hari", "contoh"],
).assign(nama_kecamatan="Lampihong", nama_ancaman="Banjir", tanggal_dari=pd.Timestamp("2026-03-10"), sebab="kurang")


def cells(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in records(rantai.matrix(frame, LIMITS, CONTEXT).frame)}


def test_a_state_is_a_letter_and_a_word_not_a_colour_alone() -> None:
    looks = list(rantai.LOOKS.values())
    assert len({look.letter for look in looks}) == len({look.word for look in looks}) == len(looks)
    for look in looks:
        light, dark = sorted((style.luminance(look.fill), style.luminance(look.ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) > 4.5, look


def test_one_place_without_breaks_the_chain_of_its_event() -> None:
    found = cells(ROWS)
    assert found["E1"]["konsultasi_kata"] == "T  tanpa 1/2 tempat"
    assert found["E1"]["bantuan_kata"] == "T  tanpa 2/2 tempat"
    assert found["E1"]["putus"] == "konsultasi dan bantuan"
    assert (found["E2"]["konsultasi_kata"], found["E2"]["bantuan_kata"]) == ("–  tidak berlaku", "A  ada, 12 jam")
    assert found["E2"]["putus"] == "utuh s.d. bantuan"
    assert found["E3"]["bantuan_kata"] == "C  ada, 12 jam"
    assert found["E3"]["putus"] == "register CONTOH"
    assert found["E4"]["putus"] == "belum jatuh tempo"
    assert {row["kasus_kata"] for row in found.values()} == {f"?  {UNKNOWN}"}
    title = rantai.matrix(ROWS, LIMITS, CONTEXT).title
    assert title == "Rantai putus pada 1 dari 2 kejadian yang dapat dinilai", "E3 is CONTOH, E4 not yet due"


def test_the_reading_accounts_for_every_place_of_every_link() -> None:
    reading = rantai.matrix(ROWS, LIMITS, CONTEXT).reading
    assert reading.startswith("5 tempat kejadian. Konsultasi: 1 ada + 1 tanpa + 1 belum dapat ditentukan + 2 tidak")
    for part in reading.partition(". ")[2].split("; "):
        assert sum(int(n) for n in re.findall(r"\d+", part)) == len(ROWS), part


def test_numbers_hold_no_invented_link() -> None:
    told = {name: (value, words) for name, value, words in rantai.kpis(ROWS, GAPS)}
    assert told["Desa berkonsultasi"][0] == "1/2"
    assert told["Bantuan sampai"] == (
        "1/3", "1 dari 3 tempat; median 0,5 hari (n=1); CONTOH: 1/1 tempat; 1 belum jatuh tempo"
    )  # fmt: skip
    assert told["Celah rantai"] == ("1", "1 kolom belum ada; 1 menurut register CONTOH")
    invented = {name: value for name, value, _ in rantai.kpis(ROWS[3:4], GAPS[1:])}
    assert invented["Bantuan sampai"] == invented["Celah rantai"] == rantai.UNKNOWN, "nihil would be a finding"


def test_gaps_say_who_is_to_act_and_which_are_invented() -> None:
    figure = rantai.gap_list(GAPS, True, CONTEXT)
    rows = figure.written()
    assert rows["Mata rantai"].tolist() == ["Bantuan", "Bantuan (CONTOH)", "Kasus sosial"]
    owners = [programme(name).owner for name in ("lapor_bencana", "lapor_bencana", "layar_sibalang")]
    assert rows["Perlu tindakan dari"].tolist() == owners
    assert rows["Sejak"].tolist() == ["24 Mar 2026, 243 hari"] * 2 + ["–"]
    assert rows["Tempat"].tolist() == ["Panaitan, Kec. Lampihong", "Kec. Lampihong, desa tidak disebut", "semua tempat"]
    assert figure.title == "Celah rantai: 1 dari register nyata"
    assert figure.reading.startswith("Putus: 1 bantuan. 1 celah menurut register CONTOH, bukan temuan.")
    silent = rantai.gap_list(GAPS[1:], False, CONTEXT)
    assert UNKNOWN in silent.title
    assert "Register nyata belum dapat menyatakan celah." in silent.reading


def test_the_chain_of_an_event_is_told_in_words_with_dates() -> None:
    told = dict(rantai.chain(ROWS[:2]))
    assert list(told) == list(rantai.LINKS.values())
    assert told["Kejadian"] == [("ada", "Semua 2 tempat: tercatat sebagai E1, banjir 10/03/2026.")]
    assert told["Konsultasi"] == [
        ("ada", "Panaitan: ada, 10 Mar 2026, 1,5 hari sesudahnya (K1; sebab ada)."),
        ("tanpa", "Pimping: tanpa (sebab tanpa)."),
    ]
    (invented,) = dict(rantai.chain(ROWS[3:4]))["Bantuan"]
    assert invented == (rantai.INVENTED, "CONTOH: ada, 10 Mar 2026, 12 jam sesudahnya (S1; sebab ada).")


def test_a_published_count_of_cases_is_told_for_the_whole_kabupaten() -> None:
    known = {name: words for name, _, words in rantai.kpis(ROWS.assign(kasus_terbit=6), GAPS)}
    assert known["Kasus sosial"].endswith("kasus tidak menyebut kejadian; 6 kasus korban bencana se-kabupaten")


def test_the_context_names_the_registers_that_are_invented() -> None:
    both = rantai.with_samples(CONTEXT, ["konsultasi desa", "penyaluran logistik"])
    assert both.sample == "konsultasi desa dan penyaluran logistik; kejadiannya nyata"
    assert rantai.warning(both).startswith("Konsultasi desa dan penyaluran logistik; kejadiannya nyata. ")
    assert rantai.with_samples(CONTEXT, ["", ""]).sample == ""


@pytest.mark.parametrize("state", ["sample", "empty"])
def test_the_figures_stand_on_paper_and_in_a_workbook(state: str, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(state)
    links, gaps = store.query("rantai/rantai"), store.query("rantai/celah")
    figures = [rantai.matrix(links, LIMITS, CONTEXT), rantai.gap_list(gaps, rantai.any_judged(links), CONTEXT)]
    if len(links):
        figures.append(rantai.places(links[links["id_kejadian"] == "BLG-0027"], CONTEXT))
    assert len(rantai.kpis(links, gaps)) == 5
    for figure in figures:
        assert figure.reading.endswith(".")
        assert paper.png(figure)[:4] == b"\x89PNG"
        assert sheet.xlsx(figure)[:2] == b"PK"
        assert "nan" not in figure.written().to_csv().casefold().replace("penanganan", "")
