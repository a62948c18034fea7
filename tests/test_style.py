"""Colours that survive a photocopier: steps of lightness, contrast of letters, and shapes where lightness is close."""

import csv
from itertools import combinations, pairwise

import pytest

from pantau import ROOT, style


def lightness(colour: str) -> float:
    """CIE L* 0-100 of `#RRGGBB`."""
    y = style.luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def contrast(one: str, other: str) -> float:
    """WCAG contrast 1-21."""
    low, high = sorted((style.luminance(one), style.luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_lightness_and_contrast_are_measured_right() -> None:
    assert lightness("#FFFFFF") == pytest.approx(100)
    assert lightness("#0B5A75") == pytest.approx(35.3, abs=0.2)
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_the_ramp_darkens_in_steps_a_copier_keeps() -> None:
    steps = [lightness(colour) for colour in style.RAMP]
    assert len(steps) == 4
    assert all(before - after >= 12 for before, after in pairwise(steps))


def test_every_word_on_the_ramp_is_readable() -> None:
    for colour, ink in zip(style.RAMP, style.RAMP_INK, strict=True):
        assert contrast(colour, ink) >= 4.5
        assert style.ink_on(colour) == ink


@pytest.mark.parametrize("ink", [style.INK, style.INK2, style.INK3, style.ACCENT, style.RED, style.AMBER_LINE])
def test_inks_are_readable_on_paper(ink: str) -> None:
    assert contrast(ink, style.WHITE) >= 4.5


def test_evidence_differs_by_letter_or_shape_where_grey_does_not_tell() -> None:
    for one, other in combinations(style.EVIDENCE.values(), 2):
        if abs(lightness(one.fill) - lightness(other.fill)) < 12:
            assert (one.letter, one.marker) != (other.letter, other.marker), (one.title, other.title)
            assert (one.letter, one.symbol) != (other.letter, other.symbol), (one.title, other.title)
    letters = [mark.letter for mark in style.EVIDENCE.values() if mark.letter]
    assert len(set(letters)) == len(letters)


def test_letters_of_evidence_are_readable_on_their_marks() -> None:
    for mark in style.EVIDENCE.values():
        if mark.letter:
            assert contrast(mark.ink, mark.fill) >= 4.5, mark.title


def test_hazards_carry_a_code_and_codes_are_readable() -> None:
    with (ROOT / "data" / "reference" / "ancaman.csv").open(encoding="utf-8", newline="") as file:
        pairs = {(row["huruf"], row["warna"]) for row in csv.DictReader(file)}
    assert len({letters for letters, _ in pairs}) == len(pairs), "one colour a code"
    for letters, colour in pairs:
        assert len(letters) == 2
        assert contrast(style.ink_on(colour), colour) >= 4.5, letters


@pytest.mark.parametrize(("colour", "ink"), [("#FFFFFF", style.INK), ("#000000", style.WHITE), ("#F0D264", style.INK)])
def test_ink_on(colour: str, ink: str) -> None:
    assert style.ink_on(colour) == ink
