"""The glossary holds everything the catalogue states, and a word means one thing."""

from datetime import date
from pathlib import Path

import pytest

from pantau import catalogue, ui
from pantau.catalogue import CatalogueError, Indicator, Target, read_terms
from pantau.figures import Context, istilah

CONTEXT = Context("semua istilah", "katalog program", date(2026, 11, 22))
EVERYONE = catalogue.programmes()


def test_every_indicator_stands_there_with_its_formula_and_target() -> None:
    shown = istilah.indicators(EVERYONE, CONTEXT)
    assert len(shown.frame) == sum(len(each.indicators) for each in EVERYONE)
    assert not (shown.written() == "").to_numpy().any()
    row = shown.written().set_index("Indikator").loc["Desa tangguh bersertifikat"]
    assert row["Sasaran"].startswith("154 (")
    assert row["Kueri"] == "belum dihitung di halaman mana pun"


def test_a_target_may_be_the_name_of_a_level() -> None:
    level = Indicator("t", "Tingkat", "tingkat", "naik", "f", "s", target=Target("Utama", "2026", "Perbup"))
    assert istilah.target(level) == "Utama (2026)"


def test_every_rule_says_how_it_counts_and_why() -> None:
    shown = istilah.rules(EVERYONE, ui.how_counted(EVERYONE), CONTEXT)
    assert len(shown.frame) == sum(len(each.rules) for each in EVERYONE)
    assert shown.frame["rumus"].str.endswith(".").all()
    assert shown.frame["alasan"].str.contains("2026").all()


def test_every_choice_of_every_contract_is_listed() -> None:
    lists = ui.value_lists(EVERYONE)
    assert {"dataset": "Tindak lanjut rapat", "kolom": "Keadaan", "nilai": "belum, berjalan, selesai, batal"} in lists
    assert len(ui.value_lists(EVERYONE[:1])) < len(lists)
    assert istilah.values(lists, CONTEXT).reading.startswith(str(len(lists)))


def test_words_are_in_order_and_cover_the_states_of_every_screen() -> None:
    words = istilah.words(catalogue.terms(), CONTEXT).frame["kata"].tolist()
    assert words == sorted(words, key=str.lower)
    assert {"belum dilaporkan", "nihil", "belum melapor", "belum dapat ditentukan", "CONTOH", "disembunyikan"} <= set(
        words
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("[[istilah]\n", "bukan TOML"),
        ('[[istilah]]\nkata = "a"\narti = "b"\n' * 2, "dua istilah dengan kata yang sama"),
        ('[[istilah]]\nkata = "a"\n', "istilah a: isian 'arti' wajib ada"),
        ('[[istilah]]\nkata = "a"\narti = 1\n', "isian 'arti' salah jenis"),
    ],
)
def test_a_wrong_list_is_refused_by_name(told: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "istilah.toml"
    file.write_text(told, encoding="utf-8")
    with pytest.raises(CatalogueError, match=f"^istilah.toml: .*{said}"):
        read_terms(file)
