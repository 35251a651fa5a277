package minqing.platform.document;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import minqing.platform.document.Form.Grid;
import minqing.platform.document.Form.Look;
import org.jspecify.annotations.Nullable;

/** Lays out each annex, once for every writer. */
final class AnnexLayouts {

    /** 三号. */
    private static final double THIRD = 16;

    /** 四号. */
    private static final double FOURTH = 14;

    /** 小四. */
    private static final double SMALL_FOURTH = 12;

    /** 五号. */
    private static final double FIFTH = 10.5;

    /** Label, value, label, value. */
    private static final int[] SHEET_COLUMNS = {24, 48, 33, 55};

    private static final int[] PAIRING_COLUMNS = {14, 27, 85, 34};

    private static final int[] SUMMARY_COLUMNS = {13, 44, 22, 22, 22, 22, 22, 22, 22, 42};

    private static final List<String> SUMMARY_TITLES = List.of(
            "number", "unit", "leaders", "labour", "visitors", "collected", "resolved", "diaries", "forums", "remarks");

    /** As many as the printed form has. */
    private static final int SUMMARY_ROWS = 5;

    /** The least height of a row of the summary, and what all of them may take for the notes to stay on the page. */
    private static final int SUMMARY_ROW = 10;

    private static final double SUMMARY_ROOM = 76;

    /** The least height of a leader's row in the pairing table. */
    private static final int PAIRING_ROW = 30;

    /** The sheet of each register: rows of one column across the page or of two side by side, and the least height. */
    private static final Map<Register, List<Band>> SHEETS = Map.of(
            Register.LABOUR,
            List.of(
                    new Band(16, Look.SHORT, "name", "unit-position"),
                    new Band(24, Look.SHORT, "time", "place"),
                    new Band(128, Look.LONG, "account"),
                    new Band(30, Look.LINE, "remarks")),
            Register.RECEPTION,
            List.of(
                    new Band(16, Look.SHORT, "name", "unit"),
                    new Band(24, Look.SHORT, "position", "time"),
                    new Band(24, Look.SHORT, "place", "visitor"),
                    new Band(30, Look.LINE, "matter"),
                    new Band(78, Look.LONG, "account"),
                    new Band(26, Look.LINE, "remarks")),
            Register.PROBLEM,
            List.of(
                    new Band(16, Look.SHORT, "name", "unit-position"),
                    new Band(18, Look.LINE, "problem"),
                    new Band(62, Look.LONG, "content"),
                    new Band(50, Look.LONG, "resolution"),
                    new Band(30, Look.LONG, "next-step"),
                    new Band(22, Look.LINE, "remarks")),
            Register.FORUM,
            List.of(
                    new Band(16, Look.SHORT, "name", "unit"),
                    new Band(16, Look.SHORT, "position", "time"),
                    new Band(24, Look.LINE, "place", "attendees"),
                    new Band(26, Look.LINE, "topic"),
                    new Band(92, Look.LONG, "account"),
                    new Band(24, Look.LINE, "remarks")),
            Register.DIARY,
            List.of(
                    new Band(16, Look.SHORT, "name", "unit-position"),
                    new Band(16, Look.SHORT, "time", "place"),
                    new Band(64, Look.LONG, "seen"),
                    new Band(46, Look.LONG, "opinions"),
                    new Band(36, Look.LONG, "reflections"),
                    new Band(20, Look.LINE, "remarks")));

    private final DocumentWords words;

    AnnexLayouts(DocumentWords words) {
        this.words = words;
    }

    List<Form> of(List<? extends Annex> annexes) {
        List<Form> forms = new ArrayList<>();
        for (Annex annex : annexes) {
            if (annex instanceof RegisterRecord sheet) {
                forms.add(sheet(sheet));
            } else if (annex instanceof PairingTable pairing) {
                forms.add(pairing(pairing));
            } else if (annex instanceof SummaryTable summary) {
                forms.add(month(summary));
                forms.add(year(summary));
            } else if (annex instanceof ListTable list) {
                forms.add(list(list));
            }
        }
        return forms;
    }

    /** The columns of a register as a list shows them. */
    List<ListTable.Column> columns(Register register) {
        return register.columns().stream()
                .map(column -> new ListTable.Column(title(register, column), share(register, column)))
                .toList();
    }

    /** A column's title without what spreads it over its cell. */
    String title(Register register, String column) {
        return DocumentWords.plain(words.of(register.key() + "." + column));
    }

    /** How wide a column of a list is beside the others: names are short, and a day with its half takes one line. */
    private static int share(Register register, String column) {
        for (Band band : Objects.requireNonNull(SHEETS.get(register))) {
            if (band.columns().contains(column)) {
                boolean flows = band.look() == Look.LONG;
                return switch (column) {
                    case "name", "position" -> 9;
                    case "time" -> 16;
                    case "unit-position" -> 15;
                    case "remarks" -> 12;
                    default -> flows ? 30 : band.columns().size() == 1 ? 18 : 12;
                };
            }
        }
        throw new IllegalStateException("the sheet of " + register + " has no place for " + column);
    }

