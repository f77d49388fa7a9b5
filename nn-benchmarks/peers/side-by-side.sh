#!/usr/bin/env bash
# Descent and PyTorch in turn, A B A B, on each workload with one and with two threads, then the ratio of the medians of all
# rounds and the spread of each. Quiet the machine first.
#   nn-benchmarks/peers/side-by-side.sh PYTHON [WORKLOAD ...]      WORKLOAD: mlp-small mlp-mnist mlp-xor mlp-wide; PYTHON: an interpreter that has torch
#   ROUNDS (2), WARM seconds of Descent's warm-up (10), SECONDS_PER_REPEAT (0.5), THREADS ("1 2")
set -euo pipefail
python=$1
shift
peers=$(cd -- "$(dirname -- "$0")" && pwd -P)
home=$(cd -- "$peers/../.." && pwd -P)
lines=$(mktemp)
errors=$(mktemp)
trap 'code=$?; [ "$code" = 0 ] || cat "$errors" >&2; rm -f "$lines" "$errors"' EXIT
for workload in ${*:-mlp-small mlp-mnist mlp-xor mlp-wide}; do
  for threads in ${THREADS:-1 2}; do
    for round in $(seq "${ROUNDS:-2}"); do
      "$home/nn" bench "$workload" --threads "$threads" --warm "${WARM:-10}" --seconds "${SECONDS_PER_REPEAT:-0.5}" --repeats 3 2>>"$errors" |
        sed "s/^/$round,/" | tee -a "$lines"
      "$python" "$peers/workloads_torch.py" "$workload" "$threads" "${SECONDS_PER_REPEAT:-0.5}" 3 2>>"$errors" |
        sed "s/^/$round,/" | tee -a "$lines"
    done
  done
done
"$python" "$peers/ratios.py" "$lines"
