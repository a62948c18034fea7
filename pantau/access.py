"""Who may see what: pure functions of a user, no state and no input/output.

Without sign-in the server listens on this computer only and every role is open; a server on the network shows the
reading pages only.
"""

import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

Role = Literal["kepala_dinas", "perencana", "operator", "camat", "pengelola_rujukan"]
ROLES: Final[tuple[str, ...]] = get_args(Role)

# Pages that show more than aggregates or that load data.
_LOADERS: Final = frozenset({"operator", "perencana", "kepala_dinas"})
# Where a report from the field is typed; on the network it asks for a code.
REPORT_PAGE: Final = "lapor"
SHORTEST_CODE: Final = 8
_PAGE_ROLES: Final[Mapping[str, frozenset[str]]] = dict.fromkeys(
    ("data_masuk", "karantina", "lapor", "riwayat_muatan"), _LOADERS
)


@dataclass(frozen=True)
class User:
    """A reader: the role, the kecamatan code of a camat, and whether only reading pages are shown.

    `report_code` lets a reading server take one report at a time from who knows it; "" lets it take none.
    """

    role: Role = "kepala_dinas"
    kecamatan: str | None = None
    reading_only: bool = False
    report_code: str = field(default="", repr=False)


class AccessError(ValueError):
    """A role or kecamatan that does not exist, named in Indonesian."""


def user_from(environment: Mapping[str, str] = os.environ) -> User:
    """The user that the start of the server fixed.

    PANTAU_PERAN, PANTAU_KECAMATAN, PANTAU_BACA_SAJA, PANTAU_KODE_LAPOR. Raises AccessError.
    """
    role = environment.get("PANTAU_PERAN", "kepala_dinas")
    if role not in ROLES:
        raise AccessError(f"PANTAU_PERAN={role} tidak dikenal; pilih salah satu: {', '.join(ROLES)}.")
    kecamatan = environment.get("PANTAU_KECAMATAN") or None
    if role == "camat" and not kecamatan:
        raise AccessError("Peran camat perlu PANTAU_KECAMATAN, misalnya 63.11.02.")
    code = environment.get("PANTAU_KODE_LAPOR", "")
    if code and len(code) < SHORTEST_CODE:
        raise AccessError(f"PANTAU_KODE_LAPOR terlalu pendek; paling sedikit {SHORTEST_CODE} huruf atau angka.")
    return User(role, kecamatan, environment.get("PANTAU_BACA_SAJA") == "1", code)  # type: ignore[arg-type]


def scope(user: User) -> str:
    """The store file a user reads: the scope picks the file, so there is no WHERE clause to forget.

    Specific data (health, disability, violence, children) stand row by row only in the file of who handles cases.
    """
    if user.role == "camat" and user.kecamatan:
        return f"kec-{user.kecamatan.replace('.', '')}"
    return "semua" if sees_detail(user) else "kabupaten"


def sees_detail(user: User) -> bool:
    """Whether a user handles cases: sees them one by one, and may not take them away as a file."""
    return user.role == "pengelola_rujukan" and not user.reading_only


def may_write(user: User) -> bool:
    """Whether a user may decide or write on a page: who loads data may, on a server that is not for reading only."""
    return not user.reading_only and user.role in _LOADERS


def knows_code(user: User, typed: str) -> bool:
    """Whether somebody on the network typed the code under which reports are taken."""
    return bool(user.report_code) and hmac.compare_digest(typed.strip().encode(), user.report_code.encode())


def may_open(page: str, user: User) -> bool:
    """Whether a page is shown to a user at all."""
    if page not in _PAGE_ROLES:
        return True
    if page == REPORT_PAGE and user.reading_only:
        return bool(user.report_code)
    return not user.reading_only and user.role in _PAGE_ROLES[page]
