package dev.descent.data;

import dev.descent.random.Keys;
import java.util.Objects;

/// A keyed bijection of [0, size): a shuffled order in which any place can be asked for, without an
/// array.
///
/// A Feistel network over Z_a × Z_b, where a = ⌈√size⌉ and b = ⌈size / a⌉, so that a·b is hardly
/// more than size:
///
/// ```
/// (l, r) ← (⌊i / b⌋, i mod b)
/// eight rounds:  l ← (l + F(kⱼ, r)) mod a,  then  r ← (r + F(kⱼ₊₁, l)) mod b,  in turn
/// i ← l·b + r
/// ```
///
/// A result that is not below size goes in again (cycle walking), which happens to at most one in
/// √size. F is a 64-bit mixer (two multiplications), whose keys come from [Keys]: this is for
/// mixing data, it hides nothing.
final class Permutation {
  private static final int ROUNDS = 8;

  private final long size;
  private final long columns;
  private final long rows;
  private final long[] keys = new long[ROUNDS];

  Permutation(long size) {
    this.size = size;
    long root = (long) Math.sqrt((double) size);
    while (root * root < size) {
      root++;
    }
    this.rows = Math.max(1, root);
    this.columns = (size + rows - 1) / rows;
  }

  /// Makes this the permutation of a key.
  Permutation key(long key) {
    for (int round = 0; round < ROUNDS; round++) {
      keys[round] = Keys.fold(key, round);
    }
    return this;
  }

  /// Returns what stands at a place of the shuffled order.
  long at(long place) {
    Objects.checkIndex(place, size);
    long index = place;
    do {
      long left = index / columns;
      long right = index - left * columns;
      for (int round = 0; round < ROUNDS; round += 2) {
        left = add(left, keys[round], right, rows);
        right = add(right, keys[round + 1], left, columns);
      }
      index = left * columns + right;
    } while (index >= size);
    return index;
  }

  private static long add(long value, long key, long other, long modulus) {
    long z = (other + key) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 32)) * 0xD6E8FEB86659FD93L;
    long shift = (((z ^ (z >>> 32)) & 0xFFFFFFFFL) * modulus) >>> 32;
    long sum = value + shift;
    return sum >= modulus ? sum - modulus : sum;
  }
}
