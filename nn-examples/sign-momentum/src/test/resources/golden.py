# Writes sign-momentum.csv: the formula in plain float64.   python3 golden.py
START = [0.5, -1.25, 0.75, 2.0]
GRADIENTS = [[0.5, -1.0, 2.0**-27, 0.0], [-8.0, -2.0, 2.0**-26, 0.0], [1.0, 0.5, -(2.0**-20), 3.0], [0.125, 4.0, 1.0, -1.0]]
RATE, BETA = 0.125, 0.5

w, m = list(START), [0.0] * 4
lines = ["# sign-momentum, learning rate 0.125, momentum 0.5", "weights," + ",".join(map(repr, w))]
for g in GRADIENTS:
    m = [BETA * mi + (1 - BETA) * gi for mi, gi in zip(m, g)]
    w = [wi - RATE * ((mi > 0) - (mi < 0)) for wi, mi in zip(w, m)]
    lines += ["gradient," + ",".join(map(repr, g)), "weights," + ",".join(map(repr, w))]
open("sign-momentum.csv", "w").write("\n".join(lines) + "\n")
