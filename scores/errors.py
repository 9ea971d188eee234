#!/usr/bin/env python3
"""Where rows are missed and where they are false: by kind of fault, and by construction.

    errors.py [--saksi PATH]

Three tables. Recall by construction on our own case files: cases whose rows are all read as marked. Precision by
construction on the development data: rows whose content and source are right. Faults by kind on the same data: what the
missed rows and the false rows have in common, as far as spans can tell; ERRORS.md tells what reading them showed.
Without the development data the first table alone is printed.
"""
from __future__ import annotations

import argparse
import collections
import os
from pathlib import Path

import score

CASES = score.ROOT / "crates" / "saksi" / "tests" / "cases" / "statement"
DATA = (("polnear-dev", "attribution/polnear-dev.jsonl", True), ("indonesian/dev", "indonesian/dev.jsonl", False))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--saksi", default=str(score.ROOT / "target" / "release" / "saksi"))
    options = parser.parse_args()
    print("| case file | cases | read as marked |\n| --- | --- | --- |")
    for path in sorted(CASES.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        cases = sum(line.startswith("## ") for line in lines)
        missed = sum(line.startswith("miss:") for line in lines)
        print(f"| {path.stem} | {cases} | {100 * (cases - missed) / cases:.0f} % |")
    shared = Path(os.environ.get("SAKSI_SHARED") or score.ROOT.parent / "shared")
    if not (shared / "bench").is_dir():
        return 0
    for name, file, flat in DATA:
        right, rows, faults = read(options.saksi, shared, file, flat)
        print(f"\n| {name}: construction | rows | right |\n| --- | --- | --- |")
        for by, count in rows.most_common():
            print(f"| {by} | {count} | {100 * right[by] / count:.0f} % |")
        print(f"\n| {name}: kind of fault | rows |\n| --- | --- |")
        for kind, count in faults.most_common():
            print(f"| {kind} | {count} |")
    return 0


def read(saksi: str, shared: Path, file: str, flat: bool) -> tuple[collections.Counter, collections.Counter, collections.Counter]:
    """Rows right and rows found by construction, and faults by kind."""
    scorer = score.attribution_scorer(shared)
    _, gold, pred = score.attributions(saksi, shared, file, flat=flat)
    right: collections.Counter = collections.Counter()
    rows: collections.Counter = collections.Counter()
    faults: collections.Counter = collections.Counter()
    for key, document in gold.items():
        text = document["text"]
        build = lambda part: scorer.build_attributions(text, part, key)
        # The scorer leaves out what has no word, so the places in its list are those of the rest.
        theirs = [row for row in document["attributions"] if build([row])]
        ours = [row for row in pred.get(key, []) if build([row])]
        theirs_built, ours_built = build(theirs), build(ours)
        good, found, optional = set(), set(), set()
        for at, index in scorer.align(theirs_built, ours_built):
            content = scorer.iou(theirs_built[at].content, ours_built[index].content) >= 0.5
            if content and same_source(theirs[at]["source"], ours[index]["source"]):
                good.add(index)
                found.add(at)
            elif theirs[at].get("optional"):
                optional.add(index)
        for index, row in enumerate(ours):
            rows[row["by"]] += 1
            right[row["by"]] += index in good
            if index not in good | optional and not any(overlap(row["cue"], one["cue"]) for one in theirs):
                faults[f"false: no such statement ({row['by']})"] += 1
        for at, row in enumerate(theirs):
            if at not in found and not row.get("optional"):
                faults["missed: " + missed(row, ours)] += 1
    return right, rows, faults


def missed(row: dict, ours: list[dict]) -> str:
    """What was read where this row stands."""
    here = [one for one in ours if overlap(one["cue"], row["cue"])]
    if not here:
        return "nothing read at the cue" + ("" if row["source"] else ", no source in the text")
    one = here[0]
    if row["source"] is not None and not same_source(row["source"], one["source"]):
        return "another source"
    size = lambda spans: sum(end - start for start, end in spans)
    return "content too long" if size(one["content"]) > size(row["content"]) else "content too short or elsewhere"


def same_source(theirs: list | None, ours: list) -> bool:
    return theirs is None or (overlap(theirs, ours) if theirs and ours else not theirs and not ours)


def overlap(some: list, others: list) -> bool:
    return any(start < stop and begin < end for start, end in some or [] for begin, stop in others or [])


if __name__ == "__main__":
    raise SystemExit(main())
