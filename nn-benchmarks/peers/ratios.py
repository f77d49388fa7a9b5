"""Ratios of Descent to each other system in lines round,workload,system,threads,metric,value.

usage: ratios.py FILE

Rates only (metrics that end in _per_s): the median over the rounds, the lowest and highest round, and Descent's median
divided by the other's.
"""
import collections
import statistics
import sys

rounds = collections.defaultdict(list)
for line in open(sys.argv[1]):
    fields = line.strip().split(",")
    if len(fields) == 6 and fields[4].endswith("_per_s"):
        _, workload, system, threads, metric, value = fields
        rounds[workload, threads, metric, system].append(float(value))
print("workload,threads,metric,system,median,lowest,highest,descent_over_it")
for (workload, threads, metric, system), values in sorted(rounds.items()):
    ours = rounds.get((workload, threads, metric, "descent"))
    ratio = statistics.median(ours) / statistics.median(values) if ours else float("nan")
    print(f"{workload},{threads},{metric},{system},{statistics.median(values):.5g},{min(values):.5g},{max(values):.5g},{ratio:.2f}")
