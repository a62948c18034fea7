"""Points against borders: in which village the point of each stored row lies, by the borders in use.

Nothing is moved or refused: what contradicts the village a row names is a question for its sender.
"""

from collections.abc import Mapping
from typing import Any

import duckdb
import pandas as pd

from pantau import borders
from pantau.contracts import WILAYAH, Contract
from pantau.intake import tables

LATITUDE, LONGITUDE = "lintang", "bujur"
# About 200 m: borders are simplified by 45 m, and a phone under a roof is wrong by more.
NEAR_DEGREES = 0.002
# A point costs half a kilobyte while its villages are looked for.
POINTS_AT_ONCE = 50_000

_POINTS = "select run, lembar, baris, lintang, bujur from {fact} where lintang is not null and bujur is not null"
_SHARED = """
insert into titik
select t.* from semua.titik t
where t.dataset = $dataset and exists (
    select 1 from {fact} f where f.run = t.run and f.lembar = t.lembar and f.baris = t.baris
)
"""


def locate(connection: duckdb.DuckDBPyConnection, contracts: Mapping[str, Contract]) -> None:
    """Make the table `titik` anew, for every dataset whose rows have a point."""
    connection.execute("delete from titik")
    for contract in filter(has_point, contracts.values()):
        rows = connection.execute(_POINTS.format(fact=tables.fact(contract))).df()
        for start in range(0, len(rows), POINTS_AT_ONCE):
            part = rows.iloc[start : start + POINTS_AT_ONCE]
            told = part.drop(columns=[LATITUDE, LONGITUDE]).assign(dataset=contract.id).join(villages_of(part))
            connection.append("titik", told, by_name=True)


def share(connection: duckdb.DuckDBPyConnection, contracts: Mapping[str, Contract], one_kecamatan: bool) -> None:
    """Bring what is known of the points of the rows this file holds, from the attached file of everything.

    In the file of one kecamatan only for rows that name their place themselves: the others' places may lie elsewhere.
    """
    for contract in filter(has_point, contracts.values()):
        if contract.scope == WILAYAH or not one_kecamatan:
            connection.execute(_SHARED.format(fact=tables.fact(contract)), {"dataset": contract.id})


def has_point(contract: Contract) -> bool:
    """Whether the rows of a dataset carry a point that every reader of the row may know."""
    return {LATITUDE, LONGITUDE} <= {column.name for column in contract.stored if not column.detail}


def villages_of(rows: pd.DataFrame) -> pd.DataFrame:
    """For each lintang and bujur the village around it, and all villages near it; missing when there is none."""
    import shapely

    known = borders.villages()
    tree = shapely.STRtree(known.shapes)
    points = shapely.points(rows[LONGITUDE].to_numpy(dtype=float), rows[LATITUDE].to_numpy(dtype=float))

    def told(**how: Any) -> dict[int, str]:
        """Place among the rows -> codes, in order."""
        found: dict[int, str] = {}
        for at, village in sorted(zip(*tree.query(points, **how).tolist(), strict=True)):
            found[at] = f"{found[at]} {known.codes[village]}" if at in found else known.codes[village]
        return found

    # A point on a line between two villages lies in the first of them.
    inside = {at: codes.partition(" ")[0] for at, codes in told(predicate="intersects").items()}
    found = {"kode_desa_titik": inside, "desa_dekat": told(predicate="dwithin", distance=NEAR_DEGREES)}
    return pd.DataFrame(
        {name: pd.array([codes.get(at) for at in range(len(rows))], dtype="str") for name, codes in found.items()},
        index=rows.index,
    )
