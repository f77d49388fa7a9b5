package dev.descent.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Streams that may be gzipped.
final class Streams {
  private Streams() {}

  /// Returns the stream's content, inflated if it begins like a gzip file.
  static InputStream inflated(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1F && buffered.read() == 0x8B;
    buffered.reset();
    return gzip ? new BufferedInputStream(new GZIPInputStream(buffered)) : buffered;
  }
}
