package minqing.activity.outing;

import static minqing.activity.outing.OutingFaults.isBlank;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.activity.outing.OutingInput.MaybeAccusation;
import minqing.activity.outing.OutingInput.ProblemInput;
import minqing.activity.outing.OutingInput.ReceptionInput;
import minqing.platform.fault.FieldFault;
import org.jspecify.annotations.Nullable;

/** Takes what was told in confidence out of what was sent, and has whoever takes it over say what is wrong with it. */
record ConfidedCheck(OutingFaults faults, ConfidedWords taker) {

    static boolean isConfided(MaybeAccusation sent) {
        return Boolean.TRUE.equals(sent.accusation());
    }

    /** @param outingVillage where it is, unless its own village says so */
    Entry.ConfidedEntry word(String path, ProblemInput sent, @Nullable String outingVillage) {
        return new Entry.ConfidedEntry(
                path,
                confided(
                        sent,
                        isBlank(sent.title()) ? ReportCheck.beginning(text(sent.content())) : text(sent.title()),
                        text(sent.content()),
                        isBlank(sent.village()) ? outingVillage : sent.village(),
                        textOrNull(sent.contact())),
                null);
    }

    /**
     * What was told at a reception.
     *
     * @param place of the reception among those that were sent
     * @param visitor who came, with all that was told
     */
    Entry.ConfidedEntry ofReception(
            String path, int place, ReceptionInput sent, Parts.Visitor visitor, @Nullable String outingVillage) {
        return new Entry.ConfidedEntry(
                path,
                confided(
                        sent,
                        ReportCheck.beginning(visitor.matter()),
                        Stream.of(visitor.matter(), visitor.text())
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining("\n")),
                        outingVillage,
                        Stream.of(visitor.name(), visitor.contact())
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining(" "))),
                place);
    }

    private static Confided confided(
            MaybeAccusation sent, String title, String content, @Nullable String village, @Nullable String contact) {
        return new Confided(
                title,
                content,
                accounts(sent.concerns()),
                textOrNull(sent.accused()),
                village,
                sent.named() == null ? contact != null : sent.named(),
                contact,
                Boolean.TRUE.equals(sent.bypassDiscipline()),
                null);
    }

    /** Notes what is wrong with the words where they stand in the outing, unless that has been told there. */
    void noteFaults(String reporter, Entry.ConfidedEntry entry) {
        for (FieldFault fault : taker.faults(reporter, entry.words())) {
            String field = entry.field(fault.field());
            if (!faults.names(field)) {
                faults.add(new FieldFault(field, fault.messageKey(), fault.arguments()));
            }
        }
    }

    private static List<String> accounts(@Nullable List<@Nullable String> sent) {
        return sent == null
                ? List.of()
                : sent.stream()
                        .filter(account -> !isBlank(account))
                        .map(account -> Objects.requireNonNull(account).strip())
                        .distinct()
                        .toList();
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent.strip();
    }

    private static @Nullable String textOrNull(@Nullable String sent) {
        return isBlank(sent) ? null : sent.strip();
    }
}
