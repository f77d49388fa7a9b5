#!/usr/bin/env bash
# Descent and its peers in turn, A B A B, then the ratio of the medians of all rounds and the spread of each. Quiet the machine
# first. README.md says how to install the peers; those that are not installed are named and skipped.
#   nn-benchmarks/peers/side-by-side.sh [--out FILE] [WORKLOAD ...]
#   WORKLOAD   mlp-small mlp-mnist mlp-xor mlp-wide (all of these), gemm, opt-step, startup
#   --out FILE lines are appended to FILE, and what it has already is not run again: a run that was broken off goes on
#   PEERS (all that are installed): a list such as "torch jax"; a JVM peer that is named fetches its jars
#   THREADS ("1 2"), ROUNDS (2), SECONDS_PER_REPEAT (0.5), REPEATS (3), WARM (Descent 10, JVM peers 4, others 1), and those of run.sh
set -euo pipefail
peers=$(cd -- "$(dirname -- "$0")" && pwd -P)
out=
if [ "${1:-}" = --out ]; then
  out=$2
  shift 2
fi
failures=0
if [ -z "$out" ]; then
  out=$(mktemp)
  trap 'rm -f "$out"' EXIT
fi
touch "$out"
errors=$out.errors

systems=descent
for peer in ${PEERS:-torch torch-compile jax numpy tensorflow djl dl4j encog deepnetts}; do
  [ -z "${PEERS:-}" ] || "$peers/run.sh" "$peer" install >&2 || true
  if "$peers/run.sh" "$peer" check >&2; then systems="$systems $peer"; fi
done
for workload in ${*:-mlp-small mlp-mnist mlp-xor mlp-wide}; do
  for threads in ${THREADS:-1 2}; do
    for round in $(seq "${ROUNDS:-2}"); do
      for system in $systems; do
        "$peers/run.sh" "$system" check "$workload" "$threads" || continue
        done="# done $round $workload $system $threads"
        if grep -qxF "$done" "$out"; then continue; fi
        if lines=$("$peers/run.sh" "$system" "$workload" "$threads" "${SECONDS_PER_REPEAT:-0.5}" "${REPEATS:-3}" ${WARM:+"$WARM"} 2>"$errors"); then
          printf '%s\n' "$lines" | grep -E '^[a-z-]+,[a-z0-9-]+,[0-9]+,' | sed "s/^/$round,/" | tee -a "$out"
          echo "$done" >>"$out"
        else
          failures=$((failures + 1))
          echo "$system failed on $workload with $threads threads:" >&2
          tail -n 5 "$errors" >&2
        fi
      done
    done
  done
done
rm -f "$errors"
"${PEERS_PYTHON:-python3}" "$peers/ratios.py" "$out"
[ "$failures" = 0 ]
