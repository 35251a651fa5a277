package minqing.activity.outing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads what all parts of an outing have in common: which one it is, and when and where, for which the outing's own answers
 * stand in.
 *
 * @param stored what a change finds there; null: the outing is a new one
 */
record PartValues(
        OutingFaults faults,
        OutingWords words,
        Stay stay,
        @Nullable Parts stored) {

    /** The parts of one kind; null where none were sent, which leaves those there are. */
    <S, T> @Nullable List<T> each(String key, @Nullable List<@Nullable S> sent, Reader<S, T> reader) {
        if (sent == null) {
            return null;
        }
        if (sent.size() > OutingChecks.MOST_PARTS) {
            faults.fault(key, "outing.too-many", OutingChecks.MOST_PARTS);
            return List.of();
        }
        List<T> read = new ArrayList<>();
        for (int index = 0; index < sent.size(); index++) {
            S one = sent.get(index);
            if (one == null) {
                faults.required(key + "[" + index + "]");
            } else {
                read.add(reader.read(key + "[" + index + "]", one));
            }
        }
        return read;
    }

    <T> long id(String path, @Nullable Long sent, Function<Parts, List<T>> ofKind, ToLongFunction<T> id) {
        if (sent == null) {
            return Entry.NEW;
        }
        if (stored == null) {
            faults.fault(path + ".id", "fault.field.unknown");
        } else if (ofKind.apply(stored).stream().mapToLong(id).noneMatch(sent::equals)) {
            faults.fault(path + ".id", "outing.part-missing");
        }
        return sent;
    }

    LocalDate day(String path, @Nullable LocalDate sent) {
        LocalDate first = stay.date();
        LocalDate last = stay.dateTo();
        if (first == null || last == null) {
            return sent == null ? LocalDate.EPOCH : sent;
        }
        if (sent == null) {
            return first;
        }
        if (sent.isBefore(first) || sent.isAfter(last)) {
            faults.fault(path + ".date", "outing.outside", words.day(first), words.day(last));
        }
        return sent;
    }

    @Nullable
    String time(String path, @Nullable String sent) {
        return faults.optional(path + ".time", sent);
    }

    String place(String path, @Nullable String sent) {
        String stated = faults.optional(path + ".place", sent);
        return stated == null ? words.place(stay.village(), stay.community()) : stated;
    }

    @Nullable
    String remark(String path, @Nullable String sent) {
        return faults.optional(path + ".remark", sent);
    }

    /** Reads one part. */
    interface Reader<S, T> {

        /** @param path where it stands in the input */
        T read(String path, S sent);
    }
}
