package minqing.bureau.organization;

import static minqing.bureau.organization.AccountColumn.ACCOUNT;
import static minqing.bureau.organization.AccountColumn.HEAD;
import static minqing.bureau.organization.AccountColumn.NAME;
import static minqing.bureau.organization.AccountColumn.ROLES;
import static minqing.bureau.organization.AccountColumn.UNIT;

import java.text.Normalizer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import minqing.platform.document.DocumentFile;
import minqing.platform.document.ImportColumn;
import minqing.platform.document.ImportColumns;
import minqing.platform.document.Imports;
import minqing.platform.document.OutputOptions;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes accounts from a list (.xlsx or .csv), all of them or none. Each gets a password for one login, which stands in the
 * answer and nowhere else: it is neither stored in clear nor logged.
 */
@Service
public class AccountImport {

    /** A county bureau has fewer people; hashing so many passwords takes about a minute. */
    static final int MOST_ROWS = 500;

    private static final Pattern SEPARATORS = Pattern.compile("[、,，;；/\\s\u3000]+");

    /** 检查（只读）: what stands in brackets explains the name. */
    private static final Pattern BRACKETS = Pattern.compile("[(（].*[)）]");

    private final FilledTable<AccountColumn> table;
    private final AccountKeeping accounts;
    private final Directory directory;
    private final Organization organization;
    private final OrganizationChanges changes;
    private final Imports sheets;
    private final MessageSource messages;
    private final Clock clock;

    AccountImport(
            AccountKeeping accounts,
            Directory directory,
            Organization organization,
            OrganizationChanges changes,
            Imports sheets,
            MessageSource messages,
            Clock clock) {
        this.table =
                new FilledTable<>(sheets, messages, "organization.accounts.title", List.of(AccountColumn.values()));
        this.accounts = accounts;
        this.directory = directory;
        this.organization = organization;
        this.changes = changes;
        this.sheets = sheets;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * An account that was made.
     *
     * @param unit the unit's name as people know it; empty for none
     * @param password good for one login; null where the answer is repeated
     */
    public record Made(
            String account,
            String name,
            String unit,
            @Nullable String password) {}

    /**
     * What came of a list.
     *
     * @param made the new accounts in the list's order
     * @param passedOver login names that had an account already
     */
    public record Outcome(List<Made> made, List<String> passedOver) {

        public Outcome {
            made = List.copyOf(made);
            passedOver = List.copyOf(passedOver);
        }

        /** The same without the passwords. */
        public Outcome withoutPasswords() {
            return new Outcome(
                    made.stream()
                            .map(one -> new Made(one.account(), one.name(), one.unit(), null))
                            .toList(),
                    passedOver);
        }
    }

    /** An empty .xlsx to fill in; it offers the units there are today. */
    public DocumentFile template() {
        ImportColumns form = table.form();
        List<String> units = organization.units().stream().map(Unit::name).toList();
        List<ImportColumn> columns = form.columns().stream()
                .map(column -> {
                    String note = words("organization.accounts.note." + column.key(), roleNames());
                    if (column.key().equals(UNIT.key()) && !units.isEmpty()) {
                        return ImportColumn.choice(column.key(), column.title(), units)
                                .optional()
                                .explained(note);
                    }
                    if (column.key().equals(HEAD.key())) {
                        return ImportColumn.choice(column.key(), column.title(), List.of(yes(), no()))
                                .optional()
                                .explained(note);
                    }
                    return column.explained(note);
                })
                .toList();
        return sheets.template(
                new ImportColumns(form.title(), columns, form.ignored()), OutputOptions.at(clock.instant()));
    }

    /**
     * Takes a list.
     *
     * @param passOver whether rows whose account is there already, under the same name, are passed over; else they are faults
     * @throws InvalidInput with each fault by line, column and value; no account is made then
     */
    @Transactional
    public Outcome bringIn(String actor, byte[] sent, boolean passOver) {
        List<Table.Line> lines = table.read(sent);
        changes.oneAtATime();
        int rows = lines.size() - 1;
        if (rows < 1) {
            throw InvalidInput.of("file", "organization.accounts.empty");
        }
        if (rows > MOST_ROWS) {
            throw InvalidInput.of("file", "organization.import.many", String.valueOf(MOST_ROWS));
        }
        FileFaults faults = new FileFaults();
        Reading reading = new Reading(faults, passOver);
        reading.read(lines);
        faults.refuse();
        List<Made> made = new ArrayList<>();
        for (Row row : reading.rows) {
            try {
                String password = accounts.create(actor, row.account(), row.name(), null, row.groups());
                made.add(new Made(
                        row.account(),
                        row.name(),
                        row.unit() == null ? "" : row.unit().name(),
                        password));
            } catch (InvalidInput wrong) {
                faults.within(row.line(), ACCOUNT, wrong);
            }
        }
        faults.refuse();
        return new Outcome(made, reading.passedOver);
    }

    private String roleNames() {
        return Arrays.stream(Role.values()).map(this::roleName).collect(Collectors.joining("、"));
    }

    private String roleName(Role role) {
        return BRACKETS.matcher(words("organization.role." + role.group()))
                .replaceAll("")
                .strip();
    }

    private String yes() {
        return words("organization.accounts.yes");
    }

    private String no() {
        return words("organization.accounts.no");
    }

    private String words(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.SIMPLIFIED_CHINESE);
    }

