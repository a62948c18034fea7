"""Drafts from a chat: every message counted, nobody named, and no guess where two fit."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pantau.contracts import REFERENCE, contract
from pantau.intake import load_rows
from pantau.intake.match import read_places, rows
from pantau.intake.whatsapp import _HAZARDS, Draft, as_rows, drafts, read

CHAT = """\
24/11/25 07.10 - Pesan dan panggilan dienkripsi secara end-to-end. Hanya orang di chat ini yang bisa membacanya.
24/11/25 07.11 - Rahman Tagana menambahkan +62 812-5555-0101
24/11/25 07.15 - Rahman Tagana: Izin lapor banjir di desa Uren kec. Halong.
Tinggi air 60 cm, terdampak 12 KK
hubungi 0812-5555-0101 (Rahman Tagana) NIK 6311 0127 1096 0001
24/11/25 07.20 - Ibu Siti: Siap, semoga lekas surut
[24/11/25 08.01.22] Budi: Kebakaran di Hamarung, pemadam menuju lokasi
24/11/2025, 09:15 - +62 812 5555 0102: Longsor di Juai dan Hamarung, 1.200 jiwa terdampak
24/11/25 09.30 - Ibu Siti: <Media tidak disertakan>
31/02/25 10.00 - Budi: banjir di Uren
24/11/25 10.05 - Budi: IMG-20251124-WA0001.jpg (file terlampir)
Jembatan putus karena banjir bandang di Buntu Karau
"""


def test_every_message_is_counted_once() -> None:
    chat = read(CHAT)
    assert chat.messages == len(chat.drafts) + chat.other + chat.program + len(chat.problems)
    assert (chat.messages, len(chat.drafts), chat.other, chat.program) == (9, 4, 1, 3)
    assert chat.problems == (
        "Baris 10: tanggal pesan tidak terbaca (urutannya hari, bulan, tahun); salin pesan ini sendiri.",
    )
    assert chat.notes == ()


def test_a_message_of_several_lines_is_one_draft_without_its_people() -> None:
    draft = drafts(CHAT)[0]
    assert draft.when == datetime(2025, 11, 24, 7, 15)  # noqa: DTZ001
    assert draft.text == (
        "Izin lapor banjir di desa Uren kec. Halong.\nTinggi air 60 cm, terdampak 12 KK\n"
        "hubungi [nomor telepon] ([nama]) NIK [16 angka]"
    )
    assert (draft.hazard, [each.name for each in draft.villages], draft.kecamatan) == ("101", ["Uren"], "63.11.02")
    assert dict(draft.numbers) == {"terdampak_kk": 12, "tma_cm": 60}


def test_nothing_is_chosen_where_two_fit() -> None:
    _, fire, slide, _ = drafts(CHAT)
    assert (fire.hazards, fire.hazard) == (("107", "L01"), "")
    assert {each.name for each in slide.villages} == {"Juai", "Hamarung"}
    assert (slide.village, slide.kecamatan) == ("", "63.11.01")
    assert dict(slide.numbers) == {"terdampak_jiwa": 1200}


@pytest.mark.parametrize(
    ("text", "hazards"),
    [
        ("Banjir bandang di Uren", ("101-BB",)),
        ("rumah warga kebanjiran di Uren", ("101",)),
        ("angin puting beliung di Uren", ("105",)),
        ("pohon tumbang menutup jalan", ("105-AK",)),
        ("karhutla di belakang sekolah", ("107",)),
        ("kebakaran lahan 2 ha", ("107",)),
        ("kebakaran rumah, api membesar", ("L01",)),
        ("banjir dan longsor di Uren", ("101", "102")),
        ("sudah tidak ada banjir di Uren", ()),
        ("pembanjiran? Uren", ()),
    ],
)
def test_hazards_are_guessed_from_whole_words(text: str, hazards: tuple[str, ...]) -> None:
    assert drafts(f"24/11/25 07.15 - Budi: {text}, Uren")[0].hazards == hazards


def test_every_hazard_guessed_is_in_the_list() -> None:
    known = {row["kode"] for row in rows(REFERENCE / "ancaman.csv")}
    assert {code for codes in _HAZARDS.values() for code in codes} <= known


@pytest.mark.parametrize(
    ("text", "numbers", "unsure"),
    [
        ("banjir, tinggi air sekitar 1,5 meter", {"tma_cm": 150}, ()),
        ("banjir, tma 60-80 cm", {}, ("tma_cm",)),
        ("banjir, 12 KK lalu jadi 15 KK", {}, ("terdampak_kk",)),
        ("banjir, 45 jiwa mengungsi", {"mengungsi_orang": 45}, ()),
        ("kebakaran, 3 rumah terbakar, 2 orang luka", {"bangunan_terbakar_unit": 3, "luka_orang": 2}, ()),
        ("banjir, puluhan KK", {}, ()),
        ("banjir di RT 12, jalan 3 km", {}, ()),
    ],
)
def test_numbers_need_their_unit_and_one_value(text: str, numbers: dict[str, int], unsure: tuple[str, ...]) -> None:
    draft = drafts(f"24/11/25 07.15 - Budi: {text}")[0]
    assert (dict(draft.numbers), draft.unsure) == (numbers, unsure)


def test_a_kecamatan_is_not_taken_for_the_village_of_its_name() -> None:
    draft = drafts("24/11/25 07.15 - Budi: banjir di Kecamatan Juai")[0]
    assert (draft.villages, draft.kecamatan) == ((), "63.11.01")


def test_a_village_named_like_an_everyday_word_needs_the_word_desa() -> None:
    assert drafts("24/11/25 07.15 - Budi: baru saja banjir, tanah merah")[0].villages == ()
    assert [each.name for each in drafts("24/11/25 07.15 - Budi: banjir di desa Baru")[0].villages] == ["Baru"]


def test_a_kecamatan_narrows_the_villages() -> None:
    draft = drafts("24/11/25 07.15 - Budi: banjir di Uren dan Hamarung Kec Juai")[0]
    assert [each.name for each in draft.villages] == ["Hamarung"]


@pytest.mark.parametrize(
    "header",
    [
        "24/11/25 19.15 - Budi: ", "[24/11/25 19.15.22] Budi: ", "24/11/2025, 19:15 - +62 812 5555 0102: ",
        "[24/11/25, 19.15.22] ~ Budi: ", "\u200e[24/11/2025, 7:15:22\u202fPM] Budi: ", "24-11-2025 19:15 - Budi: ",
    ],
)  # fmt: skip
def test_the_headers_of_telephones_are_known(header: str) -> None:
    draft = drafts(f"{header}banjir di Uren")[0]
    assert f"{draft.when:%Y-%m-%d %H:%M}" == "2025-11-24 19:15"
    assert draft.text == "banjir di Uren"


def test_months_written_first_are_said() -> None:
    chat = read("11/24/25, 7:15 AM - Budi: banjir di Uren\n11/05/25, 7:15 AM - Budi: banjir di Uren\n")
    assert len(chat.problems) == 1
    assert chat.notes[0].startswith("1 tanggal hanya cocok bila bulan ditulis dahulu")


def test_a_date_inside_a_message_stays_in_it() -> None:
    chat = read("24/11/25 07.15 - Budi: kronologi banjir Uren\n23/11/25 22.00 - air mulai naik\nsurut pagi\n")
    assert chat.messages == 1
    assert "air mulai naik\nsurut pagi" in chat.drafts[0].text


def test_what_is_no_export_is_said() -> None:
    assert read("halo, ini catatan rapat").notes == (
        "Tidak ada pesan yang dikenali; kirim berkas .txt hasil Ekspor chat tanpa media.",
    )


def test_confirmed_drafts_load_and_those_left_open_are_held_back(bare_rooms: Path) -> None:
    flood, fire, slide, flash = drafts(CHAT)
    village = next(place.code for place in read_places(REFERENCE).desa if place.name == "Hamarung")
    made = as_rows([flood, fire.chosen("L01", village), slide, flash])
    known = {column.name for column in contract("laporan").columns}
    assert all(set(row) <= known for row in made)
    result = load_rows("laporan", made)
    assert (result.read, result.loaded, result.quarantined) == (4, 4, 0)
    open_fire = as_rows([fire])
    assert open_fire[0]["id_laporan"] == made[1]["id_laporan"]
    held = load_rows("laporan", as_rows([Draft(fire.when, "api di dekat pasar")]))
    assert held.reasons == {"wajib_kosong": 1}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["24/11/25 07.15 - Budi: ", "[24/11/25 08.01.22] Ani: ", "31/02/25 07.15 - Budi: ", ""]),
            st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\r"), max_size=40),
        ),
        max_size=12,
    )
)
def test_whatever_is_written_every_message_is_counted(parts: list[tuple[str, str]]) -> None:
    chat = read("\n".join(header + text for header, text in parts))
    assert chat.messages == len(chat.drafts) + chat.other + chat.program + len(chat.problems)


def test_a_number_after_a_telephone_stays() -> None:
    draft = drafts("24/11/25 07.15 - Budi: banjir, hubungi 0812-555-5010 12 KK terdampak, 08.30 - 09.45")[0]
    assert draft.text == "banjir, hubungi [nomor telepon] 12 KK terdampak, 08.30 - 09.45"


@given(st.from_regex(r"(\+62|0)8[1-9][0-9]( ?-?[0-9]{3,4}){2}", fullmatch=True))
def test_no_number_of_a_telephone_stays(number: str) -> None:
    text = drafts(f"24/11/25 07.15 - Budi: banjir di Uren hubungi {number} segera")[0].text
    assert text == "banjir di Uren hubungi [nomor telepon] segera"
