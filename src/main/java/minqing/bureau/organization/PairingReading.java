package minqing.bureau.organization;

import static minqing.bureau.organization.PairingColumn.LONGEST;
import static minqing.bureau.organization.PairingColumn.NATURAL_VILLAGE;
import static minqing.bureau.organization.PairingColumn.PAIRED_COMMUNITY;
import static minqing.bureau.organization.PairingColumn.VALID_FROM;
import static minqing.bureau.organization.PairingColumn.VALID_TO;
import static minqing.bureau.organization.PairingColumn.VILLAGE_CONTACT;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;

/** Understands the lines of one pairing table, or says of each what is wrong with it. */
final class PairingReading {

    /** 2026-07-05, 2026/7/5, 2026.7.5, and with Chinese signs between the numbers. */
    private static final Pattern DAY =
            Pattern.compile("(\\d{4})[-/.\\x{5E74}](\\d{1,2})[-/.\\x{6708}](\\d{1,2})\\x{65E5}?");

    private final PairingFile file;
    private final PairingNames names;
    private final FileFaults faults;
    private final LocalDate usualFrom;
    private final List<PairingTie> ties = new ArrayList<>();
    private final Map<String, Integer> linesOf = new HashMap<>();
    private final Set<String> units = new HashSet<>();

    /** @param usualFrom the day from which lines hold that name none */
    PairingReading(PairingFile file, PairingNames names, FileFaults faults, LocalDate usualFrom) {
        this.file = file;
        this.names = names;
        this.faults = faults;
        this.usualFrom = usualFrom;
    }

    /** What the lines say. */
    List<PairingTie> ties() {
        return ties;
    }

    /** The codes of the units they name. */
    Set<String> units() {
        return units;
    }

    /**
     * Takes all lines, the first of which names the columns.
     *
     * @throws InvalidInput with all faults found, or the first of very many
     */
    void read(List<Table.Line> table) {
        List<PairingColumn> columns = file.columns(table.get(0), faults);
        for (Table.Line line : table.subList(1, table.size())) {
            if (line.values().size() > columns.size()) {
                faults.line(
                        line.number(), "organization.import.wide", line.values().size(), columns.size());
            } else {
                Map<PairingColumn, String> row = new EnumMap<>(PairingColumn.class);
                for (int column = 0; column < line.values().size(); column++) {
                    row.put(columns.get(column), Table.cleaned(line.values().get(column)));
                }
                take(line.number(), row);
            }
            if (faults.areMany()) {
                break;
            }
        }
        faults.refuse();
    }

    private void take(int line, Map<PairingColumn, String> row) {
        int before = faults.count();
        Map<PairingColumn, String> values = new EnumMap<>(PairingColumn.class);
        for (PairingColumn column : PairingColumn.names()) {
            String text = text(line, column, row.getOrDefault(column, ""));
            if (!text.isEmpty()) {
                values.put(column, text);
            }
        }
        LocalDate stated = day(line, VALID_FROM, row);
        LocalDate from = stated == null ? usualFrom : stated;
        LocalDate to = day(line, VALID_TO, row);
        if (to != null && !to.isAfter(from)) {
            faults.cell(line, VALID_TO, "organization.import.before");
        }
        if (faults.count() > before) {
            return;
        }
        String unit = names.unit(line, values);
        if (unit == null) {
            return;
        }
        units.add(unit);
        String leader = names.leader(line, unit, values);
        if (leader == null) {
            return;
        }
        String parent = names.administrativeVillage(line, values);
        String village = parent == null ? null : names.village(line, parent, values);
        String communityName = values.get(PAIRED_COMMUNITY);
        String community = communityName == null ? null : names.community(line, communityName);
        if (parent == null || village == null || faults.count() > before) {
            return;
        }
        Integer earlier = linesOf.putIfAbsent(leader + " " + village + " " + from, line);
        if (earlier != null) {
            faults.cell(line, NATURAL_VILLAGE, "organization.import.twice", earlier);
            return;
        }
        ties.add(new PairingTie(line, leader, village, community, parent, values.get(VILLAGE_CONTACT), from, to));
    }

    private String text(int line, PairingColumn column, String value) {
        if (value.isEmpty()) {
            if (column.isNeeded()) {
                faults.cell(line, column, "organization.import.required");
            }
        } else if (!Table.isPlain(value)) {
            faults.cell(line, column, "organization.import.characters");
        } else if (value.codePointCount(0, value.length()) > LONGEST) {
            faults.cell(line, column, "organization.import.long", LONGEST);
        } else if ("=+-@".indexOf(value.charAt(0)) >= 0) {
            faults.cell(line, column, "organization.import.start");
        }
        return value;
    }

    private @Nullable LocalDate day(int line, PairingColumn column, Map<PairingColumn, String> row) {
        String value = row.getOrDefault(column, "");
        if (value.isEmpty()) {
            return null;
        }
        Matcher day = DAY.matcher(value);
        try {
            if (day.matches()) {
                LocalDate read = LocalDate.of(
                        Integer.parseInt(day.group(1)), Integer.parseInt(day.group(2)), Integer.parseInt(day.group(3)));
                EntryCheck check = new EntryCheck("pairing");
                check.day("from", read);
                if (check.isFaultless()) {
                    return read;
                }
            }
        } catch (DateTimeException noDay) {
            // Said below.
        }
        faults.cell(line, column, "organization.import.day");
        return null;
    }
}
