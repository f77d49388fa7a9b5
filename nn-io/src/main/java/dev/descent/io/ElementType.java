package dev.descent.io;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The element types of safetensors files, in the order in which the reference implementation ranks
/// their alignment.
public enum ElementType {
  /// A byte that is 0 or 1.
  BOOL(8),
  /// 4-bit floating point.
  F4(4),
  /// 6-bit floating point, 2 bits of exponent.
  F6_E2M3(6),
  /// 6-bit floating point, 3 bits of exponent.
  F6_E3M2(6),
  /// Unsigned byte.
  U8(8),
  /// Signed byte.
  I8(8),
  /// 8-bit floating point, 5 bits of exponent.
  F8_E5M2(8),
  /// 8-bit floating point, 4 bits of exponent.
  F8_E4M3(8),
  /// 8-bit floating point, nothing but exponent.
  F8_E8M0(8),
  /// As F8_E4M3, without infinities and with one zero.
  F8_E4M3FNUZ(8),
  /// As F8_E5M2, without infinities and with one zero.
  F8_E5M2FNUZ(8),
  /// Signed 16-bit integer.
  I16(16),
  /// Unsigned 16-bit integer.
  U16(16),
  /// Half precision.
  F16(16),
  /// The upper half of an F32.
  BF16(16),
  /// Signed 32-bit integer.
  I32(32),
  /// Unsigned 32-bit integer.
  U32(32),
  /// Single precision.
  F32(32),
  /// Complex with single-precision parts.
  C64(64),
  /// Double precision.
  F64(64),
  /// Signed 64-bit integer.
  I64(64),
  /// Unsigned 64-bit integer.
  U64(64);

  private static final Map<String, ElementType> BY_NAME = byName();

  private final int bits;

  ElementType(int bits) {
    this.bits = bits;
  }

  /// Returns the size of an element in bits.
  public int bits() {
    return bits;
  }

  /// Returns the type of a name, which is case-sensitive; empty if there is none.
  public static Optional<ElementType> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static Map<String, ElementType> byName() {
    Map<String, ElementType> types = new HashMap<>();
    for (ElementType type : values()) {
      types.put(type.name(), type);
    }
    return Map.copyOf(types);
  }
}
