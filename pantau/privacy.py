"""Pseudonyms: a keyed HMAC-SHA256 in place of a NIK, so that a person stays one person and stays unnamed.

The key lies in the loader's room and never beside the store: without it a pseudonym cannot be turned back by trying all
NIK of a kabupaten, which takes seconds against a plain hash.
"""

import hmac
import os
import re
import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

KEY_VERSION = 1
KEY_BYTES = 32
PID_BYTES = 16
_SPACING = re.compile(r"[\s.\-']")
_DIGITS = re.compile(r"(?:[0-9][ .-]?){15}[0-9]")
_NIK = re.compile(r"[0-9]{16}")
_NAME_LETTERS = 5


class PrivacyError(RuntimeError):
    """The key cannot be read or made; an Indonesian sentence."""


@dataclass(frozen=True)
class Key:
    """The secret of all pseudonyms and its version, which the manifest of each generation names."""

    version: int
    secret: bytes

    @property
    def name(self) -> str:
        """The version as the manifest writes it: `hmac-1`."""
        return f"hmac-{self.version}"

    @property
    def check(self) -> str:
        """What tells this key from another one without telling anything of it."""
        return self.digest("kunci", self.name)

    def digest(self, purpose: str, text: str) -> str:
        """32 hex digits for a text; the same text has another digest for another purpose."""
        return hmac.digest(self.secret, f"{purpose}\x1f{text}".encode(), "sha256")[:PID_BYTES].hex()


def read_key(room: Path, version: int | None = None) -> Key:
    """The key of a version (None: the newest) in the loader's room; the first is made on first use.

    Readable by its owner only, where the system knows such a thing: Windows does not. Raises PrivacyError.
    """
    path = _key_path(room, version or max(_versions(room), default=KEY_VERSION))
    try:
        if version is None and not path.exists():
            _make_key(path)
        secret = path.read_bytes()
    except FileNotFoundError:
        raise PrivacyError(f"Kunci samaran {path} hilang; pulihkan dari cadangan. Tidak ada yang diubah.") from None
    except OSError as error:
        raise PrivacyError(
            f"Kunci samaran {path} tidak dapat dibaca atau dibuat: periksa izin folder ruang muat."
        ) from error
    if len(secret) != KEY_BYTES:
        raise PrivacyError(
            f"Kunci samaran {path} rusak ({len(secret)} bita, harus {KEY_BYTES}); pulihkan dari cadangan."
        )
    return Key(_version(path), secret)


def next_key(room: Path, key: Key) -> Key:
    """A new key of the version after this one, for a rebuild."""
    path = _key_path(room, key.version + 1)
    # One left by a rotation that was broken off: no generation knows it.
    path.unlink(missing_ok=True)
    _make_key(path)
    return read_key(room, key.version + 1)


def forget_key(room: Path, key: Key) -> None:
    """Remove a key that no generation needs any more."""
    _key_path(room, key.version).unlink(missing_ok=True)


def _key_path(room: Path, version: int) -> Path:
    return room / "kunci" / f"hmac-{version}.key"


def _versions(room: Path) -> list[int]:
    return [_version(path) for path in (room / "kunci").glob("hmac-*.key")]


def _version(path: Path) -> int:
    return int(path.stem.removeprefix("hmac-"))


def _make_key(path: Path) -> None:
    """Write a new key whole or not at all, never over one that exists: another key makes strangers of everyone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        draft.unlink()
    else:
        draft.replace(path)


def normal_nik(text: str) -> str:
    """A NIK without the blanks, dots and hyphens people put into it."""
    return _SPACING.sub("", text)


def is_nik(text: str) -> bool:
    """Whether a normal NIK is sixteen digits and not all the same; its area code is not checked, people move."""
    return _NIK.fullmatch(text) is not None and len(set(text)) > 1


def normal_name(text: str) -> str:
    """A person's name as names are compared: small letters, single blanks, no punctuation."""
    return " ".join(re.sub(r"[^\w\s]", " ", text).casefold().split())


def niks_in(text: str) -> list[str]:
    """Every run of sixteen digits in a text, as a normal NIK."""
    return [normal_nik(match.group()) for match in _DIGITS.finditer(text)]


def without_nik(text: str) -> str:
    """A text with every run of sixteen digits taken out, for what is shown beside data that should hold none."""
    return _DIGITS.sub("[16 angka]", text)


def without_joined_nik(text: str) -> str:
    """A file name without any NIK written in one piece; digits parted by blanks or dots are dates and times there."""
    return re.sub(r"(?<!\d)\d{16}(?!\d)", "[16 angka]", text)


def without_person(text: str, name: str) -> str:
    """A note on a person without any NIK and without the person's own name, in whatever way it is spaced."""
    cleaned = without_nik(text)
    words = normal_name(name).split()
    # One short word (Sri, Ali) would take pieces out of other words; such a name alone points at nobody.
    if len("".join(words)) < _NAME_LETTERS:
        return cleaned
    return re.sub(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b", "[nama]", cleaned, flags=re.IGNORECASE)


def pid_from_nik(key: Key, nik: str) -> str:
    """The pseudonym of a valid, normal NIK."""
    return key.digest("nik", nik)


def kid_from_card(key: Key, number: str) -> str:
    """The pseudonym of a family, from a valid, normal family card number."""
    return key.digest("kk", number)


def pid_from_name(key: Key, name: str, born: date, kode_desa: str) -> str:
    """The pseudonym of a person without a NIK, from name, birth date and village together."""
    return key.digest("nama", "\x1f".join((normal_name(name), born.isoformat(), kode_desa)))
