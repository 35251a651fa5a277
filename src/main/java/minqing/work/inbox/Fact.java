package minqing.work.inbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something known about a case.
 *
 * @param label Chinese name
 * @param value Chinese words, already masked for the reader
 * @param address the page that tells more of it, if there is one; a path of the application
 * @param personal whether it tells this reader what is masked for others
 */
public record Fact(String label, String value, @Nullable String address, boolean personal) {

    /** The numbers by which this reader can call the people; none for what is no personal data. */
    @JsonIgnore
    public List<String> phones() {
        return personal ? PhoneNumbers.in(value) : List.of();
    }

    /** A fact for everybody who reads the case. */
    public Fact(String label, String value, @Nullable String address) {
        this(label, value, address, false);
    }

    /** A fact that leads nowhere. */
    public Fact(String label, String value) {
        this(label, value, null);
    }

    /** What must not leave the house without saying who took it out. */
    public static Fact personal(String label, String value) {
        return new Fact(label, value, null, true);
    }
}
