"""Wall seconds of whole processes: wall.py SYSTEM REPEATS COMMAND ..."""
import subprocess
import sys
import time


def once():
    start = time.perf_counter()
    out = subprocess.run(sys.argv[3:], check=True, stdout=subprocess.PIPE, text=True).stdout
    if "steps " not in out:
        sys.exit(f"the process must say 'steps N' when XOR is trained, said {out!r}")
    return time.perf_counter() - start


once()  # files into memory
seconds = sorted(once() for _ in range(int(sys.argv[2])))
print(f"startup,{sys.argv[1]},1,wall_s,{seconds[len(seconds) // 2]:.6g}")
print(f"startup,{sys.argv[1]},1,wall_s_best,{seconds[0]:.6g}")
