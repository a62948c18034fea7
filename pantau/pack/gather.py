"""Asks the store once and freezes what it answered: everything that the writers of a pack may say."""

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pandas as pd

from pantau import now, text, today
from pantau.answers import Answers
from pantau.catalogue import Programme, programme
from pantau.figures import Column, Context, Figure, records
from pantau.figures.istilah import indicators
from pantau.figures.perhatian import Hit, board, counted
from pantau.figures.rapat import SOURCE as DECIDED
from pantau.figures.rapat import decisions, overdue
from pantau.figures.ringkasan import row as programme_row
from pantau.pack import BACK, FRONT, Asked, Choice, Leaf, Pack, Source, Standing
from pantau.pack.sections import SECTIONS, Section, extent
from pantau.pack.standing import changes, lists, standings

# How many times a pack is begun anew because data were published while it was gathered.
_TRIES: Final = 3
_LOG: Final = logging.getLogger(__name__)
Progress = Callable[[str], None]


class Changing(RuntimeError):
    """Data were published again and again while the pack was gathered; a sentence for the person."""


def freeze(
    ask: Answers,
    choice: Choice,
    before: Mapping[str, Any] | None = None,
    progress: Progress = lambda _words: None,
    drawn: bool = False,
) -> Pack:
    """Ask everything a pack says; `before` is the manifest of the pack to compare with.

    One generation answers all of it. A figure that cannot be made, or with `drawn` not be drawn, becomes a leaf that
    says why. Raises Changing.
    """
    for _ in range(_TRIES):
        generation = ask.store.generation()
        pack = _Gathering(ask, choice, progress, drawn).pack(before, generation)
        if ask.store.generation() == generation:
            return pack
    raise Changing("Data sedang dimuat berulang kali; coba lagi sesudah pemuatan selesai.")