    /** A row that can be taken. */
    private record Row(
            int line, String account, String name, @Nullable Unit unit, Set<String> groups) {}

    /** A list in the reading. */
    private final class Reading {

        private final FileFaults faults;
        private final boolean passOver;
        private final List<Row> rows = new ArrayList<>();
        private final List<String> passedOver = new ArrayList<>();
        private final Map<String, Integer> linesOf = new HashMap<>();
        private final Map<String, Role> roles = new HashMap<>();
        private final Map<String, Unit> units = new HashMap<>();

        Reading(FileFaults faults, boolean passOver) {
            this.faults = faults;
            this.passOver = passOver;
            for (Role role : Role.values()) {
                roles.put(role.group(), role);
                roles.put(roleName(role), role);
                roles.put(words("organization.role." + role.group()), role);
            }
            for (Unit unit : organization.units()) {
                units.put(unit.code(), unit);
                organization.sealName(unit.code()).ifPresent(name -> units.put(name, unit));
                units.put(unit.name(), unit);
            }
        }

        void read(List<Table.Line> lines) {
            List<AccountColumn> columns = table.named(lines.get(0), faults);
            for (Table.Line line : lines.subList(1, lines.size())) {
                if (line.values().size() > columns.size()) {
                    faults.line(
                            line.number(),
                            "organization.import.wide",
                            line.values().size(),
                            columns.size());
                } else {
                    Map<AccountColumn, String> values = new EnumMap<>(AccountColumn.class);
                    for (int column = 0; column < line.values().size(); column++) {
                        String value = Normalizer.normalize(line.values().get(column), Normalizer.Form.NFKC);
                        values.put(columns.get(column), Table.cleaned(value));
                    }
                    take(line.number(), values);
                }
                if (faults.areMany()) {
                    return;
                }
            }
        }

        private void take(int line, Map<AccountColumn, String> values) {
            int before = faults.count();
            for (AccountColumn column : AccountColumn.values()) {
                judge(line, column, values.getOrDefault(column, ""));
            }
            if (faults.count() > before) {
                return;
            }
            String account = values.getOrDefault(ACCOUNT, "");
            String name = values.getOrDefault(NAME, "");
            if (!account.matches(AccountKeeping.LOGIN)) {
                faults.cell(line, ACCOUNT, "organization.accounts.login", account);
            } else {
                Integer earlier = linesOf.putIfAbsent(account, line);
                if (earlier != null) {
                    faults.cell(line, ACCOUNT, "organization.accounts.twice", account, earlier);
                }
            }
            Set<String> groups = new TreeSet<>();
            Unit unit = unit(line, values.getOrDefault(UNIT, ""));
            boolean heads = heads(line, values.getOrDefault(HEAD, ""));
            if (unit != null && unit.kind() != UnitKind.BUREAU) {
                groups.add(unit.handlers());
                if (heads) {
                    groups.add(unit.heads());
                }
            } else if (heads) {
                faults.cell(line, HEAD, "organization.accounts.head-of-none", values.getOrDefault(HEAD, ""));
            }
            roles(line, values.getOrDefault(ROLES, "")).forEach(role -> groups.add(role.group()));
            if (faults.count() > before) {
                return;
            }
            Optional<Account> present = directory.account(account);
            if (present.isPresent()) {
                there(line, present.get(), name);
            } else if (groups.isEmpty()) {
                faults.cell(line, ROLES, "organization.accounts.nothing-to-do", name);
            } else {
                rows.add(new Row(line, account, name, unit, groups));
            }
        }

        private void judge(int line, AccountColumn column, String value) {
            if (value.isEmpty()) {
                if (column.isNeeded()) {
                    faults.cell(line, column, "organization.import.required");
                }
            } else if (!Table.isPlain(value)) {
                faults.cell(line, column, "organization.import.characters");
            } else if (value.codePointCount(0, value.length()) > column.longest()) {
                faults.cell(line, column, "organization.import.long", column.longest());
            } else if ("=+-@".indexOf(value.charAt(0)) >= 0) {
                faults.cell(line, column, "organization.import.start");
            }
        }

        /** An account that is there is never changed by a list. */
        private void there(int line, Account present, String name) {
            if (!passOver) {
                faults.cell(line, ACCOUNT, "organization.accounts.there", present.id(), present.name());
            } else if (!present.name().equals(name)) {
                faults.cell(line, ACCOUNT, "organization.accounts.somebody-else", present.id(), present.name(), name);
            } else {
                passedOver.add(present.id());
            }
        }

        private @Nullable Unit unit(int line, String named) {
            if (named.isEmpty()) {
                return null;
            }
            Unit unit = units.get(named);
            if (unit == null) {
                faults.cell(line, UNIT, "organization.accounts.unit", named);
            }
            return unit;
        }

        private boolean heads(int line, String written) {
            if (written.isEmpty() || written.equals(no())) {
                return false;
            }
            if (!written.equals(yes())) {
                faults.cell(line, HEAD, "organization.accounts.yes-or-no", written);
            }
            return true;
        }

        private Set<Role> roles(int line, String written) {
            Set<Role> named = new TreeSet<>();
            for (String name : SEPARATORS.split(written)) {
                Role role = roles.get(name);
                if (role != null) {
                    named.add(role);
                } else if (!name.isEmpty()) {
                    faults.cell(line, ROLES, "organization.accounts.role", name, roleNames());
                }
            }
            return named;
        }
    }
}
