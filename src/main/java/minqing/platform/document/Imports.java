package minqing.platform.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import minqing.platform.document.ImportedRow.Place;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Reads .xlsx files that offices have filled in, and makes the templates to fill in. What a cell means (who is that leader,
 * is the record there already) is the feature's to find out; whether it is a date, is too long or missing is found here.
 *
 * <p>A formula is refused rather than its stored result taken: nobody vouches that the two agree.
 */
@Component
public class Imports {

    /** Rows in one go: ten years of a bureau's records, read in a few seconds. */
    public static final int MOST_ROWS = 5_000;

    /** Above the header stand at most the title, the unit and the date. */
    private static final int HEADER_WITHIN = 10;

    private static final int FIRST_YEAR = 1949;
    private static final int LAST_YEAR = 2100;
    private static final Pattern COMPACT_DATE = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

    private final DocumentWords words;
    private final TemplateWriter templates;
    private final Pattern date;

    public Imports(MessageSource messages) {
        words = new DocumentWords(messages);
        templates = new TemplateWriter(words);
        date = Pattern.compile(words.of("import.date.pattern"));
    }

    /** An empty file to fill in. */
    public DocumentFile template(ImportColumns columns, OutputOptions options) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            templates.write(columns, options, content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new DocumentFile(Documents.fileName(columns.title(), Format.XLSX), Format.XLSX, content.toByteArray());
    }

    /**
     * Reads the first visible worksheet of a file.
     *
     * @throws InvalidInput with the field {@code file}, where the file itself or its header can't be taken
     */
    public ImportedSheet read(InputStream file, ImportColumns columns) throws IOException {
        byte[] bytes = file.readNBytes(XlsxPackage.LARGEST_FILE + 1);
        if (bytes.length > XlsxPackage.LARGEST_FILE) {
            throw XlsxPackage.refused("too-large", Integer.toString(XlsxPackage.LARGEST_FILE / 1024 / 1024));
        }
        Reading reading = new Reading(columns);
        try (XlsxPackage opened = XlsxPackage.open(bytes)) {
            new SheetReader(opened).read(reading::row);
        }
        return reading.finish();
    }

    private static String comparable(String title) {
        return DocumentWords.plain(Normalizer.normalize(title, Normalizer.Form.NFKC));
    }

