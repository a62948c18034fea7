"""Every cube of the sample: what is stored is what may be shown, and no hidden count can be worked out of it."""

import pandas as pd
import pytest

from pantau import suppression
from pantau.store import Query, Store
from pantau.store.query import QUERIES, parse
from tests.stores import table

CUBES = {path.stem: parse(path.stem, path.read_text("utf-8")) for path in sorted(QUERIES.glob("marts/kubus_*.sql"))}
# The cubes whose counts are held equal to their rows elsewhere: "kubus_rangkap", "kubus_ketepatan", "kubus_sasaran".
SCOPES = ("semua", "kabupaten", "kec-631102")


def base(store: Store, cube: Query) -> pd.DataFrame:
    return store.ask(Query(cube.name, cube.sentence, cube.grain, (), {}, cube.sql), {}, "semua")


@pytest.mark.parametrize("name", CUBES)
def test_no_hidden_count_is_known_to_less_than_four(name: str, sample: Store) -> None:
    cube = CUBES[name]
    audited = suppression.audit(suppression.protect(base(sample, cube), cube.publish, cube.known))
    assert audited.empty or audited["lebar"].min() >= suppression.LEAST_WIDTH - 1e-6, audited.nsmallest(5, "lebar")


@pytest.mark.parametrize("name", CUBES)
def test_what_is_stored_is_what_may_be_shown(name: str, sample: Store) -> None:
    cube = CUBES[name]
    expected = suppression.published(base(sample, cube), cube.publish, cube.known)
    key = list(expected.columns)
    for scope in SCOPES:
        stored = table(sample, name, scope)
        left, right = (frame[key].astype("str").sort_values(key).reset_index(drop=True) for frame in (stored, expected))
        pd.testing.assert_frame_equal(left, right, check_dtype=False)
        open_counts = stored.loc[~stored["disembunyikan"], "jumlah"]
        if not cube.known:
            assert not open_counts.between(1, suppression.SMALLEST_SHOWN - 1).any()


@pytest.mark.parametrize("name", CUBES)
def test_its_header_says_where_it_is_made(name: str) -> None:
    cube = CUBES[name]
    assert cube.made == "semua"
    assert cube.publish
    assert set(cube.grain) - {"tabel"} == {name for names in cube.publish for name in names}