    private Form sheet(RegisterRecord sheet) {
        Register register = sheet.register();
        Grid grid = new Grid(SHEET_COLUMNS.length);
        for (Band band : Objects.requireNonNull(SHEETS.get(register))) {
            grid.row(band.height());
            int across = band.columns().size() == 1 ? SHEET_COLUMNS.length - 1 : 1;
            for (String column : band.columns()) {
                String label = words.of(register.key() + "." + column);
                String value = written(sheet.values().get(register.columns().indexOf(column)));
                grid.cell(Look.LABEL, label, label).cell(band.look(), value, value, across, 1);
            }
        }
        return new Form(
                words.of(register.key() + ".sheet"),
                words.of(register.key() + ".mark"),
                words.of(register.key() + ".title"),
                false,
                FOURTH,
                THIRD,
                "",
                "",
                SHEET_COLUMNS,
                0,
                grid.rows(),
                List.of());
    }

    private Form pairing(PairingTable table) {
        Grid grid = new Grid(PAIRING_COLUMNS.length).row(16);
        label(grid, "pairing.unit");
        label(grid, "pairing.leader");
        if (table.town().isEmpty()) {
            label(grid, "pairing.villages");
        } else {
            label(grid, "pairing.villages.of", table.town());
        }
        label(grid, "pairing.community");
        List<PairingTable.Row> rows = table.rows();
        for (int index = 0; index < rows.size(); index++) {
            PairingTable.Row row = rows.get(index);
            grid.row(PAIRING_ROW);
            if (index == 0 || !rows.get(index - 1).unit().equals(row.unit())) {
                int leaders = same(rows, index, PairingTable.Row::unit);
                grid.cell(upright(row.unit(), leaders), row.unit(), row.unit(), 1, leaders);
            }
            grid.cell(Look.SHORT, row.leader(), row.leader());
            String villages = villages(row.villages());
            grid.cell(Look.LINE, villages, villages);
            if (index == 0 || !rows.get(index - 1).community().equals(row.community())) {
                grid.cell(
                        Look.SHORT,
                        row.community(),
                        row.community(),
                        1,
                        same(rows, index, PairingTable.Row::community));
            }
        }
        return new Form(
                words.of("pairing.sheet"),
                words.of("pairing.mark"),
                words.of("pairing.title"),
                false,
                FOURTH,
                FOURTH,
                "",
                "",
                PAIRING_COLUMNS,
                1,
                grid.rows(),
                List.of());
    }

    /** A unit stands upright beside its leaders, as the source has it, where there are enough of them for its name. */
    private static Look upright(String unit, int leaders) {
        double height = unit.codePointCount(0, unit.length()) * FOURTH * Form.LINE_HEIGHT / Form.POINTS;
        return height < leaders * PAIRING_ROW - 2 * Form.PADDING ? Look.UPRIGHT : Look.SHORT;
    }

    private static int same(
            List<PairingTable.Row> rows, int first, java.util.function.Function<PairingTable.Row, String> value) {
        int next = first + 1;
        while (next < rows.size() && value.apply(rows.get(next)).equals(value.apply(rows.get(first)))) {
            next++;
        }
        return next - first;
    }

    private String villages(List<PairingTable.Village> villages) {
        List<String> lines = new ArrayList<>();
        for (PairingTable.Village village : villages) {
            lines.add(
                    village.naturalVillages().isEmpty()
                            ? village.name()
                            : words.of(
                                    "pairing.village",
                                    village.name(),
                                    String.join(words.of("separator"), village.naturalVillages())));
            if (!village.contact().isEmpty()) {
                lines.add(words.of("pairing.contact", village.contact()));
            }
        }
        return String.join("\n", lines);
    }

    private Form month(SummaryTable table) {
        return summary(
                table,
                words.of("summary.sheet"),
                words.of("summary.title"),
                table.rows(),
                List.of(words.of("summary.note"), edition(table, table.period())));
    }

    private Form year(SummaryTable table) {
        return summary(
                table,
                words.of("summary.year.sheet"),
                words.of("summary.year.title"),
                table.yearToDate(),
                List.of(words.of("summary.year.note"), edition(table, table.yearPeriod())));
    }

    private String edition(SummaryTable table, SummaryTable.Period period) {
        String covered = words.of("until", words.date(period.from()), words.date(period.until()));
        String version = Integer.toString(table.version());
        return table.verificationCode() == null
                ? words.of("summary.draft", covered, version)
                : words.of("summary.sealed", covered, version, table.verificationCode());
    }

