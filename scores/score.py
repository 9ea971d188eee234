#!/usr/bin/env python3
"""Measure the program on the development data and print one table, with the floors that may not be broken.

    score.py [--saksi PATH] [--only NAME,...] [--check] [--pin] [--json] [--misses N]

The data and their scorers lie outside the repository, in `../shared` beside it or where SAKSI_SHARED says. Without them
there is nothing to measure: that is said, and the exit code is 0.

--check   exit 1 where a figure is below its floor in floors.json
--pin     write the figures seen into floors.json; a lower floor shows in the diff and wants a reason in the commit

seed        one page given as text: triples found, their precision, stance right
stories     invented stories with everything annotated, page by page
pfsa        direct quotations: share whose content is found exactly
indonesian  whole articles, every attribution; stance right among the rows whose content matched
grammar     the last two by the grammar alone, so that what was learned is seen
confidence  of the rows of these two sets that were given a confidence, the share that is right, by bands of confidence
polnear     statements of another press; rows inside others' content are left out, as its scheme is flat
zyte        bodies of saved pages
speed       articles a second on one thread, process start and output included (never a floor: machines differ)
"""
from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "scores" / "floors.json"

#: What the figures are to reach.
REACH = {
    "seed triples": 12, "seed triple P": 75, "seed stance right": 11,
    "pfsa exact content R": 93,
    "indonesian triple F1": 55, "indonesian triple P": 75,
    "polnear triple F1": 50, "polnear triple P": 68,
    "zyte body F1": 96.0, "stories body F1": 98, "stories leaks": 0,
    "stories title": 96, "stories day": 96, "stories language": 96,
    "stories byline": 90, "stories dateline": 90, "stories captions": 90, "stories origin_kind": 85, "stories origin_of": 85,
    "confidence 0.85-0.95 right": 85, "confidence 0.95-1.00 right": 90, "confidence from 0.85 right": 90,
    "speed text articles/s": 500, "speed html pages/s": 50,
}
#: Fewer is better.
LOW = {"stories leaks", "zyte not read"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--saksi", default=str(ROOT / "target" / "release" / "saksi"))
    parser.add_argument("--only", default="")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    shared = Path(os.environ.get("SAKSI_SHARED") or ROOT.parent / "shared")
    if not (shared / "bench").is_dir():
        print(f"scores: skipped, no development data at {shared} (SAKSI_SHARED says where they are)")
        return 0
    wanted = [name for name in options.only.split(",") if name] or list(MEASURES)
    unknown = [name for name in wanted if name not in MEASURES]
    if unknown:
        parser.error(f"nothing is called {', '.join(unknown)}; there are {', '.join(MEASURES)}")
    figures: dict[str, float] = {}
    for name in wanted:
        started = time.monotonic()
        for measure, value in MEASURES[name](options.saksi, shared, options.misses).items():
            figures[f"{name} {measure}"] = round(value, 1)
        print(f"{name}: {time.monotonic() - started:.1f} s", file=sys.stderr)
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if options.json:
        print(json.dumps(figures, indent=1))
    else:
        print(table(figures, floors))
    if options.pin:
        floors |= {name: value for name, value in figures.items() if not name.startswith("speed") and not name.endswith(" rows")}
        FLOORS.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    broken = [name for name, floor in floors.items() if name in figures and worse(name, figures[name], floor)]
    for name in broken:
        print(f"error: {name} is {figures[name]}, its floor is {floors[name]}", file=sys.stderr)
    return 1 if options.check and broken else 0


def worse(name: str, value: float, floor: float) -> bool:
    return value > floor if name in LOW else value < floor


def table(figures: dict[str, float], floors: dict[str, float]) -> str:
    lines = [f"{'measure':<36}{'figure':>9}{'floor':>9}{'reach':>9}"]
    before = ""
    for name, value in figures.items():
        group = name.split()[0]
        if group != before:
            lines.append("-" * 63)
            before = group
        floor, reach = floors.get(name), REACH.get(name)
        mark = ""
        if floor is not None and worse(name, value, floor):
            mark = "  below its floor"
        elif reach is not None and not worse(name, value, reach):
            mark = "  reached"
        show = lambda number: "" if number is None else f"{number:g}"
        lines.append(f"{name:<36}{value:>9g}{show(floor):>9}{show(reach):>9}{mark}")
    return "\n".join(lines)


# ------------------------------------------------------------------ what is measured


def seed(saksi: str, shared: Path, misses: int) -> dict[str, float]:
    data = shared / "data" / "seed"
    got = stories_scorer(saksi, shared, ["--page", data / "gold.json", "--text", data / "article.txt"], misses)
    want = got["statements"]
    matched = round(got["content R"] * want / 100)
    return {
        "triples": round(got["triple R"] * want / 100), "triple P": got["triple P"],
        "stance right": round(number(got["stance"]) * matched / 100), "content R": got["content R"],
        "actors": number(got["actors"]), "via": got["via"], "said": got["said"], "quantity": got["quantity"],
    }


def stories(saksi: str, shared: Path, misses: int) -> dict[str, float]:
    packs = sorted(path.parent for path in (shared / "data" / "stories").glob("*/gold.json"))
    got = stories_scorer(saksi, shared, ["--no-claims", *packs], misses)
    keys = [
        "body F1", "leaks", "title", "byline", "day", "minute", "dateline", "language", "origin_kind", "origin_of", "captions",
        "content F1", "triple P", "triple R", "triple F1", "kind", "stance", "actors", "via", "said", "quantity",
    ]
    return {key: number(got[key]) for key in keys}


def stories_scorer(saksi: str, shared: Path, arguments: list, misses: int) -> dict:
    scorer = [sys.executable, str(shared / "bench" / "score_stories.py"), "--saksi", saksi, *map(str, arguments)]
    if misses:
        sys.stderr.write(run([*scorer, "--misses", str(misses)]))
    return json.loads(run([*scorer, "--json"]))


def pfsa(saksi: str, shared: Path, misses: int) -> dict[str, float]:
    report, _, _ = attributions(saksi, shared, "attribution/pfsa-dev.jsonl")
    return {"exact content R": 100 * report["all"]["exact"]["r"], "soft content R": 100 * report["all"]["soft"]["r"]}


def indonesian(saksi: str, shared: Path, misses: int) -> dict[str, float]:
    report, gold, pred = attributions(saksi, shared, "indonesian/dev.jsonl")
    out = triples(report)
    right = judged = 0
    scorer = attribution_scorer(shared)
    for key, document in gold.items():
        built = lambda rows: scorer.build_attributions(document["text"], rows, key)
        ours, theirs = pred.get(key, []), document["attributions"]
        theirs_built, ours_built = built(theirs), built(ours)
        for at, found in scorer.align(theirs_built, ours_built):
            stance = theirs[at].get("stance")
            if stance and scorer.iou(theirs_built[at].content, ours_built[found].content) >= 0.5:
                judged += 1
                right += ours[found]["stance"] == stance
                if misses and ours[found]["stance"] != stance:
                    misses -= 1
                    words = " ".join(document["text"][s:e] for s, e in theirs[at]["content"])
                    print(f"- {key} stance {ours[found]['stance']} for {stance}: {words[:90]}", file=sys.stderr)
    out["stance"] = 100 * right / judged if judged else 0.0
    return out


def polnear(saksi: str, shared: Path, misses: int) -> dict[str, float]:
    report, _, _ = attributions(saksi, shared, "attribution/polnear-dev.jsonl", flat=True)
    return triples(report)


def grammar(saksi: str, shared: Path, misses: int) -> dict[str, float]:
    out = {}
    for name, path, flat in READ:
        report, _, _ = attributions(saksi, shared, path, flat, reader="grammar")
        figures = triples(report)
        out |= {f"{name} triple {figure}": figures[f"triple {figure}"] for figure in ("F1", "P")}
    return out


def confidence(saksi: str, shared: Path, misses: int) -> dict[str, float]:
    scorer = attribution_scorer(shared)
    trusted: list[tuple[float, bool]] = []
    for _, path, flat in READ:
        _, gold, pred = attributions(saksi, shared, path, flat)
        for key, document in gold.items():
            theirs = scorer.build_attributions(document["text"], document["attributions"], key)
            ours = scorer.build_attributions(document["text"], pred[key], key)
            right, free = set(), set()
            for at, found in scorer.align(theirs, ours):
                if document["attributions"][at].get("optional"):
                    free.add(found)
                elif scorer.iou(theirs[at].content, ours[found].content) >= 0.5:
                    if scorer.mentions_overlap(theirs[at].source, ours[found].source):
                        right.add(found)
            trusted += [(row["confidence"], at in right) for at, row in enumerate(pred[key]) if at not in free]
    out: dict[str, float] = {}
    bands = [(0, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.01)]
    for low, high in bands:
        here = [right for sure, right in trusted if low <= sure < high]
        name = f"{low:.2f}-{min(high, 1):.2f}"
        out |= {f"{name} right": 100 * sum(here) / len(here) if here else 0.0, f"{name} rows": len(here)}
    sure = [right for sure, right in trusted if sure >= 0.85]
    return out | {"from 0.85 right": 100 * sum(sure) / len(sure) if sure else 0.0}


#: What the two readers are compared on: name, file, whether its scheme has no nested rows.
READ = [("indonesian", "indonesian/dev.jsonl", False), ("polnear", "attribution/polnear-dev.jsonl", True)]


def triples(report: dict) -> dict[str, float]:
    out = {f"triple {name}": 100 * report["all"]["triple"][key] for name, key in (("F1", "f1"), ("P", "p"), ("R", "r"))}
    for kind in ("direct", "indirect", "mixed"):
        for name, key in (("F1", "f1"), ("P", "p")):
            out[f"{kind} triple {name}"] = 100 * report[kind]["triple"][key]
    return out


def zyte(saksi: str, shared: Path, misses: int) -> dict[str, float]:
    scorer = shared / "bench" / "score_extraction.py"
    data = shared / "data" / "extraction" / "zyte"
    got = json.loads(run([sys.executable, str(scorer), "--saksi", saksi, "--json", str(data)]))
    return {"body F1": 100 * got["body F1"], "body P": 100 * got["body P"], "body R": 100 * got["body R"], "not read": got["not read"]}


def speed(saksi: str, shared: Path, misses: int) -> dict[str, float]:
    import gzip

    texts = shared / "data" / "attribution" / "polnear-train.jsonl"
    number_of_texts = sum(1 for line in texts.open(encoding="utf-8") if line.strip())
    pages = sorted((shared / "data" / "extraction" / "zyte" / "html").glob("*.html.gz"))
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            (Path(folder) / page.name[:-3]).write_bytes(gzip.decompress(page.read_bytes()))
        return {
            "text articles/s": number_of_texts / seconds([saksi, "read", "--jobs", "1", "--format", "jsonl", str(texts)], 3),
            "html pages/s": len(pages) / seconds([saksi, "read", "--jobs", "1", "--format", "jsonl", folder], 1),
        }


MEASURES = {
    "seed": seed, "stories": stories, "pfsa": pfsa, "indonesian": indonesian, "polnear": polnear, "grammar": grammar, "confidence": confidence,
    "zyte": zyte, "speed": speed,
}


# ------------------------------------------------------------------ how


def attributions(saksi: str, shared: Path, name: str, flat: bool = False, reader: str = "learned") -> tuple[dict, dict, dict]:
    """The scorer's report for all documents, and gold and predicted rows by document."""
    scorer = attribution_scorer(shared)
    path = shared / "data" / name
    gold = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            document = json.loads(line)
            gold[document["id"]] = document
    pred: dict[str, list[dict]] = {}
    for line in run([saksi, "read", "--as", "jsonl", "--format", "jsonl", "--reader", reader, str(path)]).splitlines():
        article = json.loads(line)
        key = article["input"]["id"]
        if article["text"] != gold[key]["text"]:
            sys.exit(f"{name}: the text of {key} was changed")
        rows = [row for row in article["statements"] if not (flat and row["within"])]
        spans = lambda part: part["spans"] if part else []
        pred[key] = [
            {"source": spans(row["source"]), "cue": spans(row["cue"]), "content": spans(row["content"]),
             "stance": row["stance"], "by": row["by"], "confidence": row["confidence"]}
            for row in rows
        ]
    build = lambda key, rows: scorer.Document(key, gold[key]["text"], {}, scorer.build_attributions(gold[key]["text"], rows, key))
    report = scorer.score(
        {key: build(key, document["attributions"]) for key, document in gold.items()},
        {key: build(key, rows) for key, rows in pred.items()},
    )
    return report["all"]["kinds"], gold, pred


def attribution_scorer(shared: Path):
    if "score_attributions" not in sys.modules:
        spec = importlib.util.spec_from_file_location("score_attributions", shared / "bench" / "score_attributions.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules["score_attributions"] = module
        sys.dont_write_bytecode = True
        spec.loader.exec_module(module)
    return sys.modules["score_attributions"]


def number(value: float | None) -> float:
    """A share of nothing is 0."""
    return 0.0 if value is None or value != value else value


def run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[:4])} … exited {done.returncode}: {done.stderr[-800:]}")
    return done.stdout


def seconds(command: list[str], rounds: int) -> float:
    """The best of some rounds: what else runs on the machine can only slow it down."""
    best = float("inf")
    for _ in range(rounds):
        started = time.monotonic()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        best = min(best, time.monotonic() - started)
    return best


if __name__ == "__main__":
    sys.exit(main())
