package minqing.bureau.web;

import java.util.ArrayList;
import java.util.List;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for. A controller method that takes it gets it from the query parameters {@code page} and
 * {@code size}; wrong ones never reach the method.
 *
 * @param page counted from 0
 * @param size how many items a page has
 */
public record Paging(int page, int size) {

    /** The size of a page when nobody says. */
    public static final int USUAL = 20;

    /** The largest page. */
    public static final int LARGEST = 200;

    private static final Paging FIRST = new Paging(0, USUAL);

    /** @throws InvalidInput naming {@code page}, {@code size} or both */
    public Paging {
        List<FieldFault> faults = new ArrayList<>();
        if (page < 0) {
            faults.add(wrongPage());
        }
        if (size < 1 || size > LARGEST) {
            faults.add(wrongSize());
        }
        refuse(faults);
    }

    /** The first page, in the usual size. */
    public static Paging first() {
        return FIRST;
    }

    /**
     * Reads what a client sent; nothing at all is the first page in the usual size.
     *
     * @throws InvalidInput naming {@code page}, {@code size} or both
     */
    public static Paging read(@Nullable String page, @Nullable String size) {
        List<FieldFault> faults = new ArrayList<>();
        int readPage = number(page, 0);
        if (readPage < 0) {
            faults.add(wrongPage());
        }
        int readSize = number(size, USUAL);
        if (readSize < 1 || readSize > LARGEST) {
            faults.add(wrongSize());
        }
        refuse(faults);
        return new Paging(readPage, readSize);
    }

    /** How many items come before the page. */
    public long offset() {
        return (long) page * size;
    }

    /** The number sent, or -1 where it is none. */
    private static int number(@Nullable String sent, int otherwise) {
        if (sent == null || sent.isEmpty()) {
            return otherwise;
        }
        if (sent.length() > 10 || !sent.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return -1;
        }
        long number = Long.parseLong(sent);
        return number > Integer.MAX_VALUE ? -1 : (int) number;
    }

    private static FieldFault wrongPage() {
        return new FieldFault("page", "web.paging.page");
    }

    private static FieldFault wrongSize() {
        return new FieldFault("size", "web.paging.size", LARGEST);
    }

    private static void refuse(List<FieldFault> faults) {
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }
}