class _Gathering:
    """One go at a pack; keeps what was asked since the last leaf."""

    def __init__(self, ask: Answers, choice: Choice, progress: Progress, drawn: bool) -> None:
        self.choice, self.progress, self.drawn = choice, progress, drawn
        self._asked: list[tuple[Answers, str, Mapping[str, object]]] = []
        self.ask = self._listening(ask)
        place = choice.filters.kecamatan
        # Rules and headlines know no filter: for one kecamatan they are asked as its camat asks them.
        self.whole = self._listening(ask.within(place.code)) if place else self.ask
        self.programmes = [programme(each) for each in choice.programmes]
        self.hits: dict[str, list[Hit]] = {}
        self.standing: tuple[Standing, ...] = ()
        self.listed: Mapping[str, Mapping[str, str]] = {}
        self.details: dict[str, Figure] = {}

    def _listening(self, ask: Answers) -> Answers:
        return replace(ask, heard=lambda name, params: self._asked.append((ask, name, params)))

    def pack(self, before: Mapping[str, Any] | None, generation: str) -> Pack:
        choice = self.choice
        self.hits = self.whole.all_hits(self.programmes)
        middle = [leaf for each in self.programmes for leaf in self._section(each)]
        self.progress("Ringkasan dan perubahan")
        front = [self._leaf("R-1", FRONT, self._summary), self._leaf("R-2", FRONT, lambda: self._changes(before))]
        decided = self._leaf("R-3", FRONT, self._decisions)
        late = decided.figure is not None and overdue(decided.figure.frame)
        back = [
            self._leaf("L-1", BACK, self._terms),
            self._leaf("L-2", BACK, self._quality),
        ]
        return Pack(
            choice=choice,
            made=now(),
            generation=generation,
            scope=self.ask.scope,
            # What an earlier meeting left undone opens this one; otherwise decisions close it.
            leaves=(decided, *front, *middle, *back) if late else (*front, *middle, decided, *back),
            standings=self.standing,
            listed=self.listed,
            details=self.details,
            sources=self._sources(),
            hits=tuple(hit for each in self.programmes for hit in self.hits[each.id]),
            bullets=tuple(f"{each.title}: {self._row(each).sentence}" for each in self.programmes),
            dates=tuple((each.title, _day(self.ask.as_of(each.id))) for each in self.programmes),
        )

    def _section(self, each: Programme) -> list[Leaf]:
        """The leaves of one programme: its numbers with what needs attention, then its figures."""
        self.progress(each.title)
        number = f"{_LETTERS[each.id]}-0"
        chosen = replace(self.choice.filters, extent=extent(self.ask, each.id))
        self._asked.clear()
        try:
            section = SECTIONS[each.id](self.ask, chosen)
        except Exception as error:  # one programme that cannot be asked must not cost the meeting the other four
            return [_broken(number, each.title, error)]
        first = self._leaf(number, each.title, lambda: self._overview(each, section), anew=False)
        leaves = [replace(first, kpis=section.kpis)]
        for name, make in (section.parts or {}).items():
            self.progress(f"{each.title}: {name}")
            leaves.append(self._leaf(name, each.title, make))
        for name, detail in section.details.items():
            try:
                self.details[name] = detail()
            except Exception:  # the workbook is complete enough without one list
                _LOG.warning("detail %s could not be made", name, exc_info=True)
        old = self._old(each)
        return [_warned(leaf, old) for leaf in leaves] if old else leaves

    def _old(self, each: Programme) -> str:
        """The warning that stands beside the title on screen: data older than the programme says they may be."""
        last = self.ask.as_of(each.id)
        age = (today() - last).days if last else 0
        if age <= each.stale_days:
            return ""
        return f"Data usang: terakhir {text.day(last)}, {text.number(age)} hari lalu."

    def _leaf(self, number: str, section: str, make: Callable[[], tuple[Figure, str]], anew: bool = True) -> Leaf:
        if anew:
            self._asked.clear()
        try:
            figure, finding = make()
            leaf = Leaf(number, section, finding or figure.title, replace(figure, id=number), self._answered())
            if self.drawn and figure.kind != "table":
                leaf.drawing("svg", self.choice.grey)
        except Exception as error:  # its box is printed with the reason, and the rest goes on
            return _broken(number, section, error)
        return leaf

    def _answered(self) -> tuple[Asked, ...]:
        """What was asked since, each question once; the answers come from the store's memo."""
        told: dict[str, Asked] = {}
        for ask, name, params in self._asked:
            if name.startswith("data/"):
                continue
            frame = ask.store.query(name, params, ask.scope)
            once = Asked(name, dict(params), len(frame), fingerprint(frame), ask.scope)
            told.setdefault(f"{name} {sorted(params.items(), key=str)} {ask.scope}", once)
        return tuple(told.values())

    def _context(self, source: str, ask: Answers | None = None) -> Context:
        """What leaves about several programmes share: the pack's sentence, the newest date, whether any is CONTOH."""
        asked = ask or self.ask
        days = [day for each in self.programmes if (day := asked.as_of(each.id))]
        sample = [each.title for each in self.programmes if asked.is_sample(each.id)]
        return Context(
            self.choice.sentence, source, max(days, default=None), f"register {text.join(sample)}" if sample else ""
        )

    def _row(self, each: Programme) -> Any:
        return programme_row(each, self.whole.headline(each), self.whole.series(each))

    def _summary(self) -> tuple[Figure, str]:
        """One row a programme: its number, pace, sentence, what needs attention, the date of its data."""
        rows = []
        for each in self.programmes:
            told = self._row(each)
            rows.append(
                {
                    "program": each.title,
                    "angka": f"{told.number} {each.unit.removeprefix('persen ')}",
                    "capaian": told.pace,
                    "kalimat": told.sentence,
                    "perhatian": counted(self.hits[each.id]),
                    "sampai": self.whole.as_of(each.id),
                    "isi": text.SAMPLE if self.whole.is_sample(each.id) else "nyata",
                }
            )
        columns = (
            Column("program", "Program"),
            Column("angka", "Angka utama"),
            Column("capaian", "Capaian"),
            Column("kalimat", "Keadaan"),
            Column("perhatian", "Perlu perhatian", "number"),
            Column("sampai", "Data s.d.", "day"),
            Column("isi", "Isi"),
        )
        total = sum(row["perhatian"] for row in rows)
        busiest = max(rows, key=lambda row: row["perhatian"])
        finding = f"{text.count(total, 'hal').capitalize()} perlu perhatian"
        if len(rows) > 1 and busiest["perhatian"]:
            finding += f", terbanyak di {busiest['program']} ({text.number(busiest['perhatian'])})"
        figure = Figure(
            id="R-1",
            kind="table",
            title=finding,
            frame=pd.DataFrame(rows, columns=[column.name for column in columns]),
            columns=columns,
            encode={"paper": tuple(column.name for column in columns)},
            unit="satuan pada barisnya",
            reading="Angka utama tiap program menurut keadaan terakhirnya; periode paket tidak menyaring baris ini.",
            context=self._context("register tiap program", self.whole),
        )
        return figure, ""

    def _changes(self, before: Mapping[str, Any] | None) -> tuple[Figure, str]:
        """Where the programmes stand now, held against an earlier pack."""
        self.standing = standings(self.ask, self.programmes, self.choice.filters)
        self.listed = lists(self.ask, self.choice.programmes, self.choice.filters)
        return changes(before, self.standing, self.listed, self._context("indikator program")), ""

    def _overview(self, each: Programme, section: Section) -> tuple[Figure, str]:
        """What the rules found in one programme, under its strip of numbers."""
        hits = self.whole.hits(each)
        context = section.context
        if any(hit.sample for hit in hits) and not context.sample:
            context = replace(context, sample="baris bertanda CONTOH")
        figure = board(hits, {each.id: self.whole.as_of(each.id)}, context)
        if section.nothing:
            return replace(figure, notes=(section.nothing, *figure.notes)), section.nothing
        sentence = self._row(each).sentence
        return figure, sentence[:1].upper() + sentence[1:].rstrip(".")

    def _decisions(self) -> tuple[Figure, str]:
        """What earlier meetings decided, overdue first."""
        place = self.choice.filters.kecamatan
        rows = self.ask.query("rapat/tindak_lanjut", hari_ini=today(), kecamatan=place and place.code)
        rows = rows[rows["program"].isin([*self.choice.programmes, "umum"])]
        context = self.ask.context("umum", self.choice.sentence, DECIDED, "tindak_lanjut")
        return decisions(rows, context), ""

    def _terms(self) -> tuple[Figure, str]:
        """How every number is counted: the catalogue's own words."""
        return indicators(self.programmes, Context(self.choice.sentence, "katalog indikator", today())), ""

    def _quality(self) -> tuple[Figure, str]:
        """What became of every row that was read, a dataset a row: read = loaded + held back + duplicate."""
        runs = self.ask.query("data/muatan")
        mine = [each.id for each in self.programmes]
        state = self.ask.query("data/keadaan_dataset")
        whose = dict(zip(state["dataset"], state["program"], strict=True))
        kept = runs[runs["dataset"].map(whose).isin(mine)]
        names = ["dibaca", "dimuat", "dikarantina", "duplikat"]
        frame = kept.groupby("dataset", as_index=False, sort=True)[names].sum()
        frame.insert(0, "program", frame["dataset"].map(whose).map({each.id: each.title for each in self.programmes}))
        columns = (
            Column("program", "Program"),
            Column("dataset", "Dataset"),
            Column("dibaca", "Dibaca", "number"),
            Column("dimuat", "Dimuat", "number"),
            Column("dikarantina", "Ditahan", "number"),
            Column("duplikat", "Duplikat", "number"),
        )
        read, loaded, held = (int(frame[name].sum()) for name in ("dibaca", "dimuat", "dikarantina"))
        finding = (
            f"{text.number(loaded)} dari {text.number(read)} baris yang dibaca dipakai; {text.count(held)} ditahan"
        )
        figure = Figure(
            id="L-2",
            kind="table",
            title=finding,
            frame=frame,
            columns=columns,
            encode={"paper": tuple(column.name for column in columns)},
            unit="baris",
            reading="Dibaca = dimuat + ditahan + duplikat, untuk setiap berkas yang pernah dimuat.",
            context=self._context("riwayat muatan"),
        )
        return figure, ""

    def _sources(self) -> tuple[Source, ...]:
        """The files behind the programmes of this pack, newest last."""
        state = self.ask.query("data/keadaan_dataset")
        mine = set(state.loc[state["program"].isin([*self.choice.programmes, "umum"]), "dataset"])
        runs = {row["run"]: row for row in records(self.ask.query("data/muatan"))}
        return tuple(
            Source(row["dataset"], row["berkas"], row["sha256"], runs[row["run"]]["dibaca"],
                   runs[row["run"]]["dimuat"], row["dimuat_pada"])
            for row in records(self.ask.query("data/sumber_muatan"))
            if row["dataset"] in mine
        )  # fmt: skip


_LETTERS: Final = {
    "lapor_bencana": "LB",
    "destana": "DS",
    "layar_sibalang": "SB",
    "pak_sotarsa": "PS",
    "kencana": "KN",
}


def fingerprint(frame: pd.DataFrame) -> str:
    """SHA-256 of an answer: the same rows in the same order have the same one."""
    return hashlib.sha256(frame.to_csv(index=False).encode()).hexdigest()


def _warned(leaf: Leaf, words: str) -> Leaf:
    """The same leaf with one more warning under its figure."""
    if leaf.figure is None:
        return leaf
    return replace(leaf, figure=replace(leaf.figure, notes=(*leaf.figure.notes, words)))


def _broken(number: str, section: str, error: Exception) -> Leaf:
    """The box in place of a figure; the technical cause goes to the log, the reason to the reader."""
    _LOG.warning("leaf %s could not be made", number, exc_info=error)
    reason = str(error) if isinstance(error, RuntimeError | ValueError) and str(error) else type(error).__name__
    return Leaf(number, section, f"Gambar {number} tidak dapat dibuat", None, failed=f"Tidak dapat dibuat: {reason}")


def _day(value: date | None) -> str:
    return text.day(value) if value else "belum ada data"
