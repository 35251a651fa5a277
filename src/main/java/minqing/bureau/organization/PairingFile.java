package minqing.bureau.organization;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import minqing.platform.document.DocumentFile;
import minqing.platform.document.Imports;
import minqing.platform.document.OutputOptions;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;

/** The pairing table (annex 1) as a file to be brought in: read as sent, empty to fill in, and as it stands today. */
@Service
public class PairingFile {

    private final Organization organization;
    private final PairingKeeping pairings;
    private final Imports sheets;
    private final FilledTable<PairingColumn> table;
    private final Clock clock;

    PairingFile(
            Organization organization, PairingKeeping pairings, Imports sheets, MessageSource messages, Clock clock) {
        this.organization = organization;
        this.pairings = pairings;
        this.sheets = sheets;
        this.table =
                new FilledTable<>(sheets, messages, "organization.pairings.title", List.of(PairingColumn.values()));
        this.clock = clock;
    }

    /** An empty .xlsx to fill in. */
    public DocumentFile template() {
        return sheets.template(table.form(), OutputOptions.at(clock.instant()));
    }

    /** The pairings of today as a file that can be brought in again; it begins with the mark that office programs need. */
    public String written() {
        StringBuilder text = new StringBuilder("\uFEFF");
        line(text, Arrays.stream(PairingColumn.values()).map(table::heading).toList());
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
        return table.read(file);
    }

    /** The columns that the first line names; see {@link FilledTable#named}. */
    List<PairingColumn> columns(Table.Line headings, FileFaults faults) {
        return table.named(headings, faults);
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
}
