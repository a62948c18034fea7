"""The child that reads and judges borders under ceilings: `python -m pantau.intake.borders.child SECONDS`.

Its question comes as JSON on standard input, its answer leaves as JSON: a hostile file can end it, never the loader.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

from pantau.contracts import REFERENCE
from pantau.intake import match
from pantau.intake.gate import Refused
from pantau.intake.read import limit


def main() -> None:
    """Answer one question: layers as (kind, path, title), and the CRS of a file that says none."""
    limit(int(sys.argv[1]))
    question = json.loads(sys.stdin.read())
    try:
        answer = _answer(question)
    except Refused as refusal:
        answer = {"facts": {}, "sentences": [], "refusals": [str(refusal)], "waivable": [], "drawn": None}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))


def _answer(question: Mapping[str, Any]) -> dict[str, Any]:
    # After the limits: the libraries of maps are the largest part of this process.
    from pantau.intake.borders.judge import drawn, judge
    from pantau.intake.borders.reading import crs_named, layers

    crs = crs_named(question["crs"])
    if question["crs"] and not crs:
        raise Refused("Sistem koordinat pada --crs tidak dikenal; tulis nomornya, misalnya EPSG:32750.")
    layered = layers([(kind, path, title) for kind, path, title in question["layers"]])
    found, villages = judge(layered, official(), crs)
    whole = None if found.refusals else drawn(villages)
    return vars(found) | {"drawn": whole}


def official() -> Any:
    """The villages as the reference lists them."""
    from pantau.intake.borders.judge import Official

    rows = {row["kode"]: row for row in match.rows(REFERENCE / "desa.csv")}
    return Official(
        match.read_places(REFERENCE),
        {code: float(row["luas_km2"]) for code, row in rows.items()},
        {code: (float(row["bujur"]), float(row["lintang"])) for code, row in rows.items()},
    )


if __name__ == "__main__":
    main()
