package minqing.organization;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.document.DocumentFile;
import minqing.document.ImportColumn;
import minqing.document.ImportColumns;
import minqing.document.ImportedRow;
import minqing.document.ImportedSheet;
import minqing.document.Imports;
import minqing.document.OutputOptions;
import minqing.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;

/** The pairing table (annex 1) as a file to be brought in: read as sent, empty to fill in, and as it stands today. */
@Service
public class PairingFile {

    private final Organization organization;
    private final PairingKeeping pairings;
    private final Imports sheets;
    private final MessageSource messages;
    private final Clock clock;

    PairingFile(
            Organization organization, PairingKeeping pairings, Imports sheets, MessageSource messages, Clock clock) {
        this.organization = organization;
        this.pairings = pairings;
        this.sheets = sheets;
        this.messages = messages;
        this.clock = clock;
    }

    /** An empty .xlsx to fill in. */
    public DocumentFile template() {
        return sheets.template(columns(), OutputOptions.at(clock.instant()));
    }

    /** The pairings of today as a file that can be brought in again; it begins with the mark that office programs need. */
    public String written() {
        StringBuilder text = new StringBuilder("\uFEFF");
        line(text, Arrays.stream(PairingColumn.values()).map(this::heading).toList());
        LocalDate today = LocalDate.now(clock);
        Map<String, Unit> units =
                organization.everyUnit().stream().collect(Collectors.toMap(Unit::code, Function.identity()));
        Map<String, PairingEntry> present = new HashMap<>();
        Map<String, String> contacts = new HashMap<>();
        pairings.contacts().stream()
                .filter(contact -> holds(contact.from(), contact.to(), today))
                .forEach(contact -> contacts.put(contact.administrativeVillage(), contact.name()));
        pairings.history(null).forEach(pairing -> present.put(pairing.leader() + " " + pairing.village(), pairing));
        for (Leader leader : organization.everyLeader()) {
            List<Community> communities = organization.pairedCommunities(leader.account(), today);
            String community = communities.isEmpty() ? "" : communities.get(0).name();
            Unit unit = Objects.requireNonNull(units.get(leader.unit()));
            for (Village village : organization.pairedVillages(leader.account(), today)) {
                String parent = village.id().substring(0, village.id().indexOf('-'));
                PairingEntry pairing = Objects.requireNonNull(present.get(leader.account() + " " + village.id()));
                line(
                        text,
                        List.of(
                                unit.name(),
                                leader.name(),
                                village.town(),
                                village.administrativeVillage(),
                                village.name(),
                                contacts.getOrDefault(parent, ""),
                                community,
                                String.valueOf(pairing.from()),
                                pairing.to() == null ? "" : pairing.to().toString()));
            }
        }
        return text.toString();
    }

    /**
     * The lines of an .xlsx, or of comma separated values in UTF-8 or as Chinese office programs write them, GB 18030; the
     * first one names the columns.
     *
     * @throws InvalidInput when it is no such file
     */
    List<Table.Line> read(byte[] file) {
        return isPackage(file) ? sheet(file) : Table.lines(decoded(file));
    }

    /** Which column a heading names, in Chinese or as the data files do; null: none. */
    @Nullable
    PairingColumn column(String heading) {
        String cleaned = Table.cleaned(heading);
        return Stream.of(PairingColumn.values())
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
            sheet = sheets.read(new ByteArrayInputStream(file), columns());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        sheet.refuseFaults(List.of());
        List<Table.Line> lines = new ArrayList<>();
        lines.add(new Table.Line(
                1, Stream.of(PairingColumn.values()).map(PairingColumn::key).toList()));
        for (ImportedRow row : sheet.rows()) {
            lines.add(new Table.Line(
                    row.number(),
                    Stream.of(PairingColumn.values())
                            .map(column -> cell(row, column))
                            .toList()));
        }
        return lines;
    }

    private static String cell(ImportedRow row, PairingColumn column) {
        if (!column.isDay()) {
            return row.text(column.key());
        }
        LocalDate day = row.date(column.key());
        return day == null ? "" : day.toString();
    }

    private ImportColumns columns() {
        return new ImportColumns(
                messages.getMessage("organization.pairings.title", null, Locale.SIMPLIFIED_CHINESE),
                Stream.of(PairingColumn.values())
                        .map(column -> {
                            ImportColumn read = column.isDay()
                                    ? ImportColumn.date(column.key(), heading(column))
                                    : ImportColumn.text(column.key(), heading(column), PairingColumn.LONGEST);
                            return column.isNeeded() ? read : read.optional();
                        })
                        .toList(),
                List.of());
    }

    private String heading(PairingColumn column) {
        return messages.getMessage(column.label(), Locale.SIMPLIFIED_CHINESE);
    }

    private static boolean holds(@Nullable LocalDate from, @Nullable LocalDate to, LocalDate day) {
        return from != null && !from.isAfter(day) && (to == null || to.isAfter(day));
    }

    private static void line(StringBuilder text, List<String> values) {
        text.append(values.stream()
                        .map(value -> value.contains(",") || value.contains("\"")
                                ? '"' + value.replace("\"", "\"\"") + '"'
                                : value)
                        .collect(Collectors.joining(",")))
                .append("\r\n");
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
