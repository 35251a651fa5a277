package minqing.activity.summary;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Proves a sealed version, or says where it first differs: the chain of hashes up to it, its frozen rows against what was
 * hashed, its documents, and, of the version that stands, the registers counted again as they were when it was compiled.
 */
@Service
class Verification {

    private final SummaryRepository summaries;
    private final Sealing sealing;
    private final Compilation compilation;

    Verification(SummaryRepository summaries, Sealing sealing, Compilation compilation) {
        this.summaries = summaries;
        this.sealing = sealing;
        this.compilation = compilation;
    }

    @Transactional(readOnly = true)
    Result verify(Summary summary, SummaryVersion version) {
        // An earlier version was right when it was made; since it was sent back the registers may say something else.
        Optional<Counted> now = version.version() == summary.version()
                ? Optional.of(compilation.recount(summary, version))
                : Optional.empty();
        Difference difference = chain(summary, version)
                .or(() -> frozen(summary, version))
                .or(() -> documents(version))
                .or(() -> now.flatMap(counted -> registers(version, counted)))
                .orElse(null);
        return new Result(
                summary.unit(),
                summary.month().toString(),
                version.version(),
                Objects.requireNonNull(version.hash()),
                difference == null,
                difference,
                now.flatMap(counted -> cells("registers-year", summaries.figures(version, "year"), counted.year()))
                        .orElse(null));
    }

    private Optional<Difference> chain(Summary summary, SummaryVersion version) {
        String previous = null;
        int link = 0;
        boolean found = false;
        for (SummaryVersion sealed : summaries.chain(summary.unit())) {
            link++;
            if (!Objects.equals(sealed.link(), link)) {
                return Optional.of(new Difference("chain", "link", null, link + "", sealed.link() + ""));
            }
            if (!Objects.equals(sealed.previousHash(), previous)) {
                return Optional.of(new Difference("chain", "link " + link, null, previous, sealed.previousHash()));
            }
            String hash = CanonicalForm.hash(previous, Objects.requireNonNull(sealed.canonical()));
            if (!hash.equals(sealed.hash())) {
                return Optional.of(new Difference("chain", "link " + link, null, hash, sealed.hash()));
            }
            previous = sealed.hash();
            found |= sealed.id() == version.id();
        }
        if (!found) {
            return Optional.of(new Difference("chain", "link", null, version.hash(), null));
        }
        return sealing.endOfChain(summary.unit()).equals(Optional.ofNullable(previous))
                ? Optional.empty()
                : Optional.of(new Difference(
                        "chain",
                        "link " + (link + 1),
                        null,
                        sealing.endOfChain(summary.unit()).orElse(null),
                        null));
    }

    private Optional<Difference> frozen(Summary summary, SummaryVersion version) {
        String now = sealing.canonical(summary, version);
        return now.equals(version.canonical())
                ? Optional.empty()
                : Optional.of(firstDifference("frozen", Objects.requireNonNull(version.canonical()), now));
    }

    private Optional<Difference> documents(SummaryVersion version) {
        return sealing.damagedDocument(version).map(format -> new Difference("document", format, null, null, null));
    }

    private Optional<Difference> registers(SummaryVersion version, Counted now) {
        return cells("registers", summaries.figures(version, "period"), now.period())
                .or(() -> records(summaries.records(version, null), now.records()));
    }

    private static Optional<Difference> cells(String where, Map<Cell, Integer> sealed, Map<Cell, Integer> found) {
        for (Cell cell : Cell.values()) {
            if (!Objects.equals(sealed.get(cell), found.get(cell))) {
                return Optional.of(new Difference(
                        where, cell.code(), null, String.valueOf(sealed.get(cell)), String.valueOf(found.get(cell))));
            }
        }
        return Optional.empty();
    }

    private static Optional<Difference> records(List<CountedRecord> sealed, List<CountedRecord> found) {
        Function<CountedRecord, String> name = record -> record.cell() + "/" + record.kind() + "/" + record.record();
        Map<String, CountedRecord> counted = found.stream().collect(Collectors.toMap(name, Function.identity()));
        for (CountedRecord record : Compilation.sorted(sealed)) {
            CountedRecord now = counted.remove(name.apply(record));
            if (!record.sameAs(now)) {
                return Optional.of(new Difference(
                        "registers",
                        record.cell().code(),
                        record.kind() + " " + record.record(),
                        String.valueOf(record.amount()),
                        now == null ? null : String.valueOf(now.amount())));
            }
        }
        return Compilation.sorted(List.copyOf(counted.values())).stream()
                .findFirst()
                .map(record -> new Difference(
                        "registers",
                        record.cell().code(),
                        record.kind() + " " + record.record(),
                        null,
                        String.valueOf(record.amount())));
    }

    private static Difference firstDifference(String where, String expected, String found) {
        int at = 0;
        while (at < Math.min(expected.length(), found.length()) && expected.charAt(at) == found.charAt(at)) {
            at++;
        }
        return new Difference(where, "canonical form, character " + at, null, around(expected, at), around(found, at));
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - 20), Math.min(text.length(), at + 20));
    }

    /**
     * What was found.
     *
     * @param intact whether nothing differs
     * @param difference the first one
     * @param yearSince where the registers of the year say something else by now than the second sheet did: registers of the
     *     time before the system were brought in since, or an earlier month was sent back; no fault of this version
     */
    record Result(
            String unit,
            String month,
            int version,
            String hash,
            boolean intact,
            @Nullable Difference difference,
            @Nullable Difference yearSince) {}

    /**
     * Where a version differs from what it should be.
     *
     * @param where {@code chain}, {@code frozen}, {@code document}, {@code registers} or {@code registers-year}
     * @param what the cell, document or link
     * @param record the record behind the cell, where it is one
     * @param expected what was sealed
     * @param found what is there now
     */
    record Difference(
            String where,
            String what,
            @Nullable String record,
            @Nullable String expected,
            @Nullable String found) {}
}
