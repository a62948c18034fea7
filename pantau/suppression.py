"""Small cells: which counts of a cube may be published, so that no hidden one can be worked out from the others.

A cube counts people by a few dimensions and is published as tables: dimensions together, their totals as tables of
their own. Counts of 1 to 4 are hidden, and beside them as few others as needed, found by linear programmes over the
cells behind all tables at once; `audit` bounds every hidden count as an attacker would.

Method: M. Fischetti and J. J. Salazar, "Solving the cell suppression problem on tabular data with linear constraints",
Management Science 47 (2001); here with absolute weights and one hidden count at a time.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import linprog

COUNT, TABLE, HIDDEN = "jumlah", "tabel", "disembunyikan"
# A person without a value in a dimension is counted, under these words.
UNREPORTED = "belum dilaporkan"
# Counts of 1 to 4 people are hidden, and no hidden count may be known to less than four.
SMALLEST_SHOWN = 5
LEAST_WIDTH = 4
_TOLERANCE = 1e-6
_TOTAL_WEIGHT = 5.0

Key: TypeAlias = tuple[tuple[str, str], ...]
Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Cube:
    """The cells of a cube and the counts over them; `rows` (counts x cells) holds a one where a cell belongs.

    `known` counts stand on pages that follow filters and can never be hidden; `hidden` and `left_out` are chosen here:
    a count left out is in no table, because what is known already bounds it to less than four.
    """

    cells: Array
    keys: tuple[Key, ...]
    rows: sparse.csr_matrix
    sizes: Array
    known: Array
    hidden: Array
    left_out: Array

    def names(self, count: int) -> tuple[str, ...]:
        """The dimensions of the table in which a count stands."""
        return tuple(name for name, _ in self.keys[count])


def published(base: pd.DataFrame, tables: Sequence[Sequence[str]], known: Sequence[str] = ()) -> pd.DataFrame:
    """The tables of a cube as they may be shown: tabel, the dimensions, jumlah (NULL when hidden), disembunyikan.

    `base` has the dimensions as text and `jumlah` (people). Counts over the `known` dimensions alone can be had from
    pages that follow filters, so they are shown as they are.
    """
    cube = protect(base, tables, known)
    dimensions, wanted = _dimensions(base), {tuple(table) for table in tables}
    lines: list[dict[str, Any]] = [
        {TABLE: "+".join(cube.names(n))}
        | {name: dict(key).get(name) for name in dimensions}
        | {COUNT: None if cube.hidden[n] else int(cube.sizes[n]), HIDDEN: bool(cube.hidden[n])}
        for n, key in enumerate(cube.keys)
        if cube.names(n) in wanted and not cube.left_out[n]
    ]
    frame = pd.DataFrame(lines, columns=[TABLE, *dimensions, COUNT, HIDDEN])
    return frame.astype({TABLE: "str", **dict.fromkeys(dimensions, "str"), COUNT: "Int64", HIDDEN: "bool"})


def protect(base: pd.DataFrame, tables: Sequence[Sequence[str]], known: Sequence[str] = ()) -> Cube:
    """The cube with what must be hidden chosen, smallest counts first."""
    cube = _cube(base, tables, known)
    waiting = sorted(np.flatnonzero(cube.hidden).tolist(), key=lambda n: -cube.sizes[n])
    while waiting:
        one = waiting.pop()
        if cube.left_out[one]:
            continue
        more = _companions(cube, one)
        if more is None:
            line = _line(cube, one, known)
            cube.left_out[line] = cube.hidden[line] = True
        else:
            cube.hidden[more] = True
            waiting += more
    return cube


def audit(cube: Cube) -> pd.DataFrame:
    """What can be worked out of every hidden count from all that is open: sel, bawah, atas, lebar (people).

    Least and most of the count over all tables that agree with what is open; a `lebar` below 4 would be a leak.
    """
    told, sizes = cube.rows[~cube.hidden], cube.sizes[~cube.hidden]
    lines = []
    for one in np.flatnonzero(cube.hidden & ~cube.left_out):
        aim = cube.rows[[one]].toarray()[0]
        ends = [linprog(sign * aim, A_eq=told, b_eq=sizes, bounds=(0, None), method="highs") for sign in (1, -1)]
        least = float(ends[0].fun) if ends[0].status == 0 else 0.0
        most = -float(ends[1].fun) if ends[1].status == 0 else float("inf")
        lines.append((cube.keys[one], least, most, most - least))
    return pd.DataFrame(lines, columns=["sel", "bawah", "atas", "lebar"])


def _dimensions(base: pd.DataFrame) -> list[str]:
    return [str(name) for name in base.columns if name != COUNT]


def _cube(base: pd.DataFrame, tables: Sequence[Sequence[str]], known: Sequence[str]) -> Cube:
    """Every cell the values met could make, also those nobody is in, and every count over them."""
    dimensions = _dimensions(base)
    said = base[dimensions].astype("str").fillna(UNREPORTED)
    places = list(product(*(sorted(said[name].unique()) for name in dimensions)))
    counted: Counter[tuple[str, ...]] = Counter()
    for place, count in zip(said.itertuples(index=False, name=None), base[COUNT], strict=True):
        counted[place] += int(count)
    cells = np.array([float(counted[place]) for place in places])
    wanted = list(dict.fromkeys([*(tuple(table) for table in tables), *([tuple(known)] if known else [])]))
    index: dict[Key, int] = {}
    spots = [
        (index.setdefault(key, len(index)), n)
        for table in wanted
        for n, place in enumerate(places)
        for key in [tuple((name, place[dimensions.index(name)]) for name in table)]
    ]
    at = np.array(spots, dtype=int).reshape(-1, 2)
    rows = sparse.csr_matrix((np.ones(len(at)), (at[:, 0], at[:, 1])), shape=(len(index), len(places)))
    sizes = rows @ cells
    bare = np.array([{name for name, _ in key} <= set(known) for key in index], dtype=bool)
    small = (sizes > 0) & (sizes < SMALLEST_SHOWN) & ~bare
    return Cube(cells, tuple(index), rows, sizes, bare, small, np.zeros(len(index), dtype=bool))


def _companions(cube: Cube, one: int) -> list[int] | None:
    """The shown counts to hide with `one` so that it could as well lie four apart; None when nothing would do.

    Looks for two other sets of cells that keep what is known, differ by four in `one`, and move the least of what is
    shown.
    """
    shown, known = np.flatnonzero(~cube.hidden & ~cube.known), np.flatnonzero(cube.known)
    n, cells = len(shown), len(cube.cells)
    # A total says more than a cell, so it is hidden later.
    deep = max(len(key) for key in cube.keys)
    weights = [(1.0 + cube.sizes[i]) * _TOTAL_WEIGHT ** (deep - len(cube.keys[i])) for i in shown]
    rows, slack = cube.rows[shown], sparse.identity(n, format="csr")
    # Variables of each set: how far each cell rises, how far it falls, how far each shown count moves.
    moved = sparse.vstack([sparse.hstack([rows, -rows, -slack]), sparse.hstack([-rows, rows, -slack])])
    fixed = sparse.hstack([cube.rows[known], -cube.rows[known], sparse.csr_matrix((len(known), n))])
    aim = sparse.hstack([cube.rows[[one]], -cube.rows[[one]], sparse.csr_matrix((1, n))])
    most = np.concatenate([np.full(cells, np.inf), cube.cells, np.full(n, np.inf)])
    found = linprog(
        np.tile(np.concatenate([np.full(2 * cells, 1e-3), weights]), 2),
        A_ub=sparse.block_diag([moved, moved], format="csr"),
        b_ub=np.zeros(4 * n),
        A_eq=sparse.vstack([sparse.hstack([aim, -aim]), sparse.block_diag([fixed, fixed])], format="csr"),
        b_eq=np.concatenate([[float(LEAST_WIDTH)], np.zeros(2 * len(known))]),
        bounds=np.column_stack([np.zeros(2 * len(most)), np.tile(most, 2)]),
        method="highs",
    )
    if found.status != 0:
        return None
    changes = found.x.reshape(2, -1)[:, 2 * cells :].max(axis=0)
    return [int(shown[i]) for i in np.flatnonzero(changes > _TOLERANCE)]


def _line(cube: Cube, one: int, known: Iterable[str]) -> Array:
    """The counts of the same table at the same known values as `one`: its whole line."""
    key, names = dict(cube.keys[one]), cube.names(one)
    same = [(name, key[name]) for name in names if name in set(known)]
    return np.array([cube.names(n) == names and set(same) <= set(other) for n, other in enumerate(cube.keys)])
