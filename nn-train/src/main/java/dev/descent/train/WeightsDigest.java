package dev.descent.train;

import dev.descent.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// A fingerprint of weights: equal exactly if every number has the same bits.
///
/// It is the SHA-256 of the numbers alone: for each tensor, by rising name (as UTF-8), its elements
/// in row-major order as 4 bytes, little-endian, every NaN as 0x7fc00000. Threads, kernels and
/// vector widths do not change it. In Python:
///
/// ```
/// sha256(b"".join(t.tobytes() for _, t in sorted(load_file("model.safetensors").items()))).hexdigest()
/// ```
public final class WeightsDigest {
  private WeightsDigest() {}

  /// Returns the digest as hexadecimal digits.
  public static String sha256(Map<String, Tensor> tensors) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    Map<String, Tensor> sorted = new TreeMap<>(WeightsDigest::compare);
    sorted.putAll(tensors);
    for (Tensor tensor : sorted.values()) {
      float[] values = tensor.toFloats();
      ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
      for (float value : values) {
        bytes.putInt(Float.floatToIntBits(value));
      }
      digest.update(bytes.array());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static int compare(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
