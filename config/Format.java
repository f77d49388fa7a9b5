import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Checks or writes the format of every Java source below the given folders.
///
/// Run by Maven with google-java-format on the class path: `Format check|write FOLDER...`
final class Format {
  private Format() {}

  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    List<String> call = new ArrayList<>();
    call.add(write ? "--replace" : "--dry-run");
    int options = call.size();
    for (int i = 1; i < args.length; i++) {
      call.addAll(sources(Path.of(args[i])));
    }
    if (call.size() == options) {
      return;
    }
    StringWriter out = new StringWriter();
    PrintWriter err = new PrintWriter(System.err, true);
    int status =
        new Main(new PrintWriter(out, true), err, InputStream.nullInputStream())
            .format(call.toArray(String[]::new));
    if (status != 0) {
      System.exit(status);
    }
    if (!write && !out.toString().isBlank()) {
      err.println("not formatted, run mvn -Pformat process-sources:");
      err.print(out);
      err.flush();
      System.exit(1);
    }
  }

  private static List<String> sources(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".java"))
          .sorted()
          .map(Path::toString)
          .toList();
    }
  }
}
