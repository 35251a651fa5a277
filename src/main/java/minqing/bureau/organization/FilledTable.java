package minqing.bureau.organization;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import minqing.platform.document.ImportColumn;
import minqing.platform.document.ImportColumns;
import minqing.platform.document.ImportedRow;
import minqing.platform.document.ImportedSheet;
import minqing.platform.document.Imports;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * A table with known columns that somebody filled in: an .xlsx, or comma separated values in UTF-8 or as Chinese office
 * programs write them, GB 18030. The first line names the columns, in Chinese or by their keys.
 */
final class FilledTable<C extends FileColumn> {

    private final Imports sheets;
    private final MessageSource messages;
    private final String titleKey;
    private final List<C> columns;

    FilledTable(Imports sheets, MessageSource messages, String titleKey, List<C> columns) {
        this.sheets = sheets;
        this.messages = messages;
        this.titleKey = titleKey;
        this.columns = List.copyOf(columns);
    }

    /** What a file of the table looks like; the template may say more of its columns. */
    ImportColumns form() {
        return new ImportColumns(
                messages.getMessage(titleKey, null, Locale.SIMPLIFIED_CHINESE),
                columns.stream()
                        .map(column -> {
                            ImportColumn read = column.isDay()
                                    ? ImportColumn.date(column.key(), heading(column))
                                    : ImportColumn.text(column.key(), heading(column), column.longest());
                            return column.isNeeded() ? read : read.optional();
                        })
                        .toList(),
                List.of());
    }

    /**
     * The lines that hold anything, the one with the columns' names first.
     *
     * @throws InvalidInput when it is no such file
     */
    List<Table.Line> read(byte[] file) {
        return isPackage(file) ? sheet(file) : Table.lines(decoded(file));
    }

    /**
     * The columns that the first line names, in its order.
     *
     * @throws InvalidInput when it names none, one twice, or lacks one that is needed
     */
    List<C> named(Table.Line headings, FileFaults faults) {
        List<C> named = new ArrayList<>();
        for (String heading : headings.values()) {
            C column = column(heading);
            if (column == null) {
                faults.line(headings.number(), "organization.import.column-unknown", heading);
            } else if (named.contains(column)) {
                faults.line(headings.number(), "organization.import.column-twice", heading);
            } else {
                named.add(column);
            }
        }
        columns.stream()
                .filter(column -> column.isNeeded() && !named.contains(column))
                .forEach(
                        column -> faults.line(headings.number(), "organization.import.column-missing", column.label()));
        faults.refuse();
        return named;
    }

    String heading(FileColumn column) {
        return messages.getMessage(column.label(), Locale.SIMPLIFIED_CHINESE);
    }

    private @Nullable C column(String heading) {
        String cleaned = Table.cleaned(heading);
        return columns.stream()
                .filter(column -> cleaned.equals(column.key()) || cleaned.equals(heading(column)))
                .findFirst()
                .orElse(null);
    }

    /** Every .xlsx is a zip archive, and no text begins like one. */
    private static boolean isPackage(byte[] file) {
        return file.length > 3 && file[0] == 'P' && file[1] == 'K' && file[2] == 3 && file[3] == 4;
    }

    private List<Table.Line> sheet(byte[] file) {
        ImportedSheet sheet;
        try {
            sheet = sheets.read(new ByteArrayInputStream(file), form());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        sheet.refuseFaults(List.of());
        List<Table.Line> lines = new ArrayList<>();
        lines.add(new Table.Line(1, columns.stream().map(FileColumn::key).toList()));
        for (ImportedRow row : sheet.rows()) {
            lines.add(new Table.Line(
                    row.number(),
                    columns.stream().map(column -> cell(row, column)).toList()));
        }
        return lines;
    }

    private static String cell(ImportedRow row, FileColumn column) {
        if (!column.isDay()) {
            return row.text(column.key());
        }
        LocalDate day = row.date(column.key());
        return day == null ? "" : day.toString();
    }

    private static String decoded(byte[] file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            try {
                return Charset.forName("GB18030")
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(file))
                        .toString();
            } catch (CharacterCodingException neither) {
                throw InvalidInput.of("file", "organization.import.unreadable");
            }
        }
    }
}
