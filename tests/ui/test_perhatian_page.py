"""The board on its page and on the front page: what is asked for, what is CONTOH, and where the links lead."""

import re
from urllib.parse import parse_qs

import pytest

from pantau import ROOT, text
from pantau.catalogue import programmes
from pantau.contracts import contract
from pantau.store import Store, read_query
from tests.stores import TODAY
from tests.visits import FRONT, visit, words

BOARD = "pages/utama/perhatian.py"
RULES = [(each, rule) for each in programmes() for rule in each.rules]


def counts(store: Store) -> dict[str, dict[str, int]]:
    """How much every rule finds in a store, counted again: programme -> rule -> number, nothing found left out."""
    found: dict[str, dict[str, int]] = {each.id: {} for each in programmes()}
    for programme, rule in RULES:
        given: dict[str, object] = {"ambang": float(rule.threshold)}
        if any(each.name == "hari_ini" for each in read_query(rule.query).params):
            given["hari_ini"] = TODAY
        answer = store.query(rule.query, given)
        number = int(answer["jumlah"].sum()) if "jumlah" in answer else len(answer)
        if number:
            found[programme.id][rule.id] = number
    return found


@pytest.mark.usefixtures("at_sample")
def test_every_rule_is_either_on_the_board_or_among_the_quiet(sample: Store) -> None:
    said = words(visit(BOARD)).replace("\\", "")
    found, quiet = counts(sample), list[str]()
    for programme, rule in RULES:
        assert f"**{rule.title}**" in said
        assert rule.reason in said
        if number := found[programme.id].get(rule.id):
            assert rule.sentence.format(n=number, ambang=text.whole(rule.threshold)) in said
        else:
            quiet.append(rule.id)
    assert f"{len(RULES) - len(quiet)} aturan menemukan sesuatu" in said


@pytest.mark.usefixtures("at_sample")
def test_a_link_chooses_one_programme() -> None:
    said = words(visit(BOARD, program="DESTANA"))
    assert "### DESTANA" in said
    assert "### Kencana" not in said


@pytest.mark.usefixtures("at_sample")
def test_contoh_reports_are_marked_and_not_counted_with_real_events(sample: Store) -> None:
    found = counts(sample)["lapor_bencana"]
    reports = found.pop("laporan_belum_verifikasi")
    assert reports
    said = words(visit(BOARD, program="Lapor Bencana"))
    assert f"{sum(found.values())} temuan dari 4 aturan dan {reports} temuan CONTOH dari 1 aturan" in said
    assert "**Laporan belum diverifikasi** :orange-badge[CONTOH]" in said
    labels = [each.proto.label for each in visit("pages/bencana/lapor_bencana.py").get("page_link")]
    assert f":orange-badge[**{sum(found.values())}**] perlu perhatian" in labels


@pytest.mark.usefixtures("at_sample")
def test_the_front_page_says_the_worst_with_their_dates() -> None:
    app = visit(FRONT)
    html = next(each.proto.body for each in app.get("html") if "tanpa kunjungan" in each.proto.body)
    assert len(re.findall(r"width:14px", html)) == 5
    assert len(re.findall(r"sejak \d{1,2} \w{3} \d{4}", html)) >= 4
    assert "Semua ›" in [each.proto.label for each in app.get("page_link")]


@pytest.mark.usefixtures("at_empty")
def test_without_data_no_rule_claims_that_all_is_well() -> None:
    said = words(visit(BOARD))
    assert said.count("aturannya belum dapat diperiksa") == len(programmes())


def test_rules_name_pages_and_datasets_that_exist() -> None:
    for programme, rule in RULES:
        if rule.dataset:
            assert contract(rule.dataset).program == programme.id
        assert len(list(ROOT.glob(f"pages/*/{rule.page or programme.page}.py"))) == 1


@pytest.mark.usefixtures("at_sample")
def test_links_to_places_are_filters_the_page_knows(sample: Store) -> None:
    known = {
        "desa": set(sample.query("acuan/desa")["nama_unik"]),
        "kecamatan": set(sample.query("acuan/kecamatan")["nama"]),
    }
    told = [parse_qs(each.proto.query_string) for each in visit(BOARD).get("page_link")]
    places = [(name, *values) for each in told for name, values in each.items() if name in known]
    assert len(places) > 20
    assert [each for each in places if each[1] not in known[each[0]]] == []
