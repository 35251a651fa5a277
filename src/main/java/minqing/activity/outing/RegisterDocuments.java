package minqing.activity.outing;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.activity.problem.Problems;
import minqing.bureau.organization.Account;
import minqing.platform.document.DiaryRecord;
import minqing.platform.document.DocumentFile;
import minqing.platform.document.Documents;
import minqing.platform.document.Format;
import minqing.platform.document.ForumRecord;
import minqing.platform.document.LabourRecord;
import minqing.platform.document.Occasion;
import minqing.platform.document.OutputOptions;
import minqing.platform.document.ProblemRecord;
import minqing.platform.document.ReceptionRecord;
import minqing.platform.document.Register;
import minqing.platform.document.RegisterRecord;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The registers as documents: a whole one as a list, one record as its annex. Who came to a reception is masked for
 * everybody; whoever may know it and asks for it is named on every page and noted for each reception.
 */
@Component
class RegisterDocuments {

    private final Registers registers;
    private final Problems problems;
    private final Documents documents;
    private final OutingWords words;
    private final Clock clock;

    RegisterDocuments(Registers registers, Problems problems, Documents documents, OutingWords words, Clock clock) {
        this.registers = registers;
        this.problems = problems;
        this.documents = documents;
        this.words = words;
        this.clock = clock;
    }

    /** A register as .xlsx in the columns of its annex. */
    DocumentFile list(Account viewer, String name, Registers.Filter filter, boolean unmasked) {
        Register register = register(name);
        List<Sheet> sheets = sheets(viewer, register, filter, unmasked);
        return documents.file(
                nameOfList(register, filter),
                List.of(documents.register(
                        register, sheets.stream().map(Sheet::content).toList())),
                Format.XLSX,
                options(viewer, sheets));
    }

    /**
     * One record as its annex.
     *
     * @param id of the row, of a problem its number
     * @throws Missing when there is none, or the viewer must not learn that there is
     */
    DocumentFile one(Account viewer, String name, String id, Format format, boolean unmasked) {
        Register register = register(name);
        List<Sheet> sheets = register == Register.PROBLEM
                ? problems.registered(viewer, id).map(RegisterDocuments::problem).stream()
                        .toList()
                : sheets(viewer, register, Registers.Filter.only(id(id)), unmasked);
        if (sheets.isEmpty()) {
            throw new Missing("outing.document.missing");
        }
        Sheet sheet = sheets.get(0);
        return documents.file(
                String.join(" ", documents.title(register), sheet.leader(), words.day(sheet.day())),
                List.of(sheet.content()),
                format,
                options(viewer, sheets));
    }

    private static Register register(String name) {
        return switch (name) {
            case "labour" -> Register.LABOUR;
            case "receptions" -> Register.RECEPTION;
            case "forums" -> Register.FORUM;
            case "diaries" -> Register.DIARY;
            case "problems" -> Register.PROBLEM;
            default -> throw new Missing("outing.register-missing");
        };
    }

    private static long id(String id) {
        if (!id.matches("[0-9]{1,18}")) {
            throw new Missing("outing.document.missing");
        }
        return Long.parseLong(id);
    }

    private List<Sheet> sheets(Account viewer, Register register, Registers.Filter filter, boolean unmasked) {
        return switch (register) {
            case LABOUR ->
                registers.labour(viewer, filter, null).items().stream()
                        .map(this::labour)
                        .toList();
            case RECEPTION ->
                registers.receptionsToTakeOut(viewer, filter, unmasked).stream()
                        .map(this::reception)
                        .toList();
            case FORUM ->
                registers.forums(viewer, filter, null).items().stream()
                        .map(this::forum)
                        .toList();
            case DIARY ->
                registers.diaries(viewer, filter, null).items().stream()
                        .map(this::diary)
                        .toList();
            case PROBLEM ->
                problems.wholeRegister(viewer, filter.ofProblems()).stream()
                        .map(RegisterDocuments::problem)
                        .toList();
        };
    }

