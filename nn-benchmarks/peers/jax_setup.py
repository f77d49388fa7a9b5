"""Threads of JAX, which are set before it is imported: XLA's pool is as large as the processors that the process may use."""
import os

import peer

if peer.THREADS == 1:
    os.environ["XLA_FLAGS"] = os.environ.get("XLA_FLAGS", "") + " --xla_cpu_multi_thread_eigen=false"
if hasattr(os, "sched_setaffinity"):
    allowed = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, allowed[-peer.THREADS :])
