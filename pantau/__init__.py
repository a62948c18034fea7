"""Pantau Balangan: pemantauan program Kabupaten Balangan di atas DuckDB.

Knows where the project lies and what day it is; imports nothing of the package.
"""

import os
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A fixed offset, not a zone name: Windows ships no zone database and WITA has no summer time.
WITA = timezone(timedelta(hours=8), "WITA")


def now() -> datetime:
    """The present moment in WITA (UTC+8), without a zone and cut to seconds; `PANTAU_HARI_INI` fixes its date."""
    moment = datetime.now(WITA).replace(tzinfo=None, microsecond=0)
    fixed = os.environ.get("PANTAU_HARI_INI")
    return datetime.combine(date.fromisoformat(fixed), moment.time()) if fixed else moment


def today() -> date:
    """Today's date in WITA."""
    return now().date()