    private Sheet labour(Registers.LabourRow row) {
        Registers.Head head = row.head();
        return sheet(
                head,
                new LabourRecord(
                        head.name(),
                        unitAndPosition(head.unit(), head.position()),
                        new Occasion(head.date(), null, row.time()),
                        row.place(),
                        row.work(),
                        remarks(head, null, row.remark())));
    }

    private Sheet reception(Registers.ReceptionRow row) {
        Registers.Head head = row.head();
        String matter = row.masked() ? row.summary() : row.matter();
        ReceptionRecord content = new ReceptionRecord(
                head.name(),
                head.unit(),
                head.position(),
                new Occasion(head.date(), null, row.time()),
                row.place(),
                row.people() == 1
                        ? row.visitor()
                        : words.of("outing.document.visitors", row.visitor(), String.valueOf(row.people())),
                matter == null ? words.of("outing.page.no-summary") : matter,
                orEmpty(row.text()),
                remarks(head, row.group() ? "outing.label.receptions.group" : null, row.remark()));
        return new Sheet(content, head.name(), head.date(), !row.masked());
    }

    private Sheet forum(Registers.ForumRow row) {
        Registers.Head head = row.head();
        return sheet(
                head,
                new ForumRecord(
                        head.name(),
                        head.unit(),
                        head.position(),
                        new Occasion(head.date(), null, row.time()),
                        row.place(),
                        words.attendees(row.attendees(), row.leaders()),
                        row.topic(),
                        orEmpty(row.text()),
                        remarks(head, row.closing() ? "outing.label.forums.closing" : null, row.remark())));
    }

    private Sheet diary(Registers.DiaryRow row) {
        Registers.Head head = row.head();
        return sheet(
                head,
                new DiaryRecord(
                        head.name(),
                        unitAndPosition(head.unit(), head.position()),
                        Occasion.between(head.date(), row.dateTo()),
                        words.place(row.village(), row.community()),
                        orEmpty(row.seen()),
                        orEmpty(row.opinions()),
                        orEmpty(row.reflections()),
                        remarks(head, row.policySuggestion() ? "outing.label.diary.policySuggestion" : null, null)));
    }

    private static Sheet problem(Problems.RegisterRow row) {
        ProblemRecord content = new ProblemRecord(
                row.name(),
                unitAndPosition(row.unit(), row.position()),
                row.title(),
                row.content(),
                orEmpty(row.handling()),
                orEmpty(row.nextStep()),
                row.statusName());
        return new Sheet(content, row.name(), row.date(), false);
    }

    private static Sheet sheet(Registers.Head head, RegisterRecord content) {
        return new Sheet(content, head.name(), head.date(), false);
    }

    private static String unitAndPosition(String unit, String position) {
        return (unit + " " + position).strip();
    }

    /** What the register marks, and what was noted. */
    private String remarks(Registers.Head head, @Nullable String mark, @Nullable String remark) {
        return Stream.of(
                        head.late() ? words.of("outing.page.late") : "",
                        mark == null ? "" : words.of(mark),
                        orEmpty(remark))
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\uFF1B"));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private String nameOfList(Register register, Registers.Filter filter) {
        List<String> parts = new ArrayList<>();
        parts.add(documents.title(register));
        if (filter.leader() != null) {
            parts.add(words.person(filter.leader()));
        }
        if (filter.from() != null) {
            parts.add(words.of("outing.document.from", words.day(filter.from())));
        }
        if (filter.to() != null) {
            parts.add(words.of("outing.document.to", words.day(filter.to())));
        }
        return String.join(" ", parts);
    }

    private OutputOptions options(Account viewer, List<Sheet> sheets) {
        OutputOptions options = OutputOptions.at(clock.instant());
        return sheets.stream().anyMatch(Sheet::unmasked)
                ? options.markedFor(viewer.name(), LocalDate.now(clock))
                : options;
    }

    /**
     * A record on paper.
     *
     * @param leader the name; it and the day go into the file's name
     * @param unmasked whether it tells what is masked for others
     */
    private record Sheet(RegisterRecord content, String leader, LocalDate day, boolean unmasked) {}
}
