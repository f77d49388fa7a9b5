"""Writes the golden files of this folder: pip install safetensors==0.8.0 numpy torch; python golden.py"""
import numpy as np
import torch
from safetensors.numpy import save_file
from safetensors.torch import save_file as save_torch

save_file(
    {
        "b": np.array([7, -8, 2**31 - 1], dtype=np.int32),
        "2.weight": np.arange(6, dtype=np.float32).reshape(2, 3) / 3,
        "10.weight": np.array([[-0.0, np.inf]], dtype=np.float32),
        "scalar": np.array(2.5, dtype=np.float32),
        "empty": np.zeros((0, 4), dtype=np.float32),
        'quote " slash \\ tab \t bell \x07 é 漢': np.ones(1, dtype=np.float32),
        "z \uE000": np.ones(1, dtype=np.float32),
        "z \U0001F600": np.zeros(1, dtype=np.float32),
    },
    "golden.safetensors",
    metadata={"format": "pt"},
)
save_torch(
    {
        "f64": torch.tensor([0.1, -2.0], dtype=torch.float64),
        "f16": torch.tensor([0.1, -2.0, 65504.0], dtype=torch.float16),
        "bf16": torch.tensor([0.1, -2.0], dtype=torch.bfloat16),
        "i64": torch.tensor([[5, -6]], dtype=torch.int64),
        "i64_large": torch.tensor([5, 2**31], dtype=torch.int64),
        "i16": torch.tensor([-300], dtype=torch.int16),
        "i8": torch.tensor([-3], dtype=torch.int8),
        "u8": torch.tensor([255], dtype=torch.uint8),
        "bool": torch.tensor([True, False, True]),
        "f8": torch.tensor([1.0], dtype=torch.float8_e4m3fn),
    },
    "types.safetensors",
)
