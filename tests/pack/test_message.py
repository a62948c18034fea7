"""A message that fits a telephone, and a card that can be read on one."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pantau import text
from pantau.draw.paper.page import width
from pantau.figures.perhatian import worst
from pantau.pack import Leaf, Pack, message
from tests.pack.conftest import table

LONG = "Kata yang panjang sekali dan tidak ada habisnya " * 40


def picture(pack: Pack) -> np.ndarray:
    with Image.open(BytesIO(message.card(pack))) as card:
        return np.asarray(card.convert("RGB"))


def long_pack(pack: Pack) -> Pack:
    """A pack whose every word is far too long."""
    choice = replace(pack.choice, meeting=LONG, programmes=pack.choice.programmes[:4], maker=LONG)
    bullets = tuple(LONG for _ in range(9))
    return replace(pack, choice=choice, bullets=bullets, dates=tuple((LONG, LONG) for _ in range(5)))


def test_the_message_says_what_the_pack_says(pack: Pack) -> None:
    said = message.words(pack)
    lines = said.split("\n")
    assert len(said) <= 700
    assert lines[0] == f"*{pack.title}, {pack.choice.place}*"
    bullets = [line for line in lines if line.startswith("• ")]
    assert len(bullets) == 5
    for bullet, full in zip(bullets, pack.bullets, strict=True):
        plain = " ".join(full.split())
        assert plain.startswith(bullet.removeprefix("• ").removesuffix("…"))
    first = worst(pack.hits)[0]
    assert f"Paling perlu perhatian: {first.programme.title}, " in said
    assert pack.choice.sentence in said
    assert f"Kode {pack.code}" in said
    assert "Data s.d. " in said
    assert text.SAMPLE in said
    assert "@" not in said


@pytest.mark.parametrize("meeting", [LONG, "x" * 3000])
def test_an_absurdly_long_pack_still_fits(pack: Pack, meeting: str) -> None:
    made = long_pack(pack)
    made = replace(made, choice=replace(made.choice, meeting=meeting))
    said = message.words(made)
    assert len(said) <= 700
    assert said.startswith("*")
    assert said.count("• ") == 5
    assert said.endswith(f"Kode {made.code}")
    assert text.SAMPLE in said


def test_bullets_end_between_words(pack: Pack) -> None:
    for line in message.words(long_pack(pack)).split("\n"):
        if line.startswith("• "):
            kept = line.removeprefix("• ").removesuffix("…")
            assert LONG.startswith(kept + " ")


def test_no_address_no_person_no_sign_of_a_messenger(small_pack: Pack) -> None:
    person = "6311" + "0" * 12
    bullets = (f"Lihat https://contoh.id/a?b=1 dan www.contoh.id *tebal* _miring_ {person}.", "a\nb")
    made = replace(small_pack, bullets=bullets, choice=replace(small_pack.choice, meeting="*Rakor*\nkedua"))
    said = message.words(made)
    assert "contoh.id" not in said
    assert person not in said
    assert said.split("\n")[0] == "*Rakor kedua, Kabupaten Balangan*"
    assert "• Lihat … dan … tebal miring …" in said
    assert "• a b" in said


def test_only_what_is_contoh_is_marked(small_pack: Pack) -> None:
    assert "CONTOH: Layar Sibalang" in message.words(small_pack)
    real = small_pack.with_leaves(*(leaf for leaf in small_pack.leaves if not leaf.sample))
    assert text.SAMPLE not in message.words(real)
    known = replace(small_pack, dates=(*small_pack.dates, ("Kencana", "1 Okt 2026")))
    leaves = [replace(leaf, figure=table(leaf.number, 2, sample="x")) for leaf in known.leaves]
    assert "CONTOH: semua program kecuali Kencana" in message.words(known.with_leaves(*leaves))


def test_the_card_is_full_and_has_its_size(pack: Pack) -> None:
    seen = picture(pack)
    assert seen.shape == (1350, 1080, 3)
    _, counts = np.unique(seen.reshape(-1, 3), axis=0, return_counts=True)
    assert counts.max() < 0.95 * seen.shape[0] * seen.shape[1]
    ink = seen.mean(axis=2) < 128
    assert not ink[:, :60][30:].any() and not ink[:, -60:][30:].any(), "words keep their distance from the edge"
    assert ink[-200:].any()


@pytest.mark.parametrize("kind", ["long", "few", "failed"])
def test_no_word_of_the_card_leaves_it(pack: Pack, small_pack: Pack, kind: str) -> None:
    made = {
        "long": long_pack(pack),
        "few": small_pack,
        "failed": pack.with_leaves(Leaf("R-1", "Rapat", "Gagal", None, failed="Tidak dapat dibuat.")),
    }[kind]
    ink = picture(made).mean(axis=2) < 128
    assert not ink[30:, :60].any()
    assert not ink[30:, -60:].any()
    assert not ink[-25:].any()


def test_the_card_has_the_numbers_of_the_summary(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    real = message.Page.text

    def heard(page: message.Page, x: float, y: float, words: str, size: float = 10, *rest: Any, **more: Any) -> None:
        written.append(words)
        assert size >= 8
        if more.get("align", "left") == "left":
            assert x + width(words, size, bool(more.get("bold"))) < 5.2
        real(page, x, y, words, size, *rest, **more)

    monkeypatch.setattr(message.Page, "text", heard)
    message.card(pack)
    rows = next(leaf for leaf in pack.leaves if leaf.number == "R-1").figure
    assert rows is not None
    for _, row in rows.frame.iterrows():
        number = " ".join(row["angka"].partition(" ")[0].split())
        assert {row["program"], number, f"data s.d. {text.day(row['sampai'])}"} <= set(written)
        assert f"{text.number(row['perhatian'])} perlu perhatian" in written
    assert written.count(text.SAMPLE) == 1 + int((rows.frame["isi"] == text.SAMPLE).sum())
    assert any(pack.code in words for words in written)
    assert pack.choice.sentence in " ".join(written)


def test_black_and_white(small_pack: Pack) -> None:
    grey = replace(small_pack, choice=replace(small_pack.choice, grey=True))
    seen = picture(grey)
    assert (seen.max(axis=2) == seen.min(axis=2)).all()


def test_same_pack_same_bytes(small_pack: Pack) -> None:
    assert message.card(small_pack) == message.card(small_pack)
    assert message.words(small_pack) == message.words(small_pack)
