package io.kalmstream.deploy.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A plain table: one line a row, columns apart by two spaces, nothing but text. One column gives way: it is cut so that lines fit
 * the width. What is printed cannot move the cursor: control characters become spaces.
 */
final class Table {
    private static final String GAP = "  ";
    /** The flexible column is never cut below this. */
    private static final int LEAST = 20;

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** @param align where a short cell stands */
    record Column(String title, Align align, boolean flexible) {
        static Column text(String title) {
            return new Column(title, Align.LEFT, false);
        }

        static Column number(String title) {
            return new Column(title, Align.RIGHT, false);
        }

        /** The one column that is cut. */
        static Column flexible(String title) {
            return new Column(title, Align.LEFT, true);
        }
    }

    enum Align {
        LEFT,
        RIGHT
    }

    void add(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("a row has " + columns.size() + " cells, not " + cells.length);
        }
        rows.add(Arrays.stream(cells).map(DisplayText::oneLine).toList());
    }

    /** The lines, title first, none wider than the terminal unless the columns that are never cut are. */
    List<String> lines(int width) {
        int[] widths = widths(width);
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::title).toList(), widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private int[] widths(int width) {
        int[] widths = new int[columns.size()];
        int sum = GAP.length() * (columns.size() - 1);
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = rows.stream()
                    .mapToInt(row -> DisplayText.width(row.get(column)))
                    .reduce(DisplayText.width(columns.get(i).title()), Math::max);
            sum += widths[i];
        }
        for (int i = 0; i < widths.length; i++) {
            if (columns.get(i).flexible() && sum > width) {
                widths[i] = Math.max(Math.min(LEAST, widths[i]), widths[i] - (sum - width));
            }
        }
        return widths;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = DisplayText.cut(cells.get(i), widths[i]);
            String padding = " ".repeat(widths[i] - DisplayText.width(cell));
            line.append(i == 0 ? "" : GAP);
            line.append(columns.get(i).align() == Align.LEFT ? cell + padding : padding + cell);
        }
        return line.toString().stripTrailing();
    }
}
