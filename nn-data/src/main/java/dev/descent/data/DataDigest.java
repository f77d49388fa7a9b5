package dev.descent.data;

import dev.descent.data.spi.Source;
import dev.descent.tensor.Batch;
import dev.descent.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// A fingerprint of data: equal exactly if every number has the same bits, and stands in the same
/// record.
///
/// For each field it is the SHA-256 of the numbers alone: record by record, each element as 4
/// bytes, little-endian, every NaN as 0x7fc00000. In Python, for a field of floats and for one of
/// labels:
///
/// ```
/// sha256(x.astype("<f4").tobytes()).hexdigest()
/// sha256(y.astype("<i4").tobytes()).hexdigest()
/// ```
public final class DataDigest {
  private DataDigest() {}

  /// Returns the digest of each field as hexadecimal digits, by the field's name. It reads every
  /// record once.
  public static Map<String, String> sha256(Source source) {
    Batch record = Pipeline.allocate(Pipeline.batched(source.fields(), 1));
    int fields = record.names().size();
    MessageDigest[] digests = new MessageDigest[fields];
    ByteBuffer[] buffers = new ByteBuffer[fields];
    for (int field = 0; field < fields; field++) {
      int size = record.types().get(field).shape().size();
      digests[field] = sha256();
      buffers[field] = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
    }
    for (long i = 0; i < source.size(); i++) {
      source.read(i, record, 0);
      for (int field = 0; field < fields; field++) {
        fill(buffers[field], record, field);
        digests[field].update(buffers[field].flip());
      }
    }
    Map<String, String> all = new LinkedHashMap<>();
    for (int field = 0; field < fields; field++) {
      all.put(record.names().get(field), HexFormat.of().formatHex(digests[field].digest()));
    }
    return Collections.unmodifiableMap(all);
  }

  private static void fill(ByteBuffer buffer, Batch record, int field) {
    buffer.clear();
    int from = record.offset(field);
    for (int i = from; buffer.hasRemaining(); i++) {
      buffer.putInt(
          record.types().get(field).dtype() == DType.F32
              ? Float.floatToIntBits(record.floats(field)[i])
              : record.ints(field)[i]);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
