import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// Leaves a file with the time at which the build began: what is younger has not been built.
///
/// Run by Maven once everything is packaged that the launcher `nn` starts: `Stamp FILE TIME`
final class Stamp {
  private Stamp() {}

  public static void main(String[] args) throws Exception {
    Path file = Files.write(Path.of(args[0]), new byte[0]);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse(args[1])));
  }
}
