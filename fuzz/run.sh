#!/usr/bin/env bash
# Fuzzes a target (page or statement) for so many seconds, on the stable toolchain: fuzz/run.sh statement 600
# Findings lie in fuzz/findings/TARGET, what was learnt in fuzz/corpus/TARGET; neither is part of the repository.
set -euo pipefail
cd "$(dirname "$0")"
target=${1:?"the target: page or statement"}
seconds=${2:-60}
host=$(rustc -vV | sed -n 's/^host: //p')
# Coverage as libFuzzer reads it. No sanitizer: the library has no unsafe code, what is looked for are panics and hangs.
flags="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4"
flags+=" -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table"
flags+=" -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1"
RUSTFLAGS="$flags" cargo build --release --locked --target "$host" --bin "$target"
mkdir -p "corpus/$target" "findings/$target"
# Seeds: our own pages, and the case files without their marks.
case $target in
page) seeds=(../examples ../crates/saksi/tests/pages) ;;
statement)
    mkdir -p corpus/seeds
    if [[ -z $(ls -A corpus/seeds) ]]; then
        sed -E 's/\[[SCTA] //g; s/\]//g' ../crates/saksi/tests/cases/statement/*.txt | grep -vE '^(#|@|=|~|miss:|$)' |
            split -l 4 - corpus/seeds/
    fi
    seeds=(corpus/seeds)
    ;;
esac
existing=()
for seed in "${seeds[@]}"; do [[ -d $seed ]] && existing+=("$seed"); done
exec "target/$host/release/$target" "corpus/$target" "${existing[@]}" \
    -artifact_prefix="findings/$target/" -max_total_time="$seconds" -max_len=20000 -timeout=10 -rss_limit_mb=3000