    private @Nullable LocalDate day(String text) {
        String written = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        Matcher found = date.matcher(written);
        if (!found.matches()) {
            found = COMPACT_DATE.matcher(written);
        }
        if (!found.matches()) {
            return null;
        }
        try {
            return inRange(LocalDate.of(
                    Integer.parseInt(found.group(1)),
                    Integer.parseInt(found.group(2)),
                    Integer.parseInt(found.group(3))));
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static @Nullable LocalDate inRange(LocalDate day) {
        return day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR ? null : day;
    }

    /** A file in the reading. */
    private final class Reading {

        private final ImportColumns columns;
        private final Map<Integer, ImportColumn> header = new TreeMap<>();
        private final Map<Integer, String> ignored = new HashMap<>();
        private final Map<String, Place> places = new HashMap<>();
        private final List<ImportedRow> rows = new ArrayList<>();
        private final List<FieldFault> faults = new ArrayList<>();
        private int rowsBeforeHeader;

        Reading(ImportColumns columns) {
            this.columns = columns;
            columns.columns().forEach(column -> places.put(column.key(), new Place("", column.title())));
        }

        void row(int number, TreeMap<Integer, Object> values) {
            if (header.isEmpty()) {
                if (!readHeader(values) && ++rowsBeforeHeader >= HEADER_WITHIN) {
                    throw noHeader();
                }
                return;
            }
            if (values.keySet().stream().allMatch(ignored::containsKey)) {
                return;
            }
            if (rows.size() == MOST_ROWS) {
                throw XlsxPackage.refused("too-many-rows", Integer.toString(MOST_ROWS));
            }
            rows.add(data(number, values));
        }

        ImportedSheet finish() {
            if (header.isEmpty()) {
                throw noHeader();
            }
            if (rows.isEmpty()) {
                throw XlsxPackage.refused("no-rows");
            }
            return new ImportedSheet(rows, faults);
        }

        private InvalidInput noHeader() {
            return XlsxPackage.refused(
                    "no-header",
                    Integer.toString(HEADER_WITHIN),
                    columns.columns().stream()
                            .map(ImportColumn::title)
                            .collect(Collectors.joining(words.of("separator"))));
        }

        /** The first row in which at least half of the columns stand is the header; then it must be right. */
        private boolean readHeader(TreeMap<Integer, Object> values) {
            Map<String, ImportColumn> byTitle = columns.columns().stream()
                    .collect(Collectors.toMap(column -> comparable(column.title()), column -> column));
            long known = values.values().stream()
                    .filter(value -> value instanceof String title && byTitle.containsKey(comparable(title)))
                    .count();
            if (known * 2 < byTitle.size()) {
                return false;
            }
            List<FieldFault> wrong = new ArrayList<>();
            List<String> skipped =
                    columns.ignored().stream().map(Imports::comparable).toList();
            values.forEach((index, value) -> {
                String title = value instanceof SheetReader.Flaw ? "" : text(value);
                ImportColumn column = byTitle.get(comparable(title));
                if (column == null) {
                    if (skipped.contains(comparable(title))) {
                        ignored.put(index, title);
                    } else {
                        wrong.add(new FieldFault("file", "document.import.unknown-column", DocumentWords.plain(title)));
                    }
                } else if (header.containsValue(column)) {
                    wrong.add(new FieldFault("file", "document.import.duplicate-column", column.title()));
                } else {
                    header.put(index, column);
                    places.put(column.key(), new Place(CellReference.convertNumToColString(index), column.title()));
                }
            });
            for (ImportColumn column : columns.columns()) {
                if (column.required() && !header.containsValue(column)) {
                    wrong.add(new FieldFault("file", "document.import.missing-column", column.title()));
                }
            }
            if (!wrong.isEmpty()) {
                throw new InvalidInput(
                        wrong.size() > ImportedSheet.MOST_FAULTS ? wrong.subList(0, ImportedSheet.MOST_FAULTS) : wrong);
            }
            return true;
        }

        private ImportedRow data(int number, TreeMap<Integer, Object> cells) {
            Map<String, Object> values = new HashMap<>();
            ImportedRow row = new ImportedRow(number, values, places);
            header.forEach((index, column) -> {
                Object cell = cells.get(index);
                if (cell == null) {
                    if (column.required()) {
                        fault(row, column, "required");
                    }
                } else if (cell instanceof SheetReader.Flaw flaw) {
                    fault(row, column, flaw.name().toLowerCase(Locale.ROOT));
                } else {
                    Object value = value(row, column, cell);
                    if (value != null) {
                        values.put(column.key(), value);
                    }
                }
            });
            for (int index : cells.keySet()) {
                if (!header.containsKey(index) && !ignored.containsKey(index)) {
                    String letters = CellReference.convertNumToColString(index);
                    add(new FieldFault(
                            letters + number, "document.import.untitled", Integer.toString(number), letters));
                }
            }
            return row;
        }

        private @Nullable Object value(ImportedRow row, ImportColumn column, Object cell) {
            return switch (column.kind()) {
                case TEXT -> {
                    String text = text(cell);
                    int length = text.codePointCount(0, text.length());
                    if (length > column.longest()) {
                        fault(row, column, "too-long", Integer.toString(column.longest()), Integer.toString(length));
                        yield null;
                    }
                    yield text;
                }
                case DATE -> {
                    LocalDate day =
                            cell instanceof LocalDateTime moment ? inRange(moment.toLocalDate()) : day(text(cell));
                    if (day == null) {
                        fault(row, column, "date");
                    }
                    yield day;
                }
                case COUNT -> {
                    String digits = Normalizer.normalize(text(cell), Normalizer.Form.NFKC);
                    if (cell instanceof LocalDateTime || !COUNT.matcher(digits).matches()) {
                        fault(row, column, "count");
                        yield null;
                    }
                    yield Integer.valueOf(digits);
                }
                case CHOICE -> {
                    String text = text(cell);
                    if (!column.choices().contains(text)) {
                        fault(row, column, "choice", String.join(words.of("separator"), column.choices()));
                        yield null;
                    }
                    yield text;
                }
            };
        }

        private String text(Object cell) {
            if (cell instanceof BigDecimal number) {
                return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
            }
            if (cell instanceof LocalDateTime moment) {
                return words.date(moment.toLocalDate());
            }
            return cell.toString();
        }

        private void fault(ImportedRow row, ImportColumn column, String reason, Object... arguments) {
            add(row.fault(column.key(), "document.import." + reason, arguments));
        }

        /** One more than are shown, so that it is known that there are more. */
        private void add(FieldFault fault) {
            if (faults.size() <= ImportedSheet.MOST_FAULTS) {
                faults.add(fault);
            }
        }
    }
}
