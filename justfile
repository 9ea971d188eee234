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
