"""Makes optimizers/keras_*.json: what the optimizers of Keras do on the gradients of optimizers/_gradients.json.

    python -m venv venv && venv/bin/pip install keras==3.15.1 torch==2.13.0
    KERAS_BACKEND=torch venv/bin/python generate_keras.py

Everything is computed in float64; a second run in float32 says how far Keras itself is from that.
"""

import inspect
import json
import math
import os

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy as np

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "optimizers")
CHECKPOINTS = (1, 2, 5, 10, 30, 60)

# The optimizer, and by the name of the case the arguments that are not the defaults.
CASES = {
    "keras_sgd": ("SGD", {
        "default": {},
        "momentum": {"learning_rate": 0.02, "momentum": 0.9},
        "nesterov": {"learning_rate": 0.02, "momentum": 0.8, "nesterov": True},
        "decay": {"learning_rate": 0.02, "momentum": 0.9, "weight_decay": 0.1},
    }),
    "keras_adagrad": ("Adagrad", {
        "default": {},
        "typical": {"learning_rate": 0.1, "initial_accumulator_value": 0.5, "epsilon": 1e-3},
    }),
    "keras_adadelta": ("Adadelta", {
        "default": {},
        "typical": {"learning_rate": 1.0, "rho": 0.8, "epsilon": 1e-4},
    }),
    "keras_rmsprop": ("RMSprop", {
        "default": {},
        "momentum": {"learning_rate": 0.01, "rho": 0.8, "momentum": 0.7},
        "centered": {"learning_rate": 0.01, "rho": 0.9, "momentum": 0.5, "centered": True, "epsilon": 1e-4},
        "decay": {"learning_rate": 0.01, "weight_decay": 0.1},
    }),
    "keras_adamax": ("Adamax", {
        "default": {},
        "typical": {"learning_rate": 0.02, "beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-3},
    }),
    "keras_nadam": ("Nadam", {
        "default": {},
        "typical": {"learning_rate": 0.02, "beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-4},
        "decay": {"learning_rate": 0.02, "weight_decay": 0.1},
    }),
    "keras_ftrl": ("Ftrl", {
        "default": {},
        "penalties": {
            "learning_rate": 0.1, "initial_accumulator_value": 0.5, "l1_regularization_strength": 0.25,
            "l2_regularization_strength": 0.125,
        },
        "shrinkage": {"learning_rate": 0.1, "l2_shrinkage_regularization_strength": 0.05, "beta": 0.5},
    }),
    "keras_lion": ("Lion", {
        "default": {},
        "typical": {"learning_rate": 0.01, "beta_1": 0.8, "beta_2": 0.95, "weight_decay": 0.1},
    }),
    "keras_adam": ("Adam", {
        "default": {},
        "typical": {"learning_rate": 0.02, "beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-4},
    }),
    "keras_adamw": ("AdamW", {
        "default": {},
        "typical": {"learning_rate": 0.02, "beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-4, "weight_decay": 0.1},
    }),
    "keras_amsgrad": ("Adam", {
        "default": {},
        "typical": {"learning_rate": 0.02, "beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-4, "weight_decay": 0.1},
    }),
}  # fmt: skip

# What makes an optimizer of one of Keras's by a flag.
FLAGS = {"keras_amsgrad": {"amsgrad": True}}

# Arguments that every optimizer of Keras has and that are left at their defaults.
COMMON = {
    "clipnorm", "clipvalue", "global_clipnorm", "use_ema", "ema_momentum", "ema_overwrite_frequency",
    "loss_scale_factor", "gradient_accumulation_steps", "name", "kwargs", "self",
}  # fmt: skip


def run(kind, arguments, problem, dtype):
    keras.config.set_floatx(dtype)
    optimizer = getattr(keras.optimizers, kind)(**arguments)
    variables = {}
    for name, shape in problem["shapes"].items():
        start = np.array(problem["initial"][name], dtype=dtype).reshape(shape)
        variables[name] = keras.Variable(start, dtype=dtype, name=name)
    optimizer.build(list(variables.values()))
    expected = {}
    for step in range(1, max(CHECKPOINTS) + 1):
        gradients = [
            keras.ops.convert_to_tensor(np.array(problem["gradients"][n][step - 1], dtype=dtype).reshape(s), dtype=dtype)
            for n, s in problem["shapes"].items()
        ]
        optimizer.apply(gradients, list(variables.values()))
        if step in CHECKPOINTS:
            values = {n: keras.ops.convert_to_numpy(v).astype(np.float64).reshape(-1) for n, v in variables.items()}
            expected[str(step)] = {n: v.tolist() for n, v in values.items()}
    return expected


def errors(single, double):
    absolute = relative = 0.0
    for step, tensors in double.items():
        for name, values in tensors.items():
            error = np.max(np.abs(np.array(single[step][name]) - np.array(values)))
            absolute = max(absolute, error)
            relative = max(relative, error / np.max(np.abs(values)))
    wanted = max(10 * relative, 5e-6)
    digits = 10.0 ** math.floor(math.log10(wanted))
    tolerance = float(f"{math.ceil(wanted / digits - 1e-9) * digits:.0e}")
    return {"max_absolute": float(f"{absolute:.2e}"), "max_relative": float(f"{relative:.2e}"), "tolerance": tolerance}


def dumps(value, indent=0):
    """JSON with objects spread over lines and arrays of numbers on one line."""
    pad = " " * indent
    if isinstance(value, dict):
        rows = [f"{pad} {json.dumps(k)}: {dumps(v, indent + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(rows) + f"\n{pad}}}" if rows else "{}"
    if isinstance(value, list) and any(isinstance(v, dict) for v in value):
        return "[\n" + ",\n".join(f"{pad} {dumps(v, indent + 1)}" for v in value) + f"\n{pad}]"
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def main():
    with open(os.path.join(HERE, "_gradients.json")) as file:
        problem = json.load(file)
    for name, (kind, cases) in CASES.items():
        signature = inspect.signature(getattr(keras.optimizers, kind).__init__).parameters
        written = []
        for case, given in cases.items():
            config = {k: p.default for k, p in signature.items() if k not in COMMON} | FLAGS.get(name, {}) | given
            double = run(kind, config, problem, "float64")
            single = run(kind, config, problem, "float32")
            written.append({
                "name": case, "problem": "dense", "config": config, "set": list(given),
                "float32": errors(single, double), "expected": double,
            })  # fmt: skip
        document = {
            "optimizer": kind,
            "source": f"keras {keras.__version__} keras.optimizers.{kind}",
            "function": f"keras.optimizers.{kind}",
            "cases": written,
        }
        with open(os.path.join(HERE, name + ".json"), "w") as file:
            file.write(dumps(document) + "\n")
        print(name, [c["float32"]["max_relative"] for c in written])


if __name__ == "__main__":
    main()
