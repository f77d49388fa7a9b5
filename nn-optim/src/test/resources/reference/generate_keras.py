"""Makes optimizers/keras_*.json: what the optimizers of Keras do on the gradients of optimizers/_gradients.json and
_gradients_ranks.json; and keras_schedules.json: the values of its schedules at steps 0, 1, 2, ...

    python -m venv venv && venv/bin/pip install keras==3.15.1 torch==2.13.0 jax==0.10.2
    KERAS_BACKEND=torch venv/bin/python generate_keras.py
    KERAS_BACKEND=jax JAX_ENABLE_X64=1 venv/bin/python generate_keras.py keras_schedule_free_adamw

The last one because ScheduleFreeAdamW on torch averages with what its update has already overwritten: the "old" momentum
is the tensor that is written in place. On jax, where nothing is, it is the algorithm of the paper.

Everything is computed in float64; a second run in float32 says how far Keras itself is from that.
"""

import inspect
import json
import math
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy as np

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "optimizers")
CHECKPOINTS = (1, 2, 5, 10, 30, 60)

# A learning rate that moves: what makes it, and its arguments.
def schedule(kind, **arguments):
    return {"function": f"keras.optimizers.schedules.{kind}"} | arguments


# The optimizer, and by the name of the case the arguments that are not the defaults.
CASES = {
    "keras_sgd": ("SGD", {
        "default": {},
        "momentum": {"learning_rate": 0.02, "momentum": 0.9},
        "nesterov": {"learning_rate": 0.02, "momentum": 0.8, "nesterov": True},
        "decay": {"learning_rate": 0.02, "momentum": 0.9, "weight_decay": 0.1},
        "schedule": {
            "learning_rate": schedule("ExponentialDecay", initial_learning_rate=0.05, decay_steps=10, decay_rate=0.5),
            "momentum": 0.9, "weight_decay": 0.1,
        },
        "nesterov_schedule": {
            "learning_rate": schedule("CosineDecay", initial_learning_rate=0.05, decay_steps=50),
            "momentum": 0.8, "nesterov": True,
        },
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
    "keras_adafactor": ("Adafactor", {
        "default": {},
        "typical": {
            "learning_rate": 0.05, "beta_2_decay": -0.6, "epsilon_1": 1e-6, "epsilon_2": 1e-2, "clip_threshold": 0.8,
            "relative_step": False,
        },
        "large_rate": {"learning_rate": 0.5, "relative_step": False},
        "decay": {"learning_rate": 0.05, "weight_decay": 0.5},
    }),
    "keras_adafactor_ranks": ("Adafactor", {"typical": {"learning_rate": 0.1}}),
    "keras_lamb": ("Lamb", {
        "default": {},
        "typical": {"learning_rate": 0.02, "beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-4},
        "decay": {"learning_rate": 0.02, "weight_decay": 0.5},
    }),
    "keras_muon": ("Muon", {
        "default": {},
        "typical": {
            "learning_rate": 0.02, "weight_decay": 0.1, "momentum": 0.9, "nesterov": False, "ns_steps": 4,
            "adam_lr_ratio": 0.5, "adam_beta_1": 0.8, "adam_beta_2": 0.95, "epsilon": 1e-4, "adam_weight_decay": 0.05,
        },
        "no_rms": {"learning_rate": 0.02, "rms_rate": None},
    }),
    "keras_schedule_free_adamw": ("ScheduleFreeAdamW", {
        "default": {},
        "typical": {"learning_rate": 0.02, "beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-4},
        "warmup": {"learning_rate": 0.02, "warmup_steps": 10},
    }),
}  # fmt: skip

SCHEDULES = {
    "exponential": schedule("ExponentialDecay", initial_learning_rate=0.1, decay_steps=10, decay_rate=0.5),
    "exponential_stairs": schedule(
        "ExponentialDecay", initial_learning_rate=0.1, decay_steps=10, decay_rate=0.5, staircase=True
    ),
    "piecewise": schedule("PiecewiseConstantDecay", boundaries=[10, 20], values=[0.1, 0.05, 0.01]),
    "polynomial": schedule(
        "PolynomialDecay", initial_learning_rate=0.1, decay_steps=15, end_learning_rate=0.01, power=2.0
    ),
    "polynomial_cycle": schedule(
        "PolynomialDecay", initial_learning_rate=0.1, decay_steps=15, end_learning_rate=0.01, power=0.5, cycle=True
    ),
    "inverse_time": schedule("InverseTimeDecay", initial_learning_rate=0.1, decay_steps=10, decay_rate=0.5),
    "inverse_time_stairs": schedule(
        "InverseTimeDecay", initial_learning_rate=0.1, decay_steps=10, decay_rate=0.5, staircase=True
    ),
    "cosine": schedule("CosineDecay", initial_learning_rate=0.1, decay_steps=30, alpha=0.1),
    "cosine_warmup": schedule(
        "CosineDecay", initial_learning_rate=0.02, decay_steps=25, alpha=0.1, warmup_target=0.1, warmup_steps=10
    ),
    "restarts": schedule(
        "CosineDecayRestarts", initial_learning_rate=0.1, first_decay_steps=7, t_mul=2.0, m_mul=0.5, alpha=0.1
    ),
    "restarts_alike": schedule(
        "CosineDecayRestarts", initial_learning_rate=0.1, first_decay_steps=8, t_mul=1.0, m_mul=0.8
    ),
}  # fmt: skip

# What makes an optimizer of one of Keras's by a flag.
FLAGS = {"keras_amsgrad": {"amsgrad": True}}

# What is wrong on torch.
ON_JAX = {"keras_schedule_free_adamw"}

# Arguments that every optimizer of Keras has and that are left at their defaults.
COMMON = {
    "clipnorm", "clipvalue", "global_clipnorm", "use_ema", "ema_momentum", "ema_overwrite_frequency",
    "loss_scale_factor", "gradient_accumulation_steps", "name", "kwargs", "self",
}  # fmt: skip


def made(described):
    arguments = {name: value for name, value in described.items() if name != "function"}
    return getattr(keras.optimizers.schedules, described["function"].split(".")[-1])(**arguments)


def run(kind, arguments, problem, dtype):
    keras.config.set_floatx(dtype)
    rate = arguments["learning_rate"]
    rate = made(rate) if isinstance(rate, dict) else rate
    optimizer = getattr(keras.optimizers, kind)(**arguments | {"learning_rate": rate})
    variables = {}
    for name, shape in problem["shapes"].items():
        start = np.array(problem["initial"][name], dtype=dtype).reshape(shape)
        variables[name] = keras.Variable(start, dtype=dtype, name=name)
    optimizer.build(list(variables.values()))
    expected = {}
    last = len(next(iter(problem["gradients"].values())))
    for step in range(1, last + 1):
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
    problems = {}
    for name, file in {"dense": "_gradients.json", "ranks": "_gradients_ranks.json"}.items():
        with open(os.path.join(HERE, file)) as text:
            problems[name] = json.load(text)
    chosen = sys.argv[1:] or [name for name in CASES if name not in ON_JAX]
    for name in chosen:
        kind, cases = CASES[name]
        on = "ranks" if name.endswith("_ranks") else "dense"
        signature = inspect.signature(getattr(keras.optimizers, kind).__init__).parameters
        written = []
        for case, given in cases.items():
            config = {k: p.default for k, p in signature.items() if k not in COMMON} | FLAGS.get(name, {}) | given
            double = run(kind, config, problems[on], "float64")
            single = run(kind, config, problems[on], "float32")
            written.append({
                "name": case, "problem": on, "config": config, "set": list(given),
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
    if sys.argv[1:]:
        return
    keras.config.set_floatx("float64")
    written = []
    for name, described in SCHEDULES.items():
        values = [float(made(described)(step)) for step in range(50)]
        written.append({"name": name, "config": described, "values": values})
    document = {"source": f"keras {keras.__version__} keras.optimizers.schedules", "cases": written}
    with open(os.path.join(HERE, "..", "keras_schedules.json"), "w") as file:
        file.write(dumps(document) + "\n")


if __name__ == "__main__":
    main()
