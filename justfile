# The recipes of the house. `just` alone lists them.

default:
    @just --list --unsorted

# What CI runs
ci:
    .ci/run

# All tests
test *arguments:
    cargo test --workspace {{arguments}}

# Measure on the development data (../shared or SAKSI_SHARED): one table, with floors
score *arguments:
    cargo build --release --bin saksi
    python3 scores/score.py {{arguments}}

# Benchmarks of whole articles
bench *arguments:
    cargo bench -p saksi {{arguments}}

# Format
fmt:
    cargo fmt --all

# Write THIRD-PARTY.md anew
notices:
    cargo run -q -p xtask -- notices

# Walls between the crates, licences, notices
house:
    cargo run -q -p xtask -- walls licences

# Prove the corpus sound and print what it covers; `just corpus score`, `agreement`, `curve`
corpus *part:
    cargo run -q --profile fast -p xtask -- corpus {{part}}

# Fit the weights of the learned part on the corpus
fit:
    cargo run -q --profile fast -p xtask -- fit

# Requests a second and times of `POST /api/v1/read`: 32 clients, one page, by oha or wrk
bench-read page="examples/08-tidewater-what-the-soundings-say.html":
    #!/usr/bin/env bash
    set -euo pipefail
    tool=$(command -v oha || command -v wrk || true)
    if [ -z "$tool" ]; then echo "bench-read: neither oha nor wrk is here (cargo install oha; Debian: wrk)"; exit 0; fi
    cargo build --release --bin saksi
    folder=$(mktemp -d)
    target/release/saksi --ledger "$folder/l.saksi" serve --write --port 7399 > "$folder/out" &
    server=$!
    trap 'kill $server; rm -rf "$folder"' EXIT
    until curl -sf -o "$folder/health" http://127.0.0.1:7399/api/v1/health; do sleep 0.1; done
    case "$tool" in
    *oha) oha --no-tui -z 20s -c 32 -m POST -T text/html -D "{{page}}" http://127.0.0.1:7399/api/v1/read ;;
    *wrk)
        printf 'local f = io.open("%s", "rb")\nwrk.method, wrk.body = "POST", f:read("a")\nwrk.headers["Content-Type"] = "text/html"\n' "{{page}}" > "$folder/read.lua"
        wrk -t 2 -c 32 -d 20s --latency -s "$folder/read.lua" http://127.0.0.1:7399/api/v1/read ;;
    esac
