"""`./guichet bench letters`: sealed letters a second, our warm pool against the libraries' plain use, in turns."""

import asyncio
import logging
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from adapters.letter_pool import LetterPool
from adapters.seal_authority import Authority, create_authority
from adapters.seal_verify import load_roots, verify_pdf
from cli.letter_variety import LetterVariety
from cli.naive_letters import NaiveLetters
from cli.show import progress, result
from domain.letter import LetterData, SealedLetter

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2
ROUNDS = 8
NAIVE_SHARE = 8  # so that turns last about as long
SIGNED_AT = datetime(2026, 11, 23, 15, tzinfo=UTC)


@dataclass
class _Rates:
    """Letters a second, one figure a round; `wrong` counts letters whose seal does not hold."""

    naive: list[float] = field(default_factory=list[float])
    ours: list[float] = field(default_factory=list[float])
    wrong: int = 0

    def count_ours(self, sealed: list[SealedLetter], seconds: float, authority: Authority) -> None:
        """Add a round of ours; seals are verified outside the measured time."""
        self.ours.append(len(sealed) / seconds)
        roots = load_roots(authority.folder)
        self.wrong += sum(not verify_pdf(letter.pdf, roots).valid for letter in sealed)


def bench_letters(count: int = 200, as_json: bool = False) -> int:
    """Seal `count` different letters our way and an eighth as many the plain way; 0 when every seal holds."""
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as folder:
        naive = NaiveLetters(ROOT, create_authority(Path(folder) / "seal"))
        rates = _rounds(count, naive)
    ratios = [ours / plain for ours, plain in zip(rates.ours, rates.naive, strict=True)]
    figures = {
        "naive_per_s": round(median(rates.naive), 2),
        "per_s": round(median(rates.ours), 2),
        "ratio": round(median(rates.ours) / median(rates.naive), 1),
        "workers": WORKERS,
        "letters": _per_round(count) * ROUNDS,
        "invalid": rates.wrong,
        "spread": {"ratio": [round(min(ratios), 1), round(max(ratios), 1)], "rounds": ROUNDS},
        "naive_share": _shares(naive.seconds),
    }
    result(figures, as_json=as_json, title="Sealed letters")
    return 1 if rates.wrong else 0


def _rounds(count: int, naive: NaiveLetters) -> _Rates:
    rates, variety = _Rates(), LetterVariety(seed=2026)
    pool = LetterPool(ROOT, naive.authority.folder, WORKERS)
    with asyncio.Runner() as runner:
        runner.run(pool.warm())
        naive.seal_letter(variety.letters(1)[0])
        naive.seconds.clear()
        for number in range(1, ROUNDS + 1):
            _naive_round(max(2, _per_round(count) // NAIVE_SHARE), naive, variety, rates)
            rates.count_ours(*runner.run(_pool_round(variety.letters(_per_round(count)), pool)), naive.authority)
            progress(f"round {number}/{ROUNDS}: plain {rates.naive[-1]:.2f}/s, ours {rates.ours[-1]:.2f}/s")
        pool.close()
    return rates


def _naive_round(count: int, naive: NaiveLetters, variety: LetterVariety, rates: _Rates) -> None:
    letters = variety.letters(count)
    started = time.perf_counter()
    sealed = [naive.seal_letter(letter) for letter in letters]
    rates.naive.append(count / (time.perf_counter() - started))
    rates.wrong += sum(not naive.is_valid(pdf) for pdf in sealed)


async def _pool_round(letters: list[LetterData], pool: LetterPool) -> tuple[list[SealedLetter], float]:
    started = time.perf_counter()
    sealed = await asyncio.gather(*(pool.seal_letter(letter, SIGNED_AT) for letter in letters))
    return sealed, time.perf_counter() - started


def _per_round(count: int) -> int:
    return max(2, count // ROUNDS)


def _shares(seconds: dict[str, float]) -> dict[str, float]:
    total = sum(seconds.values())
    return {part: round(spent / total, 2) for part, spent in seconds.items()}