    private Form summary(
            SummaryTable table, String sheet, String title, List<SummaryTable.Row> rows, List<String> notes) {
        Grid grid = new Grid(SUMMARY_COLUMNS.length).row(24);
        SUMMARY_TITLES.forEach(column -> label(grid, "summary." + column));
        List<Long> sums = new ArrayList<>();
        double taken = 0;
        for (int index = 0; index < rows.size(); index++) {
            SummaryTable.Row row = rows.get(index);
            taken += summaryRow(row);
            grid.row(SUMMARY_ROW);
            number(grid, index + 1L);
            grid.cell(Look.SHORT, row.unit(), row.unit());
            List<Integer> figures = row.figures();
            for (int figure = 0; figure < figures.size(); figure++) {
                number(grid, figures.get(figure));
                if (index == 0) {
                    sums.add(0L);
                }
                sums.set(figure, sums.get(figure) + figures.get(figure));
            }
            grid.cell(Look.LINE, row.remarks(), row.remarks());
        }
        for (int blank = rows.size(); blank < SUMMARY_ROWS; blank++) {
            taken += SUMMARY_ROW;
            if (taken <= SUMMARY_ROOM) {
                grid.row(SUMMARY_ROW);
                SUMMARY_TITLES.forEach(column -> grid.cell(Look.SHORT, "", ""));
            }
        }
        grid.row(SUMMARY_ROW);
        label(grid, "summary.total");
        grid.cell(Look.SHORT, "", "");
        for (int figure = 0; figure < SUMMARY_TITLES.size() - 3; figure++) {
            number(grid, rows.isEmpty() ? 0 : sums.get(figure));
        }
        grid.cell(Look.SHORT, "", "");
        LocalDate date = table.date();
        return new Form(
                sheet,
                words.of("summary.mark"),
                title,
                true,
                SMALL_FOURTH,
                SMALL_FOURTH,
                words.of("summary.seal", table.unit()),
                date == null ? words.of("summary.undated") : words.date(date),
                SUMMARY_COLUMNS,
                1,
                grid.rows(),
                notes);
    }

    /** What a unit's row takes, estimated, in millimetres. */
    private static double summaryRow(SummaryTable.Row row) {
        int remarks = SUMMARY_COLUMNS[SUMMARY_COLUMNS.length - 1];
        double width = (remarks - 2 * Form.PADDING) * Form.POINTS;
        return Math.max(SUMMARY_ROW, Lines.height(Texts.clean(row.remarks()), width, SMALL_FOURTH) / Form.POINTS);
    }

    private Form list(ListTable list) {
        int[] columns = widths(list.columns());
        Grid grid = new Grid(columns.length).row(10);
        for (ListTable.Column column : list.columns()) {
            grid.cell(Look.LABEL, column.title(), column.title());
        }
        for (List<?> row : list.rows()) {
            if (row.size() != columns.length) {
                throw new IllegalArgumentException(
                        "a row has %d values for %d columns".formatted(row.size(), columns.length));
            }
            grid.row(8);
            for (Object value : row) {
                Object shown = value instanceof Occasion occasion
                        ? (occasion.isDay() ? occasion.from() : words.occasion(occasion))
                        : value;
                grid.cell(shown instanceof String ? Look.LINE : Look.SHORT, shown, written(value));
            }
        }
        return new Form(
                words.of("list.sheet"),
                "",
                list.title(),
                true,
                FIFTH,
                FIFTH,
                "",
                "",
                columns,
                1,
                grid.rows(),
                List.of());
    }

    /** The page's width shared out; the last column takes what rounding leaves. */
    private static int[] widths(List<ListTable.Column> columns) {
        int available = 0;
        for (int width : SUMMARY_COLUMNS) {
            available += width;
        }
        int shares = columns.stream().mapToInt(ListTable.Column::width).sum();
        int[] widths = new int[columns.size()];
        int left = available;
        for (int index = 0; index < widths.length; index++) {
            widths[index] = index == widths.length - 1
                    ? left
                    : Math.max(1, available * columns.get(index).width() / shares);
            left -= widths[index];
        }
        return widths;
    }

    private void label(Grid grid, String key, Object... arguments) {
        String label = words.of(key, arguments);
        grid.cell(Look.LABEL, label, label);
    }

    private static void number(Grid grid, long number) {
        grid.cell(Look.SHORT, number, Long.toString(number));
    }

    private String written(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Occasion occasion) {
            return words.occasion(occasion);
        }
        if (value instanceof LocalDate day) {
            return words.date(day);
        }
        if (value instanceof Integer || value instanceof Long) {
            return value.toString();
        }
        throw new IllegalArgumentException("a list can't show a "
                + (value == null ? "missing value" : value.getClass().getName()));
    }

    /** A strip of a sheet. */
    private record Band(int height, Look look, List<String> columns) {

        Band(int height, Look look, String... columns) {
            this(height, look, List.of(columns));
        }
    }
}
