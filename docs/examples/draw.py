"""Draws the same sample as `jalon sample draw`, with Python's standard library only.

    python3 draw.py population.csv SEED SIZE equal|by_amount

The file has the columns reference;montant;strate, amounts as 1234.50. What is not here: periods, excluded units, a
high-value amount with equal chances. docs/sampling.md says the rules.
"""

import csv
import hashlib
import sys
from decimal import Decimal
from fractions import Fraction


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def frame_hash(units):
    lines = ["jalon-frame-1"]
    for name, cents, stratum in sorted(units, key=lambda unit: unit[0].encode("utf-8")):
        lines.append("\t".join([name, f"{Decimal(cents) / 100:.2f}", stratum, "", "0"]))
    return sha256("\n".join(lines) + "\n")


def below(limit, text):
    """A whole number from 0 to limit - 1, each as likely as the others."""
    usable = 2**256 - 2**256 % limit
    counter = 0
    while True:
        value = int(sha256(f"{text}\n{counter}"), 16)
        if value < usable:
            return value % limit
        counter += 1


def shares(size, weights, most):
    """Proportional, largest remainders up, at least three in each stratum where there are several."""
    exact = [Fraction(size * weight, sum(weights)) for weight in weights]
    taken = [int(share) for share in exact]
    order = sorted(range(len(weights)), key=lambda at: (taken[at] - exact[at], -weights[at], at))
    for at in order[: size - sum(taken)]:
        taken[at] += 1
    least = 3 if len(weights) > 1 else 1
    return [min(max(share, least), top) for share, top in zip(taken, most)]


def split(units, size):
    """By amount: what is above the interval is all taken, until nothing is."""
    if size >= len(units):
        return units, [], 0
    high, rest = [], units
    while True:
        left = size - len(high)
        interval = Fraction(sum(cents for _, cents, _ in rest), left)
        above = [unit for unit in rest if unit[1] > interval]
        if not above:
            return high, rest, left
        high += above
        rest = [unit for unit in rest if unit[1] <= interval]


def draw(units, seed, size, chance):
    frame = frame_hash(units)
    key = lambda unit: sha256("\n".join([seed, frame, "unit", unit[0]]))
    drawable = [unit for unit in units if unit[1] > 0]
    strata = sorted({stratum for _, _, stratum in drawable})
    cells = [[unit for unit in drawable if unit[2] == stratum] for stratum in strata]
    weights = [len(cell) if chance == "equal" else sum(unit[1] for unit in cell) for cell in cells]
    chosen = []
    for stratum, cell, share in zip(strata, cells, shares(size, weights, [len(cell) for cell in cells])):
        if chance == "equal":
            chosen += sorted(cell, key=key)[:share]
            continue
        high, rest, left = split(cell, share)
        chosen += sorted(high, key=key)
        if left == 0:
            continue
        value = sum(cents for _, cents, _ in rest)
        point = below(value, "\n".join([seed, frame, "start", stratum + "\t"]))
        reached = 0
        for unit in sorted(rest, key=key):
            reached += unit[1] * left
            if point < reached:
                chosen.append(unit)
                point += value
    names = [name for name, _, _ in chosen]
    return frame, names, sha256("\n".join([frame, seed, *names, ""]))


if __name__ == "__main__":
    path, seed, size, chance = sys.argv[1:5]
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    population = [(row["reference"], int(Decimal(row["montant"]) * 100), row["strate"]) for row in rows]
    frame, names, sample = draw(population, seed, int(size), chance)
    print("frame ", frame)
    print("sample", sample)
    print("\n".join(names))
