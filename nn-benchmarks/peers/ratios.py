"""Ratios of Descent to each other system in lines round,workload,system,threads,metric,value.

usage: ratios.py FILE

Rates (_per_s, _gflops), where more is better, and times (_ms, wall_s), where less is: the median over the rounds, the lowest and
the highest round, and how many times as fast Descent is, as a median and from its worst round against the other's best to the
reverse. Says also which systems' first losses differ, so did not do the same work.
"""
import collections
import statistics
import sys

RATES, TIMES = ("_per_s", "_gflops"), ("_ms", "wall_s")
rounds = collections.defaultdict(list)
for line in open(sys.argv[1]):
    fields = line.strip().split(",")
    if len(fields) == 6:
        _, workload, system, threads, metric, value = fields
        rounds[workload, threads, metric, system].append(float(value))

print("workload,threads,metric,system,median,lowest,highest,descent_times_as_fast,from,to")
for (workload, threads, metric, system), values in sorted(rounds.items()):
    if not metric.endswith(RATES + TIMES):
        continue
    ours = rounds.get((workload, threads, metric, "descent"))
    row = [statistics.median(values), min(values), max(values)]
    text = f"{workload},{threads},{metric},{system}," + ",".join(f"{v:.5g}" for v in row)
    if system == "descent":
        ratios = []
    elif ours and metric.endswith(RATES):
        ratios = [statistics.median(ours) / row[0], min(ours) / row[2], max(ours) / row[1]]
    elif ours:
        ratios = [row[0] / statistics.median(ours), row[1] / max(ours), row[2] / min(ours)]
    else:
        ratios = []
    print(",".join([text] + [f"{r:.2f}" for r in ratios]))

for (workload, threads, metric, system), values in sorted(rounds.items()):
    ours = rounds.get((workload, threads, metric, "descent"))
    if ours and metric.startswith("loss_"):
        away = abs(values[0] / ours[0] - 1)
        if away > (1e-3 if metric == "loss_1" else 1e-2):
            print(f"# {workload},{threads},{system}: {metric} is {values[0]:.6g}, Descent's {ours[0]:.6g}")
