import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lays out every Java source: {@code check} fails naming what differs, {@code write} rewrites it.
 * A program of our own because the formatter must run on the JDK whose language it reads, and Maven itself may run on an older one.
 */
void main(String[] arguments) throws Exception {
    boolean write = arguments[0].equals("write");
    Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(false)
            .build());
    List<Path> different = new ArrayList<>();
    for (Path source : sources(Path.of(arguments[1]))) {
        String text = Files.readString(source);
        String formatted = formatter.formatSourceAndFixImports(text);
        if (!formatted.equals(text)) {
            different.add(source);
            if (write) {
                Files.writeString(source, formatted);
            }
        }
    }
    different.forEach(source -> System.out.println((write ? "formatted " : "not formatted: ") + source));
    if (!write && !different.isEmpty()) {
        System.err.println("Run `mvn -N -Dformat=write validate` and commit what it changes.");
        System.exit(1);
    }
}

List<Path> sources(Path root) throws Exception {
    List<Path> found = new ArrayList<>();
    for (String module : List.of("avro", "encoder", "sinks", "topology", "deploy")) {
        try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src"))) {
            files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(found::add);
        }
    }
    return found;
}
