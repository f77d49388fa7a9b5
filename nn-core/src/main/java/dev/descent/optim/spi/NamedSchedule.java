package dev.descent.optim.spi;

/// A schedule that is data: a public record whose components are numbers, truth values, choices,
/// lists of numbers and other schedules. It prints itself, `Cosine[initial=0.1, end=0.0, ...]`, and
/// is made again from that text.
public interface NamedSchedule extends Schedule {
  /// Returns the name, sentence, paper and ranges, as declared once in the record. The name is the
  /// record's in lower case with hyphens: `warm-restarts` for `WarmRestarts`.
  HyperParameters hyperParameters();
}
