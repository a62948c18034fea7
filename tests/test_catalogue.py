"""The catalogue: five programmes, every indicator with a target or a plain statement that there is none."""

import re
from pathlib import Path

import pytest

from pantau.catalogue import (
    CATALOGUE,
    NO_TARGET,
    CatalogueError,
    Indicator,
    Programme,
    Rule,
    programme,
    programmes,
    read_programme,
    read_programmes,
)
from pantau.contracts import contracts

INDICATORS = [(each.id, indicator) for each in programmes() for indicator in each.indicators]
RULES = [(each.id, rule) for each in programmes() for rule in each.rules]


def test_five_programmes_in_order() -> None:
    assert [each.id for each in programmes()] == [
        "lapor_bencana",
        "destana",
        "layar_sibalang",
        "pak_sotarsa",
        "kencana",
    ]
    assert [each.order for each in programmes()] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("each", programmes(), ids=lambda each: each.id)
def test_programme_is_whole(each: Programme) -> None:
    assert each.headline == f"{each.id}/ringkasan"
    assert each.series in ("", f"{each.id}/seri_bulanan")
    assert each.source_url.startswith(("http://", "https://"))
    assert each.stale_days > 0
    assert 5 <= len(each.indicators) <= 8
    assert 3 <= len(each.rules) <= 7


@pytest.mark.parametrize(("program", "indicator"), INDICATORS, ids=[f"{p}.{i.id}" for p, i in INDICATORS])
def test_indicator_is_whole(program: str, indicator: Indicator) -> None:
    assert indicator.formula.endswith(".")
    assert set(indicator.source.split(", ")) <= set(contracts()), "source names datasets"
    if indicator.target is None:
        assert indicator.target_status == NO_TARGET
    else:
        assert indicator.target.period
        assert "http" in indicator.target.document, "a target without a document is not a target"


@pytest.mark.parametrize(("program", "rule"), RULES, ids=[f"{p}.{r.id}" for p, r in RULES])
def test_rule_has_a_dated_reason(program: str, rule: Rule) -> None:
    assert rule.query == f"perhatian/{rule.id}"
    assert re.match(r"\d{1,2} [A-Z][a-z]+ \d{4}: ", rule.reason)
    assert rule.sentence.format(n=3, ambang=rule.threshold)


def test_every_parameter_has_a_dated_reason() -> None:
    parameters = [each for program in programmes() for each in program.parameters]
    assert parameters
    for each in parameters:
        assert each.value > 0 and each.unit
        assert re.match(r"\d{1,2} [A-Z][a-z]+ \d{4}: ", each.reason)


def test_limits_are_thresholds_and_parameters() -> None:
    destana = programme("destana")
    assert (destana.limit("desa_diam"), destana.limit("kontak_per_bulan")) == (90, 1)
    with pytest.raises(CatalogueError, match="tidak ada aturan atau parameter"):
        destana.limit("tidak_ada")


@pytest.mark.parametrize("program", ["lapor_bencana", "pak_sotarsa"])
def test_no_target_is_invented(program: str) -> None:
    assert all(indicator.target is None for indicator in programme(program).indicators)


def test_unknown_programme_names_those_that_exist() -> None:
    with pytest.raises(CatalogueError, match="pak_sotarsa"):
        programme("tidak_ada")
    with pytest.raises(CatalogueError, match="tidak_ada"):
        programme("kencana").indicator("tidak_ada")
    assert programme("kencana").indicator("tingkat").target is not None


WRONG = [
    ('id = "kencana"', 'id = "lain"', "id 'lain'"),
    ("order = 5", 'order = "5"', "'order' salah jenis"),
    ("order = 5", "", "'order' wajib ada"),
    ('title = "Kencana"', 'title = ""', "'title' kosong"),
    ('page = "kencana"', 'page = "kencana"\nwarna = "biru"', "'warna' tidak dikenal"),
    ('direction = "naik"', 'direction = "atas"', "direction 'atas'"),
    (f'target_status = "{NO_TARGET}"', "", "isi salah satu"),
    ('id = "bukti_disetujui"', 'id = "bukti_berlaku"', "id yang sama"),
    ('value = "Madya"', "value = true", "'value' salah jenis"),
    ('"{n} bukti Kencana sudah kedaluwarsa"', '"{jumlah} bukti"', "sentence memuat jumlah"),
    ('unit = "persen"', 'unit = "persen', "bukan TOML"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), WRONG, ids=[sentence for *_, sentence in WRONG])
def test_wrong_catalogue_is_refused(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    text = (CATALOGUE / "kencana.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "kencana.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        read_programme(path)
    assert "kencana.toml" in str(caught.value)
    assert sentence in str(caught.value)


def test_two_programmes_may_not_share_order_or_rules(tmp_path: Path) -> None:
    text = (CATALOGUE / "kencana.toml").read_text(encoding="utf-8")
    (tmp_path / "kencana.toml").write_text(text, encoding="utf-8")
    twin = text.replace('id = "kencana"', 'id = "kembar"', 1)
    (tmp_path / "kembar.toml").write_text(twin, encoding="utf-8")
    with pytest.raises(CatalogueError, match="order yang sama"):
        read_programmes(tmp_path)
    (tmp_path / "kembar.toml").write_text(twin.replace("order = 5", "order = 6"), encoding="utf-8")
    with pytest.raises(CatalogueError, match="dua aturan"):
        read_programmes(tmp_path)
