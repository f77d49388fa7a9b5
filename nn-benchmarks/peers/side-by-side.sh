#!/usr/bin/env bash
# Descent and PyTorch in turn, A B A B, on each workload with one and with two threads. Quiet the machine first.
#   nn-benchmarks/peers/side-by-side.sh PYTHON [WORKLOAD ...]      PYTHON: an interpreter that has torch
# Needs a JDK 25 in JAVA25_HOME and the classes of `mvn verify`. Each line begins with the round.
set -eu
python=$1
shift
peers=$(cd -- "$(dirname -- "$0")" && pwd -P)
home=$(cd -- "$peers/../.." && pwd -P)
classes=
for module in nn-core nn-optim nn-data nn-benchmarks; do
  classes=$classes$home/$module/target/classes:
done
for workload in ${*:-mlp-small mlp-mnist mlp-xor mlp-wide}; do
  for threads in 1 2; do
    for round in 1 2; do
      "${JAVA25_HOME:?set it to the folder of a JDK 25}/bin/java" -Dwarm=12 -Dreps=3 --add-modules jdk.incubator.vector \
        -cp "$classes$home/nn-cli/target/lib/*" dev.descent.benchmarks.Workloads "$workload" "$threads" 2>/dev/null |
        sed "s/^/$round,/"
      "$python" "$peers/workloads_torch.py" "$workload" "$threads" 0.5 3 | sed "s/^/$round,/"
    done
  done
done
